using System;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Tests.Platform.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Storage;

/// <summary>How values and keys lie in SQLite.</summary>
public sealed class ColumnStorageTests : IDisposable
{
    private readonly QueryWorld world = new();

    public void Dispose() => world.Dispose();

    /// <summary>…/data-platform/define-alternate-keys-entity: the values of a key are unique, rows with a null in it aren't checked.</summary>
    [Fact]
    public void A_key_lets_no_second_row_in_unless_a_value_is_missing()
    {
        world.AddItem(("t_note", "A-1"), ("t_number", 1));
        world.AddItem(("t_note", "a-1"));
        world.AddItem(("t_note", "a-1"));

        // Keys are indexes of SQL Server, which compares as queries do: language-collations.
        var refusal = Assert.Throws<SqliteException>(() => world.AddItem(("t_note", "á-1 "), ("t_number", 1)));
        Assert.Equal(19, refusal.SqliteErrorCode);
    }

    /// <summary>Dataverse keeps no empty text: what is written as "" is read as null.</summary>
    [Fact]
    public void An_empty_text_is_no_value()
    {
        var id = world.AddItem(("t_name", ""));

        Assert.False(world.Find("t_item", id, "t_name")!.Contains("t_name"));
    }

    [Fact]
    public void Decimals_keep_all_their_digits_and_no_more_than_the_column_has()
    {
        var id = world.AddItem(("t_amount", 92233720368547.75805m), ("t_price", new Money(0.125m)));

        var row = world.Find("t_item", id, "t_amount", "t_price")!;

        Assert.Equal(92233720368547.7581m, row["t_amount"]);
        Assert.Equal(0.13m, row.GetAttributeValue<Money>("t_price").Value);
    }

    /// <summary>learn.microsoft.com/power-apps/maker/data-platform/behavior-format-date-time-field: user-local values are stored in UTC, date-only ones have no time.</summary>
    [Fact]
    public void Moments_are_kept_in_UTC_and_days_without_time()
    {
        var local = new DateTime(2026, 3, 10, 23, 30, 0, DateTimeKind.Local);
        var id = world.AddItem(("t_moment", local), ("t_day", local));

        var row = world.Find("t_item", id, "t_moment", "t_day")!;

        Assert.Equal(local.ToUniversalTime(), row["t_moment"]);
        Assert.Equal(new DateTime(2026, 3, 10, 0, 0, 0, DateTimeKind.Utc), row["t_day"]);
    }

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        var columns = world.Metadata.Tables["t_item"].Columns;

        Assert.Throws<ArgumentException>(() => ColumnStorage.ToStored(columns["t_number"], "1"));
        Assert.Throws<ArgumentException>(() => ColumnStorage.ToStored(columns["t_color"], 1));
        Assert.Throws<ArgumentException>(() => ColumnStorage.ToStored(columns["t_boxid"], Guid.NewGuid()));
        Assert.Throws<NotSupportedException>(() => ColumnStorage.ToStored(new ColumnDefinition { LogicalName = "x", DisplayName = "x", Type = ColumnType.MultiChoice }, new OptionSetValueCollection()));
    }

    [Fact]
    public void The_statements_of_a_table_can_run_again()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        ColumnStorage.Prepare(connection);
        foreach (var statement in Enumerable.Repeat(ColumnStorage.CreateStatements(world.Metadata.Tables["t_item"]), 2).SelectMany(s => s))
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }
}
