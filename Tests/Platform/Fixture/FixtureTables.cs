using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using static DataverseEmulator.Metadata.ColumnSketch;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>
/// Tables that show the platform's rules: <c>x_shelf</c> with a column of each type, and tables that point to it, one for
/// each way of cascading.
/// </summary>
internal static class FixtureTables
{
    public const string Shelf = "x_shelf";
    /// <summary>Goes with its shelf, in deletes and in assignments.</summary>
    public const string Book = "x_book";
    /// <summary>Loses its link when the shelf goes.</summary>
    public const string ShelfLabel = "x_label";
    /// <summary>Holds its shelf.</summary>
    public const string Anchor = "x_anchor";

    public static IReadOnlyDictionary<string, TableDefinition> All { get; } = Make();

    public static IReadOnlyList<RelationshipDefinition> Relationships { get; } =
    [
        new("x_shelf_book", Shelf, Book, "x_shelfid", CascadeBehavior.Cascade, CascadeBehavior.Cascade),
        new("x_shelf_label", Shelf, ShelfLabel, "x_shelfid", CascadeBehavior.RemoveLink, CascadeBehavior.NoCascade),
        new("x_shelf_anchor", Shelf, Anchor, "x_shelfid", CascadeBehavior.Restrict, CascadeBehavior.NoCascade),
    ];

    private static Dictionary<string, TableDefinition> Make()
    {
        TableDefinition[] own =
        [
            Table("x_Shelf",
            [
                Text("x_Code", "Code", 20),
                Integer("x_Count", "Count", 0, 100),
                Decimal("x_Weight", "Weight", 0, 1000, 2),
                Decimal("x_Price", "Price", 0, 1000, 2) with { Type = ColumnType.Money },
                Moment("x_BuiltOn", "Built On"),
                Moment("x_Birthday", "Birthday", "date") with { DateBehavior = DateBehavior.DateOnly },
                Flag("x_Sturdy", "Sturdy", defaultValue: true),
                Choice("x_Wood", "Wood", 1, new(1, "Oak"), new(2, "Beech")),
                Memo("x_Story", "Story", 4000),
                Text("x_Secret", "Secret", 100) with { Secured = true },
            ], new KeyDefinition("x_shelf_code", "Code Key", ["x_code"])),
            Table("x_Book", [Lookup("x_ShelfId", "Shelf", Shelf)], new KeyDefinition("x_book_key", "Book Key", ["x_shelfid", "x_name"])),
            Table("x_Label", [Lookup("x_ShelfId", "Shelf", Shelf)]),
            Table("x_Anchor", [Lookup("x_ShelfId", "Shelf", Shelf)]),
        ];
        return PlatformTables.All(own.Select(table => table.LogicalName)).Concat(own).ToDictionary(table => table.LogicalName);
    }

    private static TableDefinition Table(string schemaName, IReadOnlyList<ColumnDefinition> columns, params KeyDefinition[] keys)
    {
        var name = schemaName.ToLowerInvariant();
        return new TableDefinition
        {
            LogicalName = name,
            SchemaName = schemaName,
            EntitySetName = name + "s",
            DisplayName = schemaName[2..],
            DisplayCollectionName = schemaName[2..] + "s",
            PrimaryKey = name + "id",
            PrimaryName = "x_name",
            UserOwned = true,
            Columns = ByName(SystemColumns.OfEveryTable, SystemColumns.OfUserOwnedTables, SystemColumns.OfStates(name),
                [Key(schemaName + "Id", schemaName), Text("x_Name", "Name", 100)], columns),
            Keys = keys,
            Forms = [],
            Views = [],
            Custom = true,
        };
    }
}
