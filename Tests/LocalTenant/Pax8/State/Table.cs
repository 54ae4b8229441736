using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Rows in their order, found by id, some of them hidden. Not thread-safe: the state's lock guards it.</summary>
internal sealed class Table<T>(Func<T, string> idOf)
    where T : class
{
    private readonly List<Row> rows = [];
    private readonly Dictionary<string, Row> byId = new(StringComparer.OrdinalIgnoreCase);
    private T[]? listed;

    private sealed class Row(T value)
    {
        public T Value { get; set; } = value;
        public bool Vanished { get; set; }

        /// <summary>Not in the list yet.</summary>
        public bool Unlisted { get; set; }

        /// <summary>Not to be had by id yet either.</summary>
        public bool Unread { get; set; }
    }

    /// <summary>Grows with every change, so that derived lists know when they are old.</summary>
    public int Version { get; private set; }

    /// <summary>The visible rows. The array is never changed afterwards, so callers may keep it.</summary>
    public IReadOnlyList<T> Listed => listed ??= MakeListed();

    /// <summary>All rows, whether or not anybody can see them.</summary>
    public IEnumerable<T> All => rows.Select(row => row.Value);

    /// <summary>What the API answers by id.</summary>
    public T? Find(string id) => byId.TryGetValue(id, out var row) && !row.Vanished && !row.Unread ? row.Value : null;

    /// <summary>What there is, also where the API does not show it yet.</summary>
    public T? Known(string id) => byId.TryGetValue(id, out var row) && !row.Vanished ? row.Value : null;

    public T Get(string id) => Known(id) ?? throw new KeyNotFoundException($"Pax8 has no {typeof(T).Name} {id}.");

    public void Insert(T value, int? at)
    {
        var id = idOf(value);
        var row = new Row(value);
        if (id.Length > 0 && !byId.TryAdd(id, row))
            throw new ArgumentException($"Pax8 already has a {typeof(T).Name} {id}.", nameof(value));
        if (at is { } position)
            rows.Insert(Math.Min(position, rows.Count), row);
        else
            rows.Add(row);
        Changed();
    }

    public void Replace(T value)
    {
        byId[idOf(value)].Value = value;
        Changed();
    }

    public void Remove(string id)
    {
        if (byId.Remove(id, out var row))
            rows.Remove(row);
        Changed();
    }

    /// <summary>The row is not listed until it is shown, and where told not to be had by id.</summary>
    public void Hide(string id, bool byIdToo)
    {
        (byId[id].Unlisted, byId[id].Unread) = (true, byIdToo);
        Changed();
    }

    public void Show(string id)
    {
        if (!byId.TryGetValue(id, out var row))
            return;
        (row.Unlisted, row.Unread) = (false, false);
        Changed();
    }

    public void Vanish(string id) => Set(id, true);

    public void Return(string id) => Set(id, false);

    public void Move(string id, int to)
    {
        var row = byId[id];
        rows.Remove(row);
        rows.Insert(Math.Min(to, rows.Count), row);
        Changed();
    }

    private void Set(string id, bool vanished)
    {
        if (!byId.TryGetValue(id, out var row))
            throw new KeyNotFoundException($"Pax8 has no {typeof(T).Name} {id}.");
        row.Vanished = vanished;
        Changed();
    }

    private void Changed()
    {
        listed = null;
        Version++;
    }

    private T[] MakeListed()
    {
        var visible = new List<T>(rows.Count);
        foreach (var row in rows)
        {
            if (row is { Vanished: false, Unlisted: false })
                visible.Add(row.Value);
        }

        return visible.ToArray();
    }
}
