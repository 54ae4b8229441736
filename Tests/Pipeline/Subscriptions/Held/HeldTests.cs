using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using static Pax8Dataverse.Tests.Pipeline.Subscriptions.Held.HeldScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>What Pax8 would take away is held on its rows until the whole of it is known: little is applied, much is asked about.</summary>
public sealed class HeldTests
{
    [Theory]
    [InlineData("end")]
    [InlineData("shrink")]
    [InlineData("vanish")]
    [InlineData("move away")]
    public void Much_that_Pax8_would_take_away_is_asked_about_and_nothing_of_it_is_taken(string how)
    {
        var scene = new HeldScene();
        var kind = TakeAway(scene, how);

        var job = scene.Asked();

        var taken = scene.Some.Skip(1).ToList();
        Assert.All(taken, id => Assert.Equal((500, true, kind), (scene.Quantity(id), scene.IsActive(id), scene.Held(id))));
        Assert.Equal(taken.Count, scene.HeldCount);
        Assert.False(job.Contains("pax8_lockkey"), "The job keeps its lock while it waits.");
        scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData("end")]
    [InlineData("shrink")]
    [InlineData("vanish")]
    [InlineData("move away")]
    public void Apply_takes_all_of_it_over(string how)
    {
        var scene = new HeldScene();
        var kind = TakeAway(scene, how);
        var job = scene.Asked();

        scene.Tenant.ApplyHeld(job.Id).AssertEnded(kind is Gone or MovedAway ? Acting.Succeeded : Acting.Succeeded);

        Assert.All(scene.Some.Skip(1), id => Assert.Equal((how == "shrink" ? 20 : 0, how == "shrink", null), (scene.Quantity(id), scene.IsActive(id), scene.Held(id))));
        Assert.All(scene.Some.Skip(1), id => Assert.Equal(how == "vanish", scene.Row(id).GetAttributeValue<bool>("pax8_goneinpax8")));
        if (how is "end" or "shrink") scene.AssertAgreed();
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.ResetCounts();
        scene.Sync().AssertEnded(Acting.Succeeded);
        Assert.Equal(0, scene.Tenant.SubscriptionWrites());
    }

    [Theory]
    [InlineData("end", 1)]
    [InlineData("shrink", 1)]
    [InlineData("vanish", 1)]
    [InlineData("move away", 1)]
    public void Little_of_it_is_applied_by_the_sync_itself_and_nobody_notices(string how, int rows)
    {
        var scene = new HeldScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_holdnumber", 1000));
        var kind = TakeAway(scene, how, rows);

        scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((how == "shrink" ? 20 : 0, how == "shrink", null), (scene.Quantity(scene.Some[1]), scene.IsActive(scene.Some[1]), scene.Held(scene.Some[1])));
        Assert.InRange(kind, Fewer, MovedAway);
        scene.Tenant.AssertLogsAddUp();
        scene.Tenant.ResetCounts();
        scene.Sync().AssertEnded(Acting.Succeeded);
        Assert.Equal(0, scene.Tenant.SubscriptionWrites());
    }

    [Fact]
    public void The_job_says_what_is_at_stake()
    {
        var scene = new HeldScene();
        var lost = scene.Some.Skip(1).ToList();
        var customers = scene.Pax8.Subscriptions.Where(one => lost.Contains(one.Id)).Select(one => one.CompanyId).Distinct().Count();
        var amounts = scene.Pax8.Subscriptions.Where(one => lost.Contains(one.Id)).GroupBy(one => one.CurrencyCode).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => FormattableString.Invariant($"{group.Count() * 1000:N2} {group.Key}")).ToList();
        scene.EndMost();

        var message = scene.Asked().Message();

        Assert.StartsWith(
            FormattableString.Invariant($"Pax8 would take something away from {lost.Count:N0} of the subscriptions, of {customers} customers: {lost.Count * 500:N0} licences, {string.Join(" and ", amounts)} a month."),
            message, StringComparison.Ordinal);
        Observing.AssertSentences(message!);
    }

    [Fact]
    public void Everything_else_of_a_row_is_taken_over_while_it_holds_something()
    {
        var scene = new HeldScene();
        var one = scene.Some[1];
        scene.EndMost();
        scene.Pax8.ChangeSubscription(one, was => was with { Status = "Active", Quantity = 20, Price = 77.5m, PartnerCost = 3.25m });
        scene.Pax8.ChangeQuantity(scene.Some[0], 700);

        scene.Asked();

        var row = scene.Row(one);
        Assert.Equal((500, 77.5m, 77.5m, 3.25m, 20), (
            row.GetAttributeValue<int>("pax8_quantity"), row.GetAttributeValue<decimal>("pax8_price"), row.GetAttributeValue<decimal>("pax8_baseprice"),
            row.GetAttributeValue<decimal>("pax8_partnercost"), row.GetAttributeValue<int>("pax8_heldquantity")));
        Assert.Equal(700, scene.Quantity(scene.Some[0]));
    }

    [Fact]
    public void What_is_held_is_written_once_and_not_asked_for_again()
    {
        var scene = new HeldScene();
        scene.EndMost();
        scene.Asked();
        scene.Tenant.ResetCounts();

        scene.Asked();

        Assert.Equal(0, scene.Tenant.SubscriptionWrites());
        Assert.DoesNotContain(SubscriptionScene.OneSubscription, scene.Tenant.Pax8Requests.Keys);
    }

    [Fact]
    public void Few_rows_with_many_licences_are_asked_about_too()
    {
        var scene = new HeldScene();
        var total = scene.Tenant.Subscriptions().Values.Sum(row => row.GetAttributeValue<int>("pax8_quantity"));
        scene.Pax8.ChangeQuantity(scene.Some[0], 500 - (total / 10) + 500);
        foreach (var id in scene.Some.Skip(1).Take((total / 10 / 500) + 1)) scene.Pax8.CancelSubscription(id);

        scene.Asked();
    }

    [Fact]
    public void Many_rows_with_few_licences_are_asked_about_too()
    {
        var scene = new HeldScene();
        foreach (var id in scene.Some.Take(12)) scene.Pax8.ChangeQuantity(id, 499);

        scene.Asked();
    }

    [Fact]
    public void What_an_earlier_sync_met_is_asked_for_at_Pax8_before_a_later_one_applies_it_unasked()
    {
        var scene = new HeldScene();
        scene.EndMost();
        scene.Asked();
        scene.Tenant.AskAboutNothing(scene.Connector);
        scene.Tenant.ResetCounts();

        scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal(scene.Some.Count - 1, scene.Tenant.Pax8!.Count(SubscriptionScene.OneSubscription));
        scene.AssertAgreed();
    }

    [Fact]
    public void Many_small_steps_of_one_day_are_asked_about_as_the_one_that_they_make()
    {
        var scene = new HeldScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_holdnumber", 600), ("pax8_holdpercent", 0));
        scene.Pax8.CancelSubscription(scene.Some[1]);
        scene.Sync().AssertEnded(Acting.Succeeded);
        scene.Pax8.CancelSubscription(scene.Some[2]);
        scene.Asked();

        scene.Tenant.Advance(TimeSpan.FromHours(25));

        scene.Sync().AssertEnded(Acting.Succeeded);
        scene.AssertAgreed();
    }

    [Fact]
    public void The_first_sync_asks_nothing()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40);
        foreach (var one in tenant.Pax8!.State.Subscriptions.Skip(3).ToList()) tenant.Pax8.State.CancelSubscription(one.Id);

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Who_switches_the_sync_of_a_customer_is_not_asked_about_what_has_gathered_meanwhile()
    {
        var scene = new HeldScene();
        var company = scene.Pax8.Subscriptions.First(one => one.Id == scene.Some[1]).CompanyId;
        scene.Tenant.SetSync(company, enabled: false);
        scene.Tenant.Settle();
        foreach (var one in scene.Pax8.Subscriptions.Where(one => one.CompanyId == company && one.Status == "Active").ToList()) scene.Pax8.CancelSubscription(one.Id);
        scene.Sync().AssertEnded(Acting.Succeeded);
        scene.Tenant.SetSync(company, enabled: true);
        scene.Tenant.Settle();

        scene.Sync().AssertEnded(Acting.Succeeded);

        scene.AssertAgreed();
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 500, false)]
    [InlineData(100, 0, false)]
    public void The_settings_say_what_is_much(int percent, int number, bool asks)
    {
        var scene = new HeldScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_holdpercent", percent), ("pax8_holdnumber", number));
        scene.Pax8.CancelSubscription(scene.Some[1]);

        scene.Sync().AssertEnded(asks ? Acting.WaitingForConfirmation : Acting.Succeeded);
    }

    [Theory]
    [InlineData("pax8_holdpercent", -1, "Ask above percent must be from 0 to 100.")]
    [InlineData("pax8_holdpercent", 101, "Ask above percent must be from 0 to 100.")]
    [InlineData("pax8_holdnumber", -1, "Ask above number must be 0 or more.")]
    public void Settings_that_say_nothing_are_refused(string column, int value, string sentence)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);

        // The column itself refuses what lies out of its range, where that is stated there.
        var refusal = Refusal(() => tenant.ChangeConnector(connector, (column, value)));

        Assert.True(refusal.StartsWith(sentence, StringComparison.Ordinal) || refusal.Contains(column, StringComparison.Ordinal), refusal);
    }

    [Fact]
    public void A_sync_of_one_customer_asks_where_it_would_take_much_of_his()
    {
        var scene = new HeldScene();
        var company = scene.Pax8.Subscriptions.First(one => one.Id == scene.Some[1]).CompanyId;
        var account = scene.Tenant.ProviderAccounts()[company].Id;
        scene.Pax8.CancelSubscription(scene.Some[1]);

        scene.Tenant.SyncSubscriptions(scene.Connector, account).AssertEnded(Acting.WaitingForConfirmation);

        Assert.Equal((500, Ended), (scene.Quantity(scene.Some[1]), scene.Held(scene.Some[1])));
    }

    [Fact]
    public void What_a_sync_of_all_has_applied_today_is_no_reason_to_ask_about_little_of_one_customer()
    {
        var scene = new HeldScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_holdnumber", 500), ("pax8_holdpercent", 50));
        var company = scene.Pax8.Subscriptions.First(one => one.Id == scene.Some[1]).CompanyId;
        foreach (var id in scene.Some.Where(id => scene.Pax8.FindSubscription(id)!.CompanyId != company).Take(8)) scene.Pax8.CancelSubscription(id);
        scene.Sync().AssertEnded(Acting.Succeeded);
        scene.Pax8.ChangeQuantity(scene.Some[1], 499);

        scene.Tenant.SyncSubscriptions(scene.Connector, scene.Tenant.ProviderAccounts()[company].Id).AssertEnded(Acting.Succeeded);

        scene.AssertAgreed();
    }

    [Fact]
    public void The_report_of_differences_says_what_is_held()
    {
        var scene = new HeldScene();
        foreach (var id in scene.Some.Skip(1)) scene.Pax8.ChangeQuantity(id, 20);
        scene.Asked();

        scene.Tenant.CompareSubscriptions(scene.Connector).AssertEnded(Acting.Succeeded);

        Assert.All(
            scene.Tenant.Rows("pax8_subscriptiondifference", "pax8_here"),
            difference => Assert.EndsWith(" (held)", difference.Text("pax8_here"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_nobody_has_answered_for_a_week_is_a_sync_issue_until_it_is_answered()
    {
        var scene = new HeldScene();
        scene.EndMost();
        scene.Asked();
        Assert.Empty(scene.Tenant.OpenIssues());
        scene.Tenant.Advance(TimeSpan.FromDays(8));

        var question = scene.Asked();

        Assert.StartsWith($"{scene.Some.Count - 1} subscriptions have been held since ", scene.Tenant.SingleIssue().Text("pax8_name"), StringComparison.Ordinal);
        scene.Tenant.ApplyHeld(question.Id).AssertEnded(Acting.Succeeded);
        Assert.Empty(scene.Tenant.OpenIssues());
    }

    [Fact]
    public void An_end_that_was_asked_for_here_is_nobodys_question()
    {
        var scene = new HeldScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));
        scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_CancelSubscription") { ["Target"] = new EntityReference("pax8_subscription", scene.Row(scene.Some[1]).Id) });
        scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", scene.Row(scene.Some[2]).Id, ("pax8_quantity", 450)));
        scene.Tenant.Settle();

        scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((0, 450, 0), (scene.Quantity(scene.Some[1]), scene.Quantity(scene.Some[2]), scene.HeldCount));
        scene.AssertAgreed();
    }

    private static int TakeAway(HeldScene scene, string how, int? rows = null)
    {
        var elsewhere = how == "move away" ? scene.Pax8.AddCompany("Unknown Ltd").Id : "";
        foreach (var id in scene.Some.Skip(1).Take(rows ?? int.MaxValue))
        {
            switch (how)
            {
                case "end": scene.Pax8.CancelSubscription(id); break;
                case "shrink": scene.Pax8.ChangeQuantity(id, 20); break;
                case "vanish": scene.Pax8.VanishSubscription(id); break;
                default: scene.Pax8.ChangeSubscription(id, one => one with { CompanyId = elsewhere }); break;
            }
        }
        return how switch { "shrink" => Fewer, "end" => Ended, "vanish" => Gone, _ => MovedAway };
    }
}
