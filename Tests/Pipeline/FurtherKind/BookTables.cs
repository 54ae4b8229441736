using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Pax8Dataverse.LocalTenant;
using static DataverseEmulator.Metadata.ColumnSketch;

namespace Pax8Dataverse.Tests.Pipeline.FurtherKind;

/// <summary>What a kind brings to the solution: a table for its rows, and its value among the kinds of jobs and issues.</summary>
internal static class BookTables
{
    public const string Book = "toy_book";
    public const string Isbn = "toy_isbn";
    public const string Title = "toy_title";

    public static TenantOptions WithBooks(this TenantOptions options)
    {
        var tables = options.Metadata!.Tables.ToDictionary();
        tables[Book] = Table();
        foreach (var name in new[] { "pax8_syncjob", "pax8_syncissue" })
        {
            var columns = tables[name].Columns.ToDictionary();
            var kinds = columns["pax8_kind"].Choice!;
            columns["pax8_kind"] = columns["pax8_kind"] with { Choice = kinds with { Options = [.. kinds.Options, new OptionDefinition(BookKind.Value, "Books")] } };
            tables[name] = tables[name] with { Columns = columns };
        }
        return options with { Metadata = options.Metadata with { Tables = tables } };
    }

    private static TableDefinition Table()
    {
        IEnumerable<ColumnDefinition> columns =
        [
            .. SystemColumns.OfEveryTable, .. SystemColumns.OfUserOwnedTables, .. SystemColumns.OfStates(Book),
            Key("toy_BookId", "Book"), Text("toy_Isbn", "ISBN", 100), Text("toy_Title", "Title", 200),
        ];
        return new TableDefinition
        {
            LogicalName = Book,
            SchemaName = "toy_Book",
            EntitySetName = "toy_books",
            DisplayName = "Book",
            DisplayCollectionName = "Books",
            PrimaryKey = "toy_bookid",
            PrimaryName = Title,
            UserOwned = true,
            Columns = columns.ToDictionary(column => column.LogicalName),
            Keys = [new KeyDefinition("toy_book_isbn", "ISBN", [Isbn])],
            Forms = [],
            Views = [],
            Custom = true,
        };
    }
}
