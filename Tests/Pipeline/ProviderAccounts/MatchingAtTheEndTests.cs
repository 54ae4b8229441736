using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Scale;
using Pax8Dataverse.Tests.Pipeline.Sync;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>Accounts are read once a job, at its end; what follows from them is written by batches, and counted once.</summary>
public sealed class MatchingAtTheEndTests
{
    private const int Unmapped = 0, Mapped = 1, Finish = 4;

    private static readonly TimeSpan LongestOfAnExecution = TimeSpan.FromSeconds(100);

    [Theory]
    [InlineData(30, 1)]
    [InlineData(2_300, 1)]
    [InlineData(2_300, 6)]
    public void One_execution_of_a_job_reads_the_accounts_and_none_does_where_nothing_is_unmapped(int companies, int workers)
    {
        var ledger = new QueryLedger();
        var (tenant, connector) = Given.TenantWithCompanies(companies, options => options with
        {
            QueryObserver = ledger,
            SimulatedWorkers = workers,
            RowLatency = TimeSpan.FromMilliseconds(25),
            QueryLatency = TimeSpan.FromMilliseconds(20),
        });
        tenant.AccountsOfCompanies(all: false);
        ledger.Chapter = "first";
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        ledger.Chapter = "some are unmapped";
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(0, tenant.AccountWrites());
        ledger.Chapter = "the last are mapped";
        tenant.AccountsOfCompanies(all: true);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        ledger.Chapter = "all are mapped";
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(0, tenant.AccountWrites());
        Assert.All(tenant.Present(), row => Assert.Equal(Mapped, row.Number("pax8_matchstatus")));
        Assert.Equal((1, 1, 1, 0), (Readers(ledger, "first"), Readers(ledger, "some are unmapped"), Readers(ledger, "the last are mapped"), Readers(ledger, "all are mapped")));
        tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(40)]
    [InlineData(1_700)]
    public void A_row_that_is_mapped_counts_once_whatever_its_page_has_counted_it_as(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        tenant.Sync(connector);
        tenant.AccountsOfCompanies(all: false);
        var state = tenant.Pax8!.State;
        var (renamed, other) = (state.Companies.Where(HasAnAccount).ElementAt(3), state.Companies.Where(company => !HasAnAccount(company) && company.Status == "Active").ElementAt(3));
        var mapped = state.Companies.Count(company => HasAnAccount(company));
        state.ChangeCompany(renamed.Id, company => company with { Phone = "1" });
        state.ChangeCompany(other.Id, company => company with { Phone = "1" });
        tenant.Account("New", ("websiteurl", "new.example"));
        var created = tenant.Company("New", company => company with { Website = "new.example" });

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((1, mapped + 1, companies - mapped - 1, 0), job.Counts());
        Assert.StartsWith($"1 created, {mapped + 1} updated, {companies - mapped - 1} unchanged, 0 failed.", job.Message(), StringComparison.Ordinal);
        Assert.Equal(Mapped, tenant.ProviderAccounts()[created.Id].Number("pax8_matchstatus"));
        var second = tenant.Sync(connector);
        Assert.Equal((0, 0, companies + 1, 0), second.Counts());
    }

    /// <summary>3,000 rows in shares of 500, one of them written by who has decided; none has more to do than fits into an execution.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(140)]
    public void Many_matches_are_shared_out_so_that_no_execution_takes_too_long(int milliseconds)
    {
        var (tenant, connector) = Given.TenantWithCompanies(3_100, options => options with { RowLatency = TimeSpan.FromMilliseconds(milliseconds), SimulatedWorkers = 5 });
        tenant.AccountsOfCompanies(all: true);

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((3_100, 0, 0, 0), job.Counts());
        var shares = tenant.Rows("pax8_syncbatch", "pax8_work", "pax8_hop").Where(batch => batch.Number("pax8_work") == Finish).ToList();
        Assert.InRange(shares.Count, 5, 6);
        Assert.All(tenant.Present(), row => Assert.Equal(Mapped, row.Number("pax8_matchstatus")));
        Assert.True(tenant.LongestExecution <= LongestOfAnExecution, $"An execution took {tenant.LongestExecution}.");
        tenant.AssertWithinLimits();
    }

    /// <summary>Writes of half a second use up all hops for the pages, so the rest of the end waits to be resumed, again and again.</summary>
    [Fact]
    public void After_the_last_hop_as_much_is_written_as_fits_and_Resume_goes_on()
    {
        var ledger = new QueryLedger();
        var (tenant, connector) = Given.TenantWithCompanies(700, options => options with { RowLatency = TimeSpan.FromSeconds(0.5), QueryObserver = ledger });
        tenant.AccountsOfCompanies(all: true);

        var job = tenant.Sync(connector);

        var resumed = 0;
        for (; job.Status() == Acting.Paused; resumed++)
        {
            Assert.True(resumed < 3, "The job pauses without end.");
            Assert.Contains("Press Resume", job.Message(), StringComparison.Ordinal);
            tenant.PressResume(job.Id);
            tenant.Settle();
            job = tenant.Job(job.Id);
        }
        Assert.InRange(resumed, 1, 2);
        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((700, 0, 0, 0), job.Counts());
        Assert.All(tenant.Present(), row => Assert.Equal(Mapped, row.Number("pax8_matchstatus")));
        tenant.AssertWithinLimits();
    }

    /// <summary>
    /// Subscriptions follow their provider account in system jobs that a mapping wakes, and their logs follow them: four deep below whoever writes it,
    /// who comes late where writes are slow.
    /// </summary>
    [Theory]
    [InlineData(300)]
    [InlineData(900)]
    public void Subscriptions_follow_a_match_also_where_writes_are_slow(int others)
    {
        var tenant = Given.Tenant(options => options with { Companies = 10, Subscriptions = 40, RowLatency = TimeSpan.FromMilliseconds(150) });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = Refusing.Option(1));
        tenant.Sync(connector);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        for (var number = 0; number < others; number++) tenant.Company($"Other {number}");
        tenant.AccountsOfCompanies(all: true);

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.All(tenant.Present(), row => Assert.Equal(Mapped, row.Number("pax8_matchstatus")));
        var customers = tenant.ProviderAccounts().Values.ToDictionary(row => row.Id, row => row.GetAttributeValue<EntityReference>("pax8_accountid")?.Id);
        Assert.All(tenant.Rows("pax8_subscription", "pax8_provideraccountid", "pax8_accountid"),
            row => Assert.Equal(customers[row.GetAttributeValue<EntityReference>("pax8_provideraccountid").Id], row.GetAttributeValue<EntityReference>("pax8_accountid")?.Id));
        tenant.AssertLogsAddUp();
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void What_a_person_chooses_while_a_share_waits_stays()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.OthersToMap();
        var (north, south) = (tenant.Account("North", ("websiteurl", "north.example")), tenant.Account("South", ("websiteurl", "south.example")));
        var chosen = tenant.Account("Chosen");
        var (first, second) = (tenant.Company("One", one => one with { Website = "north.example" }), tenant.Company("Two", one => one with { Website = "south.example" }));
        var third = tenant.Company("Three", one => one with { Website = "south.example" });

        tenant.SyncUntilShared(connector);
        tenant.Map(first, chosen);
        tenant.Map(third, south);
        tenant.Map(third, null);
        tenant.Settle();

        tenant.AssertMapped(first, chosen, "Chosen by a person");
        tenant.AssertMapped(second, south, "Website");
        tenant.AssertNotMapped(third, Unmapped);
        Assert.NotEqual(north, chosen);
    }

    /// <summary>What was decided no longer holds; who would decide anew with the accounts of a share alone might miss one that fits as well.</summary>
    [Fact]
    public void An_account_that_changes_while_a_share_waits_is_decided_about_by_the_next_sync()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.OthersToMap();
        var address = new Pax8Address { Street = "1 Main St", City = "Denver", Country = "US" };
        var site = tenant.Account("Elsewhere", ("websiteurl", "contoso.com"));
        var fabrikam = tenant.Account("Contoso", ("address1_country", "US"), ("websiteurl", "fabrikam.com"));
        tenant.Account("Contoso", ("address1_country", "US"));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com", Address = address });
        var neighbour = tenant.Company("Fabrikam", one => one with { Website = "fabrikam.com" });

        tenant.SyncUntilShared(connector);
        tenant.Administrator.Update(Refusing.Row("account", site, ("websiteurl", "moved.example")));
        tenant.Settle();

        tenant.AssertMapped(neighbour, fabrikam, "Website");
        tenant.AssertNotMapped(company, Unmapped);
        tenant.Sync(connector);
        tenant.AssertNotMapped(company, 2);
        Assert.Equal("Name and country", tenant.ProviderAccounts()[company.Id].Text("pax8_matchreason"));
    }

    [Fact]
    public void A_match_that_Dataverse_refuses_is_an_issue_of_its_row_until_it_is_written_and_the_others_are_mapped()
    {
        var isRefusing = true;
        var (tenant, connector) = Given.TenantWithCompanies(0, options => options.Behind("Update", "pax8_provideraccount", target =>
        {
            if (isRefusing && target.Contains("pax8_matchreason") && target.Text("pax8_matchreason") == "External Id") throw new InvalidPluginExecutionException("Customers are not changed on Fridays.");
        }));
        var (one, two) = (tenant.Account("One", ("accountnumber", "C-1")), tenant.Account("Two", ("websiteurl", "two.example")));
        var (refused, fine) = (tenant.Company("One", company => company with { ExternalId = "C-1" }), tenant.Company("Two", company => company with { Website = "two.example" }));

        for (var round = 0; round < 2; round++)
        {
            var job = tenant.Sync(connector);

            job.AssertEnded(Acting.CompletedWithIssues);
            Assert.Equal(round == 0 ? (2, 0, 0, 0) : (0, 0, 2, 0), job.Counts());
            Assert.Contains("1 could not be mapped.", job.Message(), StringComparison.Ordinal);
            tenant.AssertMapped(fine, two, "Website");
            tenant.AssertNotMapped(refused, Unmapped);
            var issue = tenant.SingleIssue();
            Assert.Contains("Customers are not changed on Fridays.", issue.Text("pax8_reason"), StringComparison.Ordinal);
            Assert.Equal(refused.Id, issue.Text("pax8_recordid"));
        }
        Assert.Equal(1, tenant.IssuesEver());

        isRefusing = false;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertMapped(refused, one, "External Id");
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void The_issue_of_a_match_that_was_refused_closes_once_a_person_has_mapped_the_row()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0, options => options.Behind("Update", "pax8_provideraccount", target =>
        {
            if (target.Text("pax8_matchreason") == "External Id") throw new InvalidPluginExecutionException("Customers are not changed on Fridays.");
        }));
        var account = tenant.Account("One", ("accountnumber", "C-1"));
        var company = tenant.Company("One", one => one with { ExternalId = "C-1" });
        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);
        tenant.Map(company, account);

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Empty(tenant.OpenIssues());
    }

    /// <summary>Candidates that a thousand companies share are kept once a share, not once a company.</summary>
    [Fact]
    public void Many_companies_with_many_candidates_are_ambiguous_and_stay_as_they_are()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        for (var number = 0; number < 300; number++) tenant.Account($"Member {number:000}", ("websiteurl", "https://union.example/members"));
        for (var number = 0; number < 700; number++) tenant.Company($"Branch {number}", one => one with { Website = "union.example" });

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        var rows = tenant.ProviderAccounts().Values;
        Assert.All(rows, row => Assert.Equal((2, "Website"), (row.Number("pax8_matchstatus"), row.Text("pax8_matchreason"))));
        Assert.All(rows, row => Assert.StartsWith("Member 000; Member 001; ", row.Text("pax8_matchcandidates"), StringComparison.Ordinal));
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(0, tenant.AccountWrites());
    }

    private static bool HasAnAccount(Pax8Company company) => MatchingAtTheEnd.HasAnAccount(company);

    /// <summary>Executions that read all accounts.</summary>
    private static int Readers(QueryLedger ledger, string chapter) => ledger.ExecutionsOf(chapter)
        .Sum(execution => Math.Min(1, execution.Count(cost => cost.Shape.StartsWith("account:", StringComparison.Ordinal) && !cost.Shape.Contains("accountid In", StringComparison.Ordinal))));
}

/// <summary>What tests of the end of a job have in common.</summary>
internal static class MatchingAtTheEnd
{
    /// <summary>Every third company has an account of its name and country in the first round.</summary>
    public static bool HasAnAccount(Pax8Company company) => company.Status != "Deleted" && company.Name.Length % 3 == 0;

    /// <summary>Makes an account for some of the companies, or for all that have none.</summary>
    public static void AccountsOfCompanies(this Tenant tenant, bool all)
    {
        var there = tenant.Rows("account", "accountnumber").Select(row => row.Text("accountnumber")).ToHashSet();
        foreach (var company in tenant.Pax8!.State.Companies.Where(company => (all || HasAnAccount(company)) && !there.Contains(Number(company))))
        {
            tenant.Account(company.Name, ("accountnumber", Number(company)));
            tenant.Pax8.State.ChangeCompany(company.Id, one => one with { ExternalId = Number(company) });
        }
    }

    /// <summary>Provider accounts of companies that Pax8 has not deleted.</summary>
    public static List<Entity> Present(this Tenant tenant) => tenant.ProviderAccounts().Values.Where(row => row.Number("pax8_companystatus") != 2).ToList();

    /// <summary>More companies with accounts than one share has, so that there is a batch of those that come after them.</summary>
    public static void OthersToMap(this Tenant tenant)
    {
        for (var number = 0; number < 510; number++)
        {
            tenant.Account($"Other {number}", ("websiteurl", $"other{number}.example"));
            tenant.Company($"Other {number}", company => company with { Website = $"other{number}.example" });
        }
    }

    /// <summary>Lets a sync run until what it decided waits to be written.</summary>
    public static void SyncUntilShared(this Tenant tenant, Guid connector)
    {
        tenant.PressSync(connector);
        while (!tenant.Rows("pax8_syncbatch", "pax8_work").Any(batch => batch.Number("pax8_work") == 4))
            Assert.True(tenant.Dataverse.Async.RunNext(), "Nothing was shared out.");
    }

    private static string Number(Pax8Company company) => company.Id[..18];
}
