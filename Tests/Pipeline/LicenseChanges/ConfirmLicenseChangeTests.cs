using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>A change that waits for a confirmation is sent once somebody has confirmed it, and not before.</summary>
public sealed class ConfirmLicenseChangeTests
{
    [Theory]
    [InlineData("Pax8 Administrator")]
    [InlineData("Pax8 Billing")]
    public void Confirmed_it_goes_out_and_the_log_says_who_confirmed_it(string role)
    {
        var scene = Waiting();
        var user = scene.Tenant.Dataverse.AddUser("Somebody", role);
        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.Advance(TimeSpan.FromDays(2));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((0, Awaiting, (int?)Confirmation, NotSynced), (scene.Calls(Put), scene.Status(), scene.WaitsFor(), scene.State));

        var answer = (string)scene.Tenant.Dataverse.ServiceFor(user).Execute(Confirm(scene.Log()))["Message"];
        Assert.Equal(WaitingToBeSent, scene.State);
        scene.Tenant.Settle();

        Observing.AssertSentences(answer);
        Assert.Equal((scene.Before + 3, Provisioned, null, InSync), ((int)scene.There.Quantity, scene.Status(), scene.WaitsFor(), scene.State));
        var log = scene.Tenant.Administrator.Retrieve("pax8_licensechangelog", scene.Log().Id, new ColumnSet("pax8_confirmedbyid", "pax8_confirmedon"));
        Assert.Equal((user, true), (log.GetAttributeValue<EntityReference>("pax8_confirmedbyid").Id, log.Contains("pax8_confirmedon")));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void What_does_not_wait_for_it_cannot_be_confirmed()
    {
        var scene = new ChangingScene();
        scene.Order(+3);

        Assert.Contains("does not wait for a confirmation", Refusal(() => scene.Tenant.Administrator.Execute(Confirm(scene.Log()))), StringComparison.Ordinal);

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+5);
        Assert.Contains("does not wait for a confirmation", Refusal(() => scene.Tenant.Administrator.Execute(Confirm(scene.Log()))), StringComparison.Ordinal);
        Assert.Equal(WriteBack, scene.WaitsFor());
    }

    [Fact]
    public void Confirmed_while_something_else_holds_it_it_says_so_and_goes_out_when_that_has_ended()
    {
        var scene = Waiting();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));

        Assert.Contains("Write-back of", (string)scene.Tenant.Administrator.Execute(Confirm(scene.Log()))["Message"], StringComparison.Ordinal);
        scene.Tenant.Settle();
        Assert.Equal((0, (int?)WriteBack), (scene.Calls(Put), scene.WaitsFor()));

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Equal((scene.Before + 3, Provisioned), ((int)scene.There.Quantity, scene.Status()));
    }

    [Fact]
    public void Withdrawn_instead_it_is_never_sent()
    {
        var scene = Waiting();

        scene.Withdraw(scene.Log());
        scene.Tenant.Settle();

        Assert.Equal((0, scene.Before, InSync), (scene.Calls(Put), scene.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Nobody_without_the_right_to_edit_logs_confirms_or_takes_the_hold_off()
    {
        var scene = Waiting();

        AssertDenied(() => scene.Tenant.Person().Execute(Confirm(scene.Log())));
        foreach (var column in new (string, object?)[] { ("pax8_waitsfor", null), ("pax8_confirmedon", DateTime.UtcNow), ("pax8_confirmedbyid", new EntityReference("systemuser", scene.Tenant.Dataverse.AdministratorId)) })
            Assert.Contains("record what happened", Refusal(() => scene.Tenant.Person("Pax8 Billing").Update(Row("pax8_licensechangelog", scene.Log().Id, column))), StringComparison.Ordinal);
    }

    private static OrganizationRequest Confirm(Entity log) => new("pax8_ConfirmLicenseChange") { ["Target"] = log.ToEntityReference() };

    /// <summary>A change of three licences that the system asks about.</summary>
    private static ChangingScene Waiting()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.WriteLog(scene.Log(), ("pax8_waitsfor", Option(Confirmation)), ("pax8_message", "Is it meant? Confirm it."));
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Tenant.Settle();
        return scene;
    }
}
