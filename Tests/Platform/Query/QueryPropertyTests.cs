using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>
/// Whatever the rows and whatever the filter: the SQL finds the rows that a plain evaluation of the filter in memory finds
/// (<see cref="NaiveFilter"/>), by pages of any size too.
/// </summary>
public sealed class QueryPropertyTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(QueryCases)])]
    public void SQL_finds_what_a_filter_in_memory_finds(QueryCase @case)
    {
        using var world = new QueryWorld();
        var rows = @case.Rows.Select(row => (Id: world.AddItem([.. row.Stored()]), Row: row)).ToArray();
        var query = new QueryExpression("t_item") { Criteria = @case.Filter.ToExpression() };

        var found = world.Run(query).Entities.Select(e => e.Id).ToHashSet();

        var expected = rows.Where(r => NaiveFilter.Matches(@case.Filter, r.Row)).Select(r => r.Id).ToHashSet();
        Assert.True(expected.SetEquals(found), $"{@case.Filter}\nfound {found.Count}, expected {expected.Count}");
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(QueryCases)])]
    public void Pages_by_cookie_bring_every_row_of_the_whole_once_and_in_its_order(QueryCase @case, PositiveInt size)
    {
        using var world = new QueryWorld();
        foreach (var row in @case.Rows)
            world.AddItem([.. row.Stored()]);
        var whole = new QueryExpression("t_item") { Criteria = @case.Filter.ToExpression() };
        foreach (var (column, type) in @case.Orders)
            whole.AddOrder(column, type);
        var expected = world.Run(whole).Entities.Select(e => e.Id).ToArray();

        var found = new List<Guid>();
        whole.PageInfo = new PagingInfo { Count = size.Get, PageNumber = 1 };
        while (true)
        {
            var page = world.Run(whole);
            found.AddRange(page.Entities.Select(e => e.Id));
            if (!page.MoreRecords)
                break;
            whole.PageInfo.PageNumber++;
            whole.PageInfo.PagingCookie = page.PagingCookie;
        }

        Assert.Equal(expected, found);
    }
}

/// <summary>Rows, a filter and orders out of small pools, so that values meet often.</summary>
public static class QueryCases
{
    private static readonly Guid[] Boxes = [new("11111111-aaaa-4000-8000-000000000001"), new("22222222-BBBB-4000-8000-000000000002")];
    private static readonly string[] Texts = ["", "a", "A", "Ä", "ab", "a%b", "a_", "AB ", "[x]", "b", "ba", "é"];
    private static readonly string[] Patterns = ["%", "a%", "_", "%b", "a[%]b", "[a-b]_", "[^a]%", "%[x]%", "a_%", ""];
    private static readonly decimal[] Decimals = [-1.5m, 0m, 0.1m, 0.10m, 2m, 10m, 100.25m];
    private static readonly DateTime[] Days = [.. Enumerable.Range(-3, 6).Select(d => QueryWorld.Now.Date.AddDays(d))];
    private static readonly string[] OrderColumns = ["t_name", "t_number", "t_amount", "t_moment", "t_color", "t_flag"];

    public static Arbitrary<QueryCase> Case() => (
        from rows in Row.ListOf(12)
        from filter in Filter(2)
        from orders in Order.ListOf(2)
        select new QueryCase([.. rows], filter, [.. orders.DistinctBy(o => o.Column)])).ToArbitrary();

    private static Gen<ItemRow> Row =>
        from name in Maybe(Texts)
        from number in Maybe(Enumerable.Range(-2, 5).Cast<object>())
        from amount in Maybe(Decimals.Cast<object>())
        from moment in Maybe(Days.SelectMany(d => new object[] { d, d.AddHours(14).AddMinutes(35) }))
        from flag in Maybe([true, false])
        from color in Maybe([1, 2, 3])
        from box in Maybe(Boxes.Cast<object>())
        select new ItemRow((string?)name, (int?)number, (decimal?)amount, (DateTime?)moment, (bool?)flag, (int?)color, (Guid?)box);

    private static Gen<(string Column, OrderType Type)> Order =>
        from column in Gen.Elements(OrderColumns)
        from type in Gen.Elements(OrderType.Ascending, OrderType.Descending)
        select (Column: column, Type: type);

    private static Gen<FilterCase> Filter(int depth) =>
        from or in Gen.Elements(true, false)
        from conditions in Condition.ListOf(3)
        from filters in depth == 0 ? Gen.Constant(new List<FilterCase>()) : Filter(depth - 1).ListOf(2).Select(f => f.ToList())
        select new FilterCase(or, [.. conditions], [.. filters]);

    private static Gen<ConditionCase> Condition => Gen.OneOf(
        OfColumn("t_name", Texts, ConditionOperator.GreaterThan, ConditionOperator.LessEqual),
        OfColumn("t_number", Enumerable.Range(-2, 6).Cast<object>(), ConditionOperator.GreaterEqual, ConditionOperator.LessThan),
        OfColumn("t_amount", Decimals.Cast<object>(), ConditionOperator.GreaterThan, ConditionOperator.GreaterEqual, ConditionOperator.LessThan, ConditionOperator.LessEqual),
        OfColumn("t_moment", Days.Cast<object>(), ConditionOperator.GreaterThan, ConditionOperator.On, ConditionOperator.OnOrAfter, ConditionOperator.OnOrBefore),
        OfColumn("t_flag", [true, false]),
        OfColumn("t_color", [1, 2, 3]),
        OfColumn("t_boxid", Boxes.Cast<object>()),
        Like, Between);

    private static Gen<ConditionCase> OfColumn(string column, IEnumerable<object> pool, params ConditionOperator[] more)
    {
        var values = pool.ToArray();
        return Gen.OneOf(
            from @operator in Gen.Elements([ConditionOperator.Equal, ConditionOperator.NotEqual, .. more])
            from value in Gen.Elements(values)
            select new ConditionCase(column, @operator, [value]),
            from @operator in Gen.Elements(ConditionOperator.In, ConditionOperator.NotIn)
            from list in Gen.Elements(values).NonEmptyListOf()
            select new ConditionCase(column, @operator, [.. list]),
            Gen.Elements(ConditionOperator.Null, ConditionOperator.NotNull).Select(o => new ConditionCase(column, o, [])));
    }

    private static Gen<ConditionCase> Like =>
        from @operator in Gen.Elements(ConditionOperator.Like, ConditionOperator.NotLike, ConditionOperator.BeginsWith, ConditionOperator.DoesNotBeginWith,
            ConditionOperator.EndsWith, ConditionOperator.DoesNotEndWith)
        from pattern in Gen.Elements(Patterns)
        select new ConditionCase("t_name", @operator, [pattern]);

    private static Gen<ConditionCase> Between =>
        from @operator in Gen.Elements(ConditionOperator.Between, ConditionOperator.NotBetween)
        from low in Gen.Elements(Decimals)
        from high in Gen.Elements(Decimals)
        select new ConditionCase("t_amount", @operator, [low, high]);

    private static Gen<object?> Maybe(IEnumerable<object> pool) => Gen.Elements([null, .. pool]);
}
