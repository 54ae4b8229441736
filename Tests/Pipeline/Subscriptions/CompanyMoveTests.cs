using System;
using System.IO;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>What becomes of a subscription here that Pax8 moves to another company; with <see cref="ProductAndParentMoveTests"/> a test per line of subscription-moves.md.</summary>
public sealed class CompanyMoveTests
{
    private const int MovedAway = 5;
    private const int Confirmation = 0;

    [Fact]
    public void Moved_to_an_enabled_company_the_licences_go_from_one_customer_to_the_other_at_one_moment()
    {
        var scene = new MoveScene();
        var name = scene.Here.Text("pax8_name")!;

        scene.MoveTo(scene.Other);
        var job = scene.Sync();

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((scene.AccountOf(scene.Other), scene.CustomerOf(scene.Other)), (Link(scene.Here, "pax8_provideraccountid"), Link(scene.Here, "pax8_accountid")));
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
        Assert.Equal(name.Split(" – ")[0] + " – " + scene.NameOf(scene.Other), scene.Here.Text("pax8_name"));
        var logs = scene.LogRows();
        Assert.Equal([(scene.Before, scene.Home), (-scene.Before, scene.Home), (scene.Before, scene.Other)], logs.Select(log => ((int)log["pax8_quantity"], scene.CompanyOf(log))));
        Assert.Equal([scene.CustomerOf(scene.Home), scene.CustomerOf(scene.Home), scene.CustomerOf(scene.Other)], logs.Select(log => Link(log, "pax8_accountid")));
        Assert.All(logs, log => Assert.Equal(NotApplicable, log.Number("pax8_provisioningstatus")));
        Assert.All(logs.Skip(1), log => Assert.Equal($"Moved in Pax8 from {scene.NameOf(scene.Home)} to {scene.NameOf(scene.Other)}", log.Text("pax8_reason")));
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_move_is_counted_and_an_issue_to_look_at_that_stays_until_somebody_has_looked()
    {
        var scene = new MoveScene();

        scene.MoveTo(scene.Other);
        var job = scene.Sync();

        Assert.Equal((0, 1, 29, 0), job.Counts());
        Assert.EndsWith(" 1 subscription has another company, product or parent in Pax8 now; a sync issue tells which.", job.Message(), StringComparison.Ordinal);
        var issue = scene.Tenant.SingleIssue();
        Assert.EndsWith(" belongs to another company in Pax8 now.", issue.Text("pax8_name"), StringComparison.Ordinal);
        Assert.Contains($"{scene.Before} licences were taken off {scene.NameOf(scene.Home)} and put on {scene.NameOf(scene.Other)}", issue.Text("pax8_reason"), StringComparison.Ordinal);
        Assert.Equal(1, issue.Number("pax8_severity"));
        scene.AssertNothingIsDoneAgain();
        Assert.Single(scene.Tenant.OpenIssues());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Moved_to_a_company_that_is_not_synchronised_the_licences_are_taken_off_and_the_row_says_where_it_went(bool isKnown)
    {
        var scene = new MoveScene();
        var to = scene.NotSynchronised(isKnown);

        scene.MoveTo(to);
        var job = scene.Sync();

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((0, MovedAway, to, 1), (scene.Quantity, scene.State, scene.MovedTo, scene.Here.GetAttributeValue<OptionSetValue>("statecode").Value));
        Assert.Equal(scene.AccountOf(scene.Home), Link(scene.Here, "pax8_provideraccountid"));
        Assert.StartsWith("Pax8 has this subscription under ", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
        Assert.Equal([(scene.Before, 0, NotApplicable), (-scene.Before, 0, NotApplicable)], scene.Tenant.Logs(scene.Here.Id));
        var issue = scene.Tenant.SingleIssue();
        Assert.EndsWith(" belongs to a company in Pax8 now that is not synchronised here.", issue.Text("pax8_name"), StringComparison.Ordinal);
        Assert.Contains(isKnown ? "Sync status of that company's provider account is Disabled" : "There is no provider account of that company here", issue.Text("pax8_whattodo"), StringComparison.Ordinal);
        scene.Tenant.AssertLogsAddUp();
        scene.AssertNothingIsDoneAgain();
    }

    [Fact]
    public void A_subscription_that_is_moved_away_cannot_be_edited_and_nothing_of_it_is_sent()
    {
        var scene = new MoveScene();
        scene.MoveTo(scene.NotSynchronised(isKnown: true));
        scene.Sync();

        var said = Refusing.Refusal(() => scene.Save(("pax8_quantity", scene.Before + 1)));

        Assert.StartsWith("Sync State is Moved away: Pax8 has this subscription under the company ", said, StringComparison.Ordinal);
        Assert.Equal(0, scene.Calls(Put));
    }

    [Fact]
    public void Back_at_its_company_everything_is_as_it_was_and_the_sums_hold()
    {
        foreach (var to in new Func<MoveScene, string>[] { scene => scene.Other, scene => scene.NotSynchronised(isKnown: true), scene => scene.NotSynchronised(isKnown: false) })
        {
            var scene = new MoveScene();
            scene.MoveTo(to(scene));
            scene.Sync();

            scene.MoveTo(scene.Home);
            scene.Sync().AssertEnded(Acting.Succeeded);

            Assert.Equal((scene.Before, InSync, null), (scene.Quantity, scene.State, scene.MovedTo));
            Assert.Equal(scene.AccountOf(scene.Home), Link(scene.Here, "pax8_provideraccountid"));
            scene.Tenant.AssertLogsAddUp();
            Assert.Single(scene.Tenant.OpenIssues());
            scene.AssertNothingIsDoneAgain();
        }
    }

    [Fact]
    public void Enabling_the_company_it_went_to_puts_the_licences_on_it()
    {
        var scene = new MoveScene();
        var to = scene.NotSynchronised(isKnown: true);
        scene.MoveTo(to);
        scene.Sync();

        scene.Tenant.SetSync(to, enabled: true);
        scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((scene.Before, InSync, scene.AccountOf(to)), (scene.Quantity, scene.State, Link(scene.Here, "pax8_provideraccountid")));
        Assert.Equal([(scene.Before, scene.Home), (-scene.Before, scene.Home), (scene.Before, to)], scene.LogRows().Select(log => ((int)log["pax8_quantity"], scene.CompanyOf(log))));
        Assert.EndsWith(" is under a company in Pax8 again that is synchronised here.", scene.Tenant.SingleIssue().Text("pax8_name"), StringComparison.Ordinal);
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void From_one_company_that_is_not_synchronised_to_another_only_the_place_is_told_anew()
    {
        var scene = new MoveScene();
        scene.MoveTo(scene.NotSynchronised(isKnown: false));
        scene.Sync();
        var to = scene.NotSynchronised(isKnown: true);

        scene.MoveTo(to);
        scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((to, 2), (scene.MovedTo, scene.LogRows().Count));
        Assert.Contains("Until now it was under the company ", scene.Tenant.SingleIssue().Text("pax8_reason"), StringComparison.Ordinal);
        scene.AssertNothingIsDoneAgain();
    }

    [Fact]
    public void From_a_disabled_company_to_an_enabled_one_the_licences_follow()
    {
        var scene = new MoveScene();
        scene.Tenant.SetSync(scene.Home, enabled: false);

        scene.MoveTo(scene.Other);
        scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal([scene.Home, scene.Home, scene.Other], scene.LogRows().Select(scene.CompanyOf));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_quantity_that_changes_with_the_move_is_a_log_of_the_new_customer()
    {
        var scene = new MoveScene();
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + 7);

        scene.MoveTo(scene.Other);
        scene.Sync();

        Assert.Equal(
            [(scene.Before, scene.Home), (-scene.Before, scene.Home), (scene.Before, scene.Other), (7, scene.Other)],
            scene.LogRows().Select(log => ((int)log["pax8_quantity"], scene.CompanyOf(log))));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void An_end_with_the_move_ends_it_with_the_new_customer()
    {
        var scene = new MoveScene();
        scene.Tenant.Pax8!.State.CancelSubscription(scene.Pax8Id);

        scene.MoveTo(scene.Other);
        scene.Sync();

        Assert.Equal((0, scene.AccountOf(scene.Other)), (scene.Quantity, Link(scene.Here, "pax8_provideraccountid")));
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("enabled")]
    [InlineData("disabled")]
    [InlineData("unknown")]
    public void A_change_that_waits_when_the_company_changes_is_held_until_a_person_decides_and_never_sent_by_itself(string kind)
    {
        var scene = new MoveScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));

        scene.MoveTo(kind == "enabled" ? scene.Other : scene.NotSynchronised(kind == "disabled"));
        scene.Sync();
        scene.Sync();

        Assert.Equal((Awaiting, Confirmation), (scene.Pending().Number("pax8_provisioningstatus"), scene.Pending().Number("pax8_waitsfor")));
        Assert.StartsWith("Pax8 has moved this subscription from ", scene.Pending().Text("pax8_message"), StringComparison.Ordinal);
        Assert.Equal(kind == "enabled" ? NotSynced : MovedAway, scene.State);
        Assert.Equal(0, scene.Calls(Put));
        Assert.Contains("1 change waits to be sent until somebody confirms or withdraws", scene.Tenant.SingleIssue().Text("pax8_reason"), StringComparison.Ordinal);
        scene.Tenant.AssertLogsAddUp();

        scene.MoveTo(scene.Home);
        scene.Sync();
        Assert.Equal((scene.Before + 3, NotSynced, Confirmation, 0), (scene.Quantity, scene.State, scene.Pending().Number("pax8_waitsfor"), scene.Calls(Put)));
        scene.Tenant.AssertLogsAddUp();

        scene.Withdraw(scene.Pending());
        scene.Sync();
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_held_change_that_a_person_confirms_is_sent_for_the_new_company()
    {
        var scene = new MoveScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.MoveTo(scene.Other);
        scene.Sync();

        scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_ConfirmLicenseChange") { ["Target"] = scene.Pending().ToEntityReference() });
        scene.Tenant.Settle();

        Assert.Equal((scene.Before + 3, scene.Before + 3, InSync), ((int)scene.There.Quantity, scene.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_change_that_failed_for_its_connection_does_not_go_out_by_itself_after_a_move()
    {
        var scene = new MoveScene();
        scene.Tenant.Pax8!.Forbidden.Add(Put);
        scene.Order(+3);
        Assert.Equal(FailedProvisioning, scene.Status());
        scene.Tenant.Pax8.Forbidden.Remove(Put);
        scene.MoveTo(scene.Other);
        scene.Sync();
        scene.Tenant.ResetCounts();

        scene.Tenant.PressVerify(scene.Connector);
        scene.Tenant.Settle();
        scene.Sync();

        Assert.Equal((1, Failed, 0), (scene.LogRows().Count(log => log.Number("pax8_provisioningstatus") == FailedProvisioning), scene.State, scene.Calls(Put)));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_change_of_a_subscription_that_is_moved_away_is_withdrawn_without_giving_it_licences()
    {
        var scene = new MoveScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.MoveTo(scene.NotSynchronised(isKnown: true));
        scene.Sync();

        scene.Withdraw(scene.Pending());

        Assert.Equal((0, MovedAway), (scene.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
        scene.MoveTo(scene.Home);
        scene.Sync();
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_change_made_after_a_move_is_sent_and_one_held_before_by_a_closed_door_is_queued_for_the_new_company()
    {
        var scene = new MoveScene();
        scene.Tenant.SetSync(scene.Home, enabled: false);
        scene.MoveTo(scene.Other);
        scene.Sync();

        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+2);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        scene.Sync();

        Assert.Equal((scene.Before + 2, InSync), ((int)scene.There.Quantity, scene.State));
    }

    [Fact]
    public void A_job_of_one_company_follows_what_left_it()
    {
        var scene = new MoveScene();
        scene.MoveTo(scene.Other);

        scene.Tenant.SyncSubscriptions(scene.Connector, scene.AccountOf(scene.Home)).AssertEnded(Acting.Succeeded);

        Assert.Equal((scene.AccountOf(scene.Other), scene.Before), (Link(scene.Here, "pax8_provideraccountid"), scene.Quantity));
        scene.Tenant.AssertLogsAddUp();
        scene.AssertNothingIsDoneAgain();
    }

    [Fact]
    public void A_job_of_one_company_takes_off_what_left_it_for_one_that_is_not_synchronised()
    {
        var scene = new MoveScene();
        scene.MoveTo(scene.NotSynchronised(isKnown: true));

        scene.Tenant.SyncSubscriptions(scene.Connector, scene.AccountOf(scene.Home)).AssertEnded(Acting.Succeeded);

        Assert.Equal((0, MovedAway), (scene.Quantity, scene.State));
        scene.Tenant.AssertLogsAddUp();
        scene.AssertNothingIsDoneAgain();
    }

    [Fact]
    public void A_name_follows_a_company_that_is_called_otherwise()
    {
        var scene = new MoveScene();
        scene.Tenant.Pax8!.State.ChangeCompany(scene.Home, company => company with { Name = "Renamed Ltd" });

        scene.Tenant.Sync(scene.Connector);
        scene.Sync();

        Assert.EndsWith(" – Renamed Ltd", scene.Here.Text("pax8_name"), StringComparison.Ordinal);
    }

    [Fact]
    public void Subscriptions_that_go_on_though_their_company_is_gone_are_told_one_by_one_and_the_return_closes_that()
    {
        var scene = new MoveScene();
        var theirs = scene.Tenant.Pax8!.State.Subscriptions.Count(one => one.CompanyId == scene.Home && one.Status is not ("Cancelled" or "Converted"));
        scene.Tenant.Pax8.State.VanishCompany(scene.Home);
        scene.Tenant.Sync(scene.Connector);

        scene.Sync().AssertEnded(Acting.Succeeded);

        var told = scene.Tenant.OpenIssues().Where(issue => issue.Text("pax8_name")!.Contains(" goes on in Pax8, though its company ", StringComparison.Ordinal)).ToList();
        Assert.Equal(theirs, told.Count);
        Assert.All(told, issue => issue.AssertAnswersFourQuestions());
        Assert.Equal(scene.Before, scene.Quantity);
        scene.AssertNothingIsDoneAgain();

        scene.Tenant.Pax8.State.ReturnCompany(scene.Home);
        scene.Tenant.Sync(scene.Connector);
        scene.Sync();
        Assert.DoesNotContain(scene.Tenant.OpenIssues(), issue => issue.Text("pax8_name")!.Contains(" goes on in Pax8, though its company ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_sees_that_what_was_moved_away_is_here_again()
    {
        var scene = new MoveScene();
        scene.MoveTo(scene.NotSynchronised(isKnown: false));
        scene.Sync();
        Assert.Equal(0, scene.Tenant.CompareSubscriptions(scene.Connector)["pax8_differencecount"]);

        scene.MoveTo(scene.Home);

        Assert.Equal(1, scene.Tenant.CompareSubscriptions(scene.Connector)["pax8_differencecount"]);
    }

    [Fact]
    public void Logs_of_a_version_that_noted_no_customer_get_theirs_with_the_next_sync_which_then_writes_nothing_more()
    {
        using var database = TenantDatabase.InMemory();
        var scene = new MoveScene(options => options with { Database = database });
        database.BeginWriting().Run("UPDATE pax8_licensechangelog SET pax8_accountid = NULL");
        database.EndWriting(commit: true);

        scene.Sync().AssertEnded(Acting.Succeeded);

        foreach (var log in scene.Tenant.Rows("pax8_licensechangelog", "pax8_accountid", "pax8_provideraccountid"))
            Assert.Equal(scene.CustomerOf(scene.CompanyOf(log)), Link(log, "pax8_accountid"));
        scene.AssertNothingIsDoneAgain();
    }

    [Fact]
    public void A_move_of_a_subscription_whose_logs_note_no_customer_names_the_one_that_had_it()
    {
        using var database = TenantDatabase.InMemory();
        var scene = new MoveScene(options => options with { Database = database });
        var row = scene.Here.Id;
        database.BeginWriting().Run("UPDATE pax8_licensechangelog SET pax8_accountid = NULL");
        database.EndWriting(commit: true);
        scene.MoveTo(scene.Other);

        scene.Sync();

        Assert.Equal([scene.CustomerOf(scene.Home), scene.CustomerOf(scene.Home), scene.CustomerOf(scene.Other)], scene.LogRows().Select(log => Link(log, "pax8_accountid")));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Each_line_of_the_page_names_a_test()
    {
        var lines = File.ReadAllLines(Path.Combine(SolutionFolder.Find(), "..", "..", "Plugins", "docs", "subscription-moves.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).ToList();

        Assert.True(lines.Count >= 15);
        Assert.All(lines, line => Assert.Single(new[] { typeof(CompanyMoveTests), typeof(ProductAndParentMoveTests) }, tests => tests.GetMethod(line.Split('`')[^2]) is not null));
    }

    private static Guid Link(Entity row, string column) => row.GetAttributeValue<EntityReference>(column)?.Id ?? Guid.Empty;
}
