using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ProviderAccounts.ProvisioningScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>
/// A provisioning that is stopped before and after every commit and every call, and one with whatever faults: Pax8 never has two
/// companies for it, none is lost without Needs review, and once a person who has looked in Pax8 has said what is there, it ends like one
/// that nobody disturbed.
/// </summary>
public sealed class ProvisioningCrashTests
{
    [Fact]
    public void A_provisioning_stopped_at_any_step_makes_one_company_and_loses_none()
    {
        using var scene = Scene(faults: null);

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 20, $"Only {steps} steps were stopped at; a provisioning has more.");
    }

    [Fact]
    public void A_provisioning_whose_answer_is_lost_stopped_at_any_step_makes_one_company_and_loses_none()
    {
        using var scene = Scene(() => new ScriptedFaults().At(Creating, 1, Fault.NeverAnswers(executed: true)));

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 20, $"Only {steps} steps were stopped at; a provisioning has more.");
    }

    [Fact]
    public void A_provisioning_that_did_not_arrive_stopped_at_any_step_makes_one_company_and_loses_none()
    {
        using var scene = Scene(() => new ScriptedFaults().At(Creating, 1, Fault.Reset(executed: false)));

        scene.StopAtEveryStep(every: LongTests.Of(all: 1, share: 2));
    }

    [Fact]
    public void A_provisioning_stopped_several_times_makes_one_company_and_loses_none()
    {
        using var scene = Scene(faults: null);

        scene.StopSeveralTimes(LongTests.Of(all: 60, share: 15));
    }

    [Property(MaxTest = 60, QuietOnSuccess = true)]
    public Property Whatever_faults_strike_Pax8_has_one_company_for_one_intent_at_most() => Prop.ForAll(
        ArbMap.Default.ArbFor<(Place, Trouble, byte)[]>(), ArbMap.Default.ArbFor<byte>(), (strikes, seed) =>
        {
            var faults = new ScriptedFaults();
            foreach (var (place, trouble, which) in strikes) faults.At(EndpointOf(place), 1 + (which % 4), FaultOf(trouble), times: 1 + (which / 64));
            var (tenant, connector) = Given.TenantWithCompanies(seed % 3 * 150, options => options with { Faults = faults, Seed = seed, DuplicateRuns = seed % 5 / 5.0 });
            var account = tenant.Customer();
            tenant.Pax8!.BeforeCall = _ => Assert.InRange(tenant.MadeFor(account).Count, 0, 1);

            tenant.Press(connector, account);
            tenant.Settle();
            AssertKnown(tenant, account);
            tenant.Sync(connector);
            AssertKnown(tenant, account);
            faults.Clear();
            for (var round = 0; round < 3; round++)
            {
                tenant.Sync(connector);
                AssertKnown(tenant, account);
                Answer(tenant);
                tenant.Settle();
            }

            tenant.AssertProvisioned(connector, account);
        });

    /// <summary>Which calls a fault strikes.</summary>
    public enum Place { Create, List, One, Token }

    /// <summary>What goes wrong with a call.</summary>
    public enum Trouble { TimeOut, TimeOutExecuted, Reset, ResetExecuted, Server, ServerExecuted, Busy, Limit, Cut, Truncated, Page, TimedOutAnswer, Expired, Late }

    private static string EndpointOf(Place place) => place switch { Place.Create => Creating, Place.List => Listing, Place.One => Observing.OneCompany, _ => Observing.TokenCall };

    private static Fault FaultOf(Trouble trouble) => trouble switch
    {
        Trouble.TimeOut => Fault.NeverAnswers(),
        Trouble.TimeOutExecuted => Fault.NeverAnswers(executed: true),
        Trouble.Reset => Fault.Reset(),
        Trouble.ResetExecuted => Fault.Reset(executed: true),
        Trouble.Server => Fault.ServerError(),
        Trouble.ServerExecuted => Fault.ServerError(502, executed: true),
        Trouble.Busy => Fault.ServerError(503, TimeSpan.FromSeconds(20)),
        Trouble.Limit => Fault.TooManyRequests(TimeSpan.FromSeconds(30)),
        Trouble.Cut => Fault.CutJson(),
        Trouble.Truncated => Fault.Truncated(),
        Trouble.Page => Fault.HtmlPage(),
        Trouble.TimedOutAnswer => Fault.ServerError(408, executed: true),
        Trouble.Expired => Fault.TokenExpired(),
        _ => Fault.Latency(TimeSpan.FromSeconds(12)),
    };

    /// <summary>Whatever Pax8 has is here as this row's, or the row is on its way or asks a person.</summary>
    private static void AssertKnown(Tenant tenant, Guid account)
    {
        var row = tenant.Intent();
        Assert.InRange(tenant.MadeFor(account).Count, 0, 1);
        if (tenant.MadeFor(account).Count == 1) Assert.True(row.State() is Provisioned or Sending or NeedsReview, $"Pax8 has the company, and Provisioning is {row.State()}: {row.Said()}");
        if (row.State() is not (Waiting or Sending)) AssertKeepsNobody(row);
    }

    /// <summary>What a person does who has looked in Pax8.</summary>
    private static void Answer(Tenant tenant)
    {
        var row = tenant.Intent();
        var there = tenant.Pax8!.State.Companies.SingleOrDefault(company => company.ExternalId == row.Text("pax8_externalid"));
        if (row.State() == NeedsReview && there is not null) tenant.ConfirmCreated(row.Id, there.Id);
        else if (row.State() == NeedsReview) tenant.PressAgain(row.Id, wasNotCreated: true);
        else if (row.State() is NotSent or Refused) tenant.PressAgain(row.Id);
    }

    private static CrashScene Scene(Func<IFaultPlan>? faults) => new(companies: 3, null, tenant =>
    {
        tenant.Customer();
        return tenant.CreateConnector("Pax8");
    })
    {
        Faults = faults,
        Act = (tenant, connector) =>
        {
            if (tenant.Intents().Count == 0) tenant.Press(connector, tenant.Rows("account", "name").Single().Id);
            tenant.Settle();
            ((VirtualTime)tenant.Time).Advance(TimeSpan.FromMinutes(5));
            // Whoever was killed in the middle of an execution whose system job ended all the same is met by the next sync.
            tenant.PressSync(connector);
            for (var round = 0; round < 3; round++)
            {
                tenant.Settle();
                Answer(tenant);
            }
        },
        Ending = Ending,
    };

    private static IReadOnlyList<string> Ending(Tenant tenant)
    {
        var account = tenant.Rows("account", "name").Single().Id;
        tenant.AssertProvisioned(tenant.Rows("pax8_connector", "pax8_name").Single().Id, account);
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, job => job.Failed);
        return [$"companies={tenant.Pax8!.State.Companies.Count} rows={tenant.Rows("pax8_provideraccount", "pax8_name").Count}"];
    }
}
