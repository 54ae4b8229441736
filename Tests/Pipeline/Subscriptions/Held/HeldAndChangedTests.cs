using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Subscriptions.Held.HeldScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>What people change of a row that holds something, and what a push does that meets what Pax8 would take away.</summary>
public sealed class HeldAndChangedTests
{
    private readonly HeldScene _scene = new();

    private string One => _scene.Some[1];

    [Fact]
    public void A_price_that_is_changed_while_licences_are_held_is_sent()
    {
        Shrink();

        Save(("pax8_price", 9m));

        Assert.Equal((9m, 20m), (_scene.Pax8.FindSubscription(One)!.Price, _scene.Pax8.FindSubscription(One)!.Quantity));
        Assert.Equal((500, Fewer, InSync), (_scene.Quantity(One), _scene.Held(One), _scene.Row(One).Number("pax8_syncstate")));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_quantity_that_is_changed_while_licences_are_held_is_a_conflict()
    {
        Shrink();

        Save(("pax8_quantity", 510));

        var row = _scene.Row(One);
        Assert.Equal((510, 20, InConflict), (row["pax8_quantity"], row["pax8_conflictquantity"], row.Number("pax8_syncstate")));
        Assert.Null(_scene.Held(One));
        Assert.Equal(20, _scene.Pax8.FindSubscription(One)!.Quantity);
    }

    [Theory]
    [InlineData("pax8_KeepPax8", 20, 20)]
    [InlineData("pax8_KeepWork365", 510, 510)]
    public void Whoever_settles_that_conflict_decides_about_the_licences(string api, int here, int there)
    {
        Shrink();
        Save(("pax8_quantity", 510));

        _scene.AnswerOne(api, One);

        Assert.Equal((here, there), (_scene.Quantity(One), (int)_scene.Pax8.FindSubscription(One)!.Quantity));
        Assert.Null(_scene.Held(One));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData("pax8_KeepPax8", 20, null)]
    [InlineData("pax8_KeepWork365", 500, Fewer)]
    public void A_conflict_about_the_price_decides_about_the_licences_only_for_Pax8(string api, int here, int? held)
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", false));
        Save(("pax8_price", 9m));
        _scene.Pax8.ChangeSubscription(One, one => one with { Quantity = 20, Price = 8m });
        _scene.Sync();
        Assert.Equal((InConflict, 500), (_scene.Row(One).Number("pax8_syncstate"), _scene.Quantity(One)));
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", true));

        _scene.AnswerOne(api, One);

        Assert.Equal((here, held), (_scene.Quantity(One), _scene.Held(One)));
        _scene.Tenant.AssertLogsAddUp();
    }

    [Theory]
    [InlineData(false, Fewer)]
    [InlineData(true, Ended)]
    public void A_push_that_meets_what_Pax8_would_take_away_holds_it(bool ends, int kind)
    {
        if (ends) _scene.Pax8.CancelSubscription(One);
        else _scene.Pax8.ChangeQuantity(One, 20);

        Save(("pax8_price", 9m));

        Assert.Equal((500, true, kind), (_scene.Quantity(One), _scene.IsActive(One), _scene.Held(One)));
        _scene.Tenant.AssertLogsAddUp();
        // The next sync counts it: of so many it is little.
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_holdnumber", 1000));
        _scene.Sync();
        Assert.Equal((ends ? 0 : 20, null), (_scene.Quantity(One), _scene.Held(One)));
    }

    [Fact]
    public void What_waits_to_be_sent_is_not_called_held()
    {
        _scene.Tenant.ChangeConnector(_scene.Connector, ("pax8_writeback", false));
        Save(("pax8_quantity", 400));

        _scene.Sync().AssertEnded(Acting.Succeeded);

        Assert.Equal(((int?)null, WaitingToBeSent), (_scene.Held(One), _scene.Row(One).Number("pax8_syncstate") == NotSynced ? WaitingToBeSent : _scene.Row(One).Number("pax8_syncstate")));
    }

    private void Shrink()
    {
        foreach (var id in _scene.Some.Skip(1)) _scene.Pax8.ChangeQuantity(id, 20);
        _scene.Asked();
    }

    private void Save(params (string Column, object? Value)[] values)
    {
        _scene.Tenant.Administrator.Update(Refusing.Row("pax8_subscription", _scene.Row(One).Id, values));
        _scene.Tenant.Settle();
    }
}
