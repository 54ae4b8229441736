using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>A sync that holds, its closing and the answer to it, stopped at each commit and each call, see <see cref="CrashScene"/>.</summary>
public sealed class HeldCrashTests
{
    [Fact]
    public void A_sync_that_asks_stopped_at_any_step_holds_the_same_and_asks_once()
    {
        using var scene = Scene(_ => { }, tenant =>
        {
            Assert.Equal(Acting.WaitingForConfirmation, Assert.Single(CrashScene.Jobs(tenant)).Status());
            Assert.Equal(Taken, HeldRows(tenant).Count);
        });

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 40, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Theory]
    [InlineData("pax8_ApplyHeld", 0)]
    [InlineData("pax8_DiscardHeld", Taken)]
    public void An_answer_stopped_at_any_step_ends_like_one_that_was_not(string api, int held)
    {
        using var scene = Scene(
            tenant =>
            {
                foreach (var job in CrashScene.Jobs(tenant).Where(job => job.Status() == Acting.WaitingForConfirmation))
                    tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_syncjob", job.Id) });
            },
            tenant =>
            {
                Assert.Equal(held, HeldRows(tenant).Count);
                Assert.Equal(held == 0 ? 0 : 1, Assert.Single(Decisions(tenant)));
                if (held == 0) tenant.AssertSubscriptionsEqualPax8();
            });

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Theory]
    [InlineData("pax8_ApplyHeldValue", 0)]
    [InlineData("pax8_DiscardHeldValue", Taken)]
    public void Answers_to_one_after_the_other_stopped_at_any_step_end_like_those_that_were_not(string api, int held)
    {
        using var scene = Scene(
            tenant =>
            {
                foreach (var row in HeldRows(tenant).Where(row => !row.Contains("pax8_discardedbyid")))
                    tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = row.ToEntityReference() });
            },
            tenant =>
            {
                Assert.Equal(held, HeldRows(tenant).Count);
                Assert.All(HeldRows(tenant), row => Assert.True(row.Contains("pax8_discardedbyid")));
                Assert.Equal(Acting.Succeeded, Assert.Single(CrashScene.Jobs(tenant)).Status());
            });

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_with_an_answer_stopped_several_times_ends_like_one_that_was_not()
    {
        using var scene = Scene(
            tenant =>
            {
                foreach (var job in CrashScene.Jobs(tenant).Where(job => job.Status() == Acting.WaitingForConfirmation))
                    tenant.Administrator.Execute(new OrganizationRequest("pax8_ApplyHeld") { ["Target"] = new EntityReference("pax8_syncjob", job.Id) });
            },
            tenant => tenant.AssertSubscriptionsEqualPax8());

        scene.StopSeveralTimes(40);
    }

    /// <summary>So many of twenty lose something: one ends, another has fewer, and so on.</summary>
    private const int Taken = 6;

    private static CrashScene Scene(Action<Tenant> answer, Action<Tenant> assert) => new(4, 20, tenant =>
    {
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001));
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.ChangeConnector(connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));
        return connector;
    })
    {
        Change = pax8 =>
        {
            var some = pax8.Subscriptions.Where(one => one is { Status: "Active", Quantity: > 1 }).Take(Taken).ToList();
            for (var at = 0; at < Taken; at++)
            {
                if (at % 2 == 0) pax8.CancelSubscription(some[at].Id);
                else pax8.ChangeQuantity(some[at].Id, some[at].Quantity - 1);
            }
            pax8.ChangePrice(some[1].Id, 77.5m);
        },
        Act = (tenant, connector) =>
        {
            tenant.AssertLogsAddUp();
            if (CrashScene.Jobs(tenant).Count == 0) tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", connector) });
            tenant.Settle();
            try
            {
                answer(tenant);
            }
            catch (FaultException<OrganizationServiceFault> fault) when (fault.Message.StartsWith("Something unexpected", StringComparison.Ordinal))
            {
                // Stopped at a call inside of the operation, which makes a sentence of whatever goes wrong.
                throw new ProcessStoppedException();
            }
        },
        Ending = tenant =>
        {
            assert(tenant);
            tenant.AssertLogsAddUp();
            // One may be lost where the process is stopped between the end of the job and the notification; none is sent twice.
            Assert.InRange(tenant.Rows("appnotification", "title").Count, 0, 1);
            return [CrashScene.EndOfJob(tenant), .. tenant.SubscriptionPicture(), .. CrashScene.Issues(tenant), .. Decisions(tenant).Select(decision => $"decision {decision}"), .. Counts(tenant)];
        },
    };

    private static List<Entity> HeldRows(Tenant tenant) =>
        tenant.Rows("pax8_subscription", "pax8_providerspecificid", "pax8_held", "pax8_discardedbyid").Where(row => row.Contains("pax8_held")).OrderBy(row => row.Text("pax8_providerspecificid"), StringComparer.Ordinal).ToList();

    private static List<int?> Decisions(Tenant tenant) =>
        CrashScene.Jobs(tenant).Select(job => tenant.Administrator.Retrieve("pax8_syncjob", job.Id, new ColumnSet("pax8_decision"))).Select(job => job.Contains("pax8_decision") ? job.Number("pax8_decision") : (int?)null).ToList();

    private static IEnumerable<string> Counts(Tenant tenant) => CrashScene.Jobs(tenant)
        .Select(job => tenant.Administrator.Retrieve("pax8_syncjob", job.Id, new ColumnSet("pax8_heldcount", "pax8_heldlicences", "pax8_appliedcount", "pax8_appliedlicences")))
        .Select(job => $"held {job.GetAttributeValue<int>("pax8_heldcount")} of {job.GetAttributeValue<int>("pax8_heldlicences")}, applied {job.GetAttributeValue<int>("pax8_appliedcount")} of {job.GetAttributeValue<int>("pax8_appliedlicences")}");
}
