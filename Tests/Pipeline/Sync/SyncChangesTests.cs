using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Demo;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>What becomes of companies that change, go and come back, also while the list is read.</summary>
public sealed class SyncChangesTests
{
    private const int Deleted = 476500002;

    [Fact]
    public void A_company_deleted_in_Pax8_is_deactivated_here_and_activated_when_it_comes_back()
    {
        var (tenant, connector) = Given.TenantWithCompanies(20);
        tenant.Sync(connector);
        var id = Active(tenant, 0);

        tenant.Pax8!.State.SetCompanyStatus(id, "Deleted");
        tenant.Sync(connector);
        var gone = tenant.ProviderAccounts()[id];
        tenant.Pax8.State.SetCompanyStatus(id, "Active");
        tenant.Sync(connector);
        var back = tenant.ProviderAccounts()[id];

        Assert.Equal((Deleted, 1), (Status(gone), State(gone)));
        Assert.Equal((476500000, 0), (Status(back), State(back)));
    }

    [Fact]
    public void An_inactive_company_keeps_an_active_row_that_says_so()
    {
        var (tenant, connector) = Given.TenantWithCompanies(20);
        var id = Active(tenant, 0);
        tenant.Pax8!.State.SetCompanyStatus(id, "Inactive");

        tenant.Sync(connector);

        var row = tenant.ProviderAccounts()[id];
        Assert.Equal((476500001, 0), (Status(row), State(row)));
    }

    [Fact]
    public void Gone_is_believed_only_after_asking_for_the_company_by_its_id()
    {
        var (tenant, connector) = Given.TenantWithCompanies(450);
        tenant.Sync(connector);
        string[] vanished = [Active(tenant, 1), Active(tenant, 200)];
        foreach (var id in vanished) tenant.Pax8!.State.VanishCompany(id);
        tenant.ResetCounts();

        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Succeeded, job.Status());
        Assert.Equal(2, tenant.Pax8!.Count("GET /companies/{companyId}"));
        Assert.Equal(3, tenant.CompanyCalls());
        Assert.All(vanished, id => Assert.Equal((Deleted, 1), (Status(tenant.ProviderAccounts()[id]), State(tenant.ProviderAccounts()[id]))));
        Assert.Equal(450, tenant.ProviderAccounts().Count);
        Assert.All(tenant.OpenIssues(), issue => Assert.EndsWith(" no longer exists in Pax8.", (string)issue["pax8_name"], StringComparison.Ordinal));
        Assert.Equal(2, tenant.OpenIssues().Count);
    }

    [Fact]
    public void A_vanished_company_is_asked_for_once_and_its_issue_is_resolved_when_it_returns()
    {
        var (tenant, connector) = Given.TenantWithCompanies(30);
        tenant.Sync(connector);
        var id = Active(tenant, 0);
        tenant.Pax8!.State.VanishCompany(id);
        tenant.Sync(connector);
        tenant.ResetCounts();

        tenant.Sync(connector);
        var asked = tenant.Pax8.Count("GET /companies/{companyId}");
        var written = tenant.AccountWrites();
        tenant.Pax8.State.ReturnCompany(id);
        tenant.Sync(connector);

        Assert.Equal(0, asked);
        Assert.Equal(0, written);
        Assert.Equal(0, State(tenant.ProviderAccounts()[id]));
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_row_that_a_person_deactivated_stays_inactive()
    {
        var (tenant, connector) = Given.TenantWithCompanies(10);
        tenant.Sync(connector);
        var id = Active(tenant, 0);
        var row = tenant.ProviderAccounts()[id];
        tenant.Administrator.Update(new Entity("pax8_provideraccount", row.Id) { ["statecode"] = new OptionSetValue(1) });

        tenant.Pax8!.State.RenameCompany(id, "Renamed while inactive here");
        tenant.Sync(connector);

        Assert.Equal(1, State(tenant.ProviderAccounts()[id]));
        Assert.Equal("Renamed while inactive here", tenant.ProviderAccounts()[id]["pax8_name"]);
    }

    [Fact]
    public void A_text_that_Pax8_leaves_out_is_emptied_and_a_missing_address_says_nothing()
    {
        var (tenant, connector) = Given.TenantWithCompanies(10);
        var id = Active(tenant, 0);
        tenant.Pax8!.State.ChangeCompany(id, company => company with { Phone = "+1 555 0100", Website = "https://example.com", Address = new Pax8Address { Street = "1 Main St", City = "Denver", Country = "US" } });
        tenant.Sync(connector);

        tenant.Pax8.State.ChangeCompany(id, company => company with { Phone = null, Address = null });
        tenant.Sync(connector);

        var row = tenant.ProviderAccounts()[id];
        Assert.False(row.Contains("pax8_phone"));
        Assert.Equal("https://example.com", row["pax8_website"]);
        Assert.Equal("1 Main St", row["pax8_street"]);
    }

    [Theory]
    [InlineData(476500000, 476500001)]
    [InlineData(476500001, 476500000)]
    public void New_accounts_follow_the_connectors_setting(int setting, int syncStatus)
    {
        var tenant = Given.Tenant(options => options with { Companies = 5 });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(setting));
        foreach (var company in tenant.Pax8!.State.Companies) tenant.Pax8.State.SetCompanyStatus(company.Id, "Active");

        tenant.Sync(connector);

        Assert.All(tenant.ProviderAccounts().Values, row => Assert.Equal(syncStatus, row.GetAttributeValue<OptionSetValue>("pax8_syncstatus").Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Pages_that_shift_while_they_are_read_do_no_harm(int seed)
    {
        var (tenant, connector) = Given.TenantWithCompanies(900, options => options with { Seed = seed });
        tenant.Sync(connector);
        var random = new Random(seed);
        var pax8 = tenant.Pax8!;
        var added = 0;
        pax8.BeforeCall = call =>
        {
            if (call.Endpoint != "GET /companies" || ++added > 5) return;
            var all = pax8.State.Companies;
            pax8.State.MoveCompany(all[random.Next(all.Count)].Id, random.Next(all.Count));
            pax8.State.VanishCompany(all[random.Next(200)].Id);
            pax8.State.AddCompany($"Came while reading {added}", at: random.Next(all.Count - 5));
        };

        var first = tenant.Sync(connector);
        pax8.BeforeCall = null;
        var second = tenant.Sync(connector);

        Assert.Equal(Acting.Succeeded, first.Status());
        Assert.Equal(Acting.Succeeded, second.Status());
        Assert.Empty(Comparison.Of(pax8.State.Companies, tenant.Administrator, connector).Differences);
        Assert.Equal(905, tenant.ProviderAccounts().Count);
    }

    [Fact]
    public void A_company_missed_because_a_page_shifted_is_found_by_a_second_reading()
    {
        var (tenant, connector) = Given.TenantWithCompanies(500);
        var pax8 = tenant.Pax8!;
        var first = pax8.State.Companies[0];
        var calls = 0;
        pax8.BeforeCall = call =>
        {
            // The plan and the first page have been read; the first company moves to the end, so the others move up a place.
            if (call.Endpoint == "GET /companies" && ++calls == 3) pax8.State.MoveCompany(first.Id, 499);
        };

        var job = tenant.Sync(connector);

        Assert.Equal(Acting.Succeeded, job.Status());
        Assert.Empty(Comparison.Of(pax8.State.Companies, tenant.Administrator, connector).Differences);
        Assert.Equal((500, 0, 0, 0), job.Counts());
        Assert.Equal(2, job["pax8_round"]);
    }

    private static string Active(Tenant tenant, int number) =>
        tenant.Pax8!.State.Companies.Where(company => company.Status == "Active").ElementAt(number).Id;

    private static int Status(Entity row) => row.GetAttributeValue<OptionSetValue>("pax8_companystatus").Value;

    private static int State(Entity row) => row.GetAttributeValue<OptionSetValue>("statecode").Value;
}
