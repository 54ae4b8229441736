using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>What tests of subscriptions do to Pax8 and look at here.</summary>
internal static class SubscriptionScene
{
    public const string Listing = "GET /subscriptions";
    public const string OneSubscription = "GET /subscriptions/{subscriptionId}";
    public const string OneProduct = "GET /products/{productId}";

    private static readonly string[] Terms = ["Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation"];

    private static readonly string[] Statuses =
        ["Active", "Cancelled", "PendingManual", "PendingAutomated", "PendingCancel", "WaitingForDetails", "Trial", "Converted", "PendingActivation", "Activated"];

    private static readonly string[] Columns =
    [
        "pax8_name", "pax8_providerspecificid", "pax8_vendorsubscriptionid", "pax8_vendorsku", "pax8_connectorid", "pax8_provideraccountid", "pax8_accountid",
        "pax8_productid", "pax8_parentsubscriptionid", "pax8_parentspecificid", "pax8_quantity", "pax8_price", "pax8_partnercost", "pax8_currencycode",
        "pax8_billingterm", "pax8_billingtermtext", "pax8_commitmentterm", "pax8_commitmentid", "pax8_commitmentendson", "pax8_startson", "pax8_endson",
        "pax8_billingstartson", "pax8_pax8createdon", "pax8_pax8updatedon", "pax8_subscriptionstatus", "pax8_subscriptionstatustext", "pax8_goneinpax8",
        "pax8_basequantity", "pax8_baseprice", "pax8_basebillingterm", "pax8_basestatus", "pax8_syncstate", "pax8_conflictquantity", "pax8_conflictprice",
        "pax8_conflictbillingterm", "pax8_conflictstatus", "pax8_held", "pax8_heldquantity", "pax8_heldstatus", "pax8_discardedbyid", "pax8_lasterror", "pax8_cancelon", "pax8_basecancelon", "statecode", "statuscode", "ownerid",
    ];

    /// <summary>The calls of one page, from 0. Page 0 is read while the job is planned.</summary>
    public static Func<Pax8Call, bool> Page(int number) =>
        call => AnyPage(call) && call.Query["page"] == number.ToString(CultureInfo.InvariantCulture);

    public static bool AnyPage(Pax8Call call) => call.Endpoint == Listing && call.Query["size"] == "200";

    /// <summary>Presses Compare Subscriptions and lets everything come to rest. Returns the job.</summary>
    public static Entity CompareSubscriptions(this Tenant tenant, Guid connector)
    {
        var request = new OrganizationRequest("pax8_CompareSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) };
        var job = (Guid)tenant.Administrator.Execute(request)["SyncJobId"];
        tenant.Settle();
        return tenant.Job(job);
    }

    /// <summary>Subscriptions by Pax8 id, with everything that a sync writes.</summary>
    public static SortedDictionary<string, Entity> Subscriptions(this Tenant tenant) => new(
        tenant.Rows("pax8_subscription", Columns).ToDictionary(row => (string)row["pax8_providerspecificid"]), StringComparer.Ordinal);

    public static Entity Subscription(this Tenant tenant, string pax8Id) => tenant.Subscriptions()[pax8Id];

    /// <summary>Licence change logs of a subscription in their order, each as delta, change type and provisioning status.</summary>
    public static IReadOnlyList<(int Quantity, int Type, int Status)> Logs(this Tenant tenant, Guid subscription) => tenant
        .Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_number", "pax8_quantity", "pax8_changetype", "pax8_provisioningstatus")
        .Where(log => log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id == subscription)
        .OrderBy(log => log.GetAttributeValue<int>("pax8_number"))
        .Select(log => (log.GetAttributeValue<int>("pax8_quantity"), log.Number("pax8_changetype"), log.Number("pax8_provisioningstatus"))).ToList();

    /// <summary>Subscriptions, products and licence change logs as text: two runs with the same outcome give the same lines.</summary>
    public static IReadOnlyList<string> SubscriptionPicture(this Tenant tenant)
    {
        var products = tenant.Rows("pax8_product", "pax8_pax8productid", "pax8_name", "pax8_vendorname", "pax8_sku", "pax8_vendorsku")
            .ToDictionary(row => row.Id, row => $"{row["pax8_pax8productid"]} {row["pax8_name"]} {row.Text("pax8_sku")} {row.Text("pax8_vendorsku")}");
        var subscriptions = tenant.Subscriptions();
        var ids = subscriptions.ToDictionary(pair => pair.Value.Id, pair => pair.Key);
        var logs = tenant.Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_number", "pax8_quantity", "pax8_name", "pax8_changetype", "pax8_provisioningstatus", "pax8_fromquantity", "pax8_toquantity")
            .Select(log => $"log of {ids[log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id]} #{log["pax8_number"]} {log["pax8_quantity"]} {log["pax8_name"]} "
                + $"{log.Number("pax8_changetype")} {log.Number("pax8_provisioningstatus")} {log["pax8_fromquantity"]} {log["pax8_toquantity"]}");
        return
        [
            .. subscriptions.Select(pair => pair.Key + " " + string.Join(" ", Columns.Select(column => column + "=" + Text(pair.Value, column, ids, products)))),
            .. products.Values.Order(StringComparer.Ordinal),
            .. logs.Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Subscriptions of these companies (all where none is named) are what Pax8 has now, no row is here without one there, and the
    /// logs add up. Written anew on purpose, without the package's map.
    /// </summary>
    public static void AssertSubscriptionsEqualPax8(this Tenant tenant, params string[] companies)
    {
        var rows = tenant.Subscriptions();
        var there = tenant.Pax8!.State.Subscriptions.Where(subscription => companies.Length == 0 || companies.Contains(subscription.CompanyId)).ToList();
        Assert.Equal(there.Select(subscription => subscription.Id).Order(StringComparer.Ordinal), rows.Where(row => !row.Value.GetAttributeValue<bool>("pax8_goneinpax8")).Select(row => row.Key));
        var products = tenant.Rows("pax8_product", "pax8_pax8productid").ToDictionary(row => row.Id, row => (string)row["pax8_pax8productid"]);
        foreach (var subscription in there) AssertEqual(subscription, rows[subscription.Id], rows, products);
        tenant.AssertLogsAddUp();
    }

    /// <summary>An enabled company that Pax8 has subscriptions of, and one of them that is active without commitment.</summary>
    public static Pax8Subscription ActiveSubscription(this Tenant tenant, int number = 0) => tenant.Pax8!.State.Subscriptions
        .Where(subscription => subscription is { Status: "Active", Commitment: null }).ElementAt(number);

    /// <summary>Sets the sync status of the provider account of a company.</summary>
    public static void SetSync(this Tenant tenant, string companyId, bool enabled) => tenant.Administrator.Update(
        new Entity("pax8_provideraccount", tenant.ProviderAccounts()[companyId].Id) { ["pax8_syncstatus"] = Refusing.Option(enabled ? 0 : 1) });

    private static void AssertEqual(Pax8Subscription there, Entity here, SortedDictionary<string, Entity> rows, Dictionary<Guid, string> products)
    {
        var ended = there.Status is "Cancelled" or "Converted";
        var expected = new Dictionary<string, object?>
        {
            ["pax8_quantity"] = ended ? 0 : (int)there.Quantity,
            ["pax8_basequantity"] = ended ? 0 : (int)there.Quantity,
            ["pax8_price"] = Math.Round(there.Price, 4),
            ["pax8_baseprice"] = Math.Round(there.Price, 4),
            ["pax8_partnercost"] = there.PartnerCost is { } cost ? Math.Round(cost, 4) : null,
            ["pax8_currencycode"] = there.CurrencyCode,
            ["pax8_billingterm"] = Known(Terms, there.BillingTerm, 7),
            ["pax8_subscriptionstatus"] = Known(Statuses, there.Status, 10),
            ["pax8_vendorsubscriptionid"] = there.VendorSubscriptionId,
            ["pax8_parentspecificid"] = there.ParentSubscriptionId,
            ["pax8_commitmentterm"] = there.Commitment?.Term,
            ["pax8_commitmentid"] = there.Commitment?.Id,
            ["pax8_commitmentendson"] = Moment(there.Commitment?.EndDate),
            ["pax8_startson"] = Moment(there.StartDate),
            ["pax8_endson"] = Moment(there.EndDate),
            ["pax8_billingstartson"] = Moment(there.BillingStart),
            ["pax8_pax8createdon"] = Moment(there.CreatedDate),
            ["pax8_pax8updatedon"] = Moment(there.UpdatedDate),
            ["pax8_syncstate"] = 0,
            ["statecode"] = ended ? 1 : 0,
        };
        foreach (var (column, value) in expected)
            Assert.True(Equals(value, Plain(here, column)), $"{there.Id} ({there.Status}): {column} is {Plain(here, column) ?? "empty"} and should be {value ?? "empty"}.");
        Assert.Equal(there.ProductId, products[here.GetAttributeValue<EntityReference>("pax8_productid").Id]);
        Assert.Equal(
            there.ParentSubscriptionId is { } parent && rows.TryGetValue(parent, out var parentRow) ? parentRow.Id : null,
            here.GetAttributeValue<EntityReference>("pax8_parentsubscriptionid")?.Id);
    }

    private static int Known(string[] words, string word, int other) => Array.IndexOf(words, word) is var index && index >= 0 ? index : other;

    private static DateTime? Moment(string? text) => LocalTenant.Pax8.Pax8Dates.TryRead(text, out var moment) ? moment.UtcDateTime.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)) : null;

    private static object? Plain(Entity row, string column) => row.GetAttributeValue<object?>(column) switch
    {
        OptionSetValue { Value: >= 476500000 } choice => choice.Value - 476500000,
        OptionSetValue choice => choice.Value,
        var value => value,
    };

    private static string Text(Entity row, string column, Dictionary<Guid, string> subscriptions, Dictionary<Guid, string> products) => row.GetAttributeValue<object?>(column) switch
    {
        OptionSetValue choice => choice.Value.ToString(CultureInfo.InvariantCulture),
        EntityReference { LogicalName: "pax8_product" } product => products[product.Id],
        EntityReference { LogicalName: "pax8_subscription" } parent => subscriptions[parent.Id],
        EntityReference reference => reference.LogicalName + ":" + reference.Id,
        DateTime date => date.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var value => value?.ToString() ?? "",
    };
}
