using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>Order. Page: …/data-platform/org-service/queryexpression/order-rows</summary>
public sealed class QueryOrderTests : IDisposable
{
    private readonly QueryWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>page-results#ordering-and-paging: without an order Dataverse adds one by primary key.</summary>
    [Fact]
    public void Without_order_rows_come_by_their_ids()
    {
        foreach (var name in new[] { "c", "a", "b" })
            world.AddItem(("t_name", name));

        var ids = world.Run(new QueryExpression("t_item")).Entities.Select(e => e.Id.ToString("D")).ToArray();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Texts_are_sorted_whatever_their_case_and_no_value_comes_first()
    {
        foreach (var name in new[] { "b", "A", "é", "C", null })
            world.AddItem(("t_name", name));

        Assert.Equal(" A b C é", string.Join(" ", Ordered("t_name", OrderType.Ascending)));
        Assert.Equal("é C b A ", string.Join(" ", Ordered("t_name", OrderType.Descending)));
    }

    /// <summary>order-rows#choice-columns: choices are sorted by their labels.</summary>
    [Fact]
    public void Choices_are_sorted_by_label()
    {
        foreach (var color in new[] { 1, 2, 3 })
            world.AddItem(("t_name", color.ToString()), ("t_color", new OptionSetValue(color)));

        Assert.Equal(["3", "2", "1"], Ordered("t_color", OrderType.Ascending));
        // fetchxml/order-rows#override-default-choice-columns-sort-order
        Assert.Equal(["1", "2", "3"], world.Fetch("<fetch useraworderby='1'><entity name='t_item'><attribute name='t_name'/><order attribute='t_color'/></entity></fetch>")
            .Entities.Select(e => e["t_name"]));
    }

    /// <summary>order-rows#lookup-columns: lookups are sorted by the primary name of the related row.</summary>
    [Fact]
    public void Lookups_are_sorted_by_name()
    {
        foreach (var name in new[] { "zebra", "Ant", "Mouse" })
            world.AddItem(("t_name", name), ("t_boxid", new EntityReference("t_box", world.Add("t_box", ("t_name", name)))));

        Assert.Equal(["Ant", "Mouse", "zebra"], Ordered("t_boxid", OrderType.Ascending));
    }

    [Fact]
    public void Decimals_are_sorted_as_numbers()
    {
        foreach (var amount in new[] { 10m, 9m, -1m })
            world.AddItem(("t_name", amount.ToString()), ("t_amount", amount));

        Assert.Equal(["-1", "9", "10"], Ordered("t_amount", OrderType.Ascending));
    }

    /// <summary>order-rows#process-linkentity-orders-last</summary>
    [Fact]
    public void Orders_of_links_come_last_unless_the_query_names_the_link()
    {
        foreach (var (name, number) in new[] { ("a", 2), ("b", 1), ("a", 1) })
            world.AddItem(("t_name", name + number), ("t_note", name), ("t_number", number),
                ("t_boxid", new EntityReference("t_box", world.Add("t_box", ("t_number", number)))));
        var last = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        var link = last.AddLink("t_box", "t_boxid", "t_boxid");
        link.Orders.Add(new OrderExpression("t_number", OrderType.Ascending));
        last.AddOrder("t_note", OrderType.Ascending);
        var first = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        first.AddLink("t_box", "t_boxid", "t_boxid").EntityAlias = "x";
        first.Orders.Add(new OrderExpression("t_number", OrderType.Ascending) { EntityName = "x" });
        first.AddOrder("t_note", OrderType.Ascending);

        Assert.Equal(["a1", "a2", "b1"], world.Names(last));
        Assert.Equal(["a1", "b1", "a2"], world.Names(first));
    }

    private string[] Ordered(string column, OrderType type)
    {
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        query.AddOrder(column, type);
        return world.Names(query);
    }
}
