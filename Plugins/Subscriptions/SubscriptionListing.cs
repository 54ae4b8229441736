using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Subscriptions;

/// <summary>How many subscriptions a run has to read.</summary>
internal static class SubscriptionListing
{
    /// <summary>
    /// One cheap call, none without an enabled provider account. Pax8 answers 403 where a company to list by is unknown to it; one
    /// that is gone has no subscriptions to list, and what is here of it is then asked for by id. Source: API reference, errors.
    /// </summary>
    public static int Count(Pax8Client pax8, SubscriptionScope scope)
    {
        if (scope.IsEmpty) return 0;
        try
        {
            return pax8.CountSubscriptions(scope.CompanyId);
        }
        catch (Pax8Exception refused) when (refused.Kind == Pax8Error.NotAllowed && scope.CompanyId is not null)
        {
            if (pax8.FindCompany(scope.CompanyId) is not null) throw;
            return 0;
        }
    }
}
