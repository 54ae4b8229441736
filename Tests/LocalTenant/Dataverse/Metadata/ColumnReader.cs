using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The columns of Entity.xml. Sources: the types and their limits at
/// learn.microsoft.com/power-apps/maker/data-platform/types-of-fields
/// </summary>
internal sealed class ColumnReader(IReadOnlyDictionary<string, ChoiceDefinition> globalChoices)
{
    private const int LongestText = 4000, LongestMemo = 1_048_576, MostDigits = 10;

    private static readonly Dictionary<string, ColumnType> Types = new()
    {
        ["primarykey"] = ColumnType.PrimaryKey,
        ["uniqueidentifier"] = ColumnType.UniqueIdentifier,
        ["nvarchar"] = ColumnType.Text,
        ["ntext"] = ColumnType.Memo,
        ["int"] = ColumnType.Integer,
        ["bigint"] = ColumnType.BigInt,
        ["decimal"] = ColumnType.Decimal,
        ["money"] = ColumnType.Money,
        ["datetime"] = ColumnType.DateTime,
        ["bit"] = ColumnType.Boolean,
        ["picklist"] = ColumnType.Choice,
        ["lookup"] = ColumnType.Lookup,
        ["owner"] = ColumnType.Owner,
        ["state"] = ColumnType.State,
        ["status"] = ColumnType.Status,
    };

    private static readonly Dictionary<ColumnType, string[]> Formats = new()
    {
        [ColumnType.Text] = ["text", "email", "url", "textarea", "phone"],
        [ColumnType.Memo] = ["text", "textarea"],
        [ColumnType.DateTime] = ["date", "datetime"],
    };

    /// <summary>The column. Lookups come without targets: those stand in the relationships.</summary>
    public ColumnDefinition Read(XmlPart part)
    {
        part.AllowOnly(EntityXmlNames.ColumnRead, EntityXmlNames.ColumnOnlyZero, EntityXmlNames.ColumnWithoutEffect);
        foreach (var name in EntityXmlNames.ColumnOnlyZero)
            if (part.Text(name) is { } value && value != "0")
                throw part.Refuse($"the local tenant does not support columns with {name} {value}.");
        // The owning columns are views of the owner; a logical column of the solution's own would be kept somewhere else.
        if (part.Flag("IsLogical") && part.Flag("IsCustomField"))
            throw part.Refuse("the local tenant does not support logical columns.");
        var logicalName = part.RequiredText("LogicalName");
        var physicalName = part.RequiredAttribute("PhysicalName");
        if (!physicalName.Equals(logicalName, StringComparison.OrdinalIgnoreCase) || part.RequiredText("Name") != logicalName)
            throw part.Refuse($"PhysicalName {physicalName}, Name {part.Text("Name")} and LogicalName {logicalName} do not agree.");
        var typeName = part.RequiredText("Type");
        if (!Types.TryGetValue(typeName, out var type))
            throw part.Refuse($"the column {logicalName} has the type {typeName}, which the local tenant does not know.");
        var column = new ColumnDefinition
        {
            LogicalName = logicalName,
            SchemaName = physicalName,
            Type = type,
            DisplayName = part.Label("displaynames", "displayname") ?? throw part.Refuse($"the column {logicalName} has no display name in language 1033."),
            Description = part.Label("Descriptions", "Description") ?? "",
            RequiredLevel = RequiredLevel(part),
            Format = Format(part, type),
            Secured = part.Flag("IsSecured"),
            ValidForCreate = part.Flag("ValidForCreateApi"),
            ValidForUpdate = part.Flag("ValidForUpdateApi"),
            ValidForRead = part.Flag("ValidForReadApi"),
        };
        if (column.Secured && type is ColumnType.Lookup or ColumnType.Owner or ColumnType.PrimaryKey)
            throw part.Refuse($"the column {logicalName} is of a type that can't be secured.");
        return WithTypeDetails(part, column);
    }

    private ColumnDefinition WithTypeDetails(XmlPart part, ColumnDefinition column) => column.Type switch
    {
        ColumnType.Text => column with { MaxLength = TextLength(part) },
        ColumnType.Memo => column with { MaxLength = Length(part, LongestMemo) },
        ColumnType.Integer => Ranged(part, column),
        ColumnType.Decimal or ColumnType.Money => Ranged(part, column) with { Accuracy = Digits(part) },
        ColumnType.DateTime => column with { DateBehavior = Behavior(part) },
        ColumnType.Boolean => WithChoice(part, column, "bit"),
        ColumnType.Choice => WithChoice(part, column, "picklist"),
        ColumnType.State => WithChoice(part, column, "state"),
        ColumnType.Status => WithChoice(part, column, "status"),
        _ => column,
    };

    private ColumnDefinition WithChoice(XmlPart part, ColumnDefinition column, string type)
    {
        var choice = Choice(part, type);
        if (column.Type == ColumnType.Boolean && !choice.Options.Select(o => o.Value).Order().SequenceEqual([0, 1]))
            throw part.Refuse($"the yes/no column {column.LogicalName} has other options than 0 and 1.");
        var value = part.OptionalNumber("AppDefaultValue");
        if (column.Type == ColumnType.State)
            value = choice.Options[0].Value;
        if (value is null or -1)
            return column with { Choice = choice };
        if (choice.Options.All(o => o.Value != value))
            throw part.Refuse($"AppDefaultValue {value} of column {column.LogicalName} is no option of it.");
        return column with { Choice = choice, DefaultValue = column.Type == ColumnType.Boolean ? value == 1 : value };
    }

    private ChoiceDefinition Choice(XmlPart part, string type)
    {
        if (part.Child("optionset") is { } local)
            return ChoiceReader.Read(local, type);
        var name = part.Text("OptionSetName") ?? throw part.Refuse("the column has neither an optionset nor an OptionSetName.");
        return globalChoices.GetValueOrDefault(name) ?? throw part.Refuse($"the global choice {name} is not in OptionSets.");
    }

    private static string RequiredLevel(XmlPart part) => part.RequiredText("RequiredLevel") switch
    {
        var level and ("none" or "recommended" or "required" or "systemrequired") => level,
        "applicationrequired" => "required",
        var other => throw part.Refuse($"RequiredLevel {other} is unknown."),
    };

    private static string Format(XmlPart part, ColumnType type)
    {
        var format = part.Text("Format") ?? "";
        if (Formats.TryGetValue(type, out var known) ? !known.Contains(format) : type == ColumnType.Integer && format is not ("" or "none"))
            throw part.Refuse($"Format '{format}' is unknown for the type {part.Text("Type")}.");
        return format;
    }

    private static int TextLength(XmlPart part)
    {
        var length = Length(part, LongestText);
        return part.OptionalNumber("Length") is { } bytes && bytes != 2 * length
            ? throw part.Refuse($"Length is {bytes}, twice the MaxLength would be {2 * length}.")
            : length;
    }

    private static int Length(XmlPart part, int longest)
    {
        var length = part.Number("MaxLength");
        return length >= 1 && length <= longest ? length : throw part.Refuse($"MaxLength {length} is not from 1 to {longest}.");
    }

    private static ColumnDefinition Ranged(XmlPart part, ColumnDefinition column)
    {
        var (minimum, maximum) = (part.OptionalDecimal("MinValue"), part.OptionalDecimal("MaxValue"));
        if (minimum > maximum)
            throw part.Refuse($"MinValue {minimum} is above MaxValue {maximum}.");
        return column with { MinValue = minimum, MaxValue = maximum };
    }

    private static int Digits(XmlPart part)
    {
        var digits = part.Number("Accuracy");
        return digits is >= 0 and <= MostDigits ? digits : throw part.Refuse($"Accuracy {digits} is not from 0 to {MostDigits}.");
    }

    private static DateBehavior Behavior(XmlPart part)
    {
        var behavior = (DateBehavior)part.Number("Behavior");
        return Enum.IsDefined(behavior) ? behavior : throw part.Refuse($"Behavior {(int)behavior} is unknown.");
    }
}
