using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.ConnectorCommands;

/// <summary>
/// A restored environment is the same one, with changes that wait as they did when the backup was made, though they were sent since.
/// Their age tells them, or an administrator does.
/// </summary>
public sealed class RestoredEnvironmentTests
{
    private const int Confirmation = 0;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_change_that_waited_when_the_backup_was_made_asks_a_day_later_whatever_the_conflict_policy(int policy)
    {
        var (scene, restored) = OldBackup(policy);

        restored.Tenant.Settle();
        restored.Tenant.SyncSubscriptions(restored.Connector);

        Assert.Equal((scene.Before + 7, 2), ((int)scene.There.Quantity, scene.ChangesThere));
    }

    [Fact]
    public void It_says_so_and_goes_on_asking_until_somebody_confirms_or_withdraws_it()
    {
        var (scene, restored) = OldBackup(policy: 2);

        restored.Tenant.Settle();
        Assert.Equal((Awaiting, Confirmation, NotSynced), (restored.Status(), restored.WaitsFor(), restored.State));
        Assert.Contains("more than a day ago", restored.Log().Text("pax8_message"), StringComparison.Ordinal);
        restored.Tenant.PressVerify(restored.Connector);
        restored.Tenant.Settle();
        restored.Tenant.SyncSubscriptions(restored.Connector);
        restored.Tenant.SyncSubscriptions(restored.Connector);
        Assert.Equal((Confirmation, 2), (restored.WaitsFor(), scene.ChangesThere));

        restored.Withdraw(restored.Log());
        restored.Tenant.SyncSubscriptions(restored.Connector);
        Assert.Equal((scene.Before + 7, InSync), (restored.Quantity, restored.State));
        restored.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Switching_the_sync_off_and_on_does_not_make_it_look_young()
    {
        var (scene, restored) = OldBackup(policy: 2);
        restored.Tenant.LoseSystemJobs("pax8_licensechangelog");

        restored.Tenant.SetSync(restored.There.CompanyId, enabled: false);
        restored.Tenant.SetSync(restored.There.CompanyId, enabled: true);
        restored.Tenant.Settle();

        Assert.Equal((Confirmation, NotSynced, 2), (restored.WaitsFor(), restored.State, scene.ChangesThere));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sent_before_others_it_asks_all_the_same(bool isDeclared)
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_conflictpolicy", Option(2)));
        DateTime? due = isDeclared ? scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(9) : null;
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", due));
        scene.Save(("pax8_price", 71.5m));
        var restored = scene.Restored(scene.Backup());
        restored.Tenant.LoseSystemJobs("pax8_licensechangelog");
        if (isDeclared) Declare(restored);
        restored.Tenant.Advance(isDeclared ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(2));

        var said = (string)restored.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SendLicenseChangeBefore") { ["Target"] = restored.Log().ToEntityReference() })["Message"];
        restored.Tenant.Settle();

        Assert.Equal((Confirmation, NotSynced, 0), (restored.WaitsFor(butLast: 1), restored.State, scene.ChangesThere));
        Assert.Contains("may have been sent before", said, StringComparison.Ordinal);
        Observing.AssertSentences(said);
        restored.Tenant.AssertLogsAddUp();
        restored.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = restored.Log(butLast: 1).ToEntityReference() });
        restored.Tenant.Settle();
        Assert.Equal((71.5m, 1), (scene.There.Price, scene.ChangesThere));
    }

    [Fact]
    public void What_somebody_confirms_is_sent_and_does_not_ask_again()
    {
        var (scene, restored) = OldBackup(policy: 2);
        restored.Tenant.Settle();
        restored.Tenant.Advance(TimeSpan.FromMinutes(1));

        restored.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = restored.Log().ToEntityReference() });
        restored.Tenant.Settle();

        Assert.Equal((scene.Before + 3, Provisioned, InSync), ((int)scene.There.Quantity, restored.Status(), restored.State));
    }

    [Fact]
    public void The_changes_behind_an_old_one_ask_as_well()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Save(("pax8_quantity", scene.Before + 4));
        var backup = scene.Backup();
        scene.Tenant.Settle();
        scene.Tenant.Advance(TimeSpan.FromDays(2));
        var restored = scene.Restored(backup);

        restored.Tenant.Settle();

        Assert.Equal((Confirmation, Confirmation), (restored.WaitsFor(1), restored.WaitsFor()));
    }

    [Fact]
    public void A_change_that_waited_for_something_goes_when_that_has_come_however_old_it_is()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.Advance(TimeSpan.FromDays(9));
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((scene.Before + 3, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void A_change_due_later_goes_on_its_day_though_the_sync_comes_late()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(3)));
        scene.Tenant.Settle();
        scene.Tenant.Advance(TimeSpan.FromDays(6));

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((scene.Before + 3, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void A_change_of_the_last_day_whose_system_job_was_lost_is_sent_as_before()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.LoseSystemJobs("pax8_licensechangelog");
        scene.Tenant.Advance(TimeSpan.FromHours(23));

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((scene.Before + 3, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void A_younger_backup_is_told_by_an_administrator_and_all_that_waits_asks()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        var backup = scene.Backup();
        scene.Tenant.Settle();
        scene.Tenant.Advance(TimeSpan.FromMinutes(10));
        var restored = scene.Restored(backup);

        var message = (string)Declare(restored)["Message"];
        restored.Tenant.Settle();

        Assert.StartsWith("Noted: this environment was restored.", message, StringComparison.Ordinal);
        Assert.Equal((Confirmation, NotSynced), (restored.WaitsFor(), restored.State));
        Assert.Contains("may have been sent before", restored.Log().Text("pax8_message"), StringComparison.Ordinal);
        // A sync finds that it was.
        restored.Tenant.SyncSubscriptions(restored.Connector);
        Assert.Equal((Provisioned, InSync, 1), (restored.Status(), restored.State, scene.ChangesThere));
    }

    [Fact]
    public void A_change_that_is_not_due_when_the_environment_is_said_to_be_restored_asks_when_it_is()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(3)));
        scene.Tenant.Settle();
        scene.Tenant.Advance(TimeSpan.FromMinutes(10));
        Declare(scene);
        scene.Tenant.Advance(TimeSpan.FromDays(4));

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Confirmation, 0), (scene.WaitsFor(), scene.ChangesThere));
    }

    [Fact]
    public void Changes_made_after_that_go_out_as_ever()
    {
        var scene = new ChangingScene();
        Declare(scene);
        scene.Tenant.Advance(TimeSpan.FromSeconds(2));

        scene.Order(+4);

        Assert.Equal((scene.Before + 4, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void Only_who_may_write_the_integration_says_that_it_was_restored()
    {
        var scene = new ChangingScene();
        var billing = scene.Tenant.Dataverse.ServiceFor(scene.Tenant.Dataverse.AddUser("Clerk", "Pax8 Billing"));

        AssertDenied(() => billing.Execute(new OrganizationRequest("pax8_DeclareRestored") { ["Target"] = new EntityReference("pax8_connector", scene.Connector) }));
    }

    /// <summary>113 was ordered before the backup and sent after it; then Pax8 went on to 117, and two days later the backup is restored.</summary>
    private static (ChangingScene Scene, ChangingScene Restored) OldBackup(int policy)
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_conflictpolicy", Option(policy)));
        scene.Save(("pax8_quantity", scene.Before + 3));
        var backup = scene.Backup();
        scene.Tenant.Settle();
        scene.Order(+7);
        scene.Tenant.Advance(TimeSpan.FromDays(2));
        return (scene, scene.Restored(backup));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Declared_while_changes_are_being_sent_at_whichever_of_them_nothing_more_is_sent_unasked(int number)
    {
        // So that the time of an execution ends behind every second one.
        var scene = new ChangingScene(options => options with { Latency = TimeSpan.FromSeconds(13) });
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        foreach (var more in new[] { 1, 4, 2, 6, 3, 5 }) scene.Order(more);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        var seen = 0;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == Put && ++seen == number) Declare(scene);
        };

        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal((number, number), (seen, scene.QuantitiesThere.Count));
        Assert.Equal((Awaiting, (int?)Confirmation), (scene.Status(), scene.WaitsFor()));
    }

    /// <summary>Which of the two system jobs runs first is the seed's.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Declared_while_Pax8_takes_no_more_calls_what_waits_for_that_asks_though_it_is_queued_anew(int seed)
    {
        var scene = new ChangingScene(options => options with { Seed = seed });
        var reads = 0;
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().When(call =>
        {
            // The first change takes two.
            if (call.Endpoint == SubscriptionScene.OneSubscription && ++reads == 3) Declare(scene);
            return call.Endpoint == SubscriptionScene.OneSubscription && reads >= 3;
        }, LocalTenant.Pax8.Fault.TooManyRequests());
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Save(("pax8_quantity", scene.Before + 4));

        scene.Tenant.Settle();
        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.True(reads >= 3);
        Assert.Equal([scene.Before + 3], scene.QuantitiesThere);
        Assert.Equal((Awaiting, (int?)Confirmation, NotSynced), (scene.Status(), scene.WaitsFor(), scene.State));
    }

    private static OrganizationResponse Declare(ChangingScene scene) =>
        scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_DeclareRestored") { ["Target"] = new EntityReference("pax8_connector", scene.Connector) });
}
