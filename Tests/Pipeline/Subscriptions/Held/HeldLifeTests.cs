using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using static Pax8Dataverse.Tests.Pipeline.Subscriptions.Held.HeldScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>How long something is held: what lets it go, what becomes of it when other things happen to its row, its job, its customer.</summary>
public sealed class HeldLifeTests
{
    private readonly HeldScene _scene = new();
    private readonly Dictionary<string, string> _companies = [];

    private string One => _scene.Some[1];

    [Fact]
    public void All_kinds_are_asked_about_together_and_applied_together()
    {
        var kinds = new[] { Ended, Fewer, Gone, MovedAway };
        var taken = _scene.Some.Take(12).Select((id, at) => (Id: id, Kind: kinds[at % 4])).ToList();
        foreach (var (id, kind) in taken) Take(id, kind);

        var job = _scene.Asked();

        Assert.All(taken, one => Assert.Equal((500, true, (int?)one.Kind), (_scene.Quantity(one.Id), _scene.IsActive(one.Id), _scene.Held(one.Id))));
        Assert.Contains("12 of the subscriptions", job.Message(), StringComparison.Ordinal);
        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);
        Assert.All(taken, one => Assert.Equal((one.Kind == Fewer ? 20 : 0, one.Kind == Fewer, null), (_scene.Quantity(one.Id), _scene.IsActive(one.Id), _scene.Held(one.Id))));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData(Fewer)]
    [InlineData(Ended)]
    [InlineData(Gone)]
    [InlineData(MovedAway)]
    public void What_Pax8_gives_back_is_let_go_by_the_next_sync_and_the_question_ends(int kind)
    {
        foreach (var id in _scene.Some.Take(12)) Take(id, kind);
        var job = _scene.Asked();
        foreach (var id in _scene.Some.Take(12)) GiveBack(id, kind);

        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal(Acting.Succeeded, _scene.StatusOf(job.Id));
        Assert.All(_scene.Some.Take(12), id => Assert.Equal((500, true), (_scene.Quantity(id), _scene.IsActive(id))));
        _scene.AssertAgreed();
    }

    [Theory]
    [InlineData(Fewer)]
    [InlineData(Ended)]
    [InlineData(Gone)]
    [InlineData(MovedAway)]
    public void What_Pax8_gives_back_before_an_answer_is_let_go_by_the_answer(int kind)
    {
        foreach (var id in _scene.Some.Take(12)) Take(id, kind);
        var job = _scene.Asked();
        foreach (var id in _scene.Some.Take(12)) GiveBack(id, kind);

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        Assert.All(_scene.Some.Take(12), id => Assert.Equal((500, true), (_scene.Quantity(id), _scene.IsActive(id))));
        _scene.AssertAgreed();
    }

    [Fact]
    public void More_than_there_was_before_is_taken_and_nothing_stays_held()
    {
        AskAlways();
        Take(One, Fewer);
        _scene.Asked();
        _scene.Pax8.ChangeQuantity(One, 700);

        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((700, null), (_scene.Quantity(One), _scene.Held(One)));
        _scene.AssertAgreed();
    }

    [Theory]
    [InlineData(Ended, Fewer)]
    [InlineData(Fewer, Ended)]
    [InlineData(Fewer, Gone)]
    [InlineData(Gone, Fewer)]
    [InlineData(MovedAway, Ended)]
    public void Another_thing_that_Pax8_takes_away_replaces_what_is_held(int first, int then)
    {
        AskAlways();
        Take(One, first);
        _scene.Asked();
        if (first is Gone or MovedAway) GiveBack(One, first);
        else if (first == Ended) _scene.Pax8.ChangeSubscription(One, was => was with { Status = "Active", EndDate = null });
        Take(One, then);

        var job = _scene.Asked();

        Assert.Equal((500, true, then), (_scene.Quantity(One), _scene.IsActive(One), _scene.Held(One)));
        Assert.Equal(then == Fewer ? 20 : 0, _scene.Row(One).GetAttributeValue<int?>("pax8_heldquantity") ?? 0);
        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);
        Assert.Equal((then == Fewer ? 20 : 0, null), (_scene.Quantity(One), _scene.Held(One)));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Other_subscriptions_go_on_while_a_question_stands()
    {
        AskAlways();
        Take(One, Fewer);
        _scene.Asked();
        _scene.Pax8.ChangeQuantity(_scene.Some[0], 600);
        _scene.Pax8.ChangeSubscription(One, was => was with { Price = 9.5m });
        var product = _scene.Pax8.FindSubscription(One)!;
        var added = _scene.Pax8.AddSubscription(product.CompanyId, product.ProductId, 3).Id;

        _scene.Asked();

        Assert.Equal((600, 3, 500, 9.5m), (_scene.Quantity(_scene.Some[0]), _scene.Quantity(added), _scene.Quantity(One), _scene.Row(One)["pax8_price"]));
        Assert.Equal((1, Fewer), (_scene.HeldCount, _scene.Held(One)));
    }

    [Fact]
    public void A_job_that_is_deleted_leaves_what_it_held_and_the_next_sync_asks_again()
    {
        AskAlways();
        Take(One, Ended);
        _scene.Tenant.Administrator.Delete("pax8_syncjob", _scene.Asked().Id);
        _scene.Tenant.Settle();
        Assert.Equal((500, Ended), (_scene.Quantity(One), _scene.Held(One)));

        var job = _scene.Asked();

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);
        _scene.AssertAgreed();
    }

    [Fact]
    public void One_that_was_discarded_by_itself_is_left_out_when_the_rest_is_applied()
    {
        foreach (var id in _scene.Some.Take(12)) Take(id, Fewer);
        var job = _scene.Asked();
        _scene.AnswerOne("pax8_DiscardHeldValue", One);

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        var row = _scene.Tenant.Rows("pax8_subscription", "pax8_providerspecificid", "pax8_quantity", "pax8_held", "pax8_discardedon", "pax8_discardedbyid").Single(row => row.Text("pax8_providerspecificid") == One);
        Assert.Equal((500, Fewer, _scene.Tenant.Dataverse.AdministratorId), (row["pax8_quantity"], row.Number("pax8_held"), row.GetAttributeValue<EntityReference>("pax8_discardedbyid").Id));
        Assert.Equal(_scene.Tenant.Time.GetUtcNow().UtcDateTime, row.GetAttributeValue<DateTime>("pax8_discardedon"), TimeSpan.FromHours(1));
        Assert.All(_scene.Some.Take(12).Where(id => id != One), id => Assert.Equal((20, null), (_scene.Quantity(id), _scene.Held(id))));
        Assert.Equal(1, _scene.HeldCount);
    }

    [Fact]
    public void A_price_that_is_sent_leaves_what_is_held_and_so_does_a_sync_after_it()
    {
        AskAlways();
        Take(One, Fewer);
        var job = _scene.Asked();
        _scene.Tenant.Administrator.Update(Row("pax8_subscription", _scene.Row(One).Id, ("pax8_price", 9m)));
        _scene.Tenant.Settle();

        _scene.Asked();

        Assert.Equal((9m, 500, Fewer), (_scene.Pax8.FindSubscription(One)!.Price, _scene.Quantity(One), _scene.Held(One)));
        Assert.NotEqual(Acting.WaitingForConfirmation, _scene.StatusOf(job.Id));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void There_is_one_question_of_a_connector_however_many_syncs_have_met_something()
    {
        AskAlways();
        for (var at = 0; at < 4; at++)
        {
            Take(_scene.Some[at], at % 2 == 0 ? Fewer : Ended);
            _scene.Asked();
            Assert.Single(_scene.Tenant.Rows("pax8_syncjob", "pax8_jobstatus"), job => job.Status() == Acting.WaitingForConfirmation);
        }

        _scene.Tenant.ApplyHeld(_scene.Tenant.Rows("pax8_syncjob", "pax8_jobstatus").Single(job => job.Status() == Acting.WaitingForConfirmation).Id).AssertEnded(Acting.Succeeded);

        _scene.AssertAgreed();
    }

    [Fact]
    public void An_answer_is_given_once()
    {
        AskAlways();
        Take(One, Ended);
        var job = _scene.Asked();
        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        Assert.EndsWith(".", Refusal(() => _scene.Answer("pax8_ApplyHeld", "pax8_syncjob", job.Id)), StringComparison.Ordinal);
        Assert.EndsWith(".", Refusal(() => _scene.Answer("pax8_DiscardHeld", "pax8_syncjob", job.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_of_a_customer_who_is_switched_off_asks_nobody_and_is_nobodys_issue()
    {
        AskAlways();
        Take(One, Ended);
        _scene.Asked();
        _scene.Tenant.SetSync(_scene.Pax8.FindSubscription(One)!.CompanyId, enabled: false);
        _scene.Tenant.Settle();

        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.DoesNotContain(_scene.Tenant.Rows("pax8_syncjob", "pax8_jobstatus"), job => job.Status() == Acting.WaitingForConfirmation);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whoever_takes_the_rows_over_takes_the_question_over(bool given)
    {
        AskAlways();
        Take(One, Fewer);
        var job = _scene.Asked();
        _scene.Tenant.Deactivate(_scene.Connector);
        var fresh = _scene.Tenant.CreateConnector("Another", row =>
        {
            row["pax8_newaccountsare"] = Option(1);
            row["pax8_holdpercent"] = 0;
            row["pax8_holdnumber"] = 0;
        });
        _scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_TakeOver") { ["Target"] = new EntityReference("pax8_connector", fresh) });
        _scene.Tenant.Settle();
        _scene.Tenant.Sync(fresh).AssertEnded(Acting.Succeeded);
        if (given) GiveBack(One, Fewer);

        var next = _scene.Tenant.SyncSubscriptions(fresh);

        next.AssertEnded(given ? Acting.Succeeded : Acting.WaitingForConfirmation);
        Assert.NotEqual(Acting.WaitingForConfirmation, _scene.StatusOf(job.Id));
        if (!given) _scene.Tenant.ApplyHeld(next.Id).AssertEnded(Acting.Succeeded);
        _scene.AssertAgreed();
    }

    [Fact]
    public void Other_kinds_of_syncs_ask_nothing_about_subscriptions()
    {
        AskAlways();
        Take(One, Ended);
        var job = _scene.Asked();

        _scene.Tenant.Sync(_scene.Connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((Acting.WaitingForConfirmation, Ended), (_scene.StatusOf(job.Id), _scene.Held(One)));
    }

    [Theory]
    [InlineData(Fewer)]
    [InlineData(Ended)]
    public void The_report_of_differences_says_held_of_each_kind_that_differs(int kind)
    {
        AskAlways();
        Take(One, kind);
        _scene.Asked();

        _scene.Tenant.CompareSubscriptions(_scene.Connector).AssertEnded(Acting.Succeeded);

        var differences = _scene.Tenant.Rows("pax8_subscriptiondifference", "pax8_here");
        Assert.NotEmpty(differences);
        Assert.All(differences, difference => Assert.EndsWith(" (held)", difference.Text("pax8_here"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_decided_stands_on_the_job_with_who_and_when()
    {
        AskAlways();
        Take(One, Ended);
        Take(_scene.Some[2], Fewer);
        var job = _scene.Asked();

        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);

        var row = _scene.Tenant.Administrator.Retrieve("pax8_syncjob", job.Id, new Microsoft.Xrm.Sdk.Query.ColumnSet(
            "pax8_decision", "pax8_decidedon", "pax8_decidedbyid", "pax8_heldcount", "pax8_heldlicences", "pax8_appliedcount", "pax8_appliedlicences"));
        Assert.Equal((0, _scene.Tenant.Dataverse.AdministratorId), (row.Number("pax8_decision"), row.GetAttributeValue<EntityReference>("pax8_decidedbyid").Id));
        Assert.True(row.Contains("pax8_decidedon"));
        // Applied is what goes unasked.
        Assert.Equal((2, 980, 0, 0), (
            row.GetAttributeValue<int>("pax8_heldcount"), row.GetAttributeValue<int>("pax8_heldlicences"),
            row.GetAttributeValue<int>("pax8_appliedcount"), row.GetAttributeValue<int>("pax8_appliedlicences")));
    }

    private void AskAlways() => _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));

    private void Take(string id, int kind)
    {
        switch (kind)
        {
            case Fewer: _scene.Pax8.ChangeQuantity(id, 20); break;
            case Ended: _scene.Pax8.CancelSubscription(id); break;
            case Gone: _scene.Pax8.VanishSubscription(id); break;
            default:
                _companies[id] = _scene.Pax8.FindSubscription(id)!.CompanyId;
                var elsewhere = _scene.Pax8.Companies.FirstOrDefault(company => company.Name == "Unknown Ltd") ?? _scene.Pax8.AddCompany("Unknown Ltd");
                _scene.Pax8.ChangeSubscription(id, one => one with { CompanyId = elsewhere.Id });
                break;
        }
    }

    private void GiveBack(string id, int kind)
    {
        switch (kind)
        {
            case Fewer: _scene.Pax8.ChangeQuantity(id, 500); break;
            case Ended: _scene.Pax8.ChangeSubscription(id, one => one with { Status = "Active", EndDate = null, Quantity = 500 }); break;
            case Gone: _scene.Pax8.ReturnSubscription(id); break;
            default: _scene.Pax8.ChangeSubscription(id, one => one with { CompanyId = _companies[id] }); break;
        }
    }
}
