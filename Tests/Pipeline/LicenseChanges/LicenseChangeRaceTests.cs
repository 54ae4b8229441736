using System;
using System.Linq;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>People who act while a change is on its way to Pax8, and changes whose way was cut off.</summary>
public sealed class LicenseChangeRaceTests
{
    [Fact]
    public void An_edit_right_after_the_row_was_claimed_is_kept_and_sent_as_well()
    {
        var probe = new AfterClaim();
        var scene = new ChangingScene(options => options with { Probe = probe });
        scene.Save(("pax8_price", 71.5m));
        probe.Act = () => scene.Save(("pax8_quantity", scene.Before + 4));

        scene.Tenant.Settle();

        Assert.Null(probe.Act);
        Assert.Equal((scene.Before + 4, 71.5m, 2), ((int)scene.There.Quantity, scene.There.Price, scene.ChangesThere));
        Assert.Equal([NotApplicable, Provisioned, Provisioned], scene.Tenant.Logs(scene.Here.Id).Select(log => log.Status));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData(SubscriptionScene.OneSubscription, 1)]
    [InlineData(Put, 1)]
    [InlineData(SubscriptionScene.OneSubscription, 2)]
    public void An_edit_at_any_call_of_a_push_is_kept_and_sent_as_well(string endpoint, int number)
    {
        var scene = new ChangingScene();
        var seen = 0;
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == endpoint && ++seen == number) scene.Save(("pax8_quantity", scene.Before + 9));
        };

        scene.Order(+3);

        Assert.Equal((scene.Before + 9, 2), ((int)scene.There.Quantity, scene.ChangesThere));
        Assert.Equal([3, 6], scene.Tenant.Logs(scene.Here.Id).Skip(1).Select(log => log.Quantity));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData(SubscriptionScene.OneSubscription, 1)]
    [InlineData(Put, 1)]
    [InlineData(SubscriptionScene.OneSubscription, 2)]
    public void A_change_that_is_being_sent_is_not_withdrawn(string endpoint, int number)
    {
        var scene = new ChangingScene();
        var seen = 0;
        var said = "";
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == endpoint && ++seen == number) said = Refusing.Refusal(() => scene.Withdraw(scene.Log()));
        };

        scene.Order(+3);

        Assert.StartsWith("This subscription's changes are being sent at this moment.", said, StringComparison.Ordinal);
        Assert.Equal((scene.Before + 3, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void A_change_that_is_asked_about_while_it_is_held_for_something_else_goes_on_asking()
    {
        var meanwhile = new Meanwhile("Update", "pax8_licensechangelog");
        var scene = new MoveScene(options => options with { Probe = meanwhile });
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.MoveTo(scene.Other);
        meanwhile.Let(() => StartSync(scene.Tenant, scene.Connector));

        scene.Tenant.Settle();
        Assert.True(meanwhile.HasActed);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Sync();
        scene.Sync();

        Assert.Equal((scene.AccountOf(scene.Other), Confirmation, 0),
            (scene.Here.GetAttributeValue<Microsoft.Xrm.Sdk.EntityReference>("pax8_provideraccountid").Id, scene.LogRows().Single(log => log.Number("pax8_provisioningstatus") == Awaiting).Number("pax8_waitsfor"), scene.Calls(Put)));
    }

    [Fact]
    public void An_edit_between_what_a_sync_has_read_and_what_it_writes_is_no_excuse_to_overwrite_Pax8()
    {
        var scene = new ChangingScene();
        var hasSaved = false;
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + 8);
        scene.Tenant.Pax8.BeforeCall = call =>
        {
            // Asked for because the list shows another quantity than the row.
            if (call.Endpoint != SubscriptionScene.OneSubscription || hasSaved) return;
            hasSaved = true;
            scene.Save(("pax8_quantity", scene.Before + 3));
        };

        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.Settle();
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.True(hasSaved);
        Assert.Equal((InConflict, scene.Before + 3, scene.Before + 8, 0), (scene.State, scene.Quantity, (int)scene.There.Quantity, scene.Calls(Put)));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_change_that_arrived_and_whose_log_could_not_be_settled_is_not_sent_once_more_after_Pax8_has_changed_again()
    {
        using var database = TenantDatabase.InMemory();
        var stop = new StopBeforeSettling();
        var scene = new ChangingScene(options => options with { Database = database, Probe = stop });
        scene.Save(("pax8_quantity", scene.Before + 3));
        stop.IsArmed = true;
        Assert.Throws<ProcessStoppedException>(() => scene.Tenant.Settle());
        var again = scene.Reopen(options => options with { Database = database });
        again.Tenant.LoseSystemJobs("pax8_licensechangelog");
        Assert.Equal((InSync, Awaiting, again.Before + 3), (again.State, again.Status(), (int)again.There.Quantity));

        again.Tenant.Pax8!.State.ChangeQuantity(again.Pax8Id, again.Before + 20);
        again.Tenant.SyncSubscriptions(again.Connector);
        again.Tenant.SyncSubscriptions(again.Connector);

        Assert.Equal([again.Before + 3, again.Before + 20], again.QuantitiesThere);
        Assert.Equal((InSync, again.Before + 20), (again.State, again.Quantity));
        again.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_change_that_may_have_arrived_is_withdrawn_only_once_Pax8_was_read()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError());
        scene.Order(+3);
        var change = scene.Log();
        Assert.Equal(FailedProvisioning, scene.Status());

        // Another look at the queue says nothing of Pax8.
        scene.Order(+5);
        scene.Withdraw(scene.Log());
        var said = Refusing.Refusal(() => scene.Withdraw(change));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Withdraw(change);

        Assert.StartsWith("Sending this change was interrupted, so it is not known whether Pax8 took it. Press Sync Subscriptions", said, StringComparison.Ordinal);
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_change_carried_out_without_an_answer_is_found_by_the_next_sync_and_not_sent_again()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.Reset(executed: true)).At(SubscriptionScene.OneSubscription, 2, Fault.ServerError(), times: 1000);
        scene.Order(+3);
        Assert.Equal((FailedProvisioning, Failed), (scene.Status(), scene.State));

        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Provisioned, InSync, 1), (scene.Status(), scene.State, scene.ChangesThere));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Another_change_in_Pax8_does_not_pass_for_the_order_to_cancel_on_a_date()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.State.ChangePrice(scene.Pax8Id, 99);

        scene.Cancel(scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20));
        scene.Tenant.Settle();

        Assert.Equal(("PendingCancel", Provisioned, NotApplicable), (scene.There.Status, scene.Status(butLast: 1), scene.Status()));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Withdrawing_a_change_that_was_kept_against_Pax8_gives_back_what_Pax8_has()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_conflictpolicy", Refusing.Option(2)));
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(3)));
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + 8);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((scene.Before + 3, WaitingToBeSent), (scene.Quantity, scene.State));

        scene.Withdraw(scene.Log());

        Assert.Equal((scene.Before + 8, InSync), (scene.Quantity, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Licences_kept_against_an_end_in_Pax8_fail_visibly_and_withdrawing_them_ends_the_row()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_conflictpolicy", Refusing.Option(2)));
        scene.Tenant.Pax8!.State.CancelSubscription(scene.Pax8Id);

        scene.Order(+3);

        Assert.Equal((scene.Before + 3, FailedProvisioning, Failed), (scene.Quantity, scene.Status(), scene.State));
        Assert.Contains("cancelled", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
        scene.Withdraw(scene.Log());
        Assert.Equal((0, 1, InSync), (scene.Quantity, scene.Here.GetAttributeValue<Microsoft.Xrm.Sdk.OptionSetValue>("statecode").Value, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("account", "Sync status of the provider account is Disabled")]
    [InlineData("connector", "Pax8 is inactive")]
    public void A_door_closed_after_saving_holds_the_change_and_the_next_sync_after_opening_sends_it(string door, string reason)
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        Open(false);
        scene.Tenant.Settle();
        Assert.Equal((Awaiting, NotSynced, 0), (scene.Status(), scene.State, scene.Calls(Put)));
        Assert.StartsWith(reason, scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
        Assert.Equal(scene.Here.Text("pax8_lasterror"), scene.Log().Text("pax8_message"));

        Open(true);
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Provisioned, InSync, scene.Before + 3), (scene.Status(), scene.State, (int)scene.There.Quantity));

        void Open(bool isOpen)
        {
            if (door == "account") scene.Tenant.SetSync(scene.There.CompanyId, isOpen);
            else if (isOpen) scene.Tenant.Activate(scene.Connector);
            else Refusing.Deactivate(scene.Tenant, scene.Connector);
        }
    }

    /// <summary>Stops the process before the first commit that is about a log alone.</summary>
    private sealed class StopBeforeSettling : ITenantProbe
    {
        public bool IsArmed { get; set; }

        public void Before(string operation, string table)
        {
            if (IsArmed && operation == "Update" && table == "pax8_licensechangelog") throw new ProcessStoppedException();
        }

        public void After(string operation, string table)
        {
        }
    }

    /// <summary>Starts a sync and runs what system jobs can run at once.</summary>
    private static void StartSync(Tenant tenant, Guid connector)
    {
        tenant.Administrator.Execute(new Microsoft.Xrm.Sdk.OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new Microsoft.Xrm.Sdk.EntityReference("pax8_connector", connector) });
        while (tenant.Dataverse.Async.RunNext())
        {
        }
    }

    /// <summary>Acts once, right after a system job has claimed the row.</summary>
    private sealed class AfterClaim : ITenantProbe
    {
        private bool _inJob;

        public Action? Act { get; set; }

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            if (table == "asyncoperation") _inJob = operation == "Start";
            if (!_inJob || operation != "Update" || table != "pax8_subscription" || Act is not { } act) return;
            Act = null;
            act();
        }
    }
}
