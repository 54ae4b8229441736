using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Upgrade;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using static Pax8Dataverse.Tests.Pipeline.Subscriptions.Held.HeldScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>Ways by which licences could be taken away and nobody asked: none of them leads there.</summary>
public sealed class HeldWayAroundTests
{
    private const int Pax8Wins = 1;

    private readonly HeldScene _scene = new();

    private string One => _scene.Some[1];

    [Fact]
    public void Where_the_jobs_of_before_are_deleted_a_sync_is_not_the_first()
    {
        foreach (var job in _scene.Tenant.Rows("pax8_syncjob", "pax8_jobstatus")) _scene.Tenant.Administrator.Delete("pax8_syncjob", job.Id);
        _scene.Tenant.Settle();
        _scene.EndMost();

        _scene.Asked();

        Assert.Equal(500, _scene.Quantity(One));
    }

    [Fact]
    public void Saving_a_sync_status_that_is_so_already_switches_nothing()
    {
        AskAlways();
        foreach (var company in _scene.Pax8.Subscriptions.Select(one => one.CompanyId).Distinct()) _scene.Tenant.SetSync(company, enabled: true);
        _scene.Tenant.Settle();
        _scene.Pax8.ChangeQuantity(One, 20);

        _scene.Asked();

        Assert.Equal((500, Fewer), (_scene.Quantity(One), _scene.Held(One)));
    }

    [Theory]
    [InlineData("pax8_provideraccount", "pax8_syncstatuson")]
    [InlineData("pax8_syncjob", "pax8_previouson")]
    [InlineData("pax8_syncjob", "pax8_appliedcount")]
    [InlineData("pax8_syncjob", "pax8_heldcount")]
    [InlineData("pax8_syncjob", "pax8_decision")]
    public void What_the_limit_is_measured_by_cannot_be_set_by_hand(string table, string column)
    {
        AskAlways();
        _scene.Pax8.ChangeQuantity(One, 20);
        var job = _scene.Asked();
        var row = table == "pax8_syncjob" ? job.Id : _scene.Tenant.ProviderAccounts().Values.First().Id;
        object value = column switch { "pax8_decision" => Option(0), _ when column.EndsWith("on", StringComparison.Ordinal) => _scene.Tenant.Time.GetUtcNow().UtcDateTime, _ => 0 };

        Assert.NotEmpty(Refusal(() => _scene.Tenant.Person("Pax8 Administrator").Update(Row(table, row, (column, value)))));
    }

    [Fact]
    public void Whoever_takes_over_from_another_integration_is_asked_in_the_first_sync()
    {
        _scene.Tenant.Deactivate(_scene.Connector);
        var fresh = _scene.Tenant.CreateConnector("Another", row => row["pax8_newaccountsare"] = Option(1));
        _scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_TakeOver") { ["Target"] = new EntityReference("pax8_connector", fresh) });
        _scene.Tenant.Settle();
        _scene.Tenant.Sync(fresh).AssertEnded(Acting.Succeeded);
        _scene.EndMost();

        _scene.Tenant.SyncSubscriptions(fresh).AssertEnded(Acting.WaitingForConfirmation);

        Assert.Equal(500, _scene.Quantity(One));
    }

    [Fact]
    public void After_an_upgrade_the_first_sync_asks()
    {
        using var before = new VersionBefore();
        var tenant = before.Tenant;
        tenant.Settle();
        tenant.ChangeConnector(before.Connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));
        var one = tenant.Subscriptions().First(row => row.Value.Number("pax8_syncstate") == InSync && row.Value.GetAttributeValue<int>("pax8_quantity") > 1 && tenant.Pax8!.State.FindSubscription(row.Key) is { Status: "Active" });
        tenant.Pax8!.State.CancelSubscription(one.Key);

        tenant.SyncSubscriptions(before.Connector).AssertEnded(Acting.WaitingForConfirmation);

        Assert.Equal(one.Value["pax8_quantity"], tenant.Subscription(one.Key)["pax8_quantity"]);
    }

    [Fact]
    public void Where_Pax8_wins_a_conflict_about_the_price_fewer_licences_are_held_all_the_same()
    {
        AskAlways();
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", false), ("pax8_conflictpolicy", Option(Pax8Wins)));
        Save(("pax8_price", 9m));
        _scene.Pax8.ChangeSubscription(One, one => one with { Quantity = 20, Price = 8m });

        _scene.Asked();

        Assert.Equal((500, Fewer, 8m), (_scene.Quantity(One), _scene.Held(One), _scene.Row(One)["pax8_price"]));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData("pax8_price", Ended, false)]
    [InlineData("pax8_price", Gone, false)]
    [InlineData("pax8_price", MovedAway, false)]
    [InlineData("pax8_quantity", Ended, false)]
    [InlineData("pax8_quantity", Gone, false)]
    [InlineData("pax8_quantity", MovedAway, false)]
    [InlineData("pax8_price", Ended, true)]
    [InlineData("pax8_price", Gone, true)]
    [InlineData("pax8_price", MovedAway, true)]
    [InlineData("pax8_quantity", Ended, true)]
    [InlineData("pax8_quantity", Gone, true)]
    [InlineData("pax8_quantity", MovedAway, true)]
    public void Where_a_change_waits_to_be_sent_what_Pax8_takes_away_is_held_or_a_conflict_and_nothing_is_taken(string column, int kind, bool metByPush)
    {
        AskAlways();
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", false));
        Save((column, column == "pax8_price" ? 9m : (object)510));
        var before = _scene.Quantity(One);
        Take(One, kind);

        if (metByPush) _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", true));
        _scene.Tenant.Settle();
        _scene.Sync();

        Assert.Equal((before, true), (_scene.Quantity(One), _scene.IsActive(One)));
        Assert.True(_scene.Held(One) == kind || _scene.Row(One).Number("pax8_syncstate") == InConflict, $"Held: {_scene.Held(One)}, Sync State: {_scene.Row(One).Number("pax8_syncstate")}.");
        _scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Who_orders_what_Pax8_has_already_agrees_with_it_and_nothing_stays_held()
    {
        AskAlways();
        _scene.Pax8.ChangeQuantity(One, 450);
        var job = _scene.Asked();

        Save(("pax8_quantity", 450));
        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((450, 450m), (_scene.Quantity(One), _scene.Pax8.FindSubscription(One)!.Quantity));
        Assert.Equal(Acting.Succeeded, _scene.StatusOf(job.Id));
        _scene.AssertAgreed();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_cancels_a_subscription_that_holds_something_ends_it_on_both_sides(bool ended)
    {
        AskAlways();
        if (ended) _scene.Pax8.CancelSubscription(One);
        else _scene.Pax8.ChangeQuantity(One, 20);
        _scene.Asked();

        _scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_CancelSubscription") { ["Target"] = new EntityReference("pax8_subscription", _scene.Row(One).Id) });
        _scene.Tenant.Settle();
        if (_scene.Row(One).Number("pax8_syncstate") == InConflict) _scene.AnswerOne("pax8_KeepWork365", One);
        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((0, false, "Cancelled"), (_scene.Quantity(One), _scene.IsActive(One), _scene.Pax8.FindSubscription(One)!.Status));
        _scene.AssertAgreed();
    }

    [Fact]
    public void One_that_moves_to_another_customer_and_shrinks_moves_and_keeps_its_licences_until_somebody_says_yes()
    {
        AskAlways();
        var other = _scene.Pax8.Companies.First(company => company.Id != _scene.Pax8.FindSubscription(One)!.CompanyId);
        _scene.Pax8.ChangeSubscription(One, one => one with { CompanyId = other.Id, Quantity = 20 });

        var job = _scene.Asked();

        Assert.Equal((500, Fewer), (_scene.Quantity(One), _scene.Held(One)));
        _scene.Tenant.ApplyHeld(job.Id).AssertEnded(Acting.Succeeded);
        _scene.AssertAgreed();
    }

    [Theory]
    [InlineData("pax8_ApplyHeld", 20, false)]
    [InlineData("pax8_DiscardHeld", 500, true)]
    public void A_sync_of_another_customer_neither_answers_nor_loses_the_question(string api, int licences, bool isHeld)
    {
        AskAlways();
        _scene.Pax8.ChangeQuantity(One, 20);
        _scene.Asked();

        _scene.Tenant.SyncSubscriptions(_scene.Connector, OtherCustomer());

        var question = Assert.Single(_scene.Tenant.Rows("pax8_syncjob", "pax8_jobstatus"), job => job.Status() == Acting.WaitingForConfirmation);
        Assert.Equal((500, Fewer), (_scene.Quantity(One), _scene.Held(One)));
        _scene.Answer(api, "pax8_syncjob", question.Id);
        Assert.Equal((licences, isHeld), (_scene.Quantity(One), _scene.Held(One) is not null));
        Assert.Equal(isHeld, _scene.Row(One).Contains("pax8_discardedbyid"));
    }

    [Fact]
    public void A_sync_of_another_customer_asks_about_his_and_an_answer_takes_all_of_what_it_names()
    {
        AskAlways();
        _scene.Pax8.ChangeQuantity(One, 20);
        _scene.Asked();
        var other = OtherCustomer();
        var company = _scene.Tenant.ProviderAccounts().Single(pair => pair.Value.Id == other).Key;
        _scene.Pax8.ChangeQuantity(_scene.Some.First(id => _scene.Pax8.FindSubscription(id)!.CompanyId == company), 20);

        _scene.Tenant.SyncSubscriptions(_scene.Connector, other);

        foreach (var question in _scene.Tenant.Rows("pax8_syncjob", "pax8_jobstatus").Where(job => job.Status() == Acting.WaitingForConfirmation).ToList()) _scene.Tenant.ApplyHeld(question.Id);
        _scene.AssertAgreed();
    }

    [Fact]
    public void An_end_on_a_day_to_come_takes_nothing_away_before_that_day_and_is_held_on_it()
    {
        AskAlways();
        _scene.Pax8.CancelSubscription(One, _scene.Tenant.Time.GetUtcNow().AddDays(3));
        _scene.Sync().AssertEnded(Acting.Succeeded);
        Assert.Equal((500, (int?)null), (_scene.Quantity(One), _scene.Held(One)));

        _scene.Tenant.Advance(TimeSpan.FromDays(5));
        _scene.Asked();

        Assert.Equal((500, true, Ended), (_scene.Quantity(One), _scene.IsActive(One), _scene.Held(One)));
    }

    [Fact]
    public void Many_pushes_that_meet_fewer_licences_take_none()
    {
        foreach (var id in _scene.Some.Take(12)) _scene.Pax8.ChangeQuantity(id, 20);

        foreach (var id in _scene.Some.Take(12)) _scene.Tenant.Administrator.Update(Row("pax8_subscription", _scene.Row(id).Id, ("pax8_price", 9m)));
        _scene.Tenant.Settle();

        Assert.All(_scene.Some.Take(12), id => Assert.Equal((500, Fewer, 9m), (_scene.Quantity(id), _scene.Held(id), _scene.Pax8.FindSubscription(id)!.Price)));
        _scene.Asked();
        _scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_page_that_is_read_after_an_outage_is_held_as_any_other()
    {
        _scene.EndMost();
        _scene.Tenant.Pax8!.Faults = FaultProfiles.Named("hostile", 7);

        _scene.Sync();
        _scene.Tenant.Pax8.Faults = null;
        _scene.Asked();

        Assert.All(_scene.Some, id => Assert.Equal(500, _scene.Quantity(id)));
    }

    /// <summary>A customer who has nothing to do with <see cref="One"/>.</summary>
    private Guid OtherCustomer() => _scene.Tenant.ProviderAccounts().First(pair => pair.Key != _scene.Pax8.FindSubscription(One)!.CompanyId).Value.Id;

    private void AskAlways() => _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));

    private void Take(string id, int kind)
    {
        if (kind == Ended) _scene.Pax8.CancelSubscription(id);
        else if (kind == Gone) _scene.Pax8.VanishSubscription(id);
        else _scene.Pax8.ChangeSubscription(id, one => one with { CompanyId = _scene.Pax8.AddCompany("Unknown Ltd").Id });
    }

    private void Save(params (string Column, object? Value)[] values)
    {
        _scene.Tenant.Administrator.Update(Row("pax8_subscription", _scene.Row(One).Id, values));
        _scene.Tenant.Settle();
    }
}
