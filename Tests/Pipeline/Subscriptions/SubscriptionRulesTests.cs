using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>What may be saved on a subscription and its licence change logs: each refusal one sentence, nothing written with it.</summary>
public sealed class SubscriptionRulesTests
{
    [Theory]
    [InlineData("pax8_quantity", 0, "Quantity must be 1 or more")]
    [InlineData("pax8_quantity", -3, "Quantity must be 1 or more")]
    [InlineData("pax8_quantity", 1_000_000_001, "Quantity must be 1,000,000,000 or less")]
    [InlineData("pax8_quantity", int.MaxValue, "Quantity must be 1,000,000,000 or less")]
    [InlineData("pax8_price", -1, "Price must be 0 or more")]
    [InlineData("pax8_billingterm", 7, "Billing Term must be one that Pax8 knows")]
    [InlineData("pax8_changeeffectiveon", -3, "Effective Date of Change is in the past")]
    [InlineData("pax8_cancelon", -1, "Cancel On must be a date to come")]
    [InlineData("pax8_basequantity", 5, "is kept by the system")]
    [InlineData("pax8_syncstate", 3, "Sync State is kept by the system")]
    [InlineData("pax8_partnercost", 5, "Partner Cost comes from Pax8")]
    [InlineData("pax8_subscriptionstatus", 6, "Pax8 Status comes from Pax8")]
    [InlineData("pax8_providerspecificid", 1, "Pax8 Subscription Id cannot be changed")]
    public void A_value_that_cannot_be_is_refused_with_a_sentence(string column, int value, string sentence)
    {
        var scene = new ChangingScene();
        var logs = scene.Tenant.Logs(scene.Here.Id);

        var refusal = Refusal(() => scene.Save([(column, Value(scene, column, value)), .. column == "pax8_changeeffectiveon" ? [("pax8_quantity", (object?)(scene.Before + 1))] : Array.Empty<(string, object?)>()]));

        Assert.Contains(sentence, refusal, StringComparison.Ordinal);
        Observing.AssertSentences(refusal);
        Assert.Equal(logs, scene.Tenant.Logs(scene.Here.Id));
        Assert.Equal((scene.Before, InSync), (scene.Quantity, scene.State));
    }

    [Fact]
    public void A_change_that_could_not_be_sent_is_refused()
    {
        var scene = new ChangingScene();
        scene.Tenant.SetSync(scene.There.CompanyId, enabled: false);
        Assert.Contains("Sync status of the provider account is Disabled", Refusal(() => scene.Order(+1)), StringComparison.Ordinal);
        scene.Tenant.SetSync(scene.There.CompanyId, enabled: true);
        scene.Tenant.Deactivate(scene.Connector);
        Assert.Contains("is inactive", Refusal(() => scene.Order(+1)), StringComparison.Ordinal);
        scene.Tenant.Activate(scene.Connector);

        scene.Order(+1);

        Assert.Equal(Provisioned, scene.Status());
    }

    [Fact]
    public void One_that_has_ended_or_has_not_begun_takes_no_change()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.State.ChangeSubscription(scene.Pax8Id, one => one with { StartDate = "2027-01-01" });
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Contains("Starts On is in the future", Refusal(() => scene.Order(+1)), StringComparison.Ordinal);

        scene.Tenant.Pax8.State.ChangeSubscription(scene.Pax8Id, one => one with { StartDate = "2020-01-01", Status = "Cancelled" });
        scene.Tenant.SyncSubscriptions(scene.Connector);
        Assert.Contains("has ended", Refusal(() => scene.Order(+1)), StringComparison.Ordinal);
        Assert.Contains("has ended", Refusal(() => scene.Save(("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_goes_alone()
    {
        var scene = new ChangingScene();
        var date = scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(9);

        Assert.Contains("Cancel On must be saved alone", Refusal(() => scene.Save(("pax8_cancelon", date), ("pax8_quantity", scene.Before + 1))), StringComparison.Ordinal);
        Assert.Contains("Deactivating is not how a subscription is ended", Refusal(() => scene.Save(("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)), ("pax8_price", 1m))), StringComparison.Ordinal);
    }

    [Fact]
    public void People_make_no_subscription_and_no_log()
    {
        var scene = new ChangingScene();
        var log = scene.Log();

        Assert.Contains("created by Sync Subscriptions", Refusal(() => scene.Tenant.Administrator.Create(new Entity("pax8_subscription")
        {
            ["pax8_name"] = "Mine",
            ["pax8_providerspecificid"] = "mine",
            ["pax8_connectorid"] = new EntityReference("pax8_connector", scene.Connector),
            ["pax8_provideraccountid"] = scene.Here["pax8_provideraccountid"],
            ["pax8_quantity"] = 5,
        })), StringComparison.Ordinal);
        Assert.Contains("written by the system", Refusal(() => scene.Tenant.Administrator.Create(new Entity("pax8_licensechangelog")
        {
            ["pax8_name"] = "Mine",
            ["pax8_subscriptionid"] = scene.Here.ToEntityReference(),
            ["pax8_number"] = 99,
            ["pax8_quantity"] = 5,
        })), StringComparison.Ordinal);
        Assert.Contains("record what happened", Refusal(() => scene.Tenant.Administrator.Update(Row("pax8_licensechangelog", log.Id, ("pax8_quantity", 99)))), StringComparison.Ordinal);
        Assert.Contains("Provisioning Status can only be set", Refusal(() => scene.Tenant.Administrator.Update(Row("pax8_licensechangelog", log.Id, ("pax8_provisioningstatus", Option(Awaiting))))), StringComparison.Ordinal);
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Saving_what_is_there_writes_no_log()
    {
        var scene = new ChangingScene();
        var logs = scene.Tenant.Logs(scene.Here.Id);

        scene.Save(("pax8_quantity", scene.Before), ("pax8_price", scene.Here["pax8_price"]));
        scene.Tenant.Settle();

        Assert.Equal(logs, scene.Tenant.Logs(scene.Here.Id));
        Assert.Equal(0, scene.Calls(Put));
    }

    [Fact]
    public void Two_people_who_edit_the_same_subscription_both_count()
    {
        var scene = new ChangingScene();
        var stale = scene.Here;

        scene.Save(("pax8_quantity", scene.Before + 2));
        scene.Tenant.Administrator.Update(Row("pax8_subscription", stale.Id, ("pax8_price", 7.25m)));
        scene.Tenant.Settle();

        Assert.Equal((scene.Before + 2, 7.25m), ((int)scene.There.Quantity, scene.There.Price));
        Assert.Equal([(2, 0, Provisioned), (0, 0, Provisioned)], scene.Tenant.Logs(stale.Id).TakeLast(2));
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_versioned_save_over_somebody_elses_change_is_refused_and_loses_nothing()
    {
        var scene = new ChangingScene();
        var stale = Row("pax8_subscription", scene.Here.Id, ("pax8_quantity", scene.Before + 9));
        stale.RowVersion = scene.Here.RowVersion;

        scene.Save(("pax8_quantity", scene.Before + 2));
        var refusal = Fault(() => scene.Tenant.Administrator.Execute(new Microsoft.Xrm.Sdk.Messages.UpdateRequest { Target = stale, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches }));

        Assert.Equal(unchecked((int)0x80060882), refusal.ErrorCode);
        Assert.Equal(scene.Before + 2, scene.Quantity);
        scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData(-20, true)]
    [InlineData(-28, false)]
    public void An_effective_date_may_be_up_to_a_day_past_wherever_the_day_began(int hours, bool isTaken)
    {
        var scene = new ChangingScene();
        (string, object?)[] change = [("pax8_quantity", scene.Before + 2), ("pax8_changeeffectiveon", scene.Tenant.Time.GetUtcNow().UtcDateTime.AddHours(hours))];

        if (isTaken) scene.Save(change);
        else Assert.StartsWith("Effective Date of Change is in the past.", Refusal(() => scene.Save(change)), StringComparison.Ordinal);
        scene.Tenant.Settle();

        Assert.Equal(scene.Before + (isTaken ? 2 : 0), (int)scene.There.Quantity);
    }

    private static object? Value(ChangingScene scene, string column, int value) => column switch
    {
        "pax8_price" or "pax8_partnercost" => (decimal)value,
        "pax8_billingterm" or "pax8_syncstate" or "pax8_subscriptionstatus" => Option(value),
        "pax8_changeeffectiveon" or "pax8_cancelon" => scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(value),
        "pax8_providerspecificid" => "another",
        _ => value,
    };
}
