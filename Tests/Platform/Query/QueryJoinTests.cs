using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>Links. Page: …/data-platform/org-service/queryexpression/join-tables</summary>
public sealed class QueryJoinTests : IDisposable
{
    private readonly QueryWorld world = new();
    private readonly Guid box;

    public QueryJoinTests()
    {
        var outer = world.Add("t_box", ("t_name", "Outer"), ("t_number", 9));
        box = world.Add("t_box", ("t_name", "Box"), ("t_number", 1), ("t_outerid", new EntityReference("t_box", outer)));
        world.AddItem(("t_name", "boxed"), ("t_boxid", new EntityReference("t_box", box)), ("t_customerid", new EntityReference("t_box", box)));
        world.AddItem(("t_name", "loose"));
    }

    public void Dispose() => world.Dispose();

    /// <summary>join-tables: Inner restricts results to rows with matching values; columns come back as AliasedValue.</summary>
    [Fact]
    public void An_inner_link_leaves_out_rows_without_partner()
    {
        var query = Items(JoinOperator.Inner, out var link);
        link.EntityAlias = "b";
        link.Columns = new ColumnSet("t_name", "t_number", "t_outerid");

        var row = world.Run(query).Entities.Single();

        var name = Assert.IsType<AliasedValue>(row["b.t_name"]);
        Assert.Equal(("t_box", "t_name", "Box"), (name.EntityLogicalName, name.AttributeLogicalName, (string)name.Value));
        Assert.Equal("1", row.FormattedValues["b.t_number"]);
        Assert.Equal("Outer", ((EntityReference)row.GetAttributeValue<AliasedValue>("b.t_outerid").Value).Name);
    }

    [Fact]
    public void An_outer_link_keeps_rows_without_partner()
    {
        var query = Items(JoinOperator.LeftOuter, out var link);
        link.Columns = new ColumnSet("t_name");
        query.AddOrder("t_name", OrderType.Descending);

        var rows = world.Run(query).Entities;

        Assert.Equal(["loose", "boxed"], rows.Select(r => r["t_name"]));
        Assert.False(rows[0].Contains("t_box1.t_name"));
        // fetchxml/reference/link-entity: a link without alias is named by table and number.
        Assert.Equal("Box", rows[1].GetAttributeValue<AliasedValue>("t_box1.t_name").Value);
    }

    /// <summary>filter-rows#filters-on-link-entity: LinkCriteria apply with the join, conditions with EntityName after it.</summary>
    [Fact]
    public void A_filter_of_a_link_applies_with_the_join_one_of_the_query_after_it()
    {
        var with = Items(JoinOperator.LeftOuter, out var link);
        link.Columns = new ColumnSet("t_name");
        link.LinkCriteria.AddCondition("t_number", ConditionOperator.Equal, 2);
        var after = Items(JoinOperator.LeftOuter, out link);
        link.EntityAlias = "b";
        after.Criteria.AddCondition("b", "t_number", ConditionOperator.Null);

        var rows = world.Run(with).Entities;
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.False(row.Contains("t_box1.t_name")));
        Assert.Equal(["loose"], world.Names(after));
    }

    [Fact]
    public void Links_nest()
    {
        var query = Items(JoinOperator.Inner, out var link);
        var outer = link.AddLink("t_box", "t_outerid", "t_boxid");
        outer.EntityAlias = "outer";
        outer.Columns = new ColumnSet("t_name");

        Assert.Equal("Outer", world.Run(query).Entities.Single().GetAttributeValue<AliasedValue>("outer.t_name").Value);
    }

    /// <summary>join-tables#one-to-many-relationships</summary>
    [Fact]
    public void A_link_to_the_many_returns_a_row_for_each()
    {
        world.AddItem(("t_name", "boxed too"), ("t_boxid", new EntityReference("t_box", box)));
        var query = new QueryExpression("t_box") { ColumnSet = new ColumnSet("t_name") };
        query.AddLink("t_item", "t_boxid", "t_boxid").Columns = new ColumnSet("t_name");

        Assert.Equal(2, world.Run(query).Entities.Count);
    }

    [Fact]
    public void A_lookup_of_several_tables_is_linked_by_the_table_too()
    {
        world.AddItem(("t_name", "account's"), ("t_customerid", new EntityReference("account", box)));
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        query.AddLink("t_box", "t_customerid", "t_boxid");

        Assert.Equal(["boxed"], world.Names(query));
    }

    private static QueryExpression Items(JoinOperator join, out LinkEntity link)
    {
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        link = query.AddLink("t_box", "t_boxid", "t_boxid", join);
        return query;
    }
}
