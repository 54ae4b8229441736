using System;
using System.Linq;
using Pax8Dataverse.Sync;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Sync;

public sealed class SeenIdsTests
{
    private const string Uuid = "0d1f9a3c-5b7e-4c2d-8f6a-1e2b3c4d5e6f";

    private static readonly string[] All =
    [
        Uuid, "plain", "-1", "?1", "?=x", "?~x", "?#x", "?*x", "=1", "~", "-", "?", "two\nlines", "tab\there", "ends in \r", new string('x', 101), new string('-', 900), " ",
        "-" + Uuid, "?" + Uuid,
    ];

    public static TheoryData<string> Ids => [.. All];

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_is_found_again_after_it_was_stored_and_is_no_other(string id)
    {
        foreach (var absent in new[] { false, true })
        {
            foreach (var storedBefore in new[] { false, true })
            {
                var seen = SeenIds.Parse(null);
                if (storedBefore) _ = seen.ToString();
                Assert.True(seen.Add(id, absent));
                Assert.False(seen.Add(id, absent));

                var read = SeenIds.Parse(seen.ToString());

                Assert.True(read.Contains(id));
                Assert.Equal((1, absent ? 0 : 1, 0), (read.Count, read.Present, read.WithoutId));
                Assert.All(All.Where(other => other != id), other => Assert.False(read.Contains(other), other));
                Assert.Equal(seen.ToString(), read.ToString());
            }
        }
    }

    [Fact]
    public void All_of_them_together_stay_apart()
    {
        var seen = SeenIds.Parse(null);
        foreach (var id in All) Assert.True(seen.Add(id, absent: id.Length % 2 == 0));
        seen.AddWithoutId("noid-0123456789abcdef");

        var read = SeenIds.UnionOf([SeenIds.Parse(seen.ToString())]);

        Assert.All(All, id => Assert.True(read.Contains(id), id));
        Assert.Equal((All.Length + 1, All.Count(id => id.Length % 2 != 0), 1), (read.Count, read.Present, read.WithoutId));
        Assert.True(read.ContainsWithoutId("noid-0123456789abcdef"));
    }

    [Fact]
    public void A_text_of_the_version_before_is_read_as_it_was_meant()
    {
        var seen = SeenIds.Parse(Uuid + "\n-b2f0a1c4-0000-4000-8000-000000000001\nodd id\n-odd and gone\n?noid-00ff");

        Assert.Equal((5, 2, 1), (seen.Count, seen.Present, seen.WithoutId));
        Assert.True(seen.Contains(Uuid) && seen.Contains("b2f0a1c4-0000-4000-8000-000000000001") && seen.Contains("odd id") && seen.Contains("odd and gone"));
        Assert.True(seen.ContainsWithoutId("noid-00ff"));
    }

    [Fact]
    public void The_case_of_an_id_makes_no_difference_as_in_a_column()
    {
        var seen = SeenIds.Parse(null);
        seen.Add("-Odd" + new string('x', 200), absent: false);
        seen.Add("ODD", absent: false);

        Assert.True(seen.Contains("-odd" + new string('X', 200)));
        Assert.True(seen.Contains("odd"));
    }

    [Fact]
    public void Ids_of_any_length_fill_the_column_no_faster_than_those_that_columns_hold()
    {
        var seen = SeenIds.Parse(null);
        for (var record = 0; record < 4000; record++) seen.Add(record + new string('?', 900), absent: false);

        Assert.InRange(seen.ToString().Length, 1, 4000 * 103);
    }
}
