using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Rows that pages leave for the end of their job, one a line as kept on their batches; with <c>=</c> in front where the page counted the
/// record as unchanged.
/// </summary>
internal sealed class LeftIds
{
    private const char Unchanged = '=';

    /// <summary>A row, its mark and the end of the line, in characters.</summary>
    private const int LongestLine = 34;

    private readonly Dictionary<Guid, bool> _unchanged = [];

    public int Count => _unchanged.Count;

    public IReadOnlyCollection<Guid> Ids => _unchanged.Keys;

    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    public static LeftIds Parse(string? text)
    {
        var left = new LeftIds();
        left.Add(text);
        return left;
    }

    /// <summary>Takes in what a batch has left.</summary>
    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    public void Add(string? text)
    {
        foreach (var line in (text ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
            Add(Guid.ParseExact(line.TrimStart(Unchanged), "N"), line[0] == Unchanged);
    }

    /// <summary>A record that came on two pages is unchanged where both say so.</summary>
    public void Add(Guid id, bool isUnchanged) => _unchanged[id] = isUnchanged && (!_unchanged.TryGetValue(id, out var before) || before);

    /// <summary>Whether the page counted the record as unchanged.</summary>
    public bool IsUnchanged(Guid id) => _unchanged.TryGetValue(id, out var isUnchanged) && isUnchanged;

    public override string ToString()
    {
        var text = new StringBuilder(Count * LongestLine);
        foreach (var row in _unchanged)
        {
            if (text.Length > 0) text.Append('\n');
            if (row.Value) text.Append(Unchanged);
            text.Append(row.Key.ToString("N", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
