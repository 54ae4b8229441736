using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>
/// Makes a row of each product when a subscription first shows its id; a product that has one is not asked for again. Such a row belongs
/// to no catalogue until <see cref="CatalogueSync"/> finds it listed.
/// </summary>
internal sealed class ProductSync(Pax8Client pax8, ProductRows products)
{
    private readonly Dictionary<string, KnownProduct?> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks up which of these products have rows, and what stands open of them; one query each, none where all are known.</summary>
    public void Prepare(IEnumerable<string> pax8Ids, SyncRun run)
    {
        var unknown = pax8Ids.Where(id => !_known.ContainsKey(id)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        run.Issues.Prepare(unknown);
        foreach (var found in products.ByPax8Ids(unknown)) _known[found.Key] = found.Value;
    }

    /// <summary>The row of the product, made now where there is none; null where Pax8 does not tell about it, which becomes an issue.</summary>
    /// <param name="pax8Id">The product.</param>
    /// <param name="nameElsewhere">Its name as the subscription has it; null where it has none.</param>
    /// <param name="run">The run.</param>
    public KnownProduct? FindOrCreate(string pax8Id, string? nameElsewhere, SyncRun run)
    {
        if (!_known.TryGetValue(pax8Id, out var known)) _known[pax8Id] = known = Create(pax8Id, nameElsewhere, run);
        if (known is not null) run.Issues.Settle(pax8Id);
        return known;
    }

    private KnownProduct? Create(string pax8Id, string? nameElsewhere, SyncRun run)
    {
        try
        {
            var product = pax8.FindProduct(pax8Id);
            if (product is null)
            {
                RaiseUnknown(pax8Id, nameElsewhere, "Pax8 answers that there is no product with this id.", run);
                return null;
            }
            List<string>? cut = null;
            var row = ProductMap.Delta(product, stored: null, nameElsewhere, ref cut);
            if (run.Connector.Owner is not null) row[Common.Owner] = run.Connector.Owner;
            try
            {
                var made = new KnownProduct(products.Create(row), row.Text(Product.Name)!);
                Warn(product, cut, made.Name, run);
                return made;
            }
            catch (RowExistsException)
            {
                // A batch beside this one met the product first.
                return products.ByPax8Ids([pax8Id]).Values.FirstOrDefault();
            }
        }
        catch (Pax8Exception failure) when (failure.Kind is not (Pax8Error.CredentialsRejected or Pax8Error.NotAllowed))
        {
            RaiseUnknown(pax8Id, nameElsewhere, failure.Message, run);
            return null;
        }
        catch (RowException refused)
        {
            RaiseUnknown(pax8Id, nameElsewhere, refused.Message, run);
            return null;
        }
    }

    /// <summary>Here a product is read once, so what is told of it is closed by the next sync that meets it.</summary>
    private static void Warn(Pax8Product product, List<string>? cut, string name, SyncRun run)
    {
        if (product.Unreadable.Count > 0) run.Issues.Raise(RecordFailures.OfValues(IssueCodes.Value, $"product {product.Id}", product.Id, product.Unreadable, null));
        if (cut is not null) run.Issues.Raise(RecordFailures.OfCutTexts($"the product {name.CutTo(100)}", product.Id, cut, isReadOnce: true));
    }

    private static void RaiseUnknown(string pax8Id, string? name, string why, SyncRun run) => run.Issues.Raise(new IssueDraft
    {
        Code = "product",
        RecordId = pax8Id,
        What = $"The product {name ?? pax8Id} could not be brought in.",
        Why = why,
        WhatToDo = "Its subscriptions were synchronised without a product. The next sync tries again; if this stays, ask Pax8 support about the product.",
        Retryable = true,
        IsWarning = true,
    });
}
