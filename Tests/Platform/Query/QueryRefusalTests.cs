using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>
/// What Dataverse refuses, with its codes (…/data-platform/reference/web-service-error-codes), and what the tenant can't
/// answer, by name.
/// </summary>
public sealed class QueryRefusalTests : IDisposable
{
    private const int NoTable = -2147217150, NoColumn = -2147217149, InvalidArgument = -2147220989, TooManyConditions = -2147204340,
        TooManyLinks = -2147204339, NoLink = -2147217142, InvalidAlias = -2147217143;

    private readonly QueryWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void An_unknown_table_is_refused()
    {
        Assert.Contains("'t_nothing'", Refused(NoTable, new QueryExpression("t_nothing")), StringComparison.Ordinal);
        var link = new QueryExpression("t_item");
        link.AddLink("t_nothing", "t_boxid", "t_boxid");
        Refused(NoTable, link);
    }

    [Fact]
    public void An_unknown_column_is_refused_wherever_it_stands()
    {
        Assert.Equal("'t_Item' entity doesn't contain attribute with Name = 't_nothing' and NameMapping = 'Logical'.",
            Refused(NoColumn, new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_nothing") }));
        Refused(NoColumn, Where("t_nothing", ConditionOperator.Null));
        var order = new QueryExpression("t_item");
        order.AddOrder("t_nothing", OrderType.Ascending);
        Refused(NoColumn, order);
        var link = new QueryExpression("t_item");
        link.AddLink("t_box", "t_nothing", "t_boxid");
        Refused(NoColumn, link);
    }

    /// <summary>Values in conditions are plain: no EntityReference, OptionSetValue or Money, and of the column's type.</summary>
    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        Assert.Equal("Condition for attribute 't_item.t_boxid': expected argument(s) of type 'System.Guid' but received 'Microsoft.Xrm.Sdk.EntityReference'.",
            Refused(InvalidArgument, Where("t_boxid", ConditionOperator.Equal, new EntityReference("t_box", Guid.NewGuid()))));
        Refused(InvalidArgument, Where("t_color", ConditionOperator.Equal, new OptionSetValue(1)));
        Refused(InvalidArgument, Where("t_price", ConditionOperator.Equal, new Money(1)));
        Refused(InvalidArgument, Where("t_number", ConditionOperator.Equal, "one"));
        Refused(InvalidArgument, Where("t_name", ConditionOperator.Equal, 1));
        Refused(InvalidArgument, Where("t_boxid", ConditionOperator.In, (object)new object[] { Guid.NewGuid() }));
    }

    [Fact]
    public void A_wrong_number_of_values_is_refused()
    {
        Assert.Equal("The ConditonOperator.Equal requires 1 value/s, not 0. Parameter Name: t_name", Refused(InvalidArgument, Where("t_name", ConditionOperator.Equal)));
        Refused(InvalidArgument, Where("t_name", ConditionOperator.Equal, (object)null!));
        Refused(InvalidArgument, Where("t_number", ConditionOperator.Between, 1));
        Refused(InvalidArgument, Where("t_name", ConditionOperator.Null, "x"));
        Refused(InvalidArgument, Where("t_name", ConditionOperator.In));
    }

    /// <summary>filter-rows#condition-limits</summary>
    [Fact]
    public void More_than_500_conditions_and_links_are_refused_and_long_texts_in_lists()
    {
        Assert.Empty(world.Run(Conditions(500)).Entities);
        Refused(TooManyConditions, Conditions(501));
        var withLink = Conditions(500);
        withLink.AddLink("t_box", "t_boxid", "t_boxid");
        Refused(TooManyConditions, withLink);
        Assert.Empty(world.NamesWhere("t_number", ConditionOperator.In, Enumerable.Range(0, 2000).Cast<object>().ToArray()));
        Refused(InvalidArgument, Where("t_name", ConditionOperator.In, new string('x', 851)));
    }

    /// <summary>join-tables#limitations</summary>
    [Fact]
    public void More_than_15_links_are_refused()
    {
        Assert.Empty(world.Run(Links(15)).Entities);
        Assert.Equal("Number of link entities in query exceeded maximum limit.", Refused(TooManyLinks, Links(16)));
    }

    [Fact]
    public void A_condition_on_a_link_that_is_not_there_is_refused_and_a_wrong_alias()
    {
        var query = new QueryExpression("t_item");
        query.Criteria.AddCondition("x", "t_name", ConditionOperator.NotNull);
        Refused(NoLink, query);
        var alias = new QueryExpression("t_item");
        alias.AddLink("t_box", "t_boxid", "t_boxid").EntityAlias = "no alias";
        Refused(InvalidAlias, alias);
        var twice = new QueryExpression("t_item");
        twice.AddLink("t_box", "t_boxid", "t_boxid").EntityAlias = "b";
        twice.AddLink("t_box", "t_boxid", "t_boxid").EntityAlias = "b";
        Refused(InvalidAlias, twice);
    }

    /// <summary>ConditionOperator.Contains is answered only for columns with full-text indexing: dotnet/api/microsoft.xrm.sdk.query.conditionoperator.</summary>
    [Theory]
    [InlineData("t_name", ConditionOperator.Contains, "a")]
    [InlineData("t_boxid", ConditionOperator.Under, "a")]
    [InlineData("t_moment", ConditionOperator.ThisFiscalYear)]
    [InlineData("t_boxid", ConditionOperator.GreaterThan, "a")]
    [InlineData("t_boxid", ConditionOperator.Like, "a")]
    [InlineData("t_color", ConditionOperator.GreaterThan, 1)]
    public void What_the_tenant_cannot_answer_it_refuses_by_name(string column, ConditionOperator @operator, params object[] values)
    {
        var refusal = Assert.Throws<NotSupportedException>(() => world.Run(Where(column, @operator, values)));

        Assert.StartsWith($"The local tenant does not support the condition operator {@operator}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Joins_and_columns_that_the_tenant_does_not_know_are_refused_by_name()
    {
        var any = new QueryExpression("t_item");
        any.AddLink("t_box", "t_boxid", "t_boxid", JoinOperator.Exists);
        Assert.Equal("The local tenant does not support JoinOperator.Exists.", Assert.Throws<NotSupportedException>(() => world.Run(any)).Message);
        var virtualColumn = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_boxidname") };
        Assert.Contains("virtual column", Assert.Throws<NotSupportedException>(() => world.Run(virtualColumn)).Message, StringComparison.Ordinal);
    }

    private string Refused(int code, QueryExpression query)
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Run(query));
        Assert.Equal(code, fault.Detail.ErrorCode);
        Assert.Equal(fault.Message, fault.Detail.Message);
        return fault.Message;
    }

    private static QueryExpression Where(string column, ConditionOperator @operator, params object[] values)
    {
        var query = new QueryExpression("t_item");
        query.Criteria.AddCondition(column, @operator, values);
        return query;
    }

    private static QueryExpression Conditions(int count)
    {
        var query = new QueryExpression("t_item");
        for (var i = 0; i < count; i++)
            query.Criteria.AddCondition("t_number", ConditionOperator.Equal, i);
        return query;
    }

    private static QueryExpression Links(int count)
    {
        var query = new QueryExpression("t_item");
        for (var i = 0; i < count; i++)
            query.AddLink("t_box", "t_boxid", "t_boxid");
        return query;
    }
}
