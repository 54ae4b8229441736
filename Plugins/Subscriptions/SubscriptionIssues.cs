using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Issues that a sync and a comparison of subscriptions have in common.</summary>
internal static class SubscriptionIssues
{
    /// <summary>A row that Pax8 does not list, and that it gives no answer about.</summary>
    /// <param name="row">The row.</param>
    /// <param name="failure">What came instead of an answer.</param>
    /// <param name="whatToDo">The remedy, as sentences.</param>
    /// <param name="run">The run.</param>
    public static RecordOutcome RaiseNotAnswered(SubscriptionState row, Pax8Exception failure, string whatToDo, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "notanswered",
            RecordId = row.Pax8Id,
            What = $"It is not known whether {row.Name} still exists in Pax8.",
            Why = $"Pax8 does not list the subscription any more, and gave no answer about it. {failure.Message}",
            WhatToDo = whatToDo,
            Retryable = true,
            ProviderAccountId = row.ProviderAccountId,
            SubscriptionId = row.Id,
        });
        return RecordOutcome.Failed;
    }
}
