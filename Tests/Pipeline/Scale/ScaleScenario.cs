using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Products;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>
/// What people and Pax8 do in the life of a tenant, the same whatever its size. Pages are short, so that a small tenant has whole
/// batches beside the one that closes a job, and a page asks for as many rows in a small tenant as in a large one.
/// </summary>
internal sealed class ScaleScenario
{
    public const string AccountsAgain = "Sync Provider Accounts, nothing has changed", SubscriptionsAgain = "Sync Subscriptions, nothing has changed",
        ComparedAgain = "Compare Subscriptions, nothing has changed", ProductsAgain = "Sync Products, nothing has changed";

    private const int RowsOfPage = 7;

    private readonly Tenant _tenant;
    private readonly QueryLedger _ledger = new();
    private readonly List<Pax8Subscription> _growing;
    private readonly Guid _connector;
    private int _used;

    private ScaleScenario(int companies, int subscriptions)
    {
        _tenant = Given.Tenant(options => options with { Companies = companies, Subscriptions = subscriptions, Faults = Pages, QueryObserver = _ledger });
        foreach (var (company, number) in Pax8.Companies.Select((company, number) => (company, number)))
            _tenant.Account(number % 2 == 0 ? company.Name : $"Customer {number} of nobody", ("address1_country", company.Address?.Country));
        _connector = _tenant.CreateConnector("Pax8", row => (row["pax8_newaccountsare"], row["pax8_conflictpolicy"]) = (Option(1), Option(0)));
        _growing = Pax8.Subscriptions.Where(one => one is { Status: "Active", Commitment: null }).ToList();
        Pax8.AddProducts(companies);
        foreach (var (child, number) in Pax8.Subscriptions.Where((_, number) => number % 10 == 3).Select((one, number) => (one, number)))
            Pax8.ChangeSubscription(child.Id, one => one with { ParentSubscriptionId = Pax8.Subscriptions[number * 10].Id });
    }

    private static ScriptedFaults Pages => new ScriptedFaults().When(Short.Fits, Fault.Lie(Short));

    private static Lie Short { get; } = Lies.ShorterPages(RowsOfPage, says: true);

    private Pax8State Pax8 => _tenant.Pax8!.State;

    /// <summary>All of it on a new tenant of this size.</summary>
    public static QueryLedger Run(int companies, int subscriptions)
    {
        var scenario = new ScaleScenario(companies, subscriptions);
        scenario.Accounts();
        scenario.Subscriptions();
        scenario.Products();
        scenario.Changes();
        scenario.Conflicts();
        scenario.Held();
        scenario.Customers();
        scenario.Connector();
        return scenario._ledger;
    }

    private void Accounts()
    {
        Chapter("Verify Connectivity", () => _tenant.PressVerify(_connector));
        Chapter("Sync Provider Accounts, the first", () => Good(_tenant.Sync(_connector)));
        Chapter(AccountsAgain, () => Good(_tenant.Sync(_connector)));
        var active = Pax8.Companies.Where(company => company.Status == "Active").ToList();
        Chapter("a company has another name, one is gone", () =>
        {
            Pax8.RenameCompany(active[0].Id, "Another name");
            Pax8.VanishCompany(active.First(company => Pax8.Subscriptions.All(one => one.CompanyId != company.Id)).Id);
            Good(_tenant.Sync(_connector));
        });
        Chapter("a customer is chosen and a sync switched off and on", () =>
        {
            _tenant.Map(active[1], _tenant.Account("Somebody"));
            _tenant.SetSync(active[2].Id, enabled: false);
            _tenant.SetSync(active[2].Id, enabled: true);
            _tenant.Settle();
        });
    }

    private void Subscriptions()
    {
        Chapter("Sync Subscriptions, the first", () => Good(_tenant.SyncSubscriptions(_connector)));
        Chapter(SubscriptionsAgain, () => Good(_tenant.SyncSubscriptions(_connector)));
        Chapter("other quantities, a new add-on, one gone", () =>
        {
            foreach (var _ in Enumerable.Range(0, 3)) GrowThere(Next());
            var (parent, gone) = (Next(), Next());
            Pax8.AddSubscription(parent.CompanyId, parent.ProductId, 2, one => one with { ParentSubscriptionId = parent.Id });
            Pax8.VanishSubscription(gone.Id);
            Good(_tenant.SyncSubscriptions(_connector));
        });
        Chapter("Sync Subscriptions of one provider account", () =>
            Good(_tenant.SyncSubscriptions(_connector, _tenant.ProviderAccounts()[Next().CompanyId].Id)));
        Chapter("Compare Subscriptions", () => _tenant.CompareSubscriptions(_connector));
        Chapter(ComparedAgain, () => _tenant.CompareSubscriptions(_connector));
    }

    private void Products()
    {
        Chapter("Sync Products, the first", () => Good(_tenant.SyncProducts(_connector)));
        Chapter(ProductsAgain, () => Good(_tenant.SyncProducts(_connector)));
        Chapter("a product has another name, one is gone and comes back", () =>
        {
            var unused = Pax8.Products[^1].Id;
            Pax8.ChangeProduct(Pax8.Products[0].Id, one => one with { Name = "Another name" });
            Pax8.VanishProduct(unused);
            Good(_tenant.SyncProducts(_connector));
            Pax8.ReturnProduct(unused);
            Good(_tenant.SyncProducts(_connector));
        });
        Chapter("a price has changed, the prices of a customer are asked for", () =>
        {
            Pax8.SetBuyRate(Pax8.Used()[0], 7.77m);
            _tenant.Advance(TimeSpan.FromDays(1));
            Good(_tenant.SyncProducts(_connector));
            _tenant.Administrator.ReadPrices(_tenant.Products()[Pax8.Used()[1]].Id, _tenant.ProviderAccounts().First().Value.Id);
        });
    }

    private void Changes()
    {
        Chapter("a quantity is edited and goes out", () => GrowHere(Next()));
        Chapter("changes with a date: one falls due, one is withdrawn, one is sent before another", () =>
        {
            var (due, withdrawn, overtaken) = (Next(), Next(), Next());
            foreach (var one in new[] { due, withdrawn, overtaken }) GrowHere(one, days: 10);
            Press("pax8_WithdrawLicenseChange", LogsOf(withdrawn)[^1]);
            GrowHere(overtaken, more: 2);
            Press("pax8_SendLicenseChangeBefore", LogsOf(overtaken)[^1]);
            _tenant.Advance(TimeSpan.FromDays(11));
            Good(_tenant.SyncSubscriptions(_connector));
        });
        Chapter("a subscription is cancelled", () => Press("pax8_CancelSubscription", Here(Next())));
        Chapter("the environment was restored and a change is confirmed", () =>
        {
            var one = Next();
            _tenant.ChangeConnector(_connector, ("pax8_writeback", false));
            GrowHere(one);
            Press("pax8_DeclareRestored", ConnectorRow);
            _tenant.ChangeConnector(_connector, ("pax8_writeback", true));
            Press("pax8_ConfirmLicenseChange", LogsOf(one)[^1]);
            // What is changed in the moment of the declaration waits for a confirmation too.
            _tenant.Advance(TimeSpan.FromMinutes(1));
        });
    }

    private void Conflicts() => Chapter("conflicts, settled either way", () =>
    {
        foreach (var api in new[] { "pax8_KeepPax8", "pax8_KeepWork365" })
        {
            var one = Next();
            GrowThere(one);
            GrowHere(one, more: 7);
            Press(api, Here(one));
        }
    });

    /// <summary>As many rows in a small tenant as in a large one, so the limit is none; what is asked about, answered, asked again, and taken over.</summary>
    private void Held()
    {
        Chapter("Pax8 takes something away, which is asked about, discarded, asked again and applied", () =>
        {
            _tenant.ChangeConnector(_connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));
            var some = Enumerable.Range(0, 6).Select(_ => Next()).ToList();
            foreach (var one in some) Pax8.ChangeQuantity(one.Id, 3);
            Press("pax8_DiscardHeld", new EntityReference("pax8_syncjob", Asked()));
            foreach (var one in some.Take(4)) Pax8.ChangeQuantity(one.Id, 2);
            var first = Asked();
            Press("pax8_ApplyHeldValue", Here(some[0]));
            Press("pax8_DiscardHeldValue", Here(some[1]));
            Pax8.CancelSubscription(some[5].Id);
            Press("pax8_ApplyHeld", new EntityReference("pax8_syncjob", Asked()));
            _tenant.Job(first).AssertEnded(Acting.Succeeded);
            _tenant.ChangeConnector(_connector, ("pax8_holdpercent", null), ("pax8_holdnumber", 1_000_000));
        });
        Chapter("Pax8 takes little away", () =>
        {
            Pax8.CancelSubscription(Next().Id);
            Good(_tenant.SyncSubscriptions(_connector));
        });
    }

    private Guid Asked()
    {
        var job = _tenant.SyncSubscriptions(_connector);
        job.AssertEnded(Acting.WaitingForConfirmation);
        return job.Id;
    }

    private void Customers()
    {
        var mapped = _tenant.ProviderAccounts().Values
            .Where(row => row.Contains("pax8_accountid") && Pax8.Subscriptions.Where(one => one.CompanyId == row.Text("pax8_providerspecificid")).ToList() is [{ Status: "Active" }])
            .ToList();
        var accounts = mapped.Select(row => row.GetAttributeValue<EntityReference>("pax8_accountid")).ToList();
        Chapter("a provider account goes to another customer", () =>
        {
            _tenant.Administrator.Update(Row("pax8_provideraccount", mapped[0].Id, ("pax8_accountid", new EntityReference("account", _tenant.Account("Successor")))));
            _tenant.Settle();
        });
        Chapter("a customer is merged, one deactivated, one not deleted", () =>
        {
            _tenant.Administrator.Execute(new OrganizationRequest("Merge")
            {
                ["Target"] = new EntityReference("account", _tenant.Account("Survivor")),
                ["SubordinateId"] = accounts[1].Id,
                ["PerformParentingChecks"] = false,
            });
            _tenant.Administrator.Update(Row("account", accounts[2].Id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))));
            Refusal(() => _tenant.Administrator.Delete("account", accounts[3].Id));
            _tenant.Settle();
        });
    }

    private void Connector()
    {
        Chapter("the secret is changed", () => _tenant.Administrator.Execute(new OrganizationRequest("pax8_SetApplicationSecret")
        {
            ["Target"] = ConnectorRow,
            ["ApplicationSecret"] = _tenant.Pax8!.Options.ApplicationSecret,
        }));
        Chapter("a record is doubtful and a person says that it is gone", () =>
        {
            var gone = Next();
            Pax8.VanishSubscription(gone.Id);
            _tenant.Pax8!.Faults = Pages.When(call => call.Path.EndsWith(gone.Id, StringComparison.Ordinal), Fault.Lie(Lies.GatewayNotFound()));
            _tenant.SyncSubscriptions(_connector);
            Press("pax8_ConfirmGone", new EntityReference("pax8_syncissue", _tenant.OpenIssues().Single(issue => issue.Text("pax8_recordid") == gone.Id).Id));
            _tenant.Pax8.Faults = Pages;
        });
        Chapter("another connector takes over", () =>
        {
            _tenant.PressSync(_connector);
            _tenant.Deactivate(_connector);
            _tenant.Settle();
            var fresh = new EntityReference("pax8_connector", _tenant.CreateConnector("New"));
            _tenant.Sync(fresh.Id).AssertEnded(Acting.Failed);
            Press("pax8_PreviewTakeOver", fresh);
            while ((bool)Press("pax8_TakeOver", fresh)["HasMore"])
            {
                // One call moves a part, whatever the size of the tenant.
            }
            Good(_tenant.SyncSubscriptions(fresh.Id));
        });
    }

    private EntityReference ConnectorRow => new("pax8_connector", _connector);

    private void Chapter(string title, Action act)
    {
        _ledger.Chapter = title;
        act();
    }

    /// <summary>An active subscription that no other chapter has touched.</summary>
    private Pax8Subscription Next() => _growing[_used++];

    private void GrowThere(Pax8Subscription subscription) => Pax8.ChangeQuantity(subscription.Id, subscription.Quantity + 5);

    private void GrowHere(Pax8Subscription subscription, int more = 1, int? days = null)
    {
        (string, object?)[] quantity = [("pax8_quantity", (int)subscription.Quantity + more)];
        _tenant.Administrator.Update(Row("pax8_subscription", Here(subscription).Id,
            days is { } later ? [.. quantity, ("pax8_changeeffectiveon", _tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(later))] : quantity));
        _tenant.Settle();
    }

    private EntityReference Here(Pax8Subscription subscription)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_name") };
        query.Criteria.AddCondition("pax8_providerspecificid", ConditionOperator.Equal, subscription.Id);
        return _tenant.Administrator.RetrieveMultiple(query).Entities.Single().ToEntityReference();
    }

    private List<EntityReference> LogsOf(Pax8Subscription subscription)
    {
        var query = new QueryExpression("pax8_licensechangelog") { ColumnSet = new ColumnSet("pax8_number") };
        query.Criteria.AddCondition("pax8_subscriptionid", ConditionOperator.Equal, Here(subscription).Id);
        query.AddOrder("pax8_number", OrderType.Ascending);
        return _tenant.Administrator.RetrieveMultiple(query).Entities.Select(log => log.ToEntityReference()).ToList();
    }

    private OrganizationResponse Press(string api, EntityReference target)
    {
        var answer = _tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = target });
        _tenant.Settle();
        return answer;
    }

    /// <summary>A scenario that does not do its work would ask for nothing.</summary>
    private static void Good(Entity job)
    {
        if (job.Status() is not (Acting.Succeeded or Acting.CompletedWithIssues)) throw new InvalidOperationException($"A sync did not succeed: {job.Message()}");
    }
}
