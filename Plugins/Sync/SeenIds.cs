using System;
using System.Collections.Generic;
using System.Text;

namespace Pax8Dataverse.Sync;

/// <summary>
/// The Pax8 ids that a run has met, one a line as kept on its batches. Lists of Pax8 have no cursor, so a record can be
/// missed or repeated while pages shift; only this set tells which, without a write per record.
/// A line starting with <c>-</c> is a record that Pax8 lists and that has no present row here, such as a deleted one; one with
/// <c>?</c> is the issue key of a record without id.
/// </summary>
internal sealed class SeenIds
{
    /// <summary>A UUID, its mark and the end of the line, in characters.</summary>
    private const int LongestUsualLine = 38;

    // Whether the record has no present row here, by its id. The end of a run holds the ids of all its batches at once, so a
    // UUID is kept as its 16 bytes; the second set is for ids that are none.
    private readonly Dictionary<Guid, bool> _records = [];
    private readonly Dictionary<string, bool> _oddRecords = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _withoutId = new(StringComparer.OrdinalIgnoreCase);
    private int _absent;
    private StringBuilder? _text;

    private SeenIds()
    {
    }

    public static SeenIds Parse(string? text)
    {
        var seen = new SeenIds();
        for (var begin = 0; begin < text?.Length;)
        {
            var end = text.IndexOf('\n', begin);
            if (end < 0) end = text.Length;
            if (end > begin) seen.Parse(text[begin], text, begin, end);
            begin = end + 1;
        }
        return seen;
    }

    /// <summary>A record that one batch saw absent and another did not counts as absent: its row is then looked at once more rather than missed.</summary>
    public static SeenIds UnionOf(IEnumerable<SeenIds> all)
    {
        var union = new SeenIds();
        foreach (var one in all)
        {
            foreach (var record in one._records) union.Note(union._records, record.Key, record.Value);
            foreach (var record in one._oddRecords) union.Note(union._oddRecords, record.Key, record.Value);
            union._withoutId.UnionWith(one._withoutId);
        }
        return union;
    }

    /// <param name="id">The record.</param>
    /// <param name="absent">True for a listed record that has no row here that is believed to be in Pax8: deleted, or passed over.</param>
    /// <returns>False where it was met before.</returns>
    public bool Add(string id, bool absent)
    {
        if (Contains(id)) return false;
        Note(id, absent);
        _text?.Append('\n').Append(absent ? "-" : "").Append(id);
        return true;
    }

    public void AddWithoutId(string issueKey)
    {
        if (_withoutId.Add(issueKey)) _text?.Append("\n?").Append(issueKey);
    }

    public bool Contains(string id) => IsUuid(id, out var uuid) ? _records.ContainsKey(uuid) : _oddRecords.ContainsKey(id);

    public bool ContainsWithoutId(string issueKey) => _withoutId.Contains(issueKey);

    /// <summary>All records met, those without id included.</summary>
    public int Count => _records.Count + _oddRecords.Count + _withoutId.Count;

    /// <summary>Records that Pax8 lists and that have a present row here.</summary>
    public int Present => _records.Count + _oddRecords.Count - _absent;

    /// <summary>Records that had no id.</summary>
    public int WithoutId => _withoutId.Count;

    /// <summary>A batch saves the text after every page, so it is kept and grows with the set.</summary>
    public override string ToString()
    {
        _text ??= Written();
        return _text.Length == 0 ? "" : _text.ToString(1, _text.Length - 1);
    }

    private static bool IsUuid(string id, out Guid uuid) => Guid.TryParseExact(id, "D", out uuid);

    private void Parse(char mark, string text, int begin, int end)
    {
        var id = mark is '-' or '?' ? text.Substring(begin + 1, end - begin - 1) : text.Substring(begin, end - begin);
        if (mark == '?') _withoutId.Add(id);
        else Note(id, mark == '-');
    }

    private void Note(string id, bool absent)
    {
        if (IsUuid(id, out var uuid)) Note(_records, uuid, absent);
        else Note(_oddRecords, id, absent);
    }

    private void Note<TId>(Dictionary<TId, bool> records, TId id, bool absent)
    {
        var isKnown = records.TryGetValue(id, out var wasAbsent);
        if (isKnown && (wasAbsent || !absent)) return;
        records[id] = absent;
        if (absent) _absent++;
    }

    /// <summary>Each line with its end in front.</summary>
    private StringBuilder Written()
    {
        var text = new StringBuilder(Count * LongestUsualLine);
        foreach (var record in _records) text.Append('\n').Append(record.Value ? "-" : "").Append(record.Key.ToString("D"));
        foreach (var record in _oddRecords) text.Append('\n').Append(record.Value ? "-" : "").Append(record.Key);
        foreach (var key in _withoutId) text.Append("\n?").Append(key);
        return text;
    }
}
