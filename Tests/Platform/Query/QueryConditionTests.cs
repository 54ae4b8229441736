using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static Microsoft.Xrm.Sdk.Query.ConditionOperator;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>
/// What the operators mean. Pages: …/data-platform/fetchxml/reference/operators, …/data-platform/wildcard-characters,
/// learn.microsoft.com/power-platform/admin/language-collations
/// </summary>
public sealed class QueryConditionTests : IDisposable
{
    private readonly QueryWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>Every environment is case-insensitive, an English one accent-insensitive: language-collations.</summary>
    [Theory]
    [InlineData("CAFE")]
    [InlineData("café")]
    [InlineData("Cafe  ")]
    public void Texts_are_equal_whatever_their_case_accents_and_trailing_spaces(string asked)
    {
        world.AddItem(("t_name", "Café"));

        Assert.Equal(["Café"], world.NamesWhere("t_name", Equal, asked));
        Assert.Equal(["Café"], world.NamesWhere("t_name", In, "tea", asked));
    }

    /// <summary>Described at powerobjects.com/blog/2016/08/02/boolean-blitz-when-two-options-are-actually-three.</summary>
    [Fact]
    public void Operators_that_say_not_find_rows_without_value()
    {
        world.AddItem(("t_name", "none"));
        world.AddItem(("t_name", "one"), ("t_number", 1), ("t_note", "abc"));
        world.AddItem(("t_name", "two"), ("t_number", 2), ("t_note", "bcd"));

        Assert.Equal(["none", "two"], world.NamesWhere("t_number", NotEqual, 1));
        Assert.Equal(["none", "two"], world.NamesWhere("t_number", NotIn, 1, 3));
        Assert.Equal(["none", "two"], world.NamesWhere("t_number", NotBetween, 0, 1));
        Assert.Equal(["none", "two"], world.NamesWhere("t_note", NotLike, "a%"));
        Assert.Equal(["none", "two"], world.NamesWhere("t_note", DoesNotBeginWith, "a"));
        Assert.Equal(["none", "two"], world.NamesWhere("t_note", DoesNotEndWith, "c"));
    }

    [Fact]
    public void Comparisons_do_not_find_rows_without_value()
    {
        world.AddItem(("t_name", "none"));
        world.AddItem(("t_name", "two"), ("t_number", 2), ("t_amount", 10m), ("t_note", "m"));

        Assert.Equal(["two"], world.NamesWhere("t_number", GreaterThan, 1));
        Assert.Equal(["two"], world.NamesWhere("t_number", LessEqual, 2));
        Assert.Equal(["two"], world.NamesWhere("t_amount", GreaterEqual, 9m));
        Assert.Equal(["two"], world.NamesWhere("t_note", LessThan, "N"));
        Assert.Equal(["two"], world.NamesWhere("t_number", Between, 2, 3));
        Assert.Equal(["none"], world.NamesWhere("t_number", Null));
        Assert.Equal(["two"], world.NamesWhere("t_number", NotNull));
    }

    /// <summary>wildcard-characters: %, _, [] and [^] are wildcards with like, begins-with and ends-with; in brackets they are themselves.</summary>
    [Theory]
    [InlineData("a%", "ab", "abc", "a%c")]
    [InlineData("A_", "ab")]
    [InlineData("%B%", "ab", "abc", "xbx")]
    [InlineData("a[%]c", "a%c")]
    [InlineData("a[a-c]%", "ab", "abc")]
    [InlineData("[^a]%", "xbx")]
    [InlineData("_b[x-z]", "xbx")]
    [InlineData("a[b")]
    public void Like_knows_the_wildcards_of_SQL_Server(string pattern, params string[] found)
    {
        foreach (var name in new[] { "ab", "abc", "a%c", "xbx" })
            world.AddItem(("t_name", name));

        Assert.Equal(found.Order(StringComparer.Ordinal), world.NamesWhere("t_name", Like, pattern));
    }

    [Fact]
    public void Begins_with_and_ends_with_look_at_one_end()
    {
        world.AddItem(("t_name", "Contoso Ltd"));
        world.AddItem(("t_name", "The Contoso"));

        Assert.Equal(["Contoso Ltd"], world.NamesWhere("t_name", BeginsWith, "contoso"));
        Assert.Equal(["The Contoso"], world.NamesWhere("t_name", EndsWith, "contoso"));
    }

    [Fact]
    public void Decimals_are_compared_as_numbers_and_equal_whatever_their_zeros()
    {
        world.AddItem(("t_name", "ten"), ("t_amount", 10.0000m));
        world.AddItem(("t_name", "nine"), ("t_amount", 9.5m));

        Assert.Equal(["ten"], world.NamesWhere("t_amount", Equal, 10m));
        Assert.Equal(["nine"], world.NamesWhere("t_amount", LessThan, 10m));
        Assert.Equal(["nine", "ten"], world.NamesWhere("t_amount", Between, 9m, 10.0m));
    }

    [Fact]
    public void Lookups_are_compared_by_id()
    {
        var box = world.Add("t_box", ("t_name", "Box"));
        world.AddItem(("t_name", "inside"), ("t_boxid", new EntityReference("t_box", box)));
        world.AddItem(("t_name", "outside"));

        Assert.Equal(["inside"], world.NamesWhere("t_boxid", Equal, box));
        Assert.Equal(["inside"], world.NamesWhere("t_boxid", In, box.ToString("B").ToUpperInvariant()));
    }

    [Fact]
    public void Dates_are_compared_by_days_of_UTC()
    {
        world.AddItem(("t_name", "yesterday"), ("t_moment", QueryWorld.Now.Date.AddSeconds(-1)), ("t_day", QueryWorld.Now.Date.AddDays(-1)));
        world.AddItem(("t_name", "today"), ("t_moment", QueryWorld.Now.Date), ("t_day", QueryWorld.Now.Date));
        world.AddItem(("t_name", "tomorrow"), ("t_moment", QueryWorld.Now.Date.AddDays(1)), ("t_day", QueryWorld.Now.Date.AddDays(1)));

        foreach (var column in new[] { "t_moment", "t_day" })
        {
            Assert.Equal(["today"], world.NamesWhere(column, On, "2026-03-10"));
            Assert.Equal(["today", "tomorrow"], world.NamesWhere(column, OnOrAfter, QueryWorld.Now));
            Assert.Equal(["today", "yesterday"], world.NamesWhere(column, OnOrBefore, QueryWorld.Now));
            Assert.Equal(["today"], world.NamesWhere(column, Today));
            Assert.Equal(["yesterday"], world.NamesWhere(column, Yesterday));
            Assert.Equal(["tomorrow"], world.NamesWhere(column, Tomorrow));
            Assert.Equal(["today", "yesterday"], world.NamesWhere(column, LastXDays, 1));
        }
    }

    [Fact]
    public void Spans_of_hours_and_minutes_begin_with_a_whole_one()
    {
        world.AddItem(("t_name", "12:59"), ("t_moment", QueryWorld.Now.Date.AddHours(12).AddMinutes(59)));
        world.AddItem(("t_name", "13:00"), ("t_moment", QueryWorld.Now.Date.AddHours(13)));
        world.AddItem(("t_name", "14:35"), ("t_moment", QueryWorld.Now));

        Assert.Equal(["13:00", "14:35"], world.NamesWhere("t_moment", LastXHours, 1));
        Assert.Equal(["12:59"], world.NamesWhere("t_moment", OlderThanXHours, 1));
        Assert.Equal(["12:59", "13:00"], world.NamesWhere("t_moment", OlderThanXMinutes, 5));
    }

    [Fact]
    public void The_caller_is_compared_by_id()
    {
        world.AddItem(("t_name", "mine"), ("ownerid", new EntityReference("systemuser", world.Caller.UserId)));
        world.AddItem(("t_name", "yours"), ("ownerid", new EntityReference("systemuser", Guid.NewGuid())));

        Assert.Equal(["mine"], world.NamesWhere("ownerid", EqualUserId));
        Assert.Equal(["yours"], world.NamesWhere("ownerid", NotEqualUserId));
    }

    [Fact]
    public void Filters_nest_and_or_in_each_other()
    {
        world.AddItem(("t_name", "a"), ("t_number", 1), ("t_flag", true));
        world.AddItem(("t_name", "b"), ("t_number", 2), ("t_flag", true));
        world.AddItem(("t_name", "c"), ("t_number", 1), ("t_flag", false));
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        query.Criteria.AddCondition("t_number", Equal, 1);
        var either = query.Criteria.AddFilter(LogicalOperator.Or);
        either.AddCondition("t_flag", Equal, true);
        either.AddCondition("t_name", Equal, "none");

        Assert.Equal(["a"], world.Names(query));
    }

    /// <summary>Test for a null value: learn.microsoft.com/previous-versions/dynamicscrm-2016/developers-guide/gg334657</summary>
    [Fact]
    public void A_query_by_attribute_finds_null_by_null()
    {
        world.AddItem(("t_name", "one"), ("t_number", 1));
        world.AddItem(("t_name", "none"));
        var query = new QueryByAttribute("t_item") { ColumnSet = new ColumnSet("t_name") };
        query.AddAttributeValue("t_number", null);

        Assert.Equal(["none"], world.Names(query));
    }
}
