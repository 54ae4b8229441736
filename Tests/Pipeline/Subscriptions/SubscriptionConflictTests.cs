using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Both sides changed: who decides, what waits, and what becomes of changes that are taken back.</summary>
public sealed class SubscriptionConflictTests
{
    private const int Ask = 0, Pax8Wins = 1, Work365Wins = 2;

    [Theory]
    [InlineData(Ask, true)]
    [InlineData(Ask, false)]
    [InlineData(Pax8Wins, true)]
    [InlineData(Pax8Wins, false)]
    [InlineData(Work365Wins, true)]
    [InlineData(Work365Wins, false)]
    public void Different_quantities_are_settled_as_the_integration_says_whoever_meets_them(int policy, bool metByPull)
    {
        var scene = Changed(policy, here: +3, there: +4, metByPull);

        var (here, there, state, log) = policy switch
        {
            Pax8Wins => (+4, +4, InSync, NotApplicable),
            Work365Wins => (+3, +3, InSync, Provisioned),
            _ => (+3, +4, InConflict, Awaiting),
        };
        Assert.Equal((scene.Before + here, scene.Before + there, state), (scene.Quantity, (int)scene.There.Quantity, scene.State));
        Assert.Equal(log, scene.Tenant.Logs(scene.Here.Id).First(one => one.Quantity == 3).Status);
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_conflict_shows_both_values_and_the_agreed_one_and_takes_no_edit()
    {
        var scene = Changed(Ask, here: +3, there: +4, metByPull: true);

        Assert.Equal((scene.Before + 3, scene.Before + 4, scene.Before),
            (scene.Quantity, scene.Here.GetAttributeValue<int>("pax8_conflictquantity"), scene.Here.GetAttributeValue<int>("pax8_basequantity")));
        Assert.Contains("Keep Pax8 or Keep Work 365", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
        Assert.Contains("Sync State is Conflict", Refusal(() => scene.Order(+9)), StringComparison.Ordinal);
        scene.Tenant.ResetCounts();
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((0, 0), ((int)scene.Tenant.SubscriptionWrites(), scene.Calls(Put)));
    }

    [Theory]
    [InlineData("pax8_KeepPax8", 4, NotApplicable)]
    [InlineData("pax8_KeepWork365", 3, Provisioned)]
    public void People_settle_a_conflict_either_way(string api, int more, int status)
    {
        var scene = Changed(Ask, here: +3, there: +4, metByPull: true);

        scene.Press(api);
        scene.Tenant.Settle();

        Assert.Equal((scene.Before + more, scene.Before + more, InSync), (scene.Quantity, (int)scene.There.Quantity, scene.State));
        Assert.Equal(status, scene.Tenant.Logs(scene.Here.Id).First(one => one.Quantity == 3).Status);
        Assert.False(scene.Here.Contains("pax8_conflictquantity"));
        scene.Tenant.AssertSubscriptionsEqualPax8();
        Assert.Contains("not Conflict", Refusal(() => scene.Press(api)), StringComparison.Ordinal);
    }

    [Fact]
    public void Withdrawing_the_change_of_a_conflict_leaves_it_shown_until_a_sync_has_read_Pax8()
    {
        var scene = Changed(Ask, here: +3, there: +4, metByPull: true);

        scene.Withdraw(scene.Log());

        Assert.Equal((InConflict, scene.Before, scene.Before + 4), (scene.State, scene.Quantity, scene.Here.GetAttributeValue<int>("pax8_conflictquantity")));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((InSync, scene.Before + 4), (scene.State, scene.Quantity));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Keep_Work_365_sends_no_change_that_failed_before()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(422));
        scene.Order(+3);
        Assert.Equal(FailedProvisioning, scene.Status());
        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.Pax8.State.ChangeQuantity(scene.Pax8Id, scene.Before + 4);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(InConflict, scene.State);
        scene.Tenant.ResetCounts();

        var said = (string)scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_KeepWork365") { ["Target"] = scene.Here.ToEntityReference() })["Message"];
        scene.Tenant.Settle();

        Assert.Contains("but a change of them failed before. Set its Provisioning Status back", said, StringComparison.Ordinal);
        Assert.Equal((FailedProvisioning, Failed, 0, scene.Before + 4), (scene.Status(), scene.State, scene.Calls(Put), (int)scene.There.Quantity));
    }

    [Fact]
    public void A_failed_change_that_is_set_back_in_a_conflict_waits_for_the_decision_and_Pax8_is_not_called()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(422));
        scene.Order(+3);
        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.Pax8.State.ChangeQuantity(scene.Pax8Id, scene.Before + 4);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.ResetCounts();

        scene.Tenant.Administrator.Update(Row("pax8_licensechangelog", scene.Log().Id, ("pax8_provisioningstatus", Option(Awaiting))));
        scene.Tenant.Settle();

        Assert.Equal((InConflict, Awaiting, 0), (scene.State, scene.Status(), scene.Tenant.Pax8Requests.Count));
        scene.Press("pax8_KeepWork365");
        scene.Tenant.Settle();
        Assert.Equal((InSync, Provisioned, scene.Before + 3), (scene.State, scene.Status(), (int)scene.There.Quantity));
    }

    [Theory]
    [InlineData("pax8_KeepPax8", "PendingManual")]
    [InlineData("pax8_KeepWork365", "PendingManual")]
    [InlineData("pax8_KeepPax8", "Converted")]
    [InlineData("pax8_KeepWork365", "Converted")]
    public void Whichever_side_is_kept_the_status_that_the_conflict_was_found_with_is_agreed_on(string api, string status)
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.Pax8!.State.ChangeSubscription(scene.Pax8Id, was => was with { Quantity = scene.Before + 4, Status = status });
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(InConflict, scene.State);

        scene.Press(api);

        Assert.Equal(status, Pax8Dataverse.Subscriptions.SubscriptionMap.WordOfStatus(476500000 + scene.Here.Number("pax8_basestatus")));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void The_same_change_on_both_sides_is_no_conflict_and_nothing_is_sent()
    {
        var scene = Changed(Ask, here: +3, there: +3, metByPull: true);

        Assert.Equal((InSync, Provisioned, 0), (scene.State, scene.Status(), scene.Calls(Put)));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Different_values_changed_on_each_side_are_both_kept()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.Pax8!.State.ChangePrice(scene.Pax8Id, 99.5m);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((scene.Before + 3, 99.5m, InSync), ((int)scene.There.Quantity, scene.There.Price, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_conflict_that_Pax8_takes_back_ends_by_itself_and_the_change_goes_out()
    {
        var scene = Changed(Ask, here: +3, there: +4, metByPull: true);

        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((InSync, scene.Before + 3), (scene.State, (int)scene.There.Quantity));
    }

    [Fact]
    public void Withdrawing_gives_the_quantity_back_with_a_log_of_its_own()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Order(+5);
        Assert.Contains("Withdraw the later change first", Refusal(() => scene.Withdraw(scene.Log(butLast: 1))), StringComparison.Ordinal);

        scene.Withdraw(scene.Log());

        Assert.Equal((scene.Before + 3, Awaiting), (scene.Quantity, scene.Status(butLast: 2)));
        Assert.Equal((-2, NotApplicable), (scene.Log().GetAttributeValue<int>("pax8_quantity"), scene.Status()));
        scene.Withdraw(scene.Log(butLast: 2));
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
        Assert.Contains("not waiting to be sent", Refusal(() => scene.Withdraw(scene.Log())), StringComparison.Ordinal);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_cancellation_that_was_not_sent_is_withdrawn_and_the_subscription_is_active_again()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Cancel();
        scene.Tenant.Settle();

        scene.Withdraw(scene.Log());

        Assert.Equal((scene.Before, 0, InSync), (scene.Quantity, scene.Here.GetAttributeValue<OptionSetValue>("statecode").Value, scene.State));
        Assert.Equal("Active", scene.There.Status);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    private static ChangingScene Changed(int policy, int here, int there, bool metByPull)
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_conflictpolicy", Option(policy)));
        if (metByPull)
        {
            // Held back, so that the sync is the first to see both.
            scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
            scene.Order(here);
            scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
            scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + there);
            scene.Tenant.SyncSubscriptions(scene.Connector);
            return scene;
        }
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + there);
        scene.Order(here);
        return scene;
    }
}
