using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>
/// Reads the partner's prices of the products that are in use, one call for each product, connector and day (in UTC), and shows them on their
/// subscriptions. How far that is stands on the product, so whoever goes on has only the rest.
/// </summary>
internal sealed class PriceReading(Pax8Client pax8, ProductRows products, PriceStore store, IProductUse use, IClock clock)
{
    /// <summary>Products without an answer one after the other, until the rest is left to the next sync: each may cost a time-out.</summary>
    private const int MostUnanswered = 3;

    /// <summary>Record of the issue that these credentials may not read prices.</summary>
    private const string AllPrices = "prices";

    /// <summary>False where the time or Pax8's limit of calls ended it; the next execution goes on.</summary>
    public bool ReadInUse(SyncRun run)
    {
        var today = clock.UtcNow;
        var due = products.Priced(use.ProductsOfActive(run.Connector.Id)).Where(product => !product.IsGone && !PriceReadings.HasShown(product.Readings, run.Connector.Id, today)).ToList();
        if (due.Count == 0) return true;
        run.Issues.Prepare(due.Select(product => RecordOf(product)).Concat([AllPrices]));
        var unanswered = 0;
        foreach (var product in due)
        {
            if (run.Deadline.LeavesNoPage) return false;
            try
            {
                if (!Deal(product, run)) return false;
                unanswered = 0;
            }
            catch (Pax8Exception limit) when (limit.WasNotTried)
            {
                return false;
            }
            catch (Pax8Exception refused) when (refused.Kind is Pax8Error.CredentialsRejected or Pax8Error.NotAllowed)
            {
                Tell(AllPrices, "The prices of the products in use could not be read.", refused.Message, run);
                return true;
            }
            catch (Pax8Exception failure)
            {
                Tell(RecordOf(product), $"The prices of the product {product.Name} could not be read.", failure.Message, run);
                if (++unanswered == MostUnanswered) return true;
            }
            catch (RowExistsException)
            {
                // Somebody has asked for the same prices at this moment; what is left of them is read by the next sync.
            }
            catch (RowException refused)
            {
                Tell(RecordOf(product), $"The prices of the product {product.Name} could not be kept.", RecordFailures.Reason(refused), run);
            }
        }
        return true;
    }

    /// <summary>False where the deadline ended it.</summary>
    private bool Deal(PricedProduct product, SyncRun run)
    {
        var now = clock.UtcNow;
        if (PriceReadings.HasRead(product.Readings, run.Connector.Id, now))
        {
            if (!use.ShowPrices(run.Connector.Id, product.Id, run)) return false;
            products.NoteShown(product, run.Connector.Id, now);
            return true;
        }
        Read(product, run);
        var isShown = use.ShowPrices(run.Connector.Id, product.Id, run);
        products.NotePrices(product, run.Connector.Id, now, isShown);
        return isShown;
    }

    private void Read(PricedProduct product, SyncRun run)
    {
        var list = pax8.ReadPrices(product.Pax8Id, companyId: null);
        store.Save(product.Id, run.Connector, providerAccountId: null, list, isAsked: false);
        run.Issues.Settle(AllPrices);
        if (list?.Problem is { } problem)
            Tell(RecordOf(product), $"Some prices of the product {product.Name} could not be read.", $"Pax8 sent what cannot be kept as a price: {problem}.", run);
        else run.Issues.Settle(RecordOf(product));
    }

    private static void Tell(string record, string what, string why, SyncRun run) => run.Issues.Raise(new IssueDraft
    {
        Code = "prices",
        RecordId = record,
        What = what,
        Why = why,
        WhatToDo = "The prices that were read before stay, with their dates; subscriptions are not touched. The next Sync Products tries again.",
        Retryable = true,
        IsWarning = true,
    });

    /// <summary>Apart from the product's own issues, which the pull of the catalogue settles.</summary>
    private static string RecordOf(PricedProduct product) => $"prices of {product.Pax8Id}";
}
