using System;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>The list of subscriptions that a run has to read.</summary>
internal static class SubscriptionListing
{
    /// <summary>
    /// One call, none without an enabled provider account. Pax8 answers 403 where a company to list by is unknown to it; one
    /// that is gone has no subscriptions to list, and what is here of it is then asked for by id. Source: API reference, errors.
    /// </summary>
    public static ListedPage Read(Pax8Client pax8, SubscriptionScope scope, int page, int size, Func<RecordPage<Pax8Subscription>, SyncRun, PageResult> pull)
    {
        if (scope.IsEmpty) return ListedPage.Empty;
        try
        {
            var answer = pax8.ListSubscriptions(page, size, scope.CompanyId);
            return ListedPage.Of(answer, record => record.Id, record => record.CompanyId, run => pull(answer, run));
        }
        catch (Pax8Exception refused) when (refused.Kind == Pax8Error.NotAllowed && scope.CompanyId is not null)
        {
            if (IsKnown(pax8, scope.CompanyId)) throw;
            return ListedPage.OfUnknownCompany;
        }
    }

    private static bool IsKnown(Pax8Client pax8, string companyId)
    {
        try
        {
            return pax8.FindCompany(companyId) is not null;
        }
        catch (Pax8Exception refused) when (refused.SaysUnknownCompany)
        {
            return false;
        }
    }
}
