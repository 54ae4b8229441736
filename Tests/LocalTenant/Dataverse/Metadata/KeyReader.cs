using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Alternate keys, at most ten of a table, each of at most 16 columns and 900 bytes, of columns that are neither secured
/// nor of another type than text, number, date, lookup or choice.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity
/// </summary>
internal static class KeyReader
{
    private const int MostKeys = 10, MostColumns = 16, MostBytes = 900;

    public static IReadOnlyList<KeyDefinition> Read(XmlPart entity, IReadOnlyDictionary<string, ColumnDefinition> columns)
    {
        if (entity.Child("EntityKeys") is not { } list)
            return [];
        list.AllowOnly(["EntityKey"]);
        var keys = list.Children().Select(part => Key(part, columns)).ToArray();
        if (keys.Length > MostKeys)
            throw list.Refuse($"a table has at most {MostKeys} alternate keys.");
        return keys.GroupBy(k => k.LogicalName).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw list.Refuse($"the key {twice.Key} is defined twice.")
            : keys;
    }

    private static KeyDefinition Key(XmlPart part, IReadOnlyDictionary<string, ColumnDefinition> columns)
    {
        part.AllowOnly(["Name", "LogicalName", "IntroducedVersion", "IsCustomizable", "EntityKeyAttributes", "displaynames"]);
        var name = part.RequiredText("LogicalName");
        var names = part.RequiredChild("EntityKeyAttributes").Children("AttributeName").Select(a => a.Element.Value.Trim()).ToArray();
        if (names.Length is 0 or > MostColumns)
            throw part.Refuse($"the key {name} has {names.Length} columns; a key has 1 to {MostColumns}.");
        var bytes = 0;
        foreach (var column in names)
        {
            if (!columns.TryGetValue(column, out var definition))
                throw part.Refuse($"the key {name} names the column {column}, which the table does not have.");
            if (definition.Secured)
                throw part.Refuse($"the key {name} names the column {column}, which is secured.");
            bytes += Bytes(definition) ?? throw part.Refuse($"the key {name} names the column {column} of type {definition.Type}, which no key can have.");
        }
        if (bytes > MostBytes)
            throw part.Refuse($"the key {name} has up to {bytes} bytes; a key has at most {MostBytes}.");
        return new KeyDefinition(name, part.Label("displaynames", "displayname") ?? name, names);
    }

    // Sizes of SQL Server's types: nvarchar 2 a character, uniqueidentifier 16, int 4, datetime 8, decimal(23,10) 13.
    private static int? Bytes(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Text => 2 * column.MaxLength,
        ColumnType.Lookup => 16,
        ColumnType.Integer or ColumnType.Choice => 4,
        ColumnType.DateTime => 8,
        ColumnType.Decimal => 13,
        _ => null,
    };
}
