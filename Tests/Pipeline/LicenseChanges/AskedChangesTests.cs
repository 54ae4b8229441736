using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>What is asked about before it is sent: quantities far from what both sides agreed on, and a Cancel On filled in by hand.</summary>
public sealed class AskedChangesTests
{
    [Theory]
    [InlineData(10, 20, false)]
    [InlineData(10, 21, true)]
    [InlineData(10, 5, false)]
    [InlineData(10, 4, true)]
    [InlineData(1000, 1100, false)]
    [InlineData(1000, 1101, true)]
    [InlineData(1000, 899, true)]
    public void A_quantity_far_from_the_agreed_one_is_saved_and_waits_to_be_confirmed(int before, int wanted, bool asked)
    {
        var scene = Having(before);

        scene.Save(("pax8_quantity", wanted));
        Assert.Equal((wanted, asked ? NotSynced : WaitingToBeSent), (scene.Quantity, scene.State));
        scene.Tenant.Settle();
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((asked ? before : wanted, asked ? Confirmation : null, asked ? Awaiting : Provisioned), ((int)scene.There.Quantity, scene.WaitsFor(), scene.Status()));
        if (asked)
        {
            Observing.AssertSentences(scene.Here.Text("pax8_lasterror")!);
            Assert.Equal(scene.Here.Text("pax8_lasterror"), scene.Log().Text("pax8_message"));
            Confirm(scene);
        }
        Assert.Equal((wanted, Provisioned, InSync), ((int)scene.There.Quantity, scene.Status(), scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void The_connector_says_from_when_on_it_asks()
    {
        var scene = Having(10);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_confirmfactor", 5m), ("pax8_confirmlicences", 30));
        scene.Save(("pax8_quantity", 40));
        scene.Tenant.Settle();
        Assert.Equal((40, Provisioned), ((int)scene.There.Quantity, scene.Status()));

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_confirmfactor", 1m), ("pax8_confirmlicences", null));
        scene.Save(("pax8_quantity", 41));
        scene.Tenant.Settle();
        Assert.Equal((40, (int?)Confirmation), ((int)scene.There.Quantity, scene.WaitsFor()));
        Assert.Contains("grows or shrinks by more than a factor of 1, or by more than 100 licences", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
    }

    [Fact]
    public void Small_steps_that_were_not_sent_count_as_the_one_they_make()
    {
        var scene = Having(10);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));

        foreach (var quantity in new[] { 15, 20, 25 }) scene.Save(("pax8_quantity", quantity));
        Assert.Equal((Confirmation, EarlierChange), (scene.WaitsFor(), scene.WaitsFor(butLast: 1) ?? EarlierChange));
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((20, Awaiting, Provisioned), ((int)scene.There.Quantity, scene.Status(), scene.Status(butLast: 1)));
        Confirm(scene);
        Assert.Equal(25, (int)scene.There.Quantity);
    }

    [Fact]
    public void A_change_behind_one_that_waits_to_be_confirmed_waits_and_follows_it()
    {
        var scene = Having(10);
        scene.Save(("pax8_quantity", 100));
        scene.Save(("pax8_price", 7.25m));
        scene.Tenant.Settle();
        Assert.Equal((EarlierChange, Confirmation), (scene.WaitsFor(), scene.WaitsFor(butLast: 1)));

        scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = scene.Log(butLast: 1).ToEntityReference() });
        scene.Tenant.Settle();

        Assert.Equal((100, 7.25m, InSync), ((int)scene.There.Quantity, scene.There.Price, scene.State));
    }

    [Fact]
    public void With_an_effective_date_it_is_confirmed_first_and_sent_on_its_day()
    {
        var scene = Having(10);
        scene.Save(("pax8_quantity", 100), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(3)));
        Assert.Equal(Confirmation, scene.WaitsFor());

        Confirm(scene);
        Assert.Equal((10, (int?)EffectiveDate), ((int)scene.There.Quantity, scene.WaitsFor()));
        scene.Tenant.Advance(TimeSpan.FromDays(4));
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((100, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void Cancel_On_filled_in_by_hand_is_saved_and_waits_to_be_confirmed()
    {
        var scene = new ChangingScene();
        var date = scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20);

        scene.Save(("pax8_cancelon", DateTime.SpecifyKind(date, DateTimeKind.Utc)));
        scene.Tenant.Settle();
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((0, Awaiting, (int?)Confirmation, NotSynced), (scene.Calls(Delete), scene.Status(), scene.WaitsFor(), scene.State));
        Assert.Contains("Cancel On was filled in by hand", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);

        Confirm(scene);
        Assert.Equal((1, Provisioned, "PendingCancel"), (scene.Calls(Delete), scene.Status(), scene.There.Status));
    }

    [Fact]
    public void Keeping_ours_in_a_conflict_does_not_confirm_it()
    {
        var scene = Having(10);
        scene.Save(("pax8_quantity", 100));
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, 12);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal(InConflict, scene.State);

        scene.Press("pax8_KeepWork365");
        scene.Tenant.Settle();
        Assert.Equal((12, (int?)Confirmation), ((int)scene.There.Quantity, scene.WaitsFor()));

        Confirm(scene);
        Assert.Equal((100, InSync), ((int)scene.There.Quantity, scene.State));
    }

    private static void Confirm(ChangingScene scene)
    {
        scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = scene.Log().ToEntityReference() });
        scene.Tenant.Settle();
    }

    private static ChangingScene Having(int licences)
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, licences);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.ResetCounts();
        return scene;
    }
}
