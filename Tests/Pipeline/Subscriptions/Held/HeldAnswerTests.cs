using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using static Pax8Dataverse.Tests.Pipeline.Subscriptions.Held.HeldScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>What people answer to a sync that waits for confirmation, and what becomes of the question meanwhile.</summary>
public sealed class HeldAnswerTests
{
    private readonly HeldScene _scene = new();

    [Fact]
    public void What_Pax8_has_taken_back_meanwhile_is_let_go()
    {
        var job = Shrunk();
        _scene.Pax8.ChangeQuantity(_scene.Some[1], 500);

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        Assert.Equal((500, 20), (_scene.Quantity(_scene.Some[1]), _scene.Quantity(_scene.Some[2])));
        _scene.AssertAgreed();
    }

    [Fact]
    public void More_than_was_asked_about_is_held_anew_and_less_is_taken()
    {
        var job = Shrunk();
        _scene.Pax8.ChangeQuantity(_scene.Some[1], 10);
        _scene.Pax8.ChangeQuantity(_scene.Some[2], 30);
        _scene.Pax8.CancelSubscription(_scene.Some[3]);

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        Assert.Equal((500, 30, 500), (_scene.Quantity(_scene.Some[1]), _scene.Quantity(_scene.Some[2]), _scene.Quantity(_scene.Some[3])));
        Assert.Equal((10, Ended), (_scene.Row(_scene.Some[1]).GetAttributeValue<int>("pax8_heldquantity"), _scene.Held(_scene.Some[3])));
        Assert.Equal(2, _scene.HeldCount);
    }

    [Fact]
    public void Each_row_is_asked_for_at_Pax8_before_an_answer_takes_anything_away()
    {
        var job = Shrunk();
        _scene.Tenant.ResetCounts();

        _scene.Tenant.ApplyHeld(job.Id);

        Assert.Equal(_scene.Some.Count - 1, _scene.Tenant.Pax8!.Count(SubscriptionScene.OneSubscription));
        Assert.Equal(0, _scene.Tenant.Pax8.Count(SubscriptionScene.Listing));
    }

    [Fact]
    public void Where_Pax8_does_not_answer_the_row_stays_held_and_an_issue_says_so()
    {
        var job = Shrunk();
        _scene.Tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == SubscriptionScene.OneSubscription && call.Path.EndsWith(_scene.Some[1], StringComparison.Ordinal), Fault.ServerError(503));

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.CompletedWithIssues);

        Assert.Equal((500, Fewer, 20), (_scene.Quantity(_scene.Some[1]), _scene.Held(_scene.Some[1]), _scene.Quantity(_scene.Some[2])));
        Assert.Single(_scene.Tenant.OpenIssues());
    }

    [Fact]
    public void Discard_leaves_all_as_it_is_with_who_said_so_and_the_same_is_not_asked_again()
    {
        var job = Shrunk();

        _scene.Answer("pax8_DiscardHeld", "pax8_syncjob", job.Id);

        Assert.Equal(Acting.Succeeded, _scene.StatusOf(job.Id));
        var row = _scene.Tenant.Rows("pax8_subscription", "pax8_providerspecificid", "pax8_quantity", "pax8_discardedon", "pax8_discardedbyid").Single(row => (string)row["pax8_providerspecificid"] == _scene.Some[1]);
        Assert.Equal((500, _scene.Tenant.Dataverse.AdministratorId), (row["pax8_quantity"], row.GetAttributeValue<EntityReference>("pax8_discardedbyid").Id));
        Assert.True(row.Contains("pax8_discardedon"));
        _scene.Tenant.ResetCounts();
        _scene.Sync().AssertEnded(Acting.Succeeded);
        Assert.Equal(0, _scene.Tenant.SubscriptionWrites());
        _scene.Tenant.Advance(TimeSpan.FromDays(10));
        _scene.Sync().AssertEnded(Acting.Succeeded);
        Assert.Empty(_scene.Tenant.OpenIssues());
    }

    [Fact]
    public void What_was_discarded_stays_so_where_something_else_of_the_row_changes()
    {
        _scene.Answer("pax8_DiscardHeld", "pax8_syncjob", Shrunk().Id);
        _scene.Pax8.ChangePrice(_scene.Some[1], 7m);

        _scene.Sync().AssertEnded(Acting.Succeeded);

        var row = _scene.Row(_scene.Some[1]);
        Assert.Equal((500, 7m, Fewer), (row["pax8_quantity"], row["pax8_price"], row.Number("pax8_held")));
        Assert.True(row.Contains("pax8_discardedbyid"));
    }

    [Fact]
    public void After_a_discard_another_value_asks_anew_and_the_old_one_lets_go()
    {
        _scene.Answer("pax8_DiscardHeld", "pax8_syncjob", Shrunk().Id);
        foreach (var id in _scene.Some.Skip(3)) _scene.Pax8.ChangeQuantity(id, 15);
        _scene.Pax8.ChangeQuantity(_scene.Some[1], 500);
        _scene.Pax8.ChangeQuantity(_scene.Some[2], 600);

        _scene.Asked();

        Assert.Equal((null, null, 500, 600), (_scene.Held(_scene.Some[1]), _scene.Held(_scene.Some[2]), _scene.Quantity(_scene.Some[1]), _scene.Quantity(_scene.Some[2])));
        Assert.False(_scene.Row(_scene.Some[3]).Contains("pax8_discardedbyid"));
    }

    [Fact]
    public void One_subscription_is_answered_by_itself_and_the_last_one_ends_the_question()
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));
        _scene.Pax8.ChangeQuantity(_scene.Some[1], 20);
        _scene.Pax8.CancelSubscription(_scene.Some[2]);
        var job = _scene.Asked();

        var applied = _scene.AnswerOne("pax8_ApplyHeldValue", _scene.Some[1]);

        Assert.Equal((20, 1), (_scene.Quantity(_scene.Some[1]), _scene.HeldCount));
        Assert.Contains("has 20 licences now", applied, StringComparison.Ordinal);
        Assert.Equal(Acting.WaitingForConfirmation, _scene.StatusOf(job.Id));
        Assert.StartsWith("Nothing is held of this subscription.", Refusal(() => _scene.AnswerOne("pax8_ApplyHeldValue", _scene.Some[1])), StringComparison.Ordinal);

        Observing.AssertSentences(_scene.AnswerOne("pax8_DiscardHeldValue", _scene.Some[2]));

        Assert.Equal((500, Acting.Succeeded), (_scene.Quantity(_scene.Some[2]), _scene.StatusOf(job.Id)));
        Assert.StartsWith("What is held of this subscription was discarded already.", Refusal(() => _scene.AnswerOne("pax8_DiscardHeldValue", _scene.Some[2])), StringComparison.Ordinal);
        // Who has thought better of it may still say yes.
        _scene.AnswerOne("pax8_ApplyHeldValue", _scene.Some[2]);
        _scene.AssertAgreed();
    }

    [Fact]
    public void A_later_sync_takes_the_question_over_and_there_is_one()
    {
        var first = Shrunk();
        _scene.Pax8.CancelSubscription(_scene.Some[0]);

        var second = _scene.Asked();

        Assert.Equal(Acting.Succeeded, _scene.StatusOf(first.Id));
        Assert.Contains($"from {_scene.Some.Count} of the subscriptions", second.Message(), StringComparison.Ordinal);
        Assert.StartsWith("This sync job does not wait for confirmation,", Refusal(() => _scene.Answer("pax8_ApplyHeld", "pax8_syncjob", first.Id)), StringComparison.Ordinal);
        _scene.Tenant.ApplyHeld(second.Id).AssertEnded(Acting.Succeeded);
        _scene.AssertAgreed();
    }

    [Fact]
    public void A_question_whose_rows_Pax8_has_let_go_ends_by_itself()
    {
        var job = Shrunk();
        foreach (var id in _scene.Some.Skip(1)) _scene.Pax8.ChangeQuantity(id, 500);

        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal(Acting.Succeeded, _scene.StatusOf(job.Id));
        _scene.AssertAgreed();
    }

    [Theory]
    [InlineData("pax8_ApplyHeld", "pax8_syncjob")]
    [InlineData("pax8_DiscardHeld", "pax8_syncjob")]
    [InlineData("pax8_ApplyHeldValue", "pax8_subscription")]
    [InlineData("pax8_DiscardHeldValue", "pax8_subscription")]
    public void Only_administrators_answer(string api, string table)
    {
        var job = Shrunk();
        var request = new OrganizationRequest(api) { ["Target"] = new EntityReference(table, table == "pax8_syncjob" ? job.Id : _scene.Row(_scene.Some[1]).Id) };

        AssertDenied(() => _scene.Tenant.Person("Pax8 Billing").Execute(request));

        _scene.Tenant.Person("Pax8 Administrator").Execute(request);
    }

    [Fact]
    public void People_cannot_set_what_is_held_by_hand()
    {
        foreach (var (column, value) in new (string, object)[] { ("pax8_held", Option(1)), ("pax8_heldquantity", 3), ("pax8_discardedon", new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)) })
            Assert.Contains("kept by the system", Refusal(() => _scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", _scene.Row(_scene.Some[1]).Id, (column, value)))), StringComparison.Ordinal);
    }

    [Fact]
    public void While_another_sync_runs_nobody_answers_for_it()
    {
        var job = Shrunk();
        _scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SyncSubscriptions") { ["Target"] = new EntityReference("pax8_connector", _scene.Connector) });

        Assert.StartsWith("A sync of the same kind is running, and counts what is held anew.", Refusal(() => _scene.Tenant.Administrator.Execute(
            new OrganizationRequest("pax8_ApplyHeld") { ["Target"] = new EntityReference("pax8_syncjob", job.Id) })), StringComparison.Ordinal);
        _scene.Tenant.Settle();
    }

    [Fact]
    public void An_inactive_integration_takes_no_answer()
    {
        var job = Shrunk();
        _scene.Tenant.Deactivate(_scene.Connector);

        Assert.Contains("is inactive, so nothing is synchronised.", Refusal(() => _scene.Answer("pax8_ApplyHeld", "pax8_syncjob", job.Id)), StringComparison.Ordinal);
        Assert.Contains("is inactive, so Pax8 is not asked.", Refusal(() => _scene.AnswerOne("pax8_ApplyHeldValue", _scene.Some[1])), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_rows_are_applied_by_batches_side_by_side()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 450);
        tenant.SyncSubscriptions(connector);
        foreach (var one in tenant.Pax8!.State.Subscriptions.Where(one => one.Status == "Active").ToList()) tenant.Pax8.State.CancelSubscription(one.Id);
        var job = tenant.SyncSubscriptions(connector);
        job.AssertEnded(Acting.WaitingForConfirmation);

        tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        tenant.AssertSubscriptionsEqualPax8();
        Assert.InRange(tenant.Rows("pax8_syncbatch", "pax8_work").Count(batch => batch.Number("pax8_work") == 3), 2, 5);
    }

    /// <summary>A sync that asks since nearly all subscriptions have 20 of 500 licences left.</summary>
    private Entity Shrunk()
    {
        foreach (var id in _scene.Some.Skip(1)) _scene.Pax8.ChangeQuantity(id, 20);
        return _scene.Asked();
    }
}
