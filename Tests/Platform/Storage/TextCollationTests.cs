using System;
using System.Linq;
using System.Text;
using DataverseEmulator.Storage;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Storage;

public sealed class TextCollationTests
{
    private const string Letters = "aAbBzZ09 _-ÀàéßøŻ☃";

    [Fact]
    public void Texts_compare_in_the_database_as_they_do_outside_of_it()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            string left = Text(random), right = Text(random);
            Assert.Equal(Math.Sign(TextCollation.Compare(left, right)), Math.Sign(TextCollation.Compare(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right))));
        }
    }

    [Fact]
    public void A_key_finds_texts_that_differ_in_case_accents_and_spaces_behind()
    {
        using var connection = new DatabaseConnection("Data Source=:memory:", []);
        connection.Run($"CREATE TABLE t (name TEXT COLLATE {TextCollation.Name} PRIMARY KEY)");
        connection.Run("INSERT INTO t VALUES ($0)", "Café");
        Assert.Equal("Café", connection.Scalar("SELECT name FROM t WHERE name = $0", "CAFE "));
        Assert.Null(connection.Scalar("SELECT name FROM t WHERE name = $0", "CAF"));
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)]));
}
