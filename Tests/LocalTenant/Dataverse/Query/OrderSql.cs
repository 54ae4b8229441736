using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;

namespace DataverseEmulator.Query;

/// <summary>
/// By what rows are sorted: lookups by the name they point to, choices by their labels, all else by its value; no value
/// comes first. Source: org-service/queryexpression/order-rows#ordering-lookup-and-choice-columns
/// </summary>
internal static class OrderSql
{
    /// <summary>The SQL to sort by, and whether its values are numbers.</summary>
    public static (string Sql, bool Numeric) Of(QuerySource source, ColumnDefinition column, bool rawChoices)
    {
        var stored = source.Expression(column);
        switch (column.Type)
        {
            case ColumnType.Lookup or ColumnType.Owner when source.NameExpression(column) is { } name:
                return ($"({name}) COLLATE {TextCollation.Name}", false);
            case ColumnType.Choice or ColumnType.State or ColumnType.Status when !rawChoices && column.Choice is { } choice && choice.Options.Count > 0:
                return (Ranks(stored, choice), true);
            case ColumnType.Decimal or ColumnType.Money:
                return ($"CAST({stored} AS REAL)", true);
            case ColumnType.Text or ColumnType.Memo:
                return ($"{stored} COLLATE {TextCollation.Name}", false);
            case ColumnType.Integer or ColumnType.BigInt or ColumnType.Boolean or ColumnType.Choice or ColumnType.State or ColumnType.Status:
                return (stored, true);
            default:
                return (stored, false);
        }
    }

    private static string Ranks(string stored, ChoiceDefinition choice)
    {
        var options = choice.Options.OrderBy(o => o.Label, Comparer<string>.Create(TextCollation.Compare)).ThenBy(o => o.Value);
        var cases = options.Select((o, rank) => string.Create(CultureInfo.InvariantCulture, $"WHEN {o.Value} THEN {rank}"));
        return $"CASE {stored} {string.Join(" ", cases)} END";
    }
}
