using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Sync;

/// <summary>
/// The Pax8 ids that a run has met, one a line as kept on its batches. Lists of Pax8 have no cursor, so a record can be
/// missed or repeated while pages shift; only this set tells which, without a write per record.
/// A line starting with <c>-</c> is a record that Pax8 lists as deleted, one with <c>?</c> the issue key of a record without id.
/// </summary>
internal sealed class SeenIds
{
    private readonly HashSet<string> _lines;

    private SeenIds(IEnumerable<string> lines) => _lines = new HashSet<string>(lines, StringComparer.OrdinalIgnoreCase);

    public static SeenIds Parse(string? text) => new((text ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries));

    public static SeenIds UnionOf(IEnumerable<SeenIds> all) => new(all.SelectMany(one => one._lines));

    /// <summary>False where it was met before.</summary>
    public bool Add(string id, bool deleted) => !Contains(id) && _lines.Add(deleted ? "-" + id : id);

    public void AddWithoutId(string issueKey) => _lines.Add("?" + issueKey);

    public bool Contains(string id) => _lines.Contains(id) || _lines.Contains("-" + id);

    public bool ContainsWithoutId(string issueKey) => _lines.Contains("?" + issueKey);

    /// <summary>All records met, those without id included.</summary>
    public int Count => _lines.Count;

    /// <summary>Records that Pax8 lists and has not deleted.</summary>
    public int Present => _lines.Count(line => line[0] is not ('-' or '?'));

    /// <summary>Records that had no id.</summary>
    public int WithoutId => _lines.Count(line => line[0] == '?');

    public override string ToString() => string.Join("\n", _lines);
}
