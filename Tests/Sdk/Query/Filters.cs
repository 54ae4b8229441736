using System.Collections;
using System.Linq;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>Conditions and filters combined. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.filterexpression</summary>
public sealed class FilterExpression
{
    /// <summary>An empty filter, combined by and.</summary>
    public FilterExpression()
    {
    }

    /// <summary>An empty filter, combined as given.</summary>
    public FilterExpression(LogicalOperator filterOperator) => FilterOperator = filterOperator;

    /// <summary>How conditions and filters combine.</summary>
    public LogicalOperator FilterOperator { get; set; }

    /// <summary>The conditions.</summary>
    public DataCollection<ConditionExpression> Conditions { get; } = new();

    /// <summary>Filters inside this one.</summary>
    public DataCollection<FilterExpression> Filters { get; } = new();

    /// <summary>Whether this is the filter of a quick find.</summary>
    public bool IsQuickFindFilter { get; set; }

    /// <summary>Adds a condition. An array given as the one value stays one value: give the items, or use <see cref="ConditionExpression"/>.</summary>
    public void AddCondition(string attributeName, ConditionOperator conditionOperator, params object[] values) =>
        Conditions.Add(new ConditionExpression(attributeName, conditionOperator, values));

    /// <summary>Adds a condition on a linked table's column.</summary>
    public void AddCondition(string entityName, string attributeName, ConditionOperator conditionOperator, params object[] values) =>
        Conditions.Add(new ConditionExpression(entityName, attributeName, conditionOperator, values));

    /// <summary>Adds a condition.</summary>
    public void AddCondition(ConditionExpression condition) => Conditions.Add(condition);

    /// <summary>Adds an empty filter inside this one and gives it back.</summary>
    public FilterExpression AddFilter(LogicalOperator logicalOperator)
    {
        var filter = new FilterExpression(logicalOperator);
        Filters.Add(filter);
        return filter;
    }

    /// <summary>Adds a filter inside this one.</summary>
    public void AddFilter(FilterExpression childFilter) => Filters.Add(childFilter);
}

/// <summary>One comparison. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.conditionexpression</summary>
public sealed class ConditionExpression
{
    /// <summary>Compares nothing yet.</summary>
    public ConditionExpression()
    {
    }

    /// <summary>Compares a column with values.</summary>
    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, params object[] values)
        : this(null, attributeName, conditionOperator, values)
    {
    }

    /// <summary>Compares a linked table's column with values.</summary>
    public ConditionExpression(string entityName, string attributeName, ConditionOperator conditionOperator, params object[] values)
    {
        EntityName = entityName;
        AttributeName = attributeName;
        Operator = conditionOperator;
        Values.AddRange(values);
    }

    /// <summary>Compares a column with a value, or with another column of the row whose name is the value.</summary>
    public ConditionExpression(string entityName, string attributeName, ConditionOperator conditionOperator, bool compareColumns, object value)
        : this(entityName, attributeName, conditionOperator, new[] { value }) =>
        CompareColumns = compareColumns;

    /// <summary>Compares a column with a value, or with another column of the row whose name is the value.</summary>
    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, bool compareColumns, object value)
        : this(null, attributeName, conditionOperator, compareColumns, value)
    {
    }

    /// <summary>Compares a column with a value.</summary>
    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, object value)
        : this(null, attributeName, conditionOperator, new[] { value })
    {
    }

    /// <summary>Compares a linked table's column with a value.</summary>
    public ConditionExpression(string entityName, string attributeName, ConditionOperator conditionOperator, object value)
        : this(entityName, attributeName, conditionOperator, new[] { value })
    {
    }

    /// <summary>Compares a column by an operator that needs no value.</summary>
    public ConditionExpression(string attributeName, ConditionOperator conditionOperator)
        : this(null, attributeName, conditionOperator, new object[0])
    {
    }

    /// <summary>Compares a linked table's column by an operator that needs no value.</summary>
    public ConditionExpression(string entityName, string attributeName, ConditionOperator conditionOperator)
        : this(entityName, attributeName, conditionOperator, new object[0])
    {
    }

    /// <summary>Compares a column with the items of a collection.</summary>
    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, ICollection values)
        : this(null, attributeName, conditionOperator, values.Cast<object>().ToArray())
    {
    }

    /// <summary>Alias or name of the linked table; null is the query's own table.</summary>
    public string EntityName { get; set; }

    /// <summary>Whether the value names another column.</summary>
    public bool CompareColumns { get; set; }

    /// <summary>Logical name of the column.</summary>
    public string AttributeName { get; set; }

    /// <summary>How to compare.</summary>
    public ConditionOperator Operator { get; set; }

    /// <summary>What to compare with.</summary>
    public DataCollection<object> Values { get; } = new();
}
