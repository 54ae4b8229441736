using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>What becomes of a subscription here that Pax8 makes another product of, or hangs under another parent; see <see cref="CompanyMoveTests"/>.</summary>
public sealed class ProductAndParentMoveTests
{
    [Fact]
    public void Another_product_is_followed_in_product_and_name_and_told_and_the_licences_stay()
    {
        var scene = new MoveScene();
        var other = scene.Tenant.Pax8!.State.Products.First(product => product.Id != scene.There.ProductId);

        scene.Tenant.Pax8.State.ChangeSubscription(scene.Pax8Id, one => one with { ProductId = other.Id, ProductName = other.Name });
        var job = scene.Sync();

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(1, job.Counts().Updated);
        Assert.EndsWith(" has become another product in Pax8.", scene.Tenant.SingleIssue().Text("pax8_name"), StringComparison.Ordinal);
        Assert.StartsWith(other.Name + " – ", scene.Here.Text("pax8_name"), StringComparison.Ordinal);
        Assert.Single(scene.LogRows());
        scene.Tenant.AssertSubscriptionsEqualPax8();
        scene.AssertNothingIsDoneAgain();

        scene.Tenant.Pax8.State.ChangeSubscription(scene.Pax8Id, one => one with { ProductId = scene.FirstProduct, ProductName = null });
        scene.Sync();
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void Parents_are_followed_to_none_to_another_to_one_that_comes_later_and_back()
    {
        var scene = new MoveScene();
        var state = scene.Tenant.Pax8!.State;
        var parents = state.Subscriptions.Where(one => one.CompanyId == scene.Home && one.Id != scene.Pax8Id && one.Id != scene.There.ParentSubscriptionId).Take(2).Select(one => one.Id).ToList();
        var later = state.AddSubscription(scene.Home, scene.FirstProduct, 4).Id;
        state.VanishSubscription(later);

        foreach (var parent in new[] { parents[0], parents[1], null, parents[0], later, null, parents[1] })
        {
            state.ChangeSubscription(scene.Pax8Id, one => one with { ParentSubscriptionId = parent });
            scene.Sync().AssertEnded(Acting.Succeeded);
            if (parent == later)
            {
                Assert.Null(scene.Here.GetAttributeValue<EntityReference>("pax8_parentsubscriptionid"));
                state.ReturnSubscription(later);
                scene.Sync().AssertEnded(Acting.Succeeded);
            }
            scene.Tenant.AssertSubscriptionsEqualPax8();
            Assert.EndsWith(" in Pax8.", Assert.Single(scene.Tenant.OpenIssues()).Text("pax8_name"), StringComparison.Ordinal);
            scene.AssertNothingIsDoneAgain();
        }
    }

    [Theory]
    [InlineData("product")]
    [InlineData("parent")]
    public void A_change_that_waits_when_product_or_parent_change_is_held_until_a_person_decides(string what)
    {
        var scene = new MoveScene();
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", false));
        scene.Order(+3);
        scene.Tenant.ChangeConnector(scene.Connector, ("pax8_writeback", true));
        var state = scene.Tenant.Pax8!.State;

        if (what == "product") state.ChangeSubscription(scene.Pax8Id, one => one with { ProductId = state.Products.First(product => product.Id != one.ProductId).Id });
        else state.ChangeSubscription(scene.Pax8Id, one => one with { ParentSubscriptionId = state.Subscriptions.First(other => other.CompanyId == scene.Home && other.Id != one.Id).Id });
        scene.Sync();
        scene.Sync();

        Assert.Equal((Awaiting, Confirmation, NotSynced, 0), (scene.Pending().Number("pax8_provisioningstatus"), scene.Pending().Number("pax8_waitsfor"), scene.State, scene.Calls(Put)));
        scene.Withdraw(scene.Pending());
        scene.Sync();
        scene.Tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_push_that_finds_another_product_sends_nothing()
    {
        var scene = new MoveScene();
        var state = scene.Tenant.Pax8!.State;
        state.ChangeSubscription(scene.Pax8Id, one => one with { ProductId = state.Products.First(product => product.Id != one.ProductId).Id });

        scene.Order(+3);

        Assert.Equal((Awaiting, NotSynced, 0), (scene.Status(), scene.State, scene.Calls(Put)));
        Assert.StartsWith("Pax8 shows another product or another parent ", scene.Here.Text("pax8_lasterror"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_sees_company_product_and_parent()
    {
        var scene = new MoveScene();
        var state = scene.Tenant.Pax8!.State;
        var ids = state.Subscriptions.Where(one => one is { Status: "Active", CompanyId: var company } && company == scene.Home).Select(one => one.Id).Take(4).ToList();
        var away = scene.NotSynchronised(isKnown: true);
        state.ChangeSubscription(ids[0], one => one with { CompanyId = scene.Other });
        state.ChangeSubscription(ids[1], one => one with { CompanyId = away });
        state.ChangeSubscription(ids[2], one => one with { ProductId = state.Products.First(product => product.Id != one.ProductId).Id });
        state.ChangeSubscription(ids[3], one => one with { ParentSubscriptionId = ids[2] });
        var before = scene.Tenant.SubscriptionPicture();

        var job = scene.Tenant.CompareSubscriptions(scene.Connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(before, scene.Tenant.SubscriptionPicture());
        var found = scene.Tenant.Rows("pax8_subscriptiondifference", "pax8_providerspecificid", "pax8_kind", "pax8_here", "pax8_there");
        Assert.Equal(
            [(ids[0], 7, scene.NameOf(scene.Home), scene.NameOf(scene.Other)), (ids[1], 7, scene.NameOf(scene.Home), away)],
            found.Where(row => row.Number("pax8_kind") == 7).Select(row => ((string)row["pax8_providerspecificid"], row.Number("pax8_kind"), row.Text("pax8_here")!, row.Text("pax8_there")!)).OrderBy(row => ids.IndexOf(row.Item1)));
        Assert.Equal([(ids[2], 8), (ids[3], 9)], found.Where(row => row.Number("pax8_kind") > 7).Select(row => ((string)row["pax8_providerspecificid"], row.Number("pax8_kind"))).OrderBy(row => row.Item2));
        Assert.Contains("4 differ: companies 2, products 1, parents 1.", job.Message(), StringComparison.Ordinal);

        scene.Sync();
        Assert.Equal(0, scene.Tenant.CompareSubscriptions(scene.Connector)["pax8_differencecount"]);
    }
}
