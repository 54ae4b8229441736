using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>What rows carry. Page: …/data-platform/org-service/queryexpression/select-columns</summary>
public sealed class QueryRowTests : IDisposable
{
    private readonly QueryWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>select-columns: if you set no columns, only the primary key value is returned.</summary>
    [Fact]
    public void Without_columns_a_query_returns_only_the_id()
    {
        var id = world.AddItem(("t_name", "a"));

        var row = world.Run(new QueryExpression("t_item")).Entities.Single();

        Assert.Equal(id, row.Id);
        Assert.Equal(["t_itemid"], row.Attributes.Keys);
        Assert.Equal("t_item", row.LogicalName);
    }

    [Fact]
    public void Columns_without_value_are_absent()
    {
        world.AddItem(("t_name", "a"), ("t_note", null));

        var row = world.Run(new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name", "t_note", "t_number") }).Entities.Single();

        Assert.Equal(["t_itemid", "t_name"], row.Attributes.Keys.Order());
    }

    [Fact]
    public void Values_come_back_in_the_SDKs_types_with_their_texts()
    {
        var box = world.Add("t_box", ("t_name", "Box"));
        var dollar = world.Add("transactioncurrency", ("currencysymbol", "$"));
        var id = world.AddItem(("t_name", "a"), ("t_number", 12345), ("t_amount", 1234.5m), ("t_price", new Money(-1234.5m)),
            ("t_day", new DateTime(2026, 3, 10)), ("t_moment", QueryWorld.Now), ("t_flag", false), ("t_color", new OptionSetValue(2)),
            ("t_boxid", new EntityReference("t_box", box)), ("t_customerid", new EntityReference("t_box", box)),
            ("transactioncurrencyid", new EntityReference("transactioncurrency", dollar)));

        var row = world.Run(new QueryExpression("t_item") { ColumnSet = new ColumnSet(true) }).Entities.Single();

        Assert.Equal(id, row.GetAttributeValue<Guid>("t_itemid"));
        Assert.Equal(12345, row["t_number"]);
        Assert.Equal(1234.5m, row["t_amount"]);
        Assert.Equal(-1234.5m, row.GetAttributeValue<Money>("t_price").Value);
        Assert.Equal(new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc), row["t_day"]);
        Assert.Equal(QueryWorld.Now, row["t_moment"]);
        Assert.Equal(DateTimeKind.Utc, row.GetAttributeValue<DateTime>("t_moment").Kind);
        Assert.Equal(false, row["t_flag"]);
        Assert.Equal(2, row.GetAttributeValue<OptionSetValue>("t_color").Value);
        foreach (var lookup in new[] { "t_boxid", "t_customerid" })
        {
            var reference = row.GetAttributeValue<EntityReference>(lookup);
            Assert.Equal(("t_box", box, "Box"), (reference.LogicalName, reference.Id, reference.Name));
            Assert.Equal("Box", row.FormattedValues[lookup]);
        }
        Assert.Equal("12,345", row.FormattedValues["t_number"]);
        Assert.Equal("1,234.5000", row.FormattedValues["t_amount"]);
        Assert.Equal("($1,234.50)", row.FormattedValues["t_price"]);
        Assert.Equal("3/10/2026", row.FormattedValues["t_day"]);
        Assert.Equal("3/10/2026 2:35 PM", row.FormattedValues["t_moment"]);
        Assert.Equal("Off", row.FormattedValues["t_flag"]);
        Assert.Equal("blue", row.FormattedValues["t_color"]);
        Assert.False(row.FormattedValues.Contains("t_name"));
    }

    /// <summary>…/data-platform/optimistic-concurrency: a retrieved row has its RowVersion.</summary>
    [Fact]
    public void Rows_carry_their_version()
    {
        var id = world.AddItem(("t_name", "a"));

        Assert.Equal("1", world.Find("t_item", id, "t_name")!.RowVersion);
        Assert.Null(world.Find("t_item", Guid.NewGuid(), "t_name"));
    }

    /// <summary>select-columns: columns that aren't valid for read return no values.</summary>
    [Fact]
    public void Columns_that_cannot_be_read_stay_absent()
    {
        world.AddItem(("t_name", "a"), ("t_writeonly", "x"));

        var row = world.Run(new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name", "t_writeonly") }).Entities.Single();

        Assert.False(row.Contains("t_writeonly"));
    }

    /// <summary>…/data-platform/column-level-security: who can't read a secured column gets no value, and no error.</summary>
    [Fact]
    public void Secured_columns_are_empty_for_callers_who_cannot_read_them_in_rows_filters_and_orders()
    {
        world.AddItem(("t_name", "a"), ("t_secret", "x"));
        world.Caller = world.Caller with { HiddenColumns = table => table == "t_item" ? new System.Collections.Generic.HashSet<string> { "t_secret" } : [] };
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet(true) };
        query.AddOrder("t_secret", OrderType.Ascending);

        Assert.False(world.Run(query).Entities.Single().Contains("t_secret"));
        Assert.Empty(world.NamesWhere("t_secret", ConditionOperator.Equal, "x"));
        Assert.Equal(["a"], world.NamesWhere("t_secret", ConditionOperator.Null));
    }

    [Fact]
    public void Rows_that_the_caller_may_not_read_do_not_exist_for_him_neither_in_links()
    {
        var box = world.Add("t_box", ("t_name", "hidden"));
        world.AddItem(("t_name", "mine"), ("t_boxid", new EntityReference("t_box", box)), ("ownerid", new EntityReference("systemuser", world.Caller.UserId)));
        world.AddItem(("t_name", "yours"), ("ownerid", new EntityReference("systemuser", Guid.NewGuid())));
        world.Caller = world.Caller with
        {
            Rows = (table, alias, parameter) => table.LogicalName == "t_item" ? $"{alias}.ownerid = {parameter(world.Caller.UserId.ToString("D"))}" : $"{parameter(0)}",
        };
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        query.AddLink("t_box", "t_boxid", "t_boxid", JoinOperator.LeftOuter).Columns = new ColumnSet("t_name");

        var row = world.Run(query).Entities.Single();

        Assert.Equal("mine", row["t_name"]);
        Assert.False(row.Contains("t_box1.t_name"));
    }
}
