using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>Pages, counts, top and distinct. Pages: …/org-service/queryexpression/page-results, …/count-rows, …/overview</summary>
public sealed class QueryPagingTests : IDisposable
{
    private readonly QueryWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Pages_follow_each_other_by_cookie_until_no_more_records()
    {
        AddNumbered(7);
        var query = Paged(3);

        var pages = new List<string>();
        EntityCollection page;
        do
        {
            page = world.Run(query);
            pages.Add(string.Join(" ", page.Entities.Select(e => e["t_name"])));
            Assert.Equal(page.MoreRecords, page.PagingCookie is not null);
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
        while (page.MoreRecords);

        Assert.Equal(["00 01 02", "03 04 05", "06"], pages);
    }

    /// <summary>page-results: with the cookie Dataverse starts with the next record after the last one of the preceding page.</summary>
    [Fact]
    public void With_a_cookie_no_row_is_skipped_when_earlier_ones_vanish()
    {
        var ids = AddNumbered(6);
        var query = Paged(3);
        var first = world.Run(query);
        world.Delete("t_item", ids[0]);
        query.PageInfo.PageNumber = 2;

        var simple = world.Names(query);
        query.PageInfo.PagingCookie = first.PagingCookie;
        var withCookie = world.Names(query);

        Assert.Equal(["04", "05"], simple);
        Assert.Equal(["03", "04", "05"], withCookie);
    }

    /// <summary>page-large-result-sets-with-queryexpression: for nonconsecutive pages the cookie is ignored.</summary>
    [Fact]
    public void A_cookie_of_another_than_the_page_before_is_ignored()
    {
        AddNumbered(9);
        var query = Paged(3);
        query.PageInfo.PagingCookie = world.Run(query).PagingCookie;
        query.PageInfo.PageNumber = 3;

        Assert.Equal(["06", "07", "08"], world.Names(query));
    }

    [Theory]
    [InlineData("t_amount", OrderType.Ascending)]
    [InlineData("t_amount", OrderType.Descending)]
    [InlineData("t_color", OrderType.Descending)]
    [InlineData("t_moment", OrderType.Ascending)]
    [InlineData("t_boxid", OrderType.Descending)]
    public void Every_row_comes_once_whatever_the_order_and_however_many_values_are_equal_or_missing(string column, OrderType type)
    {
        var box = new EntityReference("t_box", world.Add("t_box", ("t_name", "Box")));
        for (var i = 0; i < 20; i++)
            world.AddItem(("t_name", $"{i:00}"), ("t_amount", i % 3 == 0 ? null : i % 3 / 7m), ("t_color", i % 4 == 0 ? null : new OptionSetValue(i % 4)),
                ("t_moment", i % 5 == 0 ? null : QueryWorld.Now.AddHours(i % 5)), ("t_boxid", i % 2 == 0 ? box : null));
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name"), PageInfo = new PagingInfo { Count = 3, PageNumber = 1 } };
        query.AddOrder(column, type);
        var whole = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        whole.AddOrder(column, type);

        var names = new List<string>();
        EntityCollection page;
        do
        {
            page = world.Run(query);
            names.AddRange(page.Entities.Select(e => (string)e["t_name"]));
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
        while (page.MoreRecords);

        Assert.Equal(world.Names(whole), names);
    }

    /// <summary>page-results: the default and maximum page size is 5,000 rows.</summary>
    [Fact]
    public void A_page_has_at_most_5000_rows_and_counts_stop_there()
    {
        AddNumbered(5001);
        var query = new QueryExpression("t_item") { PageInfo = new PagingInfo { Count = 10_000, PageNumber = 1, ReturnTotalRecordCount = true } };

        var page = world.Run(query);

        Assert.Equal(5000, page.Entities.Count);
        Assert.True(page.MoreRecords);
        // count-rows: up to 5,000, and TotalRecordCountLimitExceeded says whether there are more.
        Assert.Equal(5000, page.TotalRecordCount);
        Assert.True(page.TotalRecordCountLimitExceeded);
    }

    [Fact]
    public void The_total_counts_all_pages_and_is_minus_one_unless_asked_for()
    {
        AddNumbered(7);
        var query = Paged(3);
        Assert.Equal(-1, world.Run(query).TotalRecordCount);
        query.PageInfo.ReturnTotalRecordCount = true;

        var page = world.Run(query);

        Assert.Equal(7, page.TotalRecordCount);
        Assert.False(page.TotalRecordCountLimitExceeded);
    }

    [Fact]
    public void Top_limits_the_rows()
    {
        AddNumbered(3);
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name"), TopCount = 2 };
        query.AddOrder("t_name", OrderType.Descending);

        Assert.Equal(["02", "01"], world.Names(query));
    }

    /// <summary>page-results and count-rows: TopCount goes with neither paging nor a total count.</summary>
    [Fact]
    public void Top_goes_with_neither_pages_nor_counts()
    {
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Run(new QueryExpression("t_item") { TopCount = 2, PageInfo = new PagingInfo { PageNumber = 2, Count = 2 } }));
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Run(new QueryExpression("t_item") { TopCount = 2, PageInfo = new PagingInfo { ReturnTotalRecordCount = true } }));
        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Run(new QueryExpression("t_item") { TopCount = 5001 }));
    }

    /// <summary>page-results#simple-paging: it can't return a data set larger than 50,000 records.</summary>
    [Fact]
    public void Without_cookie_no_page_reaches_beyond_50000_rows()
    {
        var query = Paged(5000);
        query.PageInfo.PageNumber = 11;

        Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Run(query));
    }

    /// <summary>overview#return-distinct-results: duplicates are left out, and rows come without primary key.</summary>
    [Fact]
    public void Distinct_rows_have_no_id()
    {
        foreach (var name in new[] { "b", "a", "a" })
            world.AddItem(("t_name", name));
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name"), Distinct = true, PageInfo = new PagingInfo { ReturnTotalRecordCount = true } };
        query.AddOrder("t_name", OrderType.Ascending);

        var page = world.Run(query);

        Assert.Equal(["a", "b"], page.Entities.Select(e => e["t_name"]));
        Assert.All(page.Entities, e => Assert.Equal(Guid.Empty, e.Id));
        Assert.All(page.Entities, e => Assert.False(e.Contains("t_itemid")));
        Assert.Equal(2, page.TotalRecordCount);
    }

    private Guid[] AddNumbered(int count) => Enumerable.Range(0, count).Select(i => world.AddItem(("t_name", $"{i:00}"))).ToArray();

    private static QueryExpression Paged(int size)
    {
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name"), PageInfo = new PagingInfo { Count = size, PageNumber = 1 } };
        query.AddOrder("t_name", OrderType.Ascending);
        return query;
    }
}
