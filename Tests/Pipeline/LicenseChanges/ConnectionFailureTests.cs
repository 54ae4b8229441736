using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>
/// A failure of the connector is none of the change: what failed for credentials, for a missing right or for want of an answer goes
/// out by itself when Verify Connectivity succeeds again, in order.
/// </summary>
public sealed class ConnectionFailureTests
{
    private const int Credentials = 0, MissingRight = 1, NoAnswer = 2;

    [Fact]
    public void What_failed_while_a_secret_was_rotated_goes_out_in_order_once_the_new_one_is_verified()
    {
        var scene = new ChangingScene();
        var others = Others(scene, 4);
        var secret = Guid.NewGuid().ToString("N");
        scene.Tenant.Pax8!.ChangeSecret(secret);
        scene.Tenant.Pax8.RevokeTokens();

        foreach (var more in new[] { 3, 1, 5 }) scene.Save(("pax8_quantity", scene.Before + more));
        foreach (var (id, quantity) in others) Save(scene, id, quantity);
        scene.Tenant.Settle();
        Assert.Equal((FailedProvisioning, Failed, Credentials), (scene.Status(butLast: 2), scene.State, Failure(scene.Log(butLast: 2))));
        Assert.Equal((Awaiting, (int?)EarlierChange), (scene.Status(), scene.WaitsFor()));
        Assert.Contains("once Verify Connectivity succeeds", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Assert.EndsWith("The change is sent again by itself when Verify Connectivity succeeds.", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
        Observing.AssertSentences(scene.Here.Text("pax8_lasterror")!);
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();
        Assert.Equal(FailedProvisioning, scene.Status(butLast: 2));

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_applicationsecret", secret));
        scene.Tenant.PressVerify(scene.Connector);
        Assert.Equal((Awaiting, WaitingToBeSent), (scene.Status(butLast: 2), scene.State));
        scene.Tenant.Settle();

        Assert.Equal([scene.Before + 3, scene.Before + 1, scene.Before + 5], scene.QuantitiesThere);
        Assert.All(others, other => Assert.Equal(other.Quantity, scene.Tenant.Pax8.State.FindSubscription(other.Id)!.Quantity));
        AssertAllArrived(scene);
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("reset")]
    [InlineData("time-out")]
    [InlineData("web page")]
    [InlineData("5xx after it was done")]
    public void What_failed_for_want_of_an_answer_goes_out_when_Verify_Connectivity_succeeds_and_once(string fault)
    {
        var scene = new ChangingScene();
        var others = Others(scene, 2);
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, fault switch
        {
            "5xx" => Fault.ServerError(),
            "reset" => Fault.Reset(),
            "time-out" => Fault.NeverAnswers(),
            "web page" => Fault.HtmlPage(502),
            _ => Fault.ServerError(executed: true),
        }).At(SubscriptionScene.OneSubscription, 2, Fault.ServerError(), times: 1000);
        foreach (var (id, quantity) in others) Save(scene, id, quantity);
        scene.Order(+3);
        Assert.Equal((FailedProvisioning, Failed, NoAnswer), (scene.Status(), scene.State, Failure(scene.Log())));

        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.All(others.Append((scene.Pax8Id, scene.Before + 3)), other => Assert.Equal(
            [other.Item2], scene.Tenant.Pax8.State.HistoryOf(other.Item1).Reverse().Skip(1).Select(one => (int)one.Quantity).Distinct()));
        AssertAllArrived(scene);
    }

    [Fact]
    public void After_a_missing_right_one_change_goes_first_and_only_its_success_lets_the_others_follow()
    {
        var scene = new ChangingScene();
        var others = Others(scene, 5);
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(403));
        foreach (var (id, quantity) in others) Save(scene, id, quantity);
        scene.Order(+3);
        Assert.Equal((FailedProvisioning, MissingRight), (scene.Status(), Failure(scene.Log())));
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);
        Assert.Equal(6, scene.Calls(Put));

        // Reading works all the time, so verifying proves nothing of writing.
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();
        Assert.Equal(7, scene.Calls(Put));
        Assert.All(People(scene), log => Assert.Equal((FailedProvisioning, MissingRight), (log.Number("pax8_provisioningstatus"), Failure(log))));

        scene.Tenant.Pax8.Faults = null;
        scene.Tenant.PressVerify(scene.Connector);
        Assert.Single(People(scene), log => log.Number("pax8_provisioningstatus") == Awaiting);
        scene.Tenant.Settle();

        Assert.Equal(13, scene.Calls(Put));
        Assert.All(others, other => Assert.Equal(other.Quantity, scene.Tenant.Pax8.State.FindSubscription(other.Id)!.Quantity));
        AssertAllArrived(scene);
    }

    [Fact]
    public void Where_the_first_one_proves_nothing_another_goes_first()
    {
        var scene = new ChangingScene();
        var others = Others(scene, 3);
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(403));
        foreach (var (id, quantity) in others) Save(scene, id, quantity);
        scene.Tenant.Settle();
        // One has arrived there by other hands, and another is refused for itself.
        scene.Tenant.Pax8.State.ChangeQuantity(others[0].Id, others[0].Quantity);
        scene.Tenant.Pax8.Faults = new ScriptedFaults().When(call => call.Endpoint == Put && call.Path.EndsWith(others[1].Id, StringComparison.Ordinal), Fault.ServerError(422));

        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal([Provisioned, FailedProvisioning, Provisioned], others.Select(other => Assert.Single(People(scene), log => IsOf(scene, log, other.Id)).Number("pax8_provisioningstatus")));
        Assert.Null(Assert.Single(People(scene), log => IsOf(scene, log, others[1].Id)).GetAttributeValue<OptionSetValue>("pax8_connectionfailure"));
    }

    [Fact]
    public void One_in_a_conflict_does_not_keep_the_others_waiting_behind_it()
    {
        var scene = new ChangingScene();
        var others = Others(scene, 2);
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(403));
        foreach (var (id, quantity) in others)
        {
            Save(scene, id, quantity);
            scene.Tenant.Settle();
            scene.Tenant.Advance(TimeSpan.FromMinutes(1));
        }
        scene.Tenant.Pax8.State.ChangeQuantity(others[0].Id, others[0].Quantity + 4);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(InConflict, scene.Tenant.Subscription(others[0].Id).Number("pax8_syncstate"));
        scene.Tenant.Pax8.Faults = null;

        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal([FailedProvisioning, Provisioned], others.Select(other => Assert.Single(People(scene), log => IsOf(scene, log, other.Id)).Number("pax8_provisioningstatus")));
    }

    [Fact]
    public void What_failed_for_itself_or_before_there_was_the_column_stays_failed()
    {
        var scene = new ChangingScene();
        var other = Others(scene, 1)[0];
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == Put && call.Path.EndsWith(scene.Pax8Id, StringComparison.Ordinal), Fault.ServerError(422)).Always(Put, Fault.ServerError());
        scene.Order(+3);
        Save(scene, other.Id, other.Quantity);
        scene.Tenant.Settle();
        scene.WriteLog(Assert.Single(People(scene), log => IsOf(scene, log, other.Id)), ("pax8_connectionfailure", null));
        scene.Tenant.Pax8.Faults = null;

        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.All(People(scene), log => Assert.Equal(FailedProvisioning, log.Number("pax8_provisioningstatus")));
        Assert.Equal(2, People(scene).Count);
    }

    [Theory]
    [InlineData("inactive")]
    [InlineData("write-back")]
    [InlineData("disabled")]
    [InlineData("conflict")]
    public void Behind_a_closed_door_nothing_is_sent_again(string door)
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError());
        scene.Order(+3);
        scene.Tenant.Pax8.Faults = null;
        if (door == "disabled") scene.Tenant.SetSync(scene.There.CompanyId, false);
        else if (door == "write-back") scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        else if (door == "inactive") Refusing.Deactivate(scene.Tenant, scene.Connector);
        else
        {
            scene.Tenant.Pax8.State.ChangeQuantity(scene.Pax8Id, scene.Before + 9);
            scene.Tenant.SyncSubscriptions(scene.Connector);
        }
        var before = scene.Calls(Put);

        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal((FailedProvisioning, before), (scene.Status(), scene.Calls(Put)));
    }

    [Fact]
    public void Two_hundred_are_sent_again_at_once_and_the_rest_follows_by_itself()
    {
        var scene = new ChangingScene(options => options with { Companies = 20, Subscriptions = 700 });
        var others = Others(scene, 320);
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(SubscriptionScene.OneSubscription, Fault.ServerError());
        foreach (var (id, quantity) in others) Save(scene, id, quantity);
        scene.Tenant.Settle();
        scene.Tenant.Pax8.Faults = null;

        scene.Tenant.PressVerify(scene.Connector);
        Assert.InRange(People(scene).Count(log => log.Number("pax8_provisioningstatus") == Awaiting), 200, 201);
        scene.Tenant.Settle();

        AssertAllArrived(scene);
    }

    private static void AssertAllArrived(ChangingScene scene)
    {
        Assert.All(People(scene), log => Assert.Equal((Provisioned, null, null), (
            log.Number("pax8_provisioningstatus"), log.GetAttributeValue<OptionSetValue>("pax8_connectionfailure"), log.Text("pax8_message"))));
        Assert.DoesNotContain(scene.Tenant.Dataverse.Async.Jobs, job => job.Failed);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    private static int? Failure(Entity log) => log.GetAttributeValue<OptionSetValue>("pax8_connectionfailure") is { } failure ? failure.Value - 476500000 : null;

    /// <summary>Licence change logs that people made.</summary>
    private static List<Entity> People(ChangingScene scene) => scene.Tenant
        .Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_provisioningstatus", "pax8_connectionfailure", "pax8_message")
        .Where(log => log.Number("pax8_provisioningstatus") != NotApplicable).ToList();

    private static bool IsOf(ChangingScene scene, Entity log, string pax8Id) =>
        log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id == scene.Tenant.Subscription(pax8Id).Id;

    /// <summary>Other subscriptions, and a quantity for each, so near that nobody is asked about it.</summary>
    private static List<(string Id, int Quantity)> Others(ChangingScene scene, int count) =>
        scene.Tenant.Pax8!.State.Subscriptions.Where(one => one is { Status: "Active", Commitment: null } && one.Id != scene.Pax8Id).Take(count).Select(one => (one.Id, (int)one.Quantity + 1)).ToList();

    private static void Save(ChangingScene scene, string pax8Id, int quantity) =>
        scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", scene.Tenant.Subscription(pax8Id).Id, ("pax8_quantity", quantity)));
}
