using System;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Values of columns as JSON, as OData writes Edm types: dates in UTC with Z, decimals and choices as numbers, ids as text.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-properties
/// </summary>
internal static class JsonValues
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Day = "yyyy-MM-dd";

    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The value as the answer carries it.</summary>
    public static JsonNode? Write(object? value, bool dateOnly = false) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        Guid id => JsonValue.Create(id),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        decimal number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        Money money => JsonValue.Create(money.Value),
        OptionSetValue option => JsonValue.Create(option.Value),
        EntityReference reference => JsonValue.Create(reference.Id),
        DateTime date => JsonValue.Create(date.ToString(dateOnly ? Day : Instant, CultureInfo.InvariantCulture)),
        _ => throw ODataRefusal.NotSupported($"values of type {value.GetType().Name} in an answer of the Web API"),
    };

    /// <summary>The value that the SDK carries, of a column that is no lookup.</summary>
    /// <exception cref="ODataRefusal">The JSON is not of the column's type.</exception>
    public static object? Read(ColumnDefinition column, JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : column.Type switch
    {
        ColumnType.PrimaryKey or ColumnType.UniqueIdentifier => Id(column.LogicalName, json),
        ColumnType.Text or ColumnType.Memo => Text(column.LogicalName, json),
        ColumnType.Integer => Integer(column.LogicalName, json),
        ColumnType.Choice or ColumnType.State or ColumnType.Status => new OptionSetValue(Integer(column.LogicalName, json)),
        ColumnType.BigInt => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : throw Wrong(column.LogicalName, json, "Edm.Int64"),
        ColumnType.Decimal => Decimal(column.LogicalName, json),
        ColumnType.Money => new Money(Decimal(column.LogicalName, json)),
        ColumnType.Boolean => Flag(column.LogicalName, json),
        ColumnType.DateTime => column.DateBehavior == DateBehavior.DateOnly ? Date(column.LogicalName, json) : Moment(column.LogicalName, json),
        _ => throw ODataRefusal.NotSupported($"setting columns of type {column.Type} ({column.LogicalName})"),
    };

    /// <summary>The value of a custom API's parameter that is no row.</summary>
    /// <exception cref="ODataRefusal">The JSON is not of the parameter's type.</exception>
    public static object? Read(CustomApiParameter parameter, JsonElement json) => json.ValueKind == JsonValueKind.Null ? null : parameter.Type switch
    {
        CustomApiType.Boolean => Flag(parameter.UniqueName, json),
        CustomApiType.DateTime => Moment(parameter.UniqueName, json),
        CustomApiType.Decimal => Decimal(parameter.UniqueName, json),
        CustomApiType.Float => json.ValueKind == JsonValueKind.Number ? json.GetDouble() : throw Wrong(parameter.UniqueName, json, "Edm.Double"),
        CustomApiType.Guid => Id(parameter.UniqueName, json),
        CustomApiType.Integer => Integer(parameter.UniqueName, json),
        CustomApiType.Money => new Money(Decimal(parameter.UniqueName, json)),
        CustomApiType.Picklist => new OptionSetValue(Integer(parameter.UniqueName, json)),
        CustomApiType.String => Text(parameter.UniqueName, json),
        _ => throw ODataRefusal.NotSupported($"parameters of type {parameter.Type} ({parameter.UniqueName})"),
    };

    private static Guid Id(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.String && Guid.TryParseExact(json.GetString(), "D", out var id) ? id : throw Wrong(name, json, "Edm.Guid");

    private static string Text(string name, JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Wrong(name, json, "Edm.String");

    private static int Integer(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : throw Wrong(name, json, "Edm.Int32");

    private static decimal Decimal(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number) ? number : throw Wrong(name, json, "Edm.Decimal");

    private static bool Flag(string name, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, json, "Edm.Boolean"),
    };

    private static DateTime Date(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.String && DateTime.TryParseExact(json.GetString(), Day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw Wrong(name, json, "Edm.Date");

    // A time without an offset is refused, as it may mean any instant of a day.
    private static DateTime Moment(string name, JsonElement json) =>
        json.ValueKind == JsonValueKind.String && DateTime.TryParseExact(json.GetString(), Instants, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local)
            && local.Kind != DateTimeKind.Unspecified
            ? local.ToUniversalTime()
            : throw Wrong(name, json, "Edm.DateTimeOffset");

    // The value itself is not repeated: it may be a secret in the wrong place.
    private static ODataRefusal Wrong(string name, JsonElement json, string type) =>
        ODataRefusal.Body($"An error occurred while validating input parameters: the property '{name}' is of type {type}; the {json.ValueKind} given for it can't be converted.");
}
