using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Companies that are not as the documents promise, and texts that are valid but awkward.</summary>
public sealed class SyncOddDataTests
{
    [Fact]
    public void An_unknown_status_is_kept_as_text_until_a_known_one_comes()
    {
        var (tenant, connector) = Given.TenantWithCompanies(5);
        var id = tenant.Pax8!.State.Companies[0].Id;
        tenant.Pax8.State.SetCompanyStatus(id, "Active");
        tenant.Pax8.Faults = new ScriptedFaults().Always("GET /companies", Fault.UnknownEnumValues());

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        var odd = tenant.ProviderAccounts()[id];
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        var writes = tenant.AccountWrites();
        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        var mended = tenant.ProviderAccounts()[id];

        Assert.Equal((Observing.Option(3), "Suspended", 0), (odd.Choice("pax8_companystatus"), odd["pax8_companystatustext"], odd.Choice("statecode")));
        Assert.Equal(0, writes);
        Assert.Equal(Observing.Option(0), mended.Choice("pax8_companystatus"));
        Assert.False(mended.Contains("pax8_companystatustext"));
        Assert.Equal(0, tenant.IssuesEver());
    }

    [Fact]
    public void Null_is_the_same_as_absent()
    {
        var (tenant, connector) = Given.TenantWithCompanies(120);
        tenant.Sync(connector);
        tenant.Pax8!.Faults = new ScriptedFaults().Always("GET /companies", Fault.NullInsteadOfAbsent());
        tenant.ResetCounts();

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(0, tenant.AccountWrites());
    }

    [Fact]
    public void Every_form_of_a_date_is_the_same_moment()
    {
        var (tenant, connector) = Given.TenantWithCompanies(120);
        tenant.Sync(connector);
        tenant.Pax8!.Faults = new ScriptedFaults().Always("GET /companies", Fault.OddDates());
        tenant.ResetCounts();

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(0, tenant.AccountWrites());
        var rows = tenant.ProviderAccounts();
        Assert.All(tenant.Pax8.State.Companies, company =>
        {
            var known = LocalTenant.Pax8.Pax8Dates.TryRead(company.UpdatedDate, out var moment);
            Assert.Equal(known, rows[company.Id].Contains("pax8_pax8updatedon"));
            if (known) Assert.Equal(moment.UtcDateTime.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond)), rows[company.Id]["pax8_pax8updatedon"]);
        });
    }

    [Theory]
    [InlineData("2020-12-03", "2020-12-03T00:00:00Z")]
    [InlineData("2021-01-01T08:30:00Z", "2021-01-01T08:30:00Z")]
    [InlineData("2023-08-11T11:33:12.314-0600", "2023-08-11T17:33:12Z")]
    [InlineData("2000-10-31T01:30:00.000-05:00", "2000-10-31T06:30:00Z")]
    [InlineData("2025-12-03T14:01:22.123456Z", "2025-12-03T14:01:22Z")]
    [InlineData("yesterday", null)]
    [InlineData("2021-02-30", null)]
    public void A_date_is_kept_to_the_second_and_what_is_none_is_left_out(string sent, string? kept)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1);
        tenant.Pax8!.State.ChangeCompany(tenant.Pax8.State.Companies[0].Id, company => company with { UpdatedDate = sent });

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        var row = tenant.ProviderAccounts().Values.Single();
        Assert.Equal(
            kept is null ? null : DateTime.Parse(kept, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal),
            row.GetAttributeValue<DateTime?>("pax8_pax8updatedon"));
    }

    [Fact]
    public void A_company_without_name_gets_one_that_says_so()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var first = tenant.Pax8!.State.Companies[0];
        tenant.Pax8.Faults = new ScriptedFaults().Always("GET /companies", Fault.MissingRequired());

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        var without = (string)tenant.ProviderAccounts()[first.Id]["pax8_name"];
        tenant.Pax8.Faults = null;
        tenant.ResetCounts();
        tenant.Sync(connector);

        Assert.Equal($"(no name) {first.Id}", without);
        Assert.Equal(1, tenant.AccountWrites());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_name_of_a_million_characters_is_cut_with_a_warning_that_ends_when_it_is_mended()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var first = tenant.Pax8!.State.Companies[0];
        tenant.Pax8.Faults = new ScriptedFaults().Always("GET /companies", Fault.HugeName());

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(new string('x', 300), tenant.ProviderAccounts()[first.Id]["pax8_name"]);
        var issue = tenant.SingleIssue();
        Assert.Equal(Observing.Option(1), issue.Choice("pax8_severity"));
        Assert.Equal("Pax8 sent more than the column holds: Provider Name (1,048,576 characters, 300 kept).", issue["pax8_reason"]);
        Assert.Equal(tenant.ProviderAccounts()[first.Id].Id, issue.GetAttributeValue<EntityReference>("pax8_provideraccountid").Id);

        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal((0L, 0L), (tenant.AccountWrites(), tenant.Writes("pax8_syncissue")));

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_company_without_id_is_an_issue_for_each_page_that_has_one_and_the_others_are_taken_over()
    {
        var (tenant, connector) = Given.TenantWithCompanies(250);
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.AnyPage, Fault.RowWithoutId());

        var first = tenant.Sync(connector);

        first.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((250, 0, 0, 2), first.Counts());
        Assert.Equal(2, tenant.CompanyCalls());
        Assert.Equal(2, tenant.OpenIssues().Count);
        Assert.All(tenant.OpenIssues(), issue => issue.AssertAnswersFourQuestions());
        tenant.AssertEqualToPax8(connector);

        tenant.ResetCounts();
        var second = tenant.Sync(connector);
        Assert.Equal((0, 0, 250, 2), second.Counts());
        Assert.Equal((0L, 0L), (tenant.AccountWrites(), tenant.Writes("pax8_syncissue")));
        Assert.Equal(2, tenant.CompanyCalls());

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_company_without_id_met_in_two_readings_counts_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(399);
        var pax8 = tenant.Pax8!;
        pax8.State.AddCompany("Without id", company => company with { Id = "" }, at: 5);
        var first = pax8.State.Companies[0];
        var calls = 0;
        pax8.BeforeCall = call =>
        {
            if (Observing.AnyPage(call) && ++calls == 2) pax8.State.MoveCompany(first.Id, 398);
        };

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(2, job["pax8_round"]);
        Assert.Equal((399, 0, 0, 1), job.Counts());
        tenant.SingleIssue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_company_with_a_value_that_cannot_be_read_is_taken_over_and_stays_a_warning_whichever_batch_ends_last(int seed)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001, options => options with { Seed = seed });
        var company = tenant.Pax8!.State.Companies[0];
        tenant.Pax8.Faults = new ScriptedFaults().When(Observing.Page(0), Fault.UnreadableRow());

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((1001, 0, 0, 0), job.Counts());
        var issue = tenant.SingleIssue();
        Assert.Equal((company.Id, 1), ((string)issue["pax8_recordid"], issue.Number("pax8_severity")));
        Assert.Contains("phone is not a text ({\"number\":\"555-555-5555\"})", (string)issue["pax8_reason"], StringComparison.Ordinal);
        Assert.False(tenant.ProviderAccounts()[company.Id].Contains("pax8_phone"));

        tenant.Pax8.Faults = null;
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        Assert.Equal(1, tenant.Dataverse.Statistics.WritesOf("Update", "pax8_provideraccount"));
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void Awkward_texts_are_stored_as_texts_and_not_written_again()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { NastyNames = true });
        var controls = tenant.Pax8!.State.AddCompany("\u0000Bell\u0007 and\r\nlines\u001F");
        var pair = tenant.Pax8.State.AddCompany(new string('p', 299) + "🦄 and more");
        var blank = tenant.Pax8.State.AddCompany(" \t ");

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.ResetCounts();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        var rows = tenant.ProviderAccounts();
        var names = rows.Values.Select(row => row.GetAttributeValue<string>("pax8_name")).ToHashSet();
        foreach (var name in NastyCompanies.Names.Where(name => name == name.Trim() && !name.Any(char.IsControl))) Assert.Contains(name, names);
        Assert.Equal("Bell  and  lines", rows[controls.Id]["pax8_name"]);
        Assert.Equal(new string('p', 299), rows[pair.Id]["pax8_name"]);
        Assert.Equal($"(no name) {blank.Id}", rows[blank.Id]["pax8_name"]);
        Assert.Equal(0, tenant.AccountWrites());
        Assert.Equal(0, tenant.Writes("pax8_syncissue"));
    }

    [Fact]
    public void A_row_that_a_column_is_too_short_for_is_an_issue_and_the_others_are_written()
    {
        var (tenant, connector) = Given.TenantWithCompanies(4, options => options.Shortening("pax8_provideraccount", "pax8_city", 30));
        var refused = tenant.Pax8!.State.AddCompany("Far away", company => company with { Address = company.Address! with { City = new string('c', 31) } }, at: 2);

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((4, 0, 0, 1), job.Counts());
        var issue = tenant.SingleIssue();
        Assert.Equal("The provider account of Far away could not be saved.", issue["pax8_name"]);
        Assert.Equal((true, refused.Id), (issue["pax8_retryable"], issue["pax8_recordid"]));

        tenant.ResetCounts();
        Assert.Equal((0, 0, 4, 1), tenant.Sync(connector).Counts());
        Assert.Equal((0L, 0L), (tenant.AccountWrites(), tenant.Writes("pax8_syncissue")));

        tenant.Pax8.State.ChangeCompany(refused.Id, company => company with { Address = company.Address! with { City = "Near" } });
        Assert.Equal((1, 0, 4, 0), tenant.Sync(connector).Counts());
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void What_another_solutions_plug_in_refuses_is_an_issue_with_its_words()
    {
        var refuses = true;
        var (tenant, connector) = Given.TenantWithCompanies(4, options => options.Behind("Update", "pax8_provideraccount", target =>
        {
            if (refuses && target.Contains("pax8_name")) throw new InvalidPluginExecutionException("Names are kept by the accounting system. Change them there.");
        }));
        tenant.Sync(connector);
        var company = tenant.Pax8!.State.RenameCompany(tenant.Pax8.State.Companies[1].Id, "Renamed");
        var other = tenant.Pax8.State.ChangeCompany(tenant.Pax8.State.Companies[2].Id, one => one with { Phone = "1" });

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((0, 1, 2, 1), job.Counts());
        Assert.Contains("Names are kept by the accounting system.", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
        Assert.Equal(company.Id, tenant.SingleIssue()["pax8_recordid"]);
        Assert.Equal("1", tenant.ProviderAccounts()[other.Id]["pax8_phone"]);

        refuses = false;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_changed_company_writes_its_changed_columns_and_no_other_row()
    {
        var updates = new List<Entity>();
        var (tenant, connector) = Given.TenantWithCompanies(250, options => options.Noting("pax8_provideraccount", updates));
        var company = tenant.Pax8!.State.AddCompany("Changing", one => one with { Phone = "1", Website = "https://a.example" });
        tenant.Sync(connector);
        updates.Clear();
        var versions = Versions(tenant);

        tenant.Pax8.State.ChangeCompany(company.Id, one => one with
        {
            Name = "Changed",
            Phone = null,
            Website = "https://b.example",
            SelfServiceAllowed = true,
            Status = "Inactive",
            UpdatedDate = "2026-01-05",
            Address = one.Address! with { Street = "2 New St", Street2 = "Ste. 5" },
        });
        Assert.Equal((0, 1, 250, 0), tenant.Sync(connector).Counts());

        var written = Assert.Single(updates).Attributes.Select(value => value.Key).Where(column => column != "pax8_provideraccountid").Order(StringComparer.Ordinal);
        Assert.Equal(
            ["pax8_companystatus", "pax8_name", "pax8_pax8updatedon", "pax8_phone", "pax8_selfserviceallowed", "pax8_street", "pax8_street2", "pax8_website"],
            written);
        Assert.Equal([tenant.ProviderAccounts()[company.Id].Id], Versions(tenant).Except(versions).Select(one => one.Id));
        tenant.AssertEqualToPax8(connector);
    }

    private static List<(Guid Id, string Version)> Versions(Tenant tenant) =>
        tenant.Rows("pax8_provideraccount", "pax8_name").ConvertAll(row => (row.Id, row.RowVersion));
}
