using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace Pax8Dataverse.Sync;

/// <summary>
/// The Pax8 ids that a run has met, one a line as kept on its batches. Lists of Pax8 have no cursor, so a record can be
/// missed or repeated while pages shift; only this set tells which, without a write per record.
/// A line starting with <c>-</c> is a record that Pax8 lists and that has no present row here, such as a deleted one; one with
/// <c>?</c> is the issue key of a record without id. An id that could be taken for either, or that is no line, is written behind
/// two marks: <c>?=</c> and <c>?~</c> before the id itself, <c>?#</c> and <c>?*</c> before the hash of one that is too long or
/// has control characters; the second of each pair for a record without present row. No issue key begins like that.
/// </summary>
internal sealed class SeenIds
{
    /// <summary>A UUID, its mark and the end of the line, in characters.</summary>
    private const int LongestUsualLine = 38;

    /// <summary>Longer ids are kept as a hash: no column here holds them, and they would fill the batch's.</summary>
    private const int LongestId = 100;

    /// <summary>Characters of a large text: the column holds 1,048,576, and a page adds 21,000 at most.</summary>
    private const int LargeText = 400_000;

    /// <summary>Begins the hash of an id where ids are held; no id that is held itself has it.</summary>
    private const char Hashed = '\0';

    // Whether the record has no present row here, by its id. The end of a run holds the ids of all its batches at once, so a
    // UUID is kept as its 16 bytes; the second set is for ids that are none.
    private readonly Dictionary<Guid, bool> _records = [];
    private readonly Dictionary<string, bool> _oddRecords = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _withoutId = new(StringComparer.OrdinalIgnoreCase);
    // The ids of all batches of a job, sorted: a million of them are 16 MB then, and several times that in a dictionary.
    private Guid[] _sorted = [];
    private int _absent;
    private bool _presentOnly;
    private StringBuilder? _text;

    private SeenIds()
    {
    }

    /// <param name="text">As <see cref="ToString"/> writes it, or as a version before wrote it.</param>
    /// <param name="presentOnly">Leaves out the records that have no present row here.</param>
    public static SeenIds Parse(string? text, bool presentOnly = false)
    {
        var seen = new SeenIds { _presentOnly = presentOnly };
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
        var ids = new List<Guid>();
        var absent = new List<Guid>();
        foreach (var one in all)
        {
            foreach (var record in one._records)
            {
                ids.Add(record.Key);
                if (record.Value) absent.Add(record.Key);
            }
            foreach (var record in one._oddRecords) union.Note(union._oddRecords, record.Key, record.Value);
            union._withoutId.UnionWith(one._withoutId);
        }
        union._sorted = Sorted(ids);
        union._absent += Sorted(absent).Length;
        return union;
    }

    /// <summary>Each once, in their order.</summary>
    private static Guid[] Sorted(List<Guid> ids)
    {
        ids.Sort();
        var distinct = 0;
        for (var at = 0; at < ids.Count; at++)
            if (at == 0 || ids[at] != ids[distinct - 1]) ids[distinct++] = ids[at];
        ids.RemoveRange(distinct, ids.Count - distinct);
        return ids.ToArray();
    }

    /// <param name="id">The record.</param>
    /// <param name="absent">True for a listed record that has no row here that is believed to be in Pax8: deleted, or passed over.</param>
    /// <returns>False where it was met before.</returns>
    public bool Add(string id, bool absent)
    {
        var isUuid = IsUuid(id, out var uuid);
        var held = isUuid ? id : Held(id);
        if (isUuid ? Contains(uuid) : _oddRecords.ContainsKey(held)) return false;
        if (isUuid) Note(_records, uuid, absent);
        else Note(_oddRecords, held, absent);
        if (_text is not null) Write(_text, held, absent);
        return true;
    }

    public void AddWithoutId(string issueKey)
    {
        if (_withoutId.Add(issueKey)) _text?.Append("\n?").Append(issueKey);
    }

    public bool Contains(string id) => IsUuid(id, out var uuid) ? Contains(uuid) : _oddRecords.ContainsKey(Held(id));

    private bool Contains(Guid uuid) => _records.ContainsKey(uuid) || Array.BinarySearch(_sorted, uuid) >= 0;

    public bool ContainsWithoutId(string issueKey) => _withoutId.Contains(issueKey);

    /// <summary>All records met, those without id included.</summary>
    public int Count => _records.Count + _sorted.Length + _oddRecords.Count + _withoutId.Count;

    /// <summary>Records that Pax8 lists and that have a present row here.</summary>
    public int Present => _records.Count + _sorted.Length + _oddRecords.Count - _absent;

    /// <summary>Those that are UUIDs, where the set was made by one execution.</summary>
    public IEnumerable<Guid> Uuids => _records.Keys;

    /// <summary>Records that had no id.</summary>
    public int WithoutId => _withoutId.Count;

    /// <summary>True from where a batch's column must not be filled further.</summary>
    public bool IsLarge => (_text ??= Written()).Length > LargeText;

    /// <summary>A batch saves the text after every page, so it is kept and grows with the set.</summary>
    public override string ToString()
    {
        _text ??= Written();
        return _text.Length == 0 ? "" : _text.ToString(1, _text.Length - 1);
    }

    private static bool IsUuid(string id, out Guid uuid) => Guid.TryParseExact(id, "D", out uuid);

    /// <summary>How an id that is no UUID is held and written: as it is where it can be a line, else by a hash.</summary>
    private static string Held(string id)
    {
        if (id.Length <= LongestId && !id.Any(char.IsControl)) return id;
        using var sha = SHA256.Create();
        return Hashed + Convert.ToBase64String(sha.ComputeHash(Encoding.Unicode.GetBytes(id.ToUpperInvariant())));
    }

    private void Parse(char mark, string text, int begin, int end)
    {
        string After(int marks) => text.Substring(begin + marks, end - begin - marks);
        var second = mark == '?' && end - begin > 1 ? text[begin + 1] : default;
        if (second is '=' or '~') Note(_oddRecords, After(2), second == '~');
        else if (second is '#' or '*') Note(_oddRecords, Hashed + After(2), second == '*');
        else if (mark == '?') _withoutId.Add(After(1));
        else Note(After(mark == '-' ? 1 : 0), mark == '-');
    }

    private void Note(string id, bool absent)
    {
        if (IsUuid(id, out var uuid)) Note(_records, uuid, absent);
        else Note(_oddRecords, Held(id), absent);
    }

    private void Note<TId>(Dictionary<TId, bool> records, TId id, bool absent)
    {
        if (absent && _presentOnly) return;
        var isKnown = records.TryGetValue(id, out var wasAbsent);
        if (isKnown && (wasAbsent || !absent)) return;
        records[id] = absent;
        if (absent) _absent++;
    }

    /// <summary>Each line with its end in front.</summary>
    private StringBuilder Written()
    {
        var text = new StringBuilder(Count * LongestUsualLine);
        foreach (var record in _records) Write(text, record.Key.ToString("D"), record.Value);
        if (_sorted.Length > 0) throw new InvalidOperationException("What all batches of a job have seen is read, never written.");
        foreach (var record in _oddRecords) Write(text, record.Key, record.Value);
        foreach (var key in _withoutId) text.Append("\n?").Append(key);
        return text;
    }

    private static void Write(StringBuilder text, string held, bool absent)
    {
        text.Append('\n');
        if (held.Length > 0 && held[0] == Hashed) text.Append(absent ? "?*" : "?#").Append(held, 1, held.Length - 1);
        else if (held.Length > 0 && (held[0] is '-' or '?')) text.Append(absent ? "?~" : "?=").Append(held);
        else text.Append(absent ? "-" : "").Append(held);
    }
}
