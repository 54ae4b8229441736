using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace Pax8Dataverse.Tests.Upgrade;

/// <summary>A SQLite file as statements that make it anew.</summary>
internal static class Dump
{
    /// <summary>Writes tables, rows in their order, and indexes.</summary>
    public static void Write(string database, string target)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        using var writer = new StreamWriter(target) { NewLine = "\n" };
        writer.WriteLine($"PRAGMA user_version = {Rows(connection, "PRAGMA user_version").Single()[0]};");
        var made = Rows(connection, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid");
        foreach (var table in made.Where(one => one[0] == "table"))
        {
            writer.WriteLine(table[2] + ";");
            var columns = Rows(connection, $"SELECT name FROM pragma_table_info('{table[1]}')").ConvertAll(column => column[0]);
            foreach (var row in Rows(connection, $"SELECT {string.Join(", ", columns.Select(column => $"quote(\"{column}\")"))} FROM \"{table[1]}\""))
            {
                // Most columns of most rows are empty.
                var filled = columns.Zip(row).Where(cell => cell.Second != "NULL").ToList();
                writer.WriteLine($"INSERT INTO \"{table[1]}\" ({string.Join(",", filled.Select(cell => cell.First))}) VALUES ({string.Join(",", filled.Select(cell => cell.Second))});");
            }
        }
        foreach (var index in made.Where(one => one[0] != "table")) writer.WriteLine(index[2] + ";");
    }

    private static List<string[]> Rows(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables and columns come from the database itself.
        command.CommandText = query;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}
