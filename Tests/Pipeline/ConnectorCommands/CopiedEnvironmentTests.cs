using System;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.ConnectorCommands;

/// <summary>
/// A copy of an environment has the secret and everything that waits. It reads Pax8 and sends nothing, until the secret is entered
/// there; what waited until then may have been sent by the environment it was copied from, so it asks.
/// </summary>
public sealed class CopiedEnvironmentTests
{
    private const int ThisEnvironment = 0, CopiedReadOnly = 1;
    private const int Confirmation = 0, CopiedEnvironment = 6;
    private const string Notice = "This environment is a copy of the one in which the Application Secret was entered: it reads Pax8 and sends nothing, until an administrator enters the Application Secret again here.";

    [Fact]
    public void A_change_that_waits_is_sent_by_its_environment_and_not_by_the_copy()
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        var copy = scene.Copied();

        copy.Tenant.Settle();
        Assert.Equal((scene.Before, Awaiting, CopiedEnvironment, NotSynced), ((int)scene.There.Quantity, copy.Status(), copy.WaitsFor(), copy.State));
        Assert.Contains("is copied from another environment, so the change was not sent.", copy.Log().Text("pax8_message"), StringComparison.Ordinal);

        scene.Tenant.Settle();
        Assert.Equal((scene.Before + 3, 1, Provisioned), ((int)scene.There.Quantity, scene.ChangesThere, scene.Status()));
    }

    [Fact]
    public void Whatever_is_tried_in_a_copy_Pax8_is_told_nothing()
    {
        var scene = new ChangingScene();
        scene.Tenant.Deactivate(scene.Connector);
        scene.Tenant.Activate(scene.Connector);
        var copy = scene.Copied();
        var tenant = copy.Tenant;

        copy.Order(+3);
        copy.Withdraw(copy.Log());
        copy.Order(+5);
        tenant.PressVerify(copy.Connector);
        tenant.Settle();
        tenant.SyncSubscriptions(copy.Connector).AssertEnded(Acting.Succeeded);
        tenant.Administrator.Update(Row("pax8_licensechangelog", copy.Log().Id, [("pax8_message", copy.Log().Text("pax8_message"))]));
        copy.Save(("pax8_price", 99m));
        tenant.Settle();
        tenant.SyncSubscriptions(copy.Connector);

        Assert.Equal(0, copy.ChangesThere);
        Assert.DoesNotContain(tenant.Pax8Requests.Keys, call => !call.StartsWith("GET ", StringComparison.Ordinal) && call != "POST /token");
        Assert.Equal(CopiedReadOnly, copy.Home());
        tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_copy_takes_over_what_changes_in_Pax8()
    {
        var scene = new ChangingScene();
        var copy = scene.Copied();
        scene.Tenant.Pax8!.State.ChangeSubscription(scene.Pax8Id, one => one with { Quantity = one.Quantity + 7 });

        copy.Tenant.Sync(copy.Connector).AssertEnded(Acting.Succeeded);
        copy.Tenant.SyncSubscriptions(copy.Connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((scene.Before + 7, InSync, CopiedReadOnly), (copy.Quantity, copy.State, copy.Home()));
        copy.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Verify_Connectivity_in_a_copy_says_so_and_leaves_it_a_copy()
    {
        var scene = new ChangingScene();
        var copy = scene.Copied();

        var answer = copy.Tenant.PressVerify(copy.Connector);

        Assert.Equal((true, "Connected. 4 companies visible. " + Notice), (answer["Success"], answer["Message"]));
        Assert.Equal(answer["Message"], copy.Tenant.Connector(copy.Connector).Text("pax8_connectivitymessage"));
        copy.Tenant.PressVerify(copy.Connector);
        copy.Order(+1);
        Assert.Equal((CopiedReadOnly, 0), (copy.Home(), copy.ChangesThere));
        Assert.Equal("Connected. 4 companies visible.", scene.Tenant.PressVerify(scene.Connector)["Message"]);
        Assert.Equal(ThisEnvironment, scene.Home());
    }

    [Fact]
    public void What_waits_in_a_copy_says_so_once_somebody_verifies_or_synchronises()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        var copy = scene.Copied();

        copy.Tenant.PressVerify(copy.Connector);

        Assert.Equal((CopiedEnvironment, NotSynced), (copy.WaitsFor(), copy.State));
        copy.Tenant.ResetCounts();
        copy.Tenant.PressVerify(copy.Connector);
        copy.Tenant.Settle();
        Assert.Equal(0L, copy.Tenant.SubscriptionWrites());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_secret_entered_again_makes_the_copy_an_environment_of_its_own_where_what_waited_asks(bool byCommand)
    {
        var scene = new ChangingScene();
        scene.Save(("pax8_quantity", scene.Before + 3));
        var copy = scene.Copied();
        copy.Tenant.Settle();
        scene.Tenant.Settle();
        scene.Tenant.Advance(TimeSpan.FromMinutes(1));

        var secret = scene.Tenant.Pax8!.Options.ApplicationSecret;
        if (byCommand)
            copy.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SetApplicationSecret") { ["Target"] = new EntityReference("pax8_connector", copy.Connector), ["ApplicationSecret"] = secret });
        else copy.Tenant.ChangeConnector(copy.Connector, ("pax8_applicationsecret", secret));
        Assert.Equal("Connected. 4 companies visible.", copy.Tenant.PressVerify(copy.Connector)["Message"]);
        copy.Tenant.Settle();

        Assert.Equal((ThisEnvironment, Awaiting, Confirmation, NotSynced), (copy.Home(), copy.Status(), copy.WaitsFor(), copy.State));
        Assert.Equal(1, scene.ChangesThere);
        Assert.Contains("may have been sent before", copy.Log().Text("pax8_message"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_made_after_the_secret_was_entered_in_the_copy_is_sent_from_there()
    {
        var scene = new ChangingScene();
        var copy = scene.Copied();
        copy.Tenant.ChangeConnector(copy.Connector, ("pax8_applicationsecret", scene.Tenant.Pax8!.Options.ApplicationSecret));
        copy.Tenant.Advance(TimeSpan.FromSeconds(2));

        copy.Order(+2);

        Assert.Equal((scene.Before + 2, Provisioned), ((int)scene.There.Quantity, copy.Status()));
    }

    // Which of the two a copy changes is assumed, so either tells it.
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Either_id_that_differs_makes_it_a_copy(bool otherOrganization, bool otherEnvironment)
    {
        var scene = new ChangingScene();
        var home = scene.Tenant.Dataverse.OrganizationId;
        var copy = scene.Copied(otherOrganization ? Guid.NewGuid() : home, otherEnvironment ? "another" : home.ToString().ToUpperInvariant());

        copy.Order(+1);

        Assert.Equal((CopiedEnvironment, 0), (copy.WaitsFor(), copy.ChangesThere));
    }

    [Fact]
    public void The_same_ids_are_the_same_environment_also_where_the_platform_no_longer_tells_one()
    {
        var scene = new ChangingScene();
        var again = scene.Copied(scene.Tenant.Dataverse.OrganizationId, "");

        again.Order(+1);

        Assert.Equal((scene.Before + 1, Provisioned), ((int)scene.There.Quantity, again.Status()));
    }

    [Fact]
    public void A_connector_of_the_version_before_sends_as_before_and_takes_its_home_on_the_first_Verify_Connectivity()
    {
        var scene = new ChangingScene();
        scene.Tenant.ForgetHome(scene.Connector);

        scene.Order(+1);
        Assert.Equal(Provisioned, scene.Status());
        scene.Tenant.PressVerify(scene.Connector);
        var copy = scene.Copied();
        copy.Order(+2);

        Assert.Equal((scene.Tenant.Dataverse.OrganizationId.ToString(), CopiedEnvironment), (scene.Column<string>("pax8_homeorganizationid"), copy.WaitsFor()));
    }

    [Theory]
    [InlineData("pax8_homeorganizationid")]
    [InlineData("pax8_homeenvironmentid")]
    [InlineData("pax8_home")]
    public void Nobody_makes_a_copy_an_environment_of_its_own_by_writing_its_home(string column)
    {
        var scene = new ChangingScene();
        var copy = scene.Copied();

        var sentence = Refusal(() => copy.Tenant.ChangeConnector(copy.Connector, (column, column == "pax8_home" ? Option(1) : copy.Tenant.Dataverse.OrganizationId.ToString())));

        Assert.Equal("Home Environment is kept by the system. Enter the Application Secret again to send changes from this environment.", sentence);
    }
}

/// <summary>What tests of copies and backups look at.</summary>
internal static class CopyScene
{
    public static int Home(this ChangingScene scene) => scene.Column<OptionSetValue>("pax8_home").Value - 476500000;

    public static T Column<T>(this ChangingScene scene, string column) =>
        scene.Tenant.Administrator.Retrieve("pax8_connector", scene.Connector, new ColumnSet(column)).GetAttributeValue<T>(column);

    /// <summary>The connector as a version before left it, which knew of no home.</summary>
    public static void ForgetHome(this Tenant tenant, Guid connector) => tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Execute(new Microsoft.Xrm.Sdk.Messages.UpdateRequest
    {
        Target = Row("pax8_connector", connector, [("pax8_home", null), ("pax8_homeorganizationid", null), ("pax8_homeenvironmentid", null)]),
        ["tag"] = "pax8-own-write",
    });
}
