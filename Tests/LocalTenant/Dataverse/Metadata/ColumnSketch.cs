using System.Collections.Generic;

namespace DataverseEmulator.Metadata;

/// <summary>Short ways to write down the columns of the platform's own tables.</summary>
internal static class ColumnSketch
{
    public static ColumnDefinition Key(string schemaName, string displayName) =>
        Of(schemaName, ColumnType.PrimaryKey, displayName) with { RequiredLevel = "systemrequired", ValidForUpdate = false };

    public static ColumnDefinition Text(string schemaName, string displayName, int maxLength, string format = "text") =>
        Of(schemaName, ColumnType.Text, displayName) with { MaxLength = maxLength, Format = format };

    public static ColumnDefinition Memo(string schemaName, string displayName, int maxLength) =>
        Of(schemaName, ColumnType.Memo, displayName) with { MaxLength = maxLength, Format = "textarea" };

    public static ColumnDefinition Integer(string schemaName, string displayName, int minimum = int.MinValue, int maximum = int.MaxValue) =>
        Of(schemaName, ColumnType.Integer, displayName) with { MinValue = minimum, MaxValue = maximum };

    public static ColumnDefinition Decimal(string schemaName, string displayName, decimal minimum, decimal maximum, int accuracy) =>
        Of(schemaName, ColumnType.Decimal, displayName) with { MinValue = minimum, MaxValue = maximum, Accuracy = accuracy };

    public static ColumnDefinition Moment(string schemaName, string displayName, string format = "datetime") =>
        Of(schemaName, ColumnType.DateTime, displayName) with { Format = format };

    public static ColumnDefinition Lookup(string schemaName, string displayName, params string[] targets) =>
        Of(schemaName, ColumnType.Lookup, displayName) with { LookupTargets = targets };

    public static ColumnDefinition Flag(string schemaName, string displayName, bool defaultValue = false, string no = "No", string yes = "Yes") =>
        Of(schemaName, ColumnType.Boolean, displayName) with
        {
            DefaultValue = defaultValue,
            Choice = new ChoiceDefinition(schemaName.ToLowerInvariant(), [new(1, yes), new(0, no)]),
        };

    public static ColumnDefinition Choice(string schemaName, string displayName, int? defaultValue, params OptionDefinition[] options) =>
        Of(schemaName, ColumnType.Choice, displayName) with
        {
            DefaultValue = defaultValue,
            Choice = new ChoiceDefinition(schemaName.ToLowerInvariant(), options),
        };

    public static ColumnDefinition Id(string schemaName, string displayName) => Of(schemaName, ColumnType.UniqueIdentifier, displayName);

    /// <summary>The column as users and code only read it.</summary>
    public static ColumnDefinition ReadOnly(this ColumnDefinition column) => column with { ValidForCreate = false, ValidForUpdate = false };

    public static ColumnDefinition Required(this ColumnDefinition column, string level = "systemrequired") => column with { RequiredLevel = level };

    private static ColumnDefinition Of(string schemaName, ColumnType type, string displayName) => new()
    {
        LogicalName = schemaName.ToLowerInvariant(),
        SchemaName = schemaName,
        Type = type,
        DisplayName = displayName,
    };

    /// <summary>The columns by name; a later one of the same name replaces an earlier one.</summary>
    public static IReadOnlyDictionary<string, ColumnDefinition> ByName(params IEnumerable<ColumnDefinition>[] groups)
    {
        var columns = new Dictionary<string, ColumnDefinition>();
        foreach (var group in groups)
            foreach (var column in group)
                columns[column.LogicalName] = column;
        return columns;
    }
}
