using System;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// $filter as the conditions of a QueryExpression: comparisons of a column with a value, contains, startswith, endswith, and, or,
/// not. A "not" is carried down to the conditions, whose opposites let rows without a value through, as Dataverse's do.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows
/// </summary>
internal sealed class FilterCompiler(LinkTree links)
{
    public FilterExpression Compile(FilterClause clause) => Filter(clause.Expression, negated: false);

    private FilterExpression Filter(QueryNode node, bool negated) => LinkTree.Unwrapped(node) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } both => Joined(both, negated ? LogicalOperator.Or : LogicalOperator.And, negated),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } either => Joined(either, negated ? LogicalOperator.And : LogicalOperator.Or, negated),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Filter(not.Operand, !negated),
        BinaryOperatorNode comparison => Comparison(comparison, negated),
        SingleValueFunctionCallNode call => Call(call, negated),
        var other => throw ODataRefusal.NotSupported($"{other.Kind} in $filter"),
    };

    private FilterExpression Joined(BinaryOperatorNode node, LogicalOperator by, bool negated)
    {
        var filter = new FilterExpression(by);
        filter.AddFilter(Filter(node.Left, negated));
        filter.AddFilter(Filter(node.Right, negated));
        return filter;
    }

    private FilterExpression Comparison(BinaryOperatorNode node, bool negated)
    {
        var swapped = LinkTree.Unwrapped(node.Left) is ConstantNode;
        var (source, column) = links.Column(swapped ? node.Right : node.Left);
        if (LinkTree.Unwrapped(swapped ? node.Left : node.Right) is not ConstantNode constant) throw ODataRefusal.NotSupported("comparisons of two columns in $filter");
        var kind = swapped ? Turned(node.OperatorKind) : node.OperatorKind;
        if (constant.Value is null) return Null(source, column, kind, negated);
        var value = Value(column, constant);
        return (kind, negated) switch
        {
            (BinaryOperatorKind.Equal, false) or (BinaryOperatorKind.NotEqual, true) => Condition(source, column, ConditionOperator.Equal, value),
            (BinaryOperatorKind.NotEqual, false) or (BinaryOperatorKind.Equal, true) => Condition(source, column, ConditionOperator.NotEqual, value),
            (BinaryOperatorKind.GreaterThan, false) => Condition(source, column, ConditionOperator.GreaterThan, value),
            (BinaryOperatorKind.GreaterThanOrEqual, false) => Condition(source, column, ConditionOperator.GreaterEqual, value),
            (BinaryOperatorKind.LessThan, false) => Condition(source, column, ConditionOperator.LessThan, value),
            (BinaryOperatorKind.LessThanOrEqual, false) => Condition(source, column, ConditionOperator.LessEqual, value),
            (BinaryOperatorKind.GreaterThan, true) => OrNull(source, column, ConditionOperator.LessEqual, value),
            (BinaryOperatorKind.GreaterThanOrEqual, true) => OrNull(source, column, ConditionOperator.LessThan, value),
            (BinaryOperatorKind.LessThan, true) => OrNull(source, column, ConditionOperator.GreaterEqual, value),
            (BinaryOperatorKind.LessThanOrEqual, true) => OrNull(source, column, ConditionOperator.GreaterThan, value),
            _ => throw ODataRefusal.NotSupported($"the operator {kind} in $filter"),
        };
    }

    private static BinaryOperatorKind Turned(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        _ => kind,
    };

    private static FilterExpression Null(LinkedTable source, ColumnDefinition column, BinaryOperatorKind kind, bool negated) => kind switch
    {
        BinaryOperatorKind.Equal => Condition(source, column, negated ? ConditionOperator.NotNull : ConditionOperator.Null),
        BinaryOperatorKind.NotEqual => Condition(source, column, negated ? ConditionOperator.Null : ConditionOperator.NotNull),
        _ => throw ODataRefusal.Address($"$filter compares {NavigationNames.Property(column)} with null by {kind}; only eq and ne do that."),
    };

    private FilterExpression Call(SingleValueFunctionCallNode call, bool negated)
    {
        if (call.Name is not ("contains" or "startswith" or "endswith")) throw ODataRefusal.NotSupported($"the function {call.Name} in $filter");
        var parameters = call.Parameters.ToList();
        var (source, column) = links.Column(parameters[0]);
        if (LinkTree.Unwrapped(parameters[1]) is not ConstantNode { Value: string text }) throw ODataRefusal.NotSupported($"{call.Name} with another second parameter than a text");
        return (call.Name, negated) switch
        {
            ("contains", false) => Condition(source, column, ConditionOperator.Like, $"%{text}%"),
            ("contains", true) => Condition(source, column, ConditionOperator.NotLike, $"%{text}%"),
            ("startswith", false) => Condition(source, column, ConditionOperator.BeginsWith, text),
            ("startswith", true) => Condition(source, column, ConditionOperator.DoesNotBeginWith, text),
            (_, false) => Condition(source, column, ConditionOperator.EndsWith, text),
            (_, true) => Condition(source, column, ConditionOperator.DoesNotEndWith, text),
        };
    }

    private static FilterExpression Condition(LinkedTable source, ColumnDefinition column, ConditionOperator @operator, params object[] values)
    {
        var filter = new FilterExpression(LogicalOperator.And);
        filter.AddCondition(new ConditionExpression(source.Alias, column.LogicalName, @operator, values));
        return filter;
    }

    private static FilterExpression OrNull(LinkedTable source, ColumnDefinition column, ConditionOperator @operator, object value)
    {
        var filter = new FilterExpression(LogicalOperator.Or);
        filter.AddFilter(Condition(source, column, @operator, value));
        filter.AddFilter(Condition(source, column, ConditionOperator.Null));
        return filter;
    }

    /// <summary>The value in the type that conditions on the column take.</summary>
    private static object Value(ColumnDefinition column, ConstantNode constant)
    {
        try
        {
            return (column.Type, constant.Value) switch
            {
                (ColumnType.DateTime, var date) when LiteralDates.Of(date) is { } moment => moment,
                (ColumnType.Decimal or ColumnType.Money, var number) => Convert.ToDecimal(number, CultureInfo.InvariantCulture),
                (ColumnType.Integer or ColumnType.BigInt or ColumnType.Choice or ColumnType.State or ColumnType.Status, int or long) => constant.Value,
                (ColumnType.Boolean, bool) or (ColumnType.Text or ColumnType.Memo, string) => constant.Value,
                (ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner, Guid) => constant.Value,
                _ => throw ODataRefusal.Address($"$filter compares {NavigationNames.Property(column)} with {constant.LiteralText}, which is not of its type."),
            };
        }
        catch (OverflowException)
        {
            throw ODataRefusal.Address($"$filter compares {NavigationNames.Property(column)} with {constant.LiteralText}, which is too large for it.");
        }
    }
}
