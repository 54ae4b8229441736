using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Subscriptions.Held.HeldScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>Where little ends and much begins, what counts towards it and what does not.</summary>
public sealed class HeldLimitTests
{
    private readonly HeldScene _scene = new();

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Ten_rows_are_little_and_eleven_are_much(int rows, bool asks)
    {
        TakeOne(_scene.Some.Take(rows));

        _scene.Sync().AssertEnded(asks ? Acting.WaitingForConfirmation : Acting.Succeeded);

        Assert.Equal(asks ? rows : 0, _scene.HeldCount);
        Assert.All(_scene.Some.Take(rows), id => Assert.Equal(asks ? 500 : 499, _scene.Quantity(id)));
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Licences_count_as_rows_do(int licences, bool asks)
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdpercent", 0));
        _scene.Pax8.ChangeQuantity(_scene.Some[0], 500 - licences);

        _scene.Sync().AssertEnded(asks ? Acting.WaitingForConfirmation : Acting.Succeeded);
    }

    [Fact]
    public void A_number_that_is_exceeded_is_not_much_where_the_share_is_not()
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdpercent", 90), ("pax8_holdnumber", 0));
        foreach (var id in _scene.Some.Take(12)) _scene.Pax8.CancelSubscription(id);

        _scene.Sync().AssertEnded(Acting.Succeeded);

        _scene.AssertAgreed();
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(25, false)]
    public void Eight_after_eight_are_sixteen_on_the_same_day_and_eight_on_the_next(int hours, bool asks)
    {
        TakeOne(_scene.Some.Take(8));
        _scene.Sync().AssertEnded(Acting.Succeeded);
        _scene.Tenant.Advance(TimeSpan.FromHours(hours));
        TakeOne(_scene.Some.Skip(8).Take(8));

        _scene.Sync().AssertEnded(asks ? Acting.WaitingForConfirmation : Acting.Succeeded);

        Assert.Equal(asks ? 8 : 0, _scene.HeldCount);
        Assert.All(_scene.Some.Take(8), id => Assert.Equal(499, _scene.Quantity(id)));
    }

    [Fact]
    public void Eight_after_two_are_still_little()
    {
        TakeOne(_scene.Some.Take(2));
        _scene.Sync().AssertEnded(Acting.Succeeded);
        TakeOne(_scene.Some.Skip(2).Take(8));

        _scene.Sync().AssertEnded(Acting.Succeeded);

        _scene.AssertAgreed();
    }

    [Fact]
    public void Three_small_steps_of_a_day_are_added_up_and_not_only_the_last_two()
    {
        for (var step = 0; step < 2; step++)
        {
            TakeOne(_scene.Some.Skip(step * 5).Take(5));
            _scene.Sync().AssertEnded(Acting.Succeeded);
            _scene.Tenant.Advance(TimeSpan.FromHours(2));
        }
        TakeOne(_scene.Some.Skip(10).Take(1));

        _scene.Asked();
    }

    [Fact]
    public void What_somebody_has_said_yes_to_does_not_count_towards_what_goes_unasked()
    {
        TakeOne(_scene.Some.Take(12));
        _scene.Tenant.ApplyHeld(_scene.Asked().Id).AssertEnded(Acting.Succeeded);
        TakeOne(_scene.Some.Skip(12).Take(8));

        _scene.Sync().AssertEnded(Acting.Succeeded);

        _scene.AssertAgreed();
    }

    [Fact]
    public void What_was_discarded_does_not_count_towards_what_goes_unasked()
    {
        TakeOne(_scene.Some.Take(12));
        _scene.Answer("pax8_DiscardHeld", "pax8_syncjob", _scene.Asked().Id);
        TakeOne(_scene.Some.Skip(12).Take(8));

        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal((12, 499), (_scene.HeldCount, _scene.Quantity(_scene.Some[12])));
    }

    [Fact]
    public void Rows_of_a_customer_whose_sync_was_switched_are_taken_and_those_of_others_asked_about()
    {
        var (switched, other) = OfTwoCustomers();
        Switch(switched);
        AskAlways();
        TakeOne([switched, other]);

        _scene.Asked();

        Assert.Equal((499, null, 500, Fewer), (_scene.Quantity(switched), _scene.Held(switched), _scene.Quantity(other), _scene.Held(other)));
    }

    [Fact]
    public void A_switch_lets_go_what_the_next_sync_meets_and_nothing_after_that()
    {
        var (switched, _) = OfTwoCustomers();
        Switch(switched);
        AskAlways();
        _scene.Sync().AssertEnded(Acting.Succeeded);
        _scene.Tenant.Advance(TimeSpan.FromMinutes(5));
        TakeOne([switched]);

        _scene.Asked();

        Assert.Equal((500, Fewer), (_scene.Quantity(switched), _scene.Held(switched)));
    }

    [Fact]
    public void New_subscriptions_and_more_licences_are_no_reason_to_ask()
    {
        AskAlways();
        _scene.Pax8.ChangeQuantity(_scene.Some[0], 900);
        var first = _scene.Pax8.FindSubscription(_scene.Some[1])!;
        _scene.Pax8.AddSubscription(first.CompanyId, first.ProductId, 7);
        _scene.Pax8.CancelSubscription(_scene.Pax8.AddSubscription(first.CompanyId, first.ProductId, 9).Id);

        _scene.Sync().AssertEnded(Acting.Succeeded);

        _scene.AssertAgreed();
    }

    [Fact]
    public void What_is_at_stake_is_told_by_the_month_and_by_currency()
    {
        AskAlways();
        var (yearly, euros) = (_scene.Some[1], _scene.Some[2]);
        _scene.Pax8.ChangeSubscription(yearly, one => one with { BillingTerm = "Annual", Price = 24m });
        _scene.Pax8.ChangeSubscription(euros, one => one with { CurrencyCode = "EUR", Price = 3m });
        _scene.Sync().AssertEnded(Acting.Succeeded);
        var currency = _scene.Pax8.FindSubscription(yearly)!.CurrencyCode;
        _scene.Pax8.ChangeQuantity(yearly, 490);
        _scene.Pax8.ChangeQuantity(euros, 495);

        var message = _scene.Asked().Message();

        Assert.NotEqual("EUR", currency);
        Assert.Contains("2 of the subscriptions", message, StringComparison.Ordinal);
        Assert.Contains("15 licences", message, StringComparison.Ordinal);
        Assert.Contains("15.00 EUR", message, StringComparison.Ordinal);
        Assert.Contains($"20.00 {currency}", message, StringComparison.Ordinal);
    }

    private void AskAlways() => _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));

    private void TakeOne(IEnumerable<string> ids)
    {
        foreach (var id in ids.ToList()) _scene.Pax8.ChangeQuantity(id, _scene.Pax8.FindSubscription(id)!.Quantity - 1);
    }

    private (string One, string Other) OfTwoCustomers()
    {
        var one = _scene.Some[0];
        return (one, _scene.Some.First(id => CompanyOf(id) != CompanyOf(one)));
    }

    private string CompanyOf(string id) => _scene.Pax8.FindSubscription(id)!.CompanyId;

    private void Switch(string id)
    {
        _scene.Tenant.Advance(TimeSpan.FromMinutes(5));
        _scene.Tenant.SetSync(CompanyOf(id), enabled: false);
        _scene.Tenant.Settle();
        _scene.Tenant.SetSync(CompanyOf(id), enabled: true);
        _scene.Tenant.Settle();
        _scene.Tenant.Advance(TimeSpan.FromMinutes(5));
    }
}
