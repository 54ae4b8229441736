using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>Tenants, connectors and runs that are in order by default, so that a test states only what matters to it.</summary>
internal static class Given
{
    private static readonly Lazy<TenantMetadata> Solution = new(() => SolutionReader.Read(SolutionFolder.Find(), typeof(IClock).Assembly));

    /// <summary>The solution as it ships.</summary>
    public static TenantMetadata Metadata => Solution.Value;

    /// <summary>A simulated tenant: virtual clock, one thread. Solution/ is read once for all tests.</summary>
    public static Tenant Tenant(Func<TenantOptions, TenantOptions>? change = null)
    {
        var options = new TenantOptions { Simulated = true, Companies = 0, Metadata = Solution.Value };
        return LocalTenant.Tenant.StartAsync(change is null ? options : change(options)).GetAwaiter().GetResult();
    }

    /// <summary>A simulated tenant with so many generated companies and a connector.</summary>
    public static (Tenant Tenant, Guid Connector) TenantWithCompanies(int companies, Func<TenantOptions, TenantOptions>? change = null)
    {
        var tenant = Tenant(options => (change ?? (same => same))(options with { Companies = companies }));
        return (tenant, tenant.CreateConnector("Pax8"));
    }

    /// <summary>A simulated tenant with companies and subscriptions; the companies are synchronised and enabled.</summary>
    public static (Tenant Tenant, Guid Connector) TenantWithSubscriptions(int companies, int subscriptions, Func<TenantOptions, TenantOptions>? change = null)
    {
        var tenant = Tenant(options => (change ?? (same => same))(options with { Companies = companies, Subscriptions = subscriptions }));
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        tenant.Sync(connector);
        return (tenant, connector);
    }
}

/// <summary>What an administrator does and sees.</summary>
internal static class Acting
{
    public const int Waiting = 476500000;
    public const int InProgress = 476500001;
    public const int Paused = 476500002;
    public const int Succeeded = 476500003;
    public const int CompletedWithIssues = 476500004;
    public const int Failed = 476500005;
    public const int Cancelled = 476500006;
    public const int OtherPartner = 476500007;
    public const int WaitingForConfirmation = 476500008;

    /// <summary>For tests about something else: whatever Pax8 takes away is applied unasked.</summary>
    public static void AskAboutNothing(this Tenant tenant, Guid connector) => tenant.ChangeConnector(connector, ("pax8_holdpercent", 100));

    /// <summary>Chooses Apply on a job that waits for confirmation and lets everything come to rest. Returns the job.</summary>
    public static Entity ApplyHeld(this Tenant tenant, Guid job)
    {
        tenant.Administrator.Execute(new OrganizationRequest("pax8_ApplyHeld") { ["Target"] = new EntityReference("pax8_syncjob", job) });
        tenant.SettleAsync().GetAwaiter().GetResult();
        return tenant.Job(job);
    }

    public static OrganizationResponse PressSync(this Tenant tenant, Guid connector) =>
        tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncProviderAccounts") { ["Target"] = new EntityReference("pax8_connector", connector) });

    public static OrganizationResponse PressVerify(this Tenant tenant, Guid connector) =>
        tenant.Administrator.Execute(new OrganizationRequest("pax8_VerifyConnectivity") { ["Target"] = new EntityReference("pax8_connector", connector) });

    public static OrganizationResponse PressResume(this Tenant tenant, Guid job) =>
        tenant.Administrator.Execute(new OrganizationRequest("pax8_ResumeSync") { ["Target"] = new EntityReference("pax8_syncjob", job) });

    /// <summary>Presses Sync Provider Accounts and lets everything come to rest. Returns the job.</summary>
    public static Entity Sync(this Tenant tenant, Guid connector)
    {
        var job = (Guid)tenant.PressSync(connector)["SyncJobId"];
        tenant.SettleAsync().GetAwaiter().GetResult();
        return tenant.Job(job);
    }

    /// <summary>Presses Sync Subscriptions and lets everything come to rest. Returns the job.</summary>
    public static Entity SyncSubscriptions(this Tenant tenant, Guid connector, Guid? providerAccount = null)
    {
        var request = new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) };
        if (providerAccount is { } id) request["ProviderAccountId"] = id;
        var job = (Guid)tenant.Administrator.Execute(request)["SyncJobId"];
        tenant.SettleAsync().GetAwaiter().GetResult();
        return tenant.Job(job);
    }

    /// <summary>Rows of subscriptions, products and licence change logs written since the last reset of counts.</summary>
    public static long SubscriptionWrites(this Tenant tenant) => tenant.Dataverse.Statistics.Writes
        .Where(write => write.Key.Table is "pax8_subscription" or "pax8_product" or "pax8_licensechangelog").Sum(write => write.Value);

    /// <summary>Holds that the quantities of each subscription's licence change logs add up to its quantity, and those of each customer to what he has of it.</summary>
    public static void AssertLogsAddUp(this Tenant tenant)
    {
        var sums = tenant.Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_quantity")
            .ToLookup(row => row.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id, row => row.GetAttributeValue<int>("pax8_quantity"));
        var ofCustomers = tenant.Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_quantity", "pax8_provideraccountid", "pax8_accountid")
            .ToLookup(row => row.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id);
        foreach (var row in tenant.Rows("pax8_subscription", "pax8_name", "pax8_quantity", "pax8_provideraccountid", "pax8_accountid"))
        {
            Xunit.Assert.True(sums[row.Id].Sum() == row.GetAttributeValue<int>("pax8_quantity"),
                $"{row["pax8_name"]}: the logs add up to {sums[row.Id].Sum()}, the quantity is {row.GetAttributeValue<int>("pax8_quantity")}.");
            foreach (var customer in ofCustomers[row.Id].GroupBy(CustomerOf, log => log.GetAttributeValue<int>("pax8_quantity")))
                Xunit.Assert.True(customer.Sum() == (customer.Key == CustomerOf(row) ? row.GetAttributeValue<int>("pax8_quantity") : 0),
                    $"{row["pax8_name"]}: the logs of the customer {customer.Key} add up to {customer.Sum()}; the quantity is {row.GetAttributeValue<int>("pax8_quantity")}, with the customer {CustomerOf(row)}.");
        }

        static (Guid?, Guid?) CustomerOf(Entity row) => (row.GetAttributeValue<EntityReference>("pax8_provideraccountid")?.Id, row.GetAttributeValue<EntityReference>("pax8_accountid")?.Id);
    }

    public static Entity Job(this Tenant tenant, Guid id) => tenant.Administrator.Retrieve("pax8_syncjob", id, new ColumnSet(
        "pax8_jobstatus", "pax8_phase", "pax8_lockkey", "pax8_message", "pax8_createdcount", "pax8_updatedcount", "pax8_unchangedcount",
        "pax8_failedcount", "pax8_skippedcount", "pax8_differencecount", "pax8_pagestotal", "pax8_pagesdone", "pax8_remotecount", "pax8_round", "pax8_startedon", "pax8_finishedon", "ownerid"));

    public static int Status(this Entity job) => job.GetAttributeValue<OptionSetValue>("pax8_jobstatus").Value;

    public static (int Created, int Updated, int Unchanged, int Failed) Counts(this Entity job) => (
        job.GetAttributeValue<int>("pax8_createdcount"), job.GetAttributeValue<int>("pax8_updatedcount"),
        job.GetAttributeValue<int>("pax8_unchangedcount"), job.GetAttributeValue<int>("pax8_failedcount"));

    /// <summary>All rows of a table, in these columns.</summary>
    public static List<Entity> Rows(this Tenant tenant, string table, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns), PageInfo = new PagingInfo { PageNumber = 1, Count = 5000 } };
        var rows = new List<Entity>();
        while (true)
        {
            var page = tenant.Administrator.RetrieveMultiple(query);
            rows.AddRange(page.Entities);
            if (!page.MoreRecords) return rows;
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }

    /// <summary>Provider accounts by Pax8 id, with everything that a sync writes; those that are being provisioned have none yet.</summary>
    public static SortedDictionary<string, Entity> ProviderAccounts(this Tenant tenant) => new(
        tenant.Rows("pax8_provideraccount", ProviderAccountColumns).Where(row => row.Contains("pax8_providerspecificid")).ToDictionary(row => row.GetAttributeValue<string>("pax8_providerspecificid")), StringComparer.Ordinal);

    public static List<Entity> OpenIssues(this Tenant tenant) =>
        tenant.Rows("pax8_syncissue", "pax8_name", "pax8_reason", "pax8_whattodo", "pax8_retryable", "pax8_severity", "pax8_issuestatus", "pax8_recordid", "pax8_provideraccountid")
            .Where(issue => issue.GetAttributeValue<OptionSetValue>("pax8_issuestatus").Value == 476500000).ToList();

    /// <summary>Provider accounts as text, id of the row left out: two runs with the same outcome give the same lines.</summary>
    public static IReadOnlyList<string> Picture(this Tenant tenant) =>
        tenant.ProviderAccounts().Select(pair => pair.Key + " " + string.Join(" ", ProviderAccountColumns.Select(column => column + "=" + Text(pair.Value, column)))).ToList();

    public static long AccountWrites(this Tenant tenant) =>
        tenant.Dataverse.Statistics.Writes.Where(write => write.Key.Table == "pax8_provideraccount").Sum(write => write.Value);

    public static int CompanyCalls(this Tenant tenant) => tenant.Pax8!.Count("GET /companies");

    private static readonly string[] ProviderAccountColumns =
    [
        "pax8_name", "pax8_providerspecificid", "pax8_connectorid", "pax8_accountid", "pax8_companystatus", "pax8_companystatustext", "pax8_syncstatus",
        "pax8_matchstatus", "pax8_matchcandidates", "pax8_matchreason", "pax8_street", "pax8_street2", "pax8_city", "pax8_stateorprovince",
        "pax8_postalcode", "pax8_country", "pax8_phone", "pax8_website", "pax8_externalid", "pax8_selfserviceallowed",
        "pax8_billonbehalfofenabled", "pax8_orderapprovalrequired", "pax8_pax8updatedon", "statecode", "statuscode", "ownerid",
    ];

    private static string Text(Entity row, string column) => row.Contains(column)
        ? row[column] switch
        {
            OptionSetValue choice => choice.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            EntityReference reference => reference.LogicalName + ":" + reference.Id,
            DateTime date => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            var value => value?.ToString() ?? "",
        }
        : "";
}
