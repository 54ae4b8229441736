using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>Syncs of provider accounts that are stopped at each commit and each call, see <see cref="CrashScene"/>.</summary>
public sealed class CrashTests
{
    [Fact]
    public void A_first_sync_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(companies: 14, sync: false, _ => { });

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 50, $"Only {steps} steps were stopped at; a first sync has more.");
    }

    [Fact]
    public void A_sync_of_two_batches_with_changes_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Scene(companies: 1001, sync: true, Change);

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 2, share: 7));

        Assert.True(steps > 80, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    /// <summary>One account by each strategy, one company with two candidates, one mapped by a person, one whose account is gone.</summary>
    [Fact]
    public void A_sync_that_maps_rows_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Matching(companies: 12);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_that_maps_rows_stopped_several_times_ends_like_one_that_was_not()
    {
        using var scene = Matching(companies: 20);

        scene.StopSeveralTimes(40);
    }

    /// <summary>Rows of the second share are decided while those of the first are written or lost.</summary>
    [Fact]
    public void A_sync_that_shares_out_what_it_maps_stopped_at_any_step_ends_like_one_that_was_not()
    {
        using var scene = Matching(companies: 1_100);

        var steps = scene.StopAtEveryStep(every: LongTests.Of(all: 67, share: 997));

        Assert.True(steps > 2_000, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    /// <summary>The first sync finds no account; then there are some, and Pax8 has changed.</summary>
    private static CrashScene Matching(int companies) => new(companies, null, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8");
        var lost = tenant.Account("Lost");
        Assert.Equal(Acting.Succeeded, tenant.Sync(connector).Status());
        var all = tenant.Pax8!.State.Companies.Where(company => company.Status == "Active").ToList();
        tenant.Map(all[0], tenant.Account("Chosen"));
        tenant.Map(all[1], lost);
        tenant.Administrator.Delete("account", lost);
        tenant.Account("By id", ("accountnumber", Number(all[2])));
        tenant.Account("One candidate", ("accountnumber", Number(all[3])));
        tenant.Account("Another candidate", ("accountnumber", Number(all[3])));
        foreach (var company in all.Skip(4)) tenant.Account(company.Name, ("address1_country", company.Address?.Country), ("accountnumber", Number(company)));
        return connector;
    })
    {
        Change = pax8 =>
        {
            foreach (var company in pax8.Companies.Where(company => company.Status == "Active").Skip(2).ToList())
                pax8.ChangeCompany(company.Id, one => one with { ExternalId = Number(one) });
            pax8.VanishCompany(pax8.Companies[^1].Id);
            pax8.AddCompany("New at the end");
        },
        Act = (tenant, connector) =>
        {
            if (CrashScene.Jobs(tenant).Count == 0) tenant.PressSync(connector);
        },
        Ending = tenant => [.. Ending(tenant), $"mapped={tenant.ProviderAccounts().Values.Count(row => row.Contains("pax8_accountid"))}"],
    };

    private static string Number(Pax8Company company) => company.Id[..18];

    [Fact]
    public void A_sync_stopped_several_times_ends_like_one_that_was_not()
    {
        using var scene = Scene(companies: 30, sync: false, _ => { });

        scene.StopSeveralTimes(60);
    }

    /// <summary>Pages of five make two batches of a small list; a total that is too large makes a second reading and an issue.</summary>
    [Theory]
    [InlineData(27, 4)]
    [InlineData(30, 0)]
    [InlineData(30, -25)]
    public void A_sync_that_reads_on_to_the_end_of_a_list_that_lies_stopped_at_any_step_ends_like_one_that_was_not(int companies, int off)
    {
        using var scene = Scene(companies, sync: true, pax8 => pax8.AddCompany("New at the end"), () => new ScriptedFaults()
            .When(call => call.Endpoint == "GET /companies" && call.Query["size"] == "200", Fault.Lie(Lies.ShorterPages(5, says: true)))
            .When(call => call.Endpoint == "GET /companies", Fault.Lie(Lies.TotalOff(off))));

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    private static CrashScene Scene(int companies, bool sync, Action<Pax8State> change, Func<IFaultPlan>? faults = null) => new(companies, null, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8");
        if (sync) Assert.Equal(Acting.Succeeded, tenant.Sync(connector).Status());
        return connector;
    })
    {
        Change = change,
        Faults = faults,
        Act = (tenant, connector) =>
        {
            if (CrashScene.Jobs(tenant).Count == 0) tenant.PressSync(connector);
        },
        Ending = Ending,
    };

    /// <summary>Renamed, deleted, vanished and new companies, on both batches' pages.</summary>
    private static void Change(Pax8State pax8)
    {
        var all = pax8.Companies;
        pax8.RenameCompany(all[3].Id, "Renamed early");
        pax8.SetCompanyStatus(all[5].Id, all[5].Status == "Deleted" ? "Active" : "Deleted");
        pax8.VanishCompany(all[7].Id);
        pax8.VanishCompany(all[500].Id);
        pax8.RenameCompany(all[990].Id, "Renamed late");
        pax8.AddCompany("New at the end");
        pax8.AddCompany("New at the beginning", at: 0);
    }

    private static IReadOnlyList<string> Ending(Tenant tenant)
    {
        var rows = tenant.ProviderAccounts();
        Assert.True(tenant.Pax8!.State.Companies.All(company => rows.ContainsKey(company.Id)), "A company of Pax8 has no provider account.");
        return [CrashScene.EndOfJob(tenant), .. tenant.Picture(), .. CrashScene.Issues(tenant)];
    }
}
