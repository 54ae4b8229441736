using System;
using System.Linq;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>A change that is not sent says why, in a column of its own, until it is sent.</summary>
public sealed class LicenseChangeHoldTests
{
    [Theory]
    [InlineData("inactive", Inactive)]
    [InlineData("write-back", WriteBack)]
    [InlineData("disabled", SyncDisabled)]
    public void A_change_that_a_door_holds_says_which_and_no_longer_once_it_is_sent(string door, int reason)
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        Open(false);
        scene.Tenant.Settle();
        Assert.Equal((Awaiting, (int?)reason), (scene.Status(), scene.WaitsFor()));

        Open(true);
        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.Equal((Provisioned, null), (scene.Status(), scene.WaitsFor()));
        Assert.Null(scene.Log().Text("pax8_message"));

        void Open(bool isOpen)
        {
            if (door == "disabled") scene.Tenant.SetSync(scene.There.CompanyId, isOpen);
            else if (door == "write-back") scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", isOpen));
            else if (isOpen) scene.Tenant.Activate(scene.Connector);
            else Refusing.Deactivate(scene.Tenant, scene.Connector);
        }
    }

    [Fact]
    public void An_integration_of_a_version_before_that_says_nothing_of_write_back_writes_back()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", null));

        scene.Order(+3);

        Assert.Equal((scene.Before + 3, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void A_change_due_later_says_its_date_and_one_behind_it_says_which_it_waits_for()
    {
        var scene = new ChangingScene();
        var date = scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(90);
        scene.Save(("pax8_quantity", scene.Before + 3), ("pax8_changeeffectiveon", date));
        Assert.Equal(EffectiveDate, scene.WaitsFor());
        Assert.Contains($"{date:yyyy-MM-dd}", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        var today = scene.Tenant.Time.GetUtcNow().UtcDateTime;

        scene.Order(+5);

        Assert.Equal((EarlierChange, EffectiveDate), (scene.WaitsFor(), scene.WaitsFor(butLast: 1)));
        var number = scene.Log(butLast: 1).GetAttributeValue<int>("pax8_number");
        Assert.StartsWith($"Change {number} of {today:yyyy-MM-dd} comes first and is due on {date:yyyy-MM-dd}", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);

        scene.Tenant.Advance(TimeSpan.FromDays(91));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((Provisioned, Provisioned, null, InSync), (scene.Status(), scene.Status(butLast: 1), scene.WaitsFor(), scene.State));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_change_behind_a_failed_one_says_so_at_once_and_does_not_hide_it()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(422));
        scene.Order(+3);
        Assert.Equal((FailedProvisioning, Failed), (scene.Status(), scene.State));
        var said = scene.Here.Text("pax8_lasterror");

        scene.Save(("pax8_quantity", scene.Before + 5));

        Assert.Equal((EarlierChange, Failed, said), (scene.WaitsFor(), scene.State, scene.Here.Text("pax8_lasterror")));
        scene.Tenant.Settle();
        Assert.Equal((EarlierChange, Failed, said), (scene.WaitsFor(), scene.State, scene.Here.Text("pax8_lasterror")));
        Assert.Contains("has failed", scene.Log().Text("pax8_message"), StringComparison.Ordinal);
        Observing.AssertSentences(scene.Log().Text("pax8_message")!);
    }

    [Fact]
    public void Changes_that_waited_when_another_failed_say_that_they_wait_for_it()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Put, Fault.ServerError(422));
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Save(("pax8_quantity", scene.Before + 5));
        Assert.Null(scene.WaitsFor());

        scene.Tenant.Settle();

        Assert.Equal((EarlierChange, FailedProvisioning), (scene.WaitsFor(), scene.Status(butLast: 1)));
    }

    [Fact]
    public void A_change_that_Pax8_does_not_show_yet_says_so_and_one_behind_it_waits_for_it()
    {
        var scene = new ChangingScene();
        scene.Tenant.Advance(TimeSpan.FromDays(40));
        scene.Tenant.Pax8!.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.Late(TimeSpan.FromMinutes(30))));
        scene.Order(+3);
        Assert.Equal((Awaiting, (int?)NotShownYet), (scene.Status(), scene.WaitsFor()));

        scene.Order(+5);

        Assert.Equal((EarlierChange, NotShownYet, WaitingToBeSent), (scene.WaitsFor(), scene.WaitsFor(butLast: 1), scene.State));
    }

    [Fact]
    public void Nobody_but_the_system_says_what_a_change_waits_for()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);

        var said = Refusing.Refusal(() => scene.Tenant.Administrator.Update(Refusing.Row("pax8_licensechangelog", scene.Log().Id, ("pax8_waitsfor", null))));

        Assert.StartsWith("Licence change logs record what happened", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_waits_for_a_confirmation_is_sent_by_nothing()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.WriteLog(scene.Log(), ("pax8_waitsfor", Refusing.Option(Confirmation)), ("pax8_message", "Somebody is to look at it."));

        scene.Tenant.Settle();
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.PressVerify(scene.Connector);
        scene.Order(+5);

        Assert.Equal((Awaiting, (int?)Confirmation, 0), (scene.Status(butLast: 1), scene.WaitsFor(butLast: 1), scene.Calls(Put)));
        Assert.Equal((NotSynced, "Somebody is to look at it."), (scene.State, scene.Here.Text("pax8_lasterror")));
        Assert.Equal(EarlierChange, scene.WaitsFor());
    }

    [Fact]
    public void What_is_held_and_looked_at_again_is_not_written_again()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Order(+5);
        scene.Tenant.ResetCounts();

        scene.Save(("pax8_quantity", scene.Before + 3));
        scene.Tenant.Settle();

        Assert.Equal([EarlierChange, EarlierChange, WriteBack], Enumerable.Range(0, 3).Select(scene.WaitsFor).Cast<int>());
        // The new one is created with its reason and queued; nothing else of the others is written.
        Assert.Equal(1, scene.Tenant.Dataverse.Statistics.Writes.Where(write => write.Key is { Table: "pax8_licensechangelog", Message: "Update" }).Sum(write => write.Value));
    }
}
