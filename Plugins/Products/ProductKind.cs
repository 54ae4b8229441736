using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>Pulls Pax8's catalogue into products. Nothing is held back: a product that goes takes no licence with it.</summary>
internal sealed class ProductKind(Pax8Access pax8, Func<Pax8Client, CatalogueSync> sync) : SyncKind
{
    /// <summary>Stands in rows.</summary>
    public const int Value = 476500003;

    public override int Number => Value;

    public override string Name => "Products";

    public override string RecordsName => "products";

    public override string RowsName => "products";

    public override string SkippedBecause => "because they are in the catalogue of another active provider integration";

    public override ISyncSource Open(SyncJobState job) => sync(pax8.ForBackgroundWork(job.ConnectorId));

    public override IGoneRows GoneRows(Guid connectorId) => sync(pax8.ForWaitingUser(connectorId));
}
