using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Pax8Dataverse.Sync;

/// <summary>
/// Rows that pages leave for the end of their job, one a line as kept on their batches; with <c>=</c> in front where the page counted the
/// record as unchanged, and <c>+</c> where it created the row.
/// </summary>
internal sealed class LeftIds
{
    private const char Unchanged = '=';
    private const char Created = '+';

    /// <summary>A row, its mark and the end of the line, in characters.</summary>
    private const int LongestLine = 34;

    private readonly Dictionary<Guid, RecordOutcome> _outcomes = [];

    public int Count => _outcomes.Count;

    public IReadOnlyCollection<Guid> Ids => _outcomes.Keys;

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
            Add(Guid.ParseExact(line.TrimStart(Unchanged, Created), "N"), line[0] switch { Unchanged => RecordOutcome.Unchanged, Created => RecordOutcome.Created, _ => RecordOutcome.Updated });
    }

    /// <summary>A record that came on two pages is what the first of them has made of it: the other had nothing left to change.</summary>
    /// <param name="id">The row.</param>
    /// <param name="outcome">Created, updated or unchanged.</param>
    public void Add(Guid id, RecordOutcome outcome)
    {
        if (!_outcomes.TryGetValue(id, out var before) || outcome < before) _outcomes[id] = outcome;
    }

    /// <summary>What the page counted the record as.</summary>
    public RecordOutcome OutcomeOf(Guid id) => _outcomes[id];

    public override string ToString()
    {
        var text = new StringBuilder(Count * LongestLine);
        foreach (var row in _outcomes)
        {
            if (text.Length > 0) text.Append('\n');
            if (row.Value == RecordOutcome.Unchanged) text.Append(Unchanged);
            if (row.Value == RecordOutcome.Created) text.Append(Created);
            text.Append(row.Key.ToString("N", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
