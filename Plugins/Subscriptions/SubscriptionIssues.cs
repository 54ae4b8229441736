using System;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What people are told of single subscriptions.</summary>
internal static class SubscriptionIssues
{
    /// <summary>Another connector has a row of it; a second one would be billed as well.</summary>
    public static RecordOutcome RaiseHeldElsewhere(Pax8Subscription record, EnabledAccount account, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "heldrow",
            RecordId = record.Id,
            What = $"The subscription {record.Id} belongs to another provider integration already.",
            Why = "Two provider integrations read the same Pax8, and a subscription that is here twice is billed twice. Nothing was created.",
            WhatToDo = "Deactivate the other provider integration, choose Take over on this one, then start the sync again.",
            Retryable = true,
            ProviderAccountId = account.Id,
        });
        return RecordOutcome.Failed;
    }

    /// <summary>A row that Pax8 does not list, and that it gives no answer about.</summary>
    /// <param name="row">The row.</param>
    /// <param name="failure">What came instead of an answer.</param>
    /// <param name="whatToDo">The remedy, as sentences.</param>
    /// <param name="run">The run.</param>
    public static RecordOutcome RaiseNotAnswered(SubscriptionState row, Pax8Exception failure, string whatToDo, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfNoAnswer("subscription", row.Name, row.Pax8Id, failure, IssueCodes.RemedyOfNoAnswer(failure) + whatToDo, row.ProviderAccountId, row.Id));
        run.Issues.Settle(row.Pax8Id);
        return RecordOutcome.Failed;
    }

    /// <summary>What Pax8 says of the company of a subscription does not fit together, so none of it is believed.</summary>
    /// <param name="row">The row.</param>
    /// <param name="listed">The record in the list; null where the list does not have it.</param>
    /// <param name="byId">The record that was asked for by its id; null where it is not there, or no answer came.</param>
    public static RecordOutcome RaiseCompanyUnclear(SubscriptionState row, Pax8Subscription? listed, Pax8Subscription? byId, SubscriptionScope scope, SyncRun run)
    {
        var inList = listed is null ? "does not list the subscription" : $"lists the subscription under {Company(listed.CompanyId, scope)}";
        var alone = byId is null ? "does not show it when it is asked for by its id" : $"shows it under {Company(byId.CompanyId, scope)} when it is asked for by its id";
        run.Issues.Raise(new IssueDraft
        {
            Code = "company",
            RecordId = row.Pax8Id,
            What = $"Pax8 does not say clearly which company {row.Name} belongs to.",
            Why = $"Pax8 {inList} and {alone}. Here it belongs to {AccountOf(row, scope)}.",
            WhatToDo = LeftAsItIs + "Find out in Pax8 who has the subscription now, and start the sync again. If this stays, ask Pax8 support about it.",
            Retryable = true,
            ProviderAccountId = NullIfEmpty(row.ProviderAccountId),
            SubscriptionId = row.Id,
        });
        run.Issues.Settle(row.Pax8Id);
        return RecordOutcome.Failed;
    }

    private const string LeftAsItIs = "The row, its licences and what waits to be sent were left as they are. ";

    private static string Company(string id, SubscriptionScope scope) => scope.Find(id) is { } account ? $"{account.Name} ({id})" : $"the company {id}";

    private static string AccountOf(SubscriptionState row, SubscriptionScope scope) => scope.NameOf(row.ProviderAccountId) ?? "the provider account that the row shows";

    private static Guid? NullIfEmpty(Guid id) => id == Guid.Empty ? null : id;

    /// <summary>What was taken over, and what a person should look at all the same.</summary>
    public static void RaiseWarnings(Pax8Subscription record, SubscriptionTaking taking, EnabledAccount account, DateTime now, SyncRun run)
    {
        if (taking.Cut.Count > 0)
            run.Issues.Raise(RecordFailures.OfCutTexts($"the {Name()}", record.Id, taking.Cut, account.Id, taking.RowId));
        if (record.Unreadable.Count > 0)
            run.Issues.Raise(RecordFailures.OfValues(IssueCodes.Value, Name(), record.Id, record.Unreadable, account.Id, taking.RowId));
        if (taking.Detail?.Unreadable.Except(record.Unreadable).ToList() is { Count: > 0 } ofDetail)
            run.Issues.Raise(RecordFailures.OfValues(IssueCodes.ValueOfDetail, Name(), record.Id, ofDetail, account.Id, taking.RowId));
        if (account.IsGone && SubscriptionMap.ValuesOf(record).Ended != true)
            Warn("companygone", $"The {Name()} goes on in Pax8, though its company {account.Name} is gone there.",
                "Pax8 answered that there is no such company, so its provider account was deactivated; the subscription is listed all the same. Its licences were left on it and are billed.",
                "Ask Pax8 support whose subscription this is, and have it cancelled or moved there. The next sync follows and closes this issue.");
        if (record.Status is not { } status) return;
        var known = SubscriptionMap.StatusOf(status);
        if (known == Subscription.Statuses.Other)
            Warn("status", $"The {Name()} has a status that is not known here: {Pax8Json.Shorten(status.Trim(), 50)}.",
                "It was taken over as Other. The word does not say whether the subscription has ended, so its licences were left on it.",
                "Look in Pax8 whether the subscription still runs. If it has ended, ask Pax8 support to show it as Cancelled; the sync that reads a known status follows it and closes this issue.");
        if (known == Subscription.Statuses.Active && record.EndsOn is { } end && end < now.Date)
            Warn("ended", $"The {Name()} is Active in Pax8, and its end date has passed.",
                $"It ended on {end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} by its end date. Licences follow the status, so they were left on it; Pax8 bills by start and end date.",
                "Look in Pax8 whether the subscription still runs, and have the status or the end date put right there. The next sync then closes this issue.");

        string Name() => $"subscription {record.Id}";

        void Warn(string code, string what, string why, string whatToDo) => run.Issues.Raise(new IssueDraft
        {
            Code = code,
            RecordId = record.Id,
            What = what,
            Why = why,
            WhatToDo = whatToDo,
            IsWarning = true,
            ProviderAccountId = account.Id,
            SubscriptionId = taking.RowId,
        });
    }
}
