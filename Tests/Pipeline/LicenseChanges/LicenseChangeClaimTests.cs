using System;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>
/// Several changes of one subscription at once: one execution sends, the others leave it to that one. All arrive by themselves, in
/// their order, without a sync, however quickly they were saved and whoever was stopped, and however soon the platform runs a system
/// job again, which is documented nowhere.
/// </summary>
public sealed class LicenseChangeClaimTests
{
    private static readonly int[] Six = [1, 4, 2, 6, 3, 5];

    [Theory]
    [InlineData(70)]
    [InlineData(110)]
    public void However_long_Pax8_takes_within_the_two_minutes_of_an_execution_nobody_else_sends_meanwhile(int seconds)
    {
        var scene = new ChangingScene();
        var hasWaited = false;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint != Put || hasWaited) return;
            hasWaited = true;
            scene.Save(("pax8_price", 71.5m));
            scene.Tenant.Advance(TimeSpan.FromSeconds(seconds));
            scene.Tenant.Dataverse.Async.RunNext();
        };

        scene.Order(+3);

        Assert.True(hasWaited);
        Assert.Equal((scene.Before + 3, 71.5m, 2), ((int)scene.There.Quantity, scene.There.Price, scene.ChangesThere));
        Assert.Equal(2, scene.Calls(Put));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void What_does_not_fit_into_the_two_minutes_of_an_execution_goes_on_by_itself()
    {
        var scene = new ChangingScene(options => options with { Latency = TimeSpan.FromSeconds(12) });
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        foreach (var more in Six) scene.Order(more);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));

        // Puts the first one into the queue; the others have no system job of their own.
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal(Six.Select(more => scene.Before + more), scene.QuantitiesThere);
        Assert.Equal((InSync, Provisioned), (scene.State, scene.Status()));
    }

    [Theory]
    [InlineData(SubscriptionScene.OneSubscription, 1)]
    [InlineData(Put, 1)]
    [InlineData(SubscriptionScene.OneSubscription, 2)]
    [InlineData(Put, 2)]
    public void What_is_saved_while_another_execution_sends_is_taken_by_that_one_at_once(string endpoint, int number)
    {
        var scene = new ChangingScene();
        var seen = 0;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint != endpoint || ++seen != number) return;
            foreach (var more in Six.Skip(2)) scene.Save(("pax8_quantity", scene.Before + more));
            // The other executions find the row claimed, all while the first one waits for its answer.
            while (scene.Tenant.Dataverse.Async.RunNext())
            {
            }
        };
        var begin = scene.Tenant.Time.GetUtcNow();
        foreach (var more in Six.Take(2)) scene.Save(("pax8_quantity", scene.Before + more));

        while (scene.Tenant.Dataverse.Async.RunNext())
        {
        }

        Assert.Equal([NotApplicable, .. Six.Select(_ => Provisioned)], scene.Tenant.Logs(scene.Here.Id).Select(log => log.Status));
        Assert.Equal(Six.Select(more => scene.Before + more), scene.QuantitiesThere);
        Assert.InRange(scene.Tenant.Time.GetUtcNow() - begin, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        scene.Tenant.Settle();
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(600)]
    public void What_a_stopped_execution_left_arrives_by_itself_however_soon_system_jobs_run_again(int retrySeconds)
    {
        foreach (var isRunAgain in new[] { true, false })
        {
            var (database, probe) = (TenantDatabase.InMemory(), new StopInJob());
            var scene = new ChangingScene(options => options with { Database = database, Probe = probe, RetryDelay = TimeSpan.FromSeconds(retrySeconds) });
            var first = scene.Here.Id;
            scene.Save(("pax8_quantity", scene.Before + 1));
            probe.IsArmed = true;
            Assert.Throws<ProcessStoppedException>(() => scene.Tenant.Settle());

            var again = scene.Reopen(options => options with { Database = database, RetryDelay = TimeSpan.FromSeconds(retrySeconds) });
            // Where the service takes the job of the stopped process for failed, only the jobs of later changes are left.
            if (!isRunAgain) again.Tenant.LoseSystemJobs("pax8_licensechangelog");
            foreach (var more in Enumerable.Range(2, 12)) again.Save(("pax8_quantity", scene.Before + more));
            again.Tenant.Settle();

            Assert.Equal([NotApplicable, .. Enumerable.Repeat(Provisioned, 13)], again.Tenant.Logs(first).Select(log => log.Status));
            Assert.Equal(Enumerable.Range(1, 13).Select(more => scene.Before + more), again.QuantitiesThere);
            Assert.DoesNotContain(again.Tenant.Dataverse.Async.Jobs, job => job.Failed);
            again.Tenant.AssertSubscriptionsEqualPax8();
        }
    }

    [Fact]
    public void An_execution_whose_time_is_used_up_gives_its_claim_back_so_that_people_need_not_wait_for_its_end()
    {
        var scene = new ChangingScene();
        var reads = 0;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == SubscriptionScene.OneSubscription) reads++;
            else if (call.Endpoint != Put) return;
            scene.Tenant.Advance(TimeSpan.FromSeconds(28));
            // What was sent cannot be stored then, and there is no time to begin anew.
            if (call.Endpoint == SubscriptionScene.OneSubscription && reads == 2) scene.Save(("pax8_price", 71.5m));
        };
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.Dataverse.Async.RunNext();
        Assert.Equal((2, 1, Awaiting, Awaiting), (reads, scene.Calls(Put), scene.Status(butLast: 1), scene.Status()));

        scene.Withdraw(scene.Log());
        scene.Tenant.Settle();

        Assert.Equal((scene.Before + 3, InSync, 1), ((int)scene.There.Quantity, scene.State, scene.ChangesThere));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_sync_in_the_middle_of_sending_leaves_the_claim_as_it_is_so_that_no_other_execution_sends_in_between()
    {
        var scene = new ChangingScene();
        var hasActed = false;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint != Put || hasActed) return;
            hasActed = true;
            scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", scene.Connector) });
            RunAll();
            scene.Save(("pax8_quantity", scene.Before + 4));
            RunAll();
        };

        scene.Order(+3);

        Assert.True(hasActed);
        Assert.Equal([scene.Before + 3, scene.Before + 4], scene.QuantitiesThere);
        Assert.Equal((scene.Before + 4, InSync), (scene.Quantity, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();

        void RunAll()
        {
            while (scene.Tenant.Dataverse.Async.RunNext())
            {
            }
        }
    }

    [Fact]
    public async Task Quick_saves_with_several_workers_arrive_within_seconds()
    {
        var scene = new ChangingScene(options => options with { Simulated = false, Workers = 6, Latency = TimeSpan.FromMilliseconds(40) });
        var begin = DateTime.UtcNow;

        foreach (var more in Six)
        {
            scene.Save(("pax8_quantity", scene.Before + more));
            await Task.Delay(60);
        }
        while (DateTime.UtcNow < begin.AddSeconds(20) && scene.Tenant.Logs(scene.Here.Id).Any(log => log.Status == Awaiting)) await Task.Delay(50);

        Assert.Equal([NotApplicable, .. Six.Select(_ => Provisioned)], scene.Tenant.Logs(scene.Here.Id).Select(log => log.Status));
        Assert.Equal(scene.Before + Six[^1], (int)scene.There.Quantity);
        Assert.Equal(Six.Select(more => scene.Before + more), scene.QuantitiesThere);
        await scene.Tenant.DisposeAsync();
    }

    /// <summary>Stops the process right after a system job has claimed the row.</summary>
    private sealed class StopInJob : ITenantProbe
    {
        private bool _isStopped;

        public bool IsArmed { get; set; }

        public void Before(string operation, string table)
        {
            _isStopped |= IsArmed && operation == "Call";
            if (_isStopped) throw new ProcessStoppedException();
        }

        public void After(string operation, string table)
        {
        }
    }
}
