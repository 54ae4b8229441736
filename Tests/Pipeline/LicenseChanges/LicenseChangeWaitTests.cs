using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>
/// What is no failure of a change: Pax8's limit of calls, and a change that Pax8 took and shows later. Both are waited for, and
/// nothing is sent twice meanwhile.
/// </summary>
public sealed class LicenseChangeWaitTests
{
    private const int Ask = 0, Work365Wins = 2;

    [Fact]
    public void Many_changes_at_Pax8s_limit_all_arrive_and_none_fails()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 5, Subscriptions = 200, TimeProvider = time, RequestsPerMinute = 40 });
        var (tenant, connector) = Given.TenantWithSubscriptions(5, 200, options => options with { Pax8 = pax8, Time = time });
        tenant.SyncSubscriptions(connector);
        var orders = pax8.State.Subscriptions.Where(one => one is { Status: "Active", Commitment: null }).Take(60).ToDictionary(one => one.Id, one => (int)one.Quantity + 3);
        // Others of the partner's programs use the limit up as well, and Pax8 names no time.
        var random = new Random(7);
        pax8.Faults = new ScriptedFaults().When(call => !call.Path.EndsWith("/token", StringComparison.Ordinal) && random.Next(3) > 0, Fault.TooManyRequests());

        foreach (var (id, quantity) in orders) tenant.Administrator.Update(Refusing.Row("pax8_subscription", tenant.Subscription(id).Id, ("pax8_quantity", quantity)));
        tenant.Settle();
        pax8.Faults = null;
        tenant.PressVerify(connector);
        tenant.Settle();

        Assert.All(orders, order => Assert.Equal(order.Value, (int)pax8.State.FindSubscription(order.Key)!.Quantity));
        var logs = tenant.Rows("pax8_licensechangelog", "pax8_provisioningstatus", "pax8_attempts").Where(log => log.Number("pax8_provisioningstatus") != NotApplicable).ToList();
        Assert.Equal(orders.Count, logs.Count);
        Assert.All(logs, log => Assert.Equal((Provisioned, 0), (log.Number("pax8_provisioningstatus"), log.GetAttributeValue<int>("pax8_attempts"))));
        Assert.All(orders, order => Assert.Equal(2, pax8.State.HistoryOf(order.Key).Count));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(30.0)]
    [InlineData(600.0)]
    public void A_limit_that_stays_leaves_the_change_waiting_and_Verify_Connectivity_sends_it_when_it_is_over(double? retryAfter)
    {
        var scene = new ChangingScene();
        var asked = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.TooManyRequests(asked));

        scene.Order(+3);

        Assert.Equal((Awaiting, WaitingToBeSent, 0), (scene.Status(), scene.State, scene.Log().GetAttributeValue<int>("pax8_attempts")));
        Assert.Contains("takes no more calls", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Assert.Contains("Verify Connectivity", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);
        // Neither asked in a loop, nor given up: four system jobs of four executions.
        Assert.InRange(scene.Tenant.Pax8Requests.Values.Sum(), 16, 16 * 102);
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);

        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, (int)scene.There.Quantity));
        Assert.Equal(1, scene.ChangesThere);
    }

    [Theory]
    [InlineData(Work365Wins)]
    [InlineData(Ask)]
    public void A_change_out_of_sight_that_somebody_replaced_in_Pax8_is_sent_again_where_Work_365_wins(int policy)
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_conflictpolicy", Refusing.Option(policy)));
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.Late(TimeSpan.FromMinutes(20))));
        scene.Order(+3);
        Assert.Equal((Awaiting, 1, scene.Before + 3), (scene.Status(), scene.Calls(Put), (int)scene.There.Quantity));

        scene.Tenant.Pax8.State.ChangeQuantity(scene.Pax8Id, scene.Before + 9);
        scene.Tenant.Advance(TimeSpan.FromMinutes(30));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        if (policy == Ask) scene.Press("pax8_KeepWork365");
        scene.Tenant.Settle();
        scene.Tenant.Advance(TimeSpan.FromMinutes(30));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, scene.Quantity));
        Assert.Equal((2, scene.Before + 3), (scene.Calls(Put), (int)scene.There.Quantity));
    }

    [Fact]
    public void A_limit_that_stays_is_over_with_the_next_sync_or_the_next_change()
    {
        foreach (var next in new Action<ChangingScene>[] { scene => scene.Tenant.SyncSubscriptions(scene.Connector), scene => scene.Order(+4) })
        {
            var scene = new ChangingScene();
            scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.TooManyRequests());
            scene.Order(+3);
            scene.Tenant.Pax8.Faults = null;

            next(scene);

            Assert.Equal((Provisioned, InSync, scene.Quantity), (scene.Status(), scene.State, (int)scene.There.Quantity));
        }
    }

    [Fact]
    public void A_failing_Pax8_and_its_limit_together_never_leave_a_change_without_a_job_or_a_sentence()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var scene = new ChangingScene(options => options with { Seed = seed });
            var random = new Random(seed);
            var answers = new Queue<Fault?>(Enumerable.Range(0, 40).Select(_ => random.Next(4) switch { 0 => Fault.ServerError(), 3 => null, _ => Fault.TooManyRequests() }));
            scene.Tenant.Pax8!.Faults = new Drawn(answers);

            scene.Order(+3);
            scene.Tenant.Pax8.Faults = null;
            scene.Tenant.SyncSubscriptions(scene.Connector);

            var ended = scene.Status();
            Assert.True(ended == Provisioned || (ended == FailedProvisioning && scene.Log().GetAttributeValue<int>("pax8_attempts") == 4), $"Seed {seed}: status {ended}, {scene.Log().Text("pax8_message")}");
            scene.Tenant.AssertLogsAddUp();
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(10)]
    [InlineData(23 * 60)]
    public void A_change_that_Pax8_shows_later_is_sent_once_and_settled_when_a_pull_shows_it(double minutes)
    {
        var scene = Late(minutes);

        scene.Order(+3);
        if (minutes > 1)
        {
            Assert.Equal((Awaiting, WaitingToBeSent), (scene.Status(), scene.State));
            Assert.Contains("does not show it yet", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
            scene.Tenant.SyncSubscriptions(scene.Connector);
            Assert.Equal((Awaiting, scene.Before + 3), (scene.Status(), scene.Quantity));
        }
        scene.Tenant.Advance(TimeSpan.FromMinutes(minutes));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, scene.Quantity));
        Assert.Equal((1, 1), (scene.Calls(Put), scene.ChangesThere));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_change_that_Pax8_never_shows_has_failed_a_day_later_with_both_values_and_Retry_sends_it_again()
    {
        var scene = Late(minutes: 60 * 24 * 30);
        scene.Order(+3);
        scene.Tenant.Advance(TimeSpan.FromHours(23));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(Awaiting, scene.Status());

        scene.Tenant.Advance(TimeSpan.FromHours(2));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((FailedProvisioning, Failed, 1), (scene.Status(), scene.State, scene.Calls(Put)));
        Assert.Contains($"Quantity {scene.Before + 3} was asked for, Pax8 shows {scene.Before}", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);

        scene.Tenant.Pax8!.Faults = null;
        scene.Tenant.Administrator.Update(Refusing.Row("pax8_licensechangelog", scene.Log().Id, ("pax8_provisioningstatus", Refusing.Option(Awaiting))));
        scene.Tenant.Settle();
        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, (int)scene.There.Quantity));
    }

    [Fact]
    public void Later_changes_wait_behind_one_that_Pax8_does_not_show_and_it_cannot_be_withdrawn()
    {
        var scene = Late(minutes: 10);
        scene.Order(+3);
        var refusal = Refusing.Refusal(() => scene.Withdraw(scene.Log()));
        Assert.Contains("Pax8 took this change", refusal, StringComparison.Ordinal);

        scene.Order(+5);

        Assert.Equal((Awaiting, Awaiting, 1), (scene.Status(butLast: 1), scene.Status(), scene.Calls(Put)));
        scene.Tenant.Pax8!.Faults = null;
        scene.Tenant.Advance(TimeSpan.FromMinutes(11));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.Settle();
        Assert.Equal((Provisioned, Provisioned, scene.Before + 5), (scene.Status(butLast: 1), scene.Status(), (int)scene.There.Quantity));
        Assert.Equal(2, scene.ChangesThere);
    }

    [Fact]
    public void A_cancellation_on_a_date_that_Pax8_shows_later_is_sent_once()
    {
        var scene = Late(minutes: 10);

        scene.Cancel(scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20));
        scene.Tenant.Settle();
        Assert.Equal((Awaiting, 1), (scene.Status(), scene.Calls(Delete)));
        scene.Tenant.Advance(TimeSpan.FromMinutes(11));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal((Provisioned, 1), (scene.Status(), scene.Calls(Delete)));
        Assert.Equal("PendingCancel", scene.There.Status);
    }

    [Fact]
    public void Waiting_for_Pax8_to_show_a_change_writes_nothing_on_the_subscription()
    {
        var scene = Late(minutes: 60);
        scene.Order(+3);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.ResetCounts();

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.DoesNotContain(scene.Tenant.Dataverse.Statistics.Writes, write => write.Key.Table == "pax8_subscription" && write.Value > 0);
    }

    [Fact]
    public void A_change_of_a_subscription_that_Pax8_shows_under_another_company_is_held_and_goes_out_when_it_is_back()
    {
        var scene = new ChangingScene();
        var (former, other) = (scene.There.CompanyId, scene.Tenant.Pax8!.State.Companies.First(company => company.Id != scene.There.CompanyId).Id);
        scene.Tenant.Pax8.State.ChangeSubscription(scene.Pax8Id, one => one with { CompanyId = other });

        scene.Order(+3);

        Assert.Equal((Awaiting, NotSynced, scene.Before), (scene.Status(), scene.State, (int)scene.There.Quantity));
        Assert.StartsWith("Pax8 lists this subscription under another company", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
        Assert.Equal(scene.Here.Text("pax8_lasterror"), scene.Log().Text("pax8_message"));
        Assert.Equal(0, scene.Calls(Put));

        scene.Tenant.Pax8.State.ChangeSubscription(scene.Pax8Id, one => one with { CompanyId = former });
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, (int)scene.There.Quantity));
    }

    /// <summary>A change is shown by Pax8 so many minutes after it was made.</summary>
    private static ChangingScene Late(double minutes)
    {
        var scene = new ChangingScene();
        scene.Tenant.Advance(TimeSpan.FromDays(40));
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.Late(TimeSpan.FromMinutes(minutes))));
        return scene;
    }

    private sealed class Drawn(Queue<Fault?> answers) : IFaultPlan
    {
        public Fault? Next(Pax8Call call, int number) => call.Path.EndsWith("/token", StringComparison.Ordinal) || answers.Count == 0 ? null : answers.Dequeue();
    }
}
