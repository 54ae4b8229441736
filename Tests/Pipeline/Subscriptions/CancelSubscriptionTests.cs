using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>Cancel subscription is the one way on which a person ends a subscription; deactivating a row is none.</summary>
public sealed class CancelSubscriptionTests
{
    [Fact]
    public void What_another_solution_deactivates_beside_a_cancellation_is_refused_as_ever()
    {
        var (cancelled, beside) = (Guid.Empty, Guid.Empty);
        var scene = new ChangingScene(options => options.Behind("Update", "pax8_subscription", (target, service) =>
        {
            if (target.Id == cancelled && target.Contains("statecode"))
                service.Update(new Entity("pax8_subscription", beside) { ["statecode"] = new OptionSetValue(1), ["statuscode"] = new OptionSetValue(2) });
        }));
        cancelled = scene.Here.Id;
        beside = scene.Tenant.Rows("pax8_subscription", "statecode").First(row => row.Id != cancelled && row.GetAttributeValue<OptionSetValue>("statecode").Value == 0).Id;

        var said = Refusing.Refusal(() => scene.Cancel());

        Assert.Contains("Deactivating is not how a subscription is ended", said, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Tenant.Rows("pax8_subscription", "statecode"), row => (row.Id == cancelled || row.Id == beside) && row.GetAttributeValue<OptionSetValue>("statecode").Value == 1);
    }

    [Fact]
    public void Deactivating_a_subscription_is_refused_and_cancels_nothing()
    {
        var scene = new ChangingScene();
        var logs = scene.Tenant.Logs(scene.Here.Id);

        foreach (var values in new (string, object?)[][]
        {
            [("statecode", new OptionSetValue(1))], [("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))],
            [("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)), ("pax8_quantity", 0)],
        })
        {
            var refusal = Refusal(() => scene.Save(values));
            Observing.AssertSentences(refusal);
            Assert.Contains("Choose Cancel subscription", refusal, StringComparison.Ordinal);
        }
        scene.Tenant.Settle();

        Assert.Equal((logs.Count, scene.Before, 0), (scene.Tenant.Logs(scene.Here.Id).Count, scene.Quantity, scene.Calls(Delete)));
    }

    [Fact]
    public void Activating_one_that_has_ended_is_refused_with_the_way_out()
    {
        var scene = new ChangingScene();
        scene.Cancel();
        scene.Tenant.Settle();

        Assert.Contains("Order a new one in Pax8", Refusal(() => scene.Save(("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)))), StringComparison.Ordinal);
        Assert.Contains("has ended", Refusal(() => scene.Cancel()), StringComparison.Ordinal);
        Assert.Equal(1, scene.Calls(Delete));
    }

    [Fact]
    public void It_says_what_ends_and_what_goes_on_being_billed_and_the_log_says_who_and_why()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.State.ChangeSubscription(scene.Pax8Id, one => one with { Commitment = new("term", "1-Year", "2027-05-01T00:00:00.000Z") });
        scene.Tenant.SyncSubscriptions(scene.Connector);

        var answer = scene.Cancel(reason: "The customer has closed");
        scene.Tenant.Settle();

        Assert.Contains(scene.Here.GetAttributeValue<string>("pax8_name"), answer, StringComparison.Ordinal);
        Assert.Contains($"its licences ({scene.Before:N0})", answer, StringComparison.Ordinal);
        Assert.Contains("goes on billing until its commitment ends, on 2027-05-01", answer, StringComparison.Ordinal);
        Observing.AssertSentences(answer);
        Assert.Equal(("The customer has closed", -scene.Before, Provisioned), (scene.Log().Text("pax8_reason"), scene.Log().GetAttributeValue<int>("pax8_quantity"), scene.Status()));
        Assert.Equal(scene.Tenant.Dataverse.AdministratorId, scene.Log().GetAttributeValue<EntityReference>("pax8_requestedbyid").Id);
        Assert.Equal("Cancelled", scene.There.Status);
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void With_a_date_it_fills_in_Cancel_On_and_the_licences_stay()
    {
        var scene = new ChangingScene();
        var date = scene.Tenant.Time.GetUtcNow().UtcDateTime.Date.AddDays(20);

        var answer = scene.Cancel(date);
        scene.Tenant.Settle();

        Assert.Contains(FormattableString.Invariant($"on {date:yyyy-MM-dd}"), answer, StringComparison.Ordinal);
        Assert.Equal((date, scene.Before), (scene.Here.GetAttributeValue<DateTime>("pax8_cancelon"), scene.Quantity));
        Assert.Equal(("PendingCancel", Provisioned), (scene.There.Status, scene.Status()));
    }

    [Fact]
    public void A_date_that_has_passed_is_refused()
    {
        var scene = new ChangingScene();

        Assert.Contains("Cancel On must be a date to come", Refusal(() => scene.Cancel(scene.Tenant.Time.GetUtcNow().UtcDateTime.AddDays(-1))), StringComparison.Ordinal);
        Assert.Equal(0, scene.State);
    }

    [Fact]
    public void Who_may_edit_subscriptions_may_cancel_them_and_nobody_else()
    {
        var scene = new ChangingScene();
        var request = new OrganizationRequest("pax8_CancelSubscription") { ["Target"] = scene.Here.ToEntityReference() };

        AssertDenied(() => scene.Tenant.Person().Execute(request));
        scene.Tenant.Person("Pax8 Billing").Execute(request);
        scene.Tenant.Settle();

        Assert.Equal(("Cancelled", Provisioned), (scene.There.Status, scene.Status()));
    }

    [Fact]
    public void Withdrawn_it_leaves_the_subscription_as_it_was()
    {
        var scene = new ChangingScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));

        scene.Cancel();
        scene.Tenant.Settle();
        Assert.Equal((0, 1), (scene.Quantity, scene.Here.GetAttributeValue<OptionSetValue>("statecode").Value));
        scene.Withdraw(scene.Log());

        Assert.Equal((scene.Before, 0, InSync), (scene.Quantity, scene.Here.GetAttributeValue<OptionSetValue>("statecode").Value, scene.State));
        scene.Tenant.AssertLogsAddUp();
    }
}
