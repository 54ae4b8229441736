using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// A subscription has become another company's, another product's or another parent's in Pax8. It is followed; before that, people are
/// told, and what waits to be sent asks somebody first, since it was meant for what the subscription was.
/// </summary>
internal sealed class SubscriptionTurn(ProviderAccountRows providerAccounts, LicenseChangeRows changes, SubscriptionStore store)
{
    /// <summary>
    /// Says that it goes to a company that is synchronised here, or is under one again, and returns the reason for its licence change
    /// logs.
    /// </summary>
    public string AnnounceMove(SubscriptionState row, Pax8Subscription there, EnabledAccount to, SyncRun run)
    {
        var from = NameOf(row.ProviderAccountId);
        var waiting = Ask(row.Id, AskedFor($"from {from} to {to.Name}"));
        var licenses = SubscriptionMap.ValuesOf(there).Quantity ?? row.Here.Quantity;
        if (row.IsMovedAway)
            Raise(row, to.Id, Company,
                $"{row.Name} is under a company in Pax8 again that is synchronised here.",
                FormattableString.Invariant($"Pax8 lists the subscription under {to.Name} ({to.CompanyId}), and shows the same when it is asked for by its id. It was under the company {row.MovedTo}, which is not synchronised. {licenses} licences were put on {to.Name}.{waiting}"),
                "Look whether the customer is to be billed for the licences from now on. If the move is a mistake, have it taken back in Pax8; the next sync follows.", run);
        else
            Raise(row, to.Id, Company,
                $"{row.Name} belongs to another company in Pax8 now.",
                FormattableString.Invariant($"Pax8 lists the subscription under {to.Name} ({to.CompanyId}), and shows the same when it is asked for by its id. {row.Here.Quantity} licences were taken off {from} and put on {to.Name}, both at the same moment.{waiting}"),
                "Look whether both customers are billed as they should be. If the move is a mistake, have it taken back in Pax8; the next sync follows.", run);
        return row.IsMovedAway ? $"Moved in Pax8 to {to.Name}".CutTo(LicenseChangeLog.Reason) : $"Moved in Pax8 from {from} to {to.Name}".CutTo(LicenseChangeLog.Reason);
    }

    /// <summary>Takes the licences off: the company that Pax8 has it under is not synchronised here. The row stays and says where it went.</summary>
    public RecordOutcome MoveAway(SubscriptionState row, Pax8Subscription there, SyncRun run)
    {
        var company = providerAccounts.ByCompanyId(run.Connector.Id, there.CompanyId);
        var name = company?.Text(ProviderAccount.Name) is { } known ? $"{known} ({there.CompanyId})" : $"the company {there.CompanyId}";
        var way = company is null
            ? "There is no provider account of that company here: press Sync Provider Accounts and enable its sync"
            : "Sync status of that company's provider account is Disabled: enable its sync";
        var from = NameOf(row.ProviderAccountId);
        var waiting = Ask(row.Id, AskedFor($"from {from} to {name}"));
        Raise(row, row.ProviderAccountId, Company,
            $"{row.Name} belongs to a company in Pax8 now that is not synchronised here.",
            FormattableString.Invariant($"Pax8 lists the subscription under {name}, and shows the same when it is asked for by its id. {(row.IsMovedAway ? $"Until now it was under the company {row.MovedTo}." : $"{row.Here.Quantity} licences were taken off {from}.")} The row is kept as Moved away.{waiting}"),
            $"{way}, and press Sync Subscriptions, where the licences are to be billed. If the move is a mistake, have it taken back in Pax8; the next sync follows.", run);
        run.Issues.Settle(row.Pax8Id);
        store.MoveAway(row, there.CompanyId, $"Moved in Pax8 from {from} to {name}".CutTo(LicenseChangeLog.Reason),
            $"Pax8 has this subscription under {name}, which is not synchronised here, so its licences were taken off. {way}, and press Sync Subscriptions.");
        return RecordOutcome.Updated;
    }

    /// <summary>Whether somebody switched the sync of this company's provider account since then.</summary>
    public bool WasSwitchedSince(DateTime? previousOn, Guid connectorId, string companyId) =>
        previousOn is { } previous && providerAccounts.ByCompanyId(connectorId, companyId)?.Date(ProviderAccount.SyncStatusOn) >= previous;

    /// <summary>Says that it has become another product's or another parent's. Returns whether it has.</summary>
    /// <param name="row">The row.</param>
    /// <param name="there">What is about to be stored.</param>
    /// <param name="run">The run.</param>
    public bool AnnounceConversion(SubscriptionState row, SubscriptionThere there, SyncRun run)
    {
        var product = there.Columns.Lookup(Subscription.Product);
        var isConverted = product is not null && row.Row.Lookup(Subscription.Product) is { } was && was != product;
        var isReparented = HasOtherParent(row, there.Columns);
        if (isConverted)
            Raise(row, row.ProviderAccountId, "product",
                $"{row.Name} has become another product in Pax8.",
                $"It is {there.Columns.Text(Subscription.Name) ?? row.Name} now, with the product of the id {there.ProductId}. Product and Name follow; its licences stay with the customer.{Ask(row.Id, AskedFor("to another product"))}",
                "Look whether the customer's price and what he is billed for fit the product. If it is a mistake, have it taken back in Pax8; the next sync follows.", run);
        if (isReparented)
        {
            var before = row.Row.Text(Subscription.ParentSpecificId);
            var now = there.Columns.Text(Subscription.ParentSpecificId);
            Raise(row, row.ProviderAccountId, "parent",
                $"{row.Name} has {(now is null ? "no parent any more" : before is null ? "got a parent" : "got another parent")} in Pax8.",
                $"Its parent in Pax8 was {before ?? "none"} and is {now ?? "none"}. Parent Subscription follows, as soon as the parent is here.{Ask(row.Id, AskedFor("to another parent"))}",
                "Look whether the add-on is billed with the right subscription. If it is a mistake, have it taken back in Pax8; the next sync follows.", run);
        }
        return isConverted || isReparented;
    }

    /// <summary>Whether Pax8 names another parent than it did when the row was read last.</summary>
    private static bool HasOtherParent(SubscriptionState row, Entity columns) =>
        columns.Contains(Subscription.ParentSpecificId) && !IsSame(columns.Text(Subscription.ParentSpecificId), row.Row.Text(Subscription.ParentSpecificId));

    private const string Company = "company";

    private static Hold AskedFor(string move) => new(
        HoldReasons.Confirmation,
        $"Pax8 has moved this subscription {move} since the change was made, so the change was not sent. Confirm it, or choose Retry where it has failed, if it is meant all the same; else withdraw it.");

    /// <summary>What waits to be sent asks somebody first. Returns what an issue says of it. What Pax8 has taken already is no longer asked about.</summary>
    private string Ask(Guid subscriptionId, Hold hold)
    {
        var open = changes.OpenOf(subscriptionId);
        // What failed for its connection would go out again by itself.
        foreach (var change in open.Where(change => change is { IsFailed: true, ConnectionFailure: not null })) changes.LeaveToPeople(change, hold.Sentence);
        var waiting = open.Where(change => change is { IsFailed: false, TakenOn: null }).ToList();
        foreach (var change in waiting) changes.Hold(change, hold);
        return waiting.Count == 0 ? "" : string.Format(CultureInfo.InvariantCulture, " {0} to be sent until somebody confirms or withdraws what is meant.", waiting.Count == 1 ? "1 change waits" : $"{waiting.Count} changes wait");
    }

    private string NameOf(Guid providerAccountId) => providerAccountId == Guid.Empty ? "no customer" : providerAccounts.NameOf(providerAccountId);

    private static bool IsSame(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>An issue of its own, which stays until somebody resolves it: the record itself is in order, and that must not settle it.</summary>
    private static void Raise(SubscriptionState row, Guid providerAccountId, string of, string what, string why, string whatToDo, SyncRun run) => run.Issues.Raise(new IssueDraft
    {
        Code = IssueCodes.Turn,
        RecordId = $"{of} in Pax8 of {row.Pax8Id}",
        What = what,
        Why = why,
        WhatToDo = whatToDo,
        IsWarning = true,
        ProviderAccountId = providerAccountId == Guid.Empty ? null : providerAccountId,
        SubscriptionId = row.Id,
    });
}
