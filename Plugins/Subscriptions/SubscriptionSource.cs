using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Pax8's subscriptions, page by page, for whatever is done with them.</summary>
/// <typeparam name="TPage">What is here of the subscriptions of a page.</typeparam>
internal abstract class SubscriptionSource<TPage>(Pax8Client pax8, SubscriptionScope scope, SubscriptionRows subscriptions)
    : PagedSource<Pax8Subscription, SubscriptionState, TPage>
{
    protected override string RecordName => "subscription";

    protected SubscriptionScope Scope => scope;

    protected SubscriptionRows Subscriptions => subscriptions;

    /// <summary>
    /// One call, none without an enabled provider account. Pax8 answers 403 where a company to list by is unknown to it; one
    /// that is gone has no subscriptions to list, and what is here of it is then asked for by id. Source: API reference, errors.
    /// </summary>
    public override ListedPage ReadPage(int page, int size)
    {
        if (scope.IsEmpty) return ListedPage.Empty;
        try
        {
            return PageOf(pax8.ListSubscriptions(page, size, scope.CompanyId));
        }
        catch (Pax8Exception refused) when (refused.Kind == Pax8Error.NotAllowed && scope.CompanyId is not null)
        {
            if (IsKnown(scope.CompanyId)) throw;
            return ListedPage.OfUnknownCompany;
        }
    }

    protected override string IdOf(Pax8Subscription record) => record.Id;

    protected override string CompanyOf(Pax8Subscription record) => record.CompanyId;

    protected override IEnumerable<string> PresentIds(SyncRun run) => subscriptions.PresentPax8Ids(run.Connector.Id, scope.Only);

    protected override SubscriptionState? FindRow(string id, SyncRun run) => subscriptions.ByPax8Id(run.Connector.Id, id);

    /// <summary>
    /// The rows of a page by Pax8 id, also of companies that are not synchronised: one of them may be under a company here that is. What
    /// is asked of the provider accounts of both is known afterwards.
    /// </summary>
    protected Dictionary<string, SubscriptionState> FindRows(List<Pax8Subscription> records, SyncRun run)
    {
        scope.Prepare(records.Select(record => record.CompanyId), []);
        var rows = subscriptions.ByPax8Ids(run.Connector.Id, records.ConvertAll(record => record.Id));
        scope.Prepare([], rows.Values.Select(row => row.ProviderAccountId));
        return rows;
    }

    protected override Pax8Subscription? AskFor(string id) => pax8.FindSubscription(id);

    private bool IsKnown(string companyId)
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
