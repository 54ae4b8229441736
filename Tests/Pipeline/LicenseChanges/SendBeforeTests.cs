using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>A change is sent before those that it waits behind: they exchange their numbers, and each keeps its difference.</summary>
public sealed class SendBeforeTests
{
    [Fact]
    public void A_change_behind_one_due_in_ninety_days_is_sent_now_and_that_one_on_its_day()
    {
        var scene = new ChangingScene();
        var first = Later(scene, +3);
        scene.Order(+5);
        var second = scene.Log();
        Assert.Contains("choose Send before", second.Text("pax8_message"), StringComparison.Ordinal);

        var said = SendBefore(scene, second);
        scene.Tenant.AssertLogsAddUp();
        Assert.Equal(scene.Before + 5, scene.Quantity);
        scene.Tenant.Settle();

        var (before, after) = (scene.Log(butLast: 1), scene.Log());
        Assert.Equal((second.Id, first.Id), (before.Id, after.Id));
        Assert.Equal((2, Provisioned, null), (before.GetAttributeValue<int>("pax8_quantity"), scene.Status(butLast: 1), scene.WaitsFor(butLast: 1)));
        Assert.Equal((3, Awaiting, (int?)EffectiveDate), (after.GetAttributeValue<int>("pax8_quantity"), scene.Status(), scene.WaitsFor()));
        Assert.StartsWith($"+2 to {scene.Before + 2}: ", before.Text("pax8_name"), StringComparison.Ordinal);
        Assert.StartsWith($"+3 to {scene.Before + 5}: ", after.Text("pax8_name"), StringComparison.Ordinal);
        Assert.Equal((scene.Before + 2, scene.Before + 5), ((int)scene.There.Quantity, scene.Quantity));
        Observing.AssertSentences(said);

        scene.Tenant.Advance(TimeSpan.FromDays(91));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal([scene.Before + 2, scene.Before + 5], scene.QuantitiesThere);
        Assert.Equal((Provisioned, InSync), (scene.Status(), scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void The_last_of_several_goes_to_the_front_and_the_others_keep_their_order()
    {
        var scene = new ChangingScene();
        Later(scene, +3);
        foreach (var more in new[] { 4, 6, 10 }) scene.Order(more);

        SendBefore(scene, scene.Log());
        scene.Tenant.AssertLogsAddUp();
        Assert.Equal([4, 3, 1, 2], scene.Tenant.Logs(scene.Here.Id).Skip(1).Select(log => log.Quantity));
        scene.Tenant.Settle();
        Assert.Equal([scene.Before + 4], scene.QuantitiesThere);
        Assert.Equal([EarlierChange, EarlierChange, EffectiveDate], Enumerable.Range(0, 3).Select(scene.WaitsFor).Cast<int>());

        scene.Tenant.Advance(TimeSpan.FromDays(91));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(new[] { 4, 7, 8, 10 }.Select(more => scene.Before + more), scene.QuantitiesThere);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_change_behind_a_failed_one_is_sent_and_the_failed_one_stays_failed()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(422));
        scene.Order(+3);
        scene.Save(("pax8_price", 71.5m));
        scene.Tenant.Settle();
        scene.Tenant.Pax8.Faults = null;

        SendBefore(scene, scene.Log());
        scene.Tenant.Settle();

        Assert.Equal((Provisioned, FailedProvisioning, Failed), (scene.Status(butLast: 1), scene.Status(), scene.State));
        Assert.Equal((71.5m, scene.Before), (scene.There.Price, (int)scene.There.Quantity));
        scene.Withdraw(scene.Log());
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void What_would_not_come_to_the_same_is_refused_with_the_way_out()
    {
        AssertRefused("This change waits behind no other one", scene => scene.Order(+5), later: false);
        AssertRefused("This change could not be sent now", scene => Later(scene, +5));
        AssertRefused("A cancellation cannot change its place", scene => scene.Cancel(scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20)));
        AssertRefused("licences for a while", scene => scene.Order(3 - scene.Before - 2));
        AssertRefused("set the same price or billing term", scene =>
        {
            scene.Save(("pax8_price", 5m), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(30)));
            scene.Save(("pax8_price", 6m));
        });
        AssertRefused("only does not show it yet", scene =>
        {
            scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.Late(TimeSpan.FromMinutes(30))));
            scene.Order(+3);
            scene.Order(+5);
        }, later: false);
        AssertRefused("was interrupted", scene =>
        {
            scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError());
            scene.Order(+3);
            scene.Order(+5);
        }, later: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pair_of_logs_that_a_move_left_between_two_changes_stays_in_its_place_and_the_sums_hold(bool confirmed)
    {
        var scene = new MoveScene();
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(90)));
        scene.MoveTo(scene.Other);
        scene.Sync();
        scene.Order(+5);
        var logs = scene.LogRows();
        Assert.Equal([scene.Before, 3, -scene.Before - 3, scene.Before + 3, 2], logs.Select(Delta));
        Assert.Equal((Confirmation, EarlierChange), (logs[1].Number("pax8_waitsfor"), logs[4].Number("pax8_waitsfor")));

        SendBefore(scene.Tenant, logs[4]);
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.Settle();

        Assert.Equal([logs[0].Id, logs[4].Id, logs[2].Id, logs[3].Id, logs[1].Id], scene.LogRows().Select(log => log.Id));
        Assert.Equal([scene.Before, 2, -scene.Before - 3, scene.Before + 3, 3], scene.LogRows().Select(Delta));
        Assert.Equal((Provisioned, Awaiting, Confirmation), (scene.LogRows()[1].Number("pax8_provisioningstatus"), scene.LogRows()[4].Number("pax8_provisioningstatus"), scene.LogRows()[4].Number("pax8_waitsfor")));
        Assert.Equal((scene.Before + 2, scene.Before + 5), ((int)scene.There.Quantity, scene.Quantity));
        scene.Tenant.AssertLogsAddUp();
        scene.Sync().AssertEnded(Acting.Succeeded);
        scene.Tenant.AssertLogsAddUp();

        if (confirmed)
        {
            scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = logs[1].ToEntityReference() });
            scene.Tenant.Advance(TimeSpan.FromDays(91));
        }
        else
        {
            scene.Withdraw(logs[1]);
        }
        scene.Tenant.Settle();
        scene.Sync();
        scene.Sync();

        Assert.Equal(scene.Before + (confirmed ? 5 : 2), (int)scene.There.Quantity);
        Assert.Equal(InSync, scene.State);
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.AssertSubscriptionsEqualPax8();

        static int Delta(Entity log) => log.GetAttributeValue<int>("pax8_quantity");
    }

    [Fact]
    public void While_a_change_is_sent_the_order_stays()
    {
        var scene = new ChangingScene();
        var said = "";
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Save(("pax8_quantity", scene.Before + 5));
        scene.Tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == Put && said == "") said = Refusing.Refusal(() => SendBefore(scene, scene.Log()));
        };

        scene.Tenant.Settle();

        Assert.StartsWith("This subscription's changes are being sent", said, StringComparison.Ordinal);
        Assert.Equal([scene.Before + 3, scene.Before + 5], scene.QuantitiesThere);
    }

    [Fact]
    public void Retry_of_one_of_two_failed_changes_leaves_the_subscription_failed_until_the_other_is_settled()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(422));
        scene.Order(+3);
        var first = scene.Log();
        scene.Order(+5);
        SendBefore(scene, scene.Log());
        scene.Tenant.Settle();
        Assert.Equal([FailedProvisioning, FailedProvisioning], scene.Tenant.Logs(scene.Here.Id).Skip(1).Select(log => log.Status));

        scene.Tenant.Pax8.Faults = null;
        Retry(first);

        Assert.Equal(Failed, scene.State);
        Retry(scene.Log(butLast: 1).Id == first.Id ? scene.Log() : scene.Log(butLast: 1));
        scene.Tenant.Settle();
        Assert.Equal((scene.Before + 5, InSync), ((int)scene.There.Quantity, scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();

        void Retry(Entity log) => scene.Tenant.Administrator.Update(Refusing.Row("pax8_licensechangelog", log.Id, ("pax8_provisioningstatus", Refusing.Option(Awaiting))));
    }

    [Fact]
    public void No_change_goes_before_a_cancellation_on_a_date_that_waits() => AssertRefused("A cancellation cannot change its place", scene =>
    {
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Cancel(scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20));
        scene.Order(+3);
    }, later: false);

    private static void AssertRefused(string sentence, Action<ChangingScene> act, bool later = true)
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_confirmfactor", 1_000_000m), ("pax8_confirmlicences", 1_000_000));
        scene.Tenant.Advance(TimeSpan.FromDays(40));
        if (later) Later(scene, +3);
        act(scene);
        var logs = scene.Tenant.Logs(scene.Here.Id);

        var said = Refusing.Refusal(() => SendBefore(scene, scene.Log()));

        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Observing.AssertSentences(said);
        Assert.Equal(logs, scene.Tenant.Logs(scene.Here.Id));
    }

    /// <summary>Saves a quantity so much above the first one, due in ninety days; returns its log.</summary>
    private static Entity Later(ChangingScene scene, int more)
    {
        scene.Save(("pax8_quantity", scene.Before + more), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(90)));
        return scene.Log();
    }

    private static string SendBefore(ChangingScene scene, Entity log) => SendBefore(scene.Tenant, log);

    private static string SendBefore(Tenant tenant, Entity log) => (string)tenant.Administrator.Execute(
        new OrganizationRequest("pax8_SendLicenseChangeBefore") { ["Target"] = log.ToEntityReference() })["Message"];
}
