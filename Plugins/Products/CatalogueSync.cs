using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>
/// Pulls Pax8's catalogue into products: one call and one query a page, writes only for what differs. A row is one for all connectors;
/// the one in whose catalogue it was found first keeps it, as long as it is active, so that two catalogues do not write over each other.
/// </summary>
internal sealed class CatalogueSync(Pax8Client pax8, ProductRows products, ConnectorRows connectors, PriceReading prices)
    : PagedSource<Pax8Product, Entity, Dictionary<string, Entity>>, IGoneRows
{
    private readonly Dictionary<Guid, bool> _isActive = [];

    protected override string RecordName => "product";

    public override ListedPage ReadPage(int page, int size) => PageOf(pax8.ListProducts(page, size));

    public override bool EndsAlone => true;

    /// <summary>The prices of the products in use: which these are is known here, and the catalogue is up to date.</summary>
    public override bool End(SyncRun run) => prices.ReadInUse(run);

    protected override string IdOf(Pax8Product record) => record.Id;

    /// <summary>A catalogue is nobody's.</summary>
    protected override string? CompanyOf(Pax8Product record) => null;

    protected override IEnumerable<string> PresentIds(SyncRun run) => products.PresentPax8Ids(run.Connector.Id);

    protected override Dictionary<string, Entity> FindPage(List<Pax8Product> records, SyncRun run) => products.ForCatalogue(records.ConvertAll(product => product.Id));

    protected override Entity? FindRow(string id, SyncRun run) => Find(id);

    protected override Pax8Product? AskFor(string id) => pax8.FindProduct(id);

    protected override Taken? Take(Pax8Product record, Dictionary<string, Entity> page, SyncRun run) => Pull(record, RowOf(record, page), run);

    protected override Taken TakeUnlisted(Pax8Product record, Entity row, SyncRun run) => Pull(record, row, run);

    protected override Taken TakeGone(Entity row, SyncRun run)
    {
        SetGone(row, run);
        return new Taken(RecordOutcome.Updated, IsAbsent: true);
    }

    private Taken Pull(Pax8Product product, Entity? stored, SyncRun run)
    {
        if (stored is not null && IsOfAnother(stored, run.Connector.Id)) return new Taken(RecordOutcome.Skipped, IsAbsent: true);
        List<string>? cut = null;
        var delta = ProductMap.Delta(product, stored, nameElsewhere: null, ref cut);
        PutPlace(delta, stored, run.Connector.Id);
        var outcome = Save(delta, stored, run);
        if (cut is not null) run.Issues.Raise(RecordFailures.OfCutTexts($"the product {NameOf(product)}", product.Id, cut));
        if (product.Unreadable.Count > 0) run.Issues.Raise(RecordFailures.OfValues(IssueCodes.Value, $"product {NameOf(product)}", product.Id, product.Unreadable, null));
        run.Issues.Settle(product.Id);
        return new Taken(outcome, IsAbsent: false);
    }

    private RecordOutcome Save(Entity delta, Entity? stored, SyncRun run)
    {
        if (stored is null)
        {
            if (run.Connector.Owner is not null) delta[Common.Owner] = run.Connector.Owner;
            products.Create(delta);
            return RecordOutcome.Created;
        }
        if (delta.Attributes.Count == 0) return RecordOutcome.Unchanged;
        products.Update(delta, stored.RowVersion);
        return RecordOutcome.Updated;
    }

    /// <summary>One that was gone and is listed again comes back; one that a person has deactivated stays as it is.</summary>
    private static void PutPlace(Entity delta, Entity? stored, Guid connectorId)
    {
        if (stored?.Lookup(Product.Connector) != connectorId)
        {
            delta[Product.Connector] = new EntityReference(Connector.Table, connectorId);
            // Also where the column was never set, which the search for present rows would not find.
            delta[Product.GoneInPax8] = false;
        }
        if (stored is null || !stored.Flag(Product.GoneInPax8)) return;
        delta[Product.GoneInPax8] = false;
        delta.SetState(active: true);
    }

    /// <summary>Whether an active connector beside this one has it in its catalogue.</summary>
    private bool IsOfAnother(Entity row, Guid connectorId) =>
        row.Lookup(Product.Connector) is { } keeper && keeper != connectorId && !row.Flag(Product.GoneInPax8) && IsActive(keeper);

    private bool IsActive(Guid connectorId)
    {
        if (!_isActive.TryGetValue(connectorId, out var known)) _isActive[connectorId] = known = connectors.Get(connectorId).IsActive;
        return known;
    }

    public string RowName => "product";

    public string? NameOf(Guid connectorId, string id) => Find(id)?.Text(Product.Name);

    public bool IsInPax8(string id) => pax8.FindProduct(id) is not null;

    public bool SetGone(string id, string why, SyncRun run)
    {
        SetGone(Find(id)!, run);
        return true;
    }

    /// <summary>
    /// Marks and deactivates it at once, unasked: no licence hangs on a catalogue, the subscriptions of the product stay, and it comes back
    /// when it is listed again. Products leave a catalogue every week, so that is no issue; the view Inactive Products shows them.
    /// </summary>
    private void SetGone(Entity row, SyncRun run)
    {
        run.Issues.Settle(row.Text(Product.Pax8ProductId)!);
        var gone = new Entity(Product.Table, row.Id) { [Product.GoneInPax8] = true };
        gone.SetState(active: false);
        products.Update(gone, row.RowVersion);
    }

    protected override RecordOutcome TellNotAnswered(Entity row, Pax8Exception failure, SyncRun run)
    {
        var id = row.Text(Product.Pax8ProductId)!;
        run.Issues.Raise(RecordFailures.OfNoAnswer(
            RecordName, row.Text(Product.Name) ?? id, id, failure,
            $"The product was left as it is. {IssueCodes.RemedyOfNoAnswer(failure)}Start the sync again; if this stays, ask Pax8 support about the product.", null));
        run.Issues.Settle(id);
        return RecordOutcome.Failed;
    }

    protected override Entity? RowOf(Pax8Product record, Dictionary<string, Entity> page) => page.TryGetValue(record.Id, out var row) ? row : null;

    protected override Taken TellRefused(Pax8Product record, Entity? row, Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfRow($"product {NameOf(record)}", record.Id, failure, null));
        return new Taken(RecordOutcome.Failed, IsAbsent: false);
    }

    protected override RecordOutcome TellRefusedUnlisted(Pax8Product? record, Entity row, Exception failure, SyncRun run)
    {
        var id = row.Text(Product.Pax8ProductId)!;
        run.Issues.Raise(RecordFailures.OfRow($"product {row.Text(Product.Name) ?? id}", id, failure, null));
        return RecordOutcome.Failed;
    }

    private Entity? Find(string id) => products.ForCatalogue([id]).Values.FirstOrDefault();

    private static string NameOf(Pax8Product product)
    {
        var name = product.Name ?? product.Id;
        return name.CutTo(100);
    }
}
