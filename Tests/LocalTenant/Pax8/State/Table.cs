using System;
using System.Collections.Generic;

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
    }

    /// <summary>Grows with every change, so that derived lists know when they are old.</summary>
    public int Version { get; private set; }

    /// <summary>The visible rows. The array is never changed afterwards, so callers may keep it.</summary>
    public IReadOnlyList<T> Listed => listed ??= MakeListed();

    public T? Find(string id) => byId.TryGetValue(id, out var row) && !row.Vanished ? row.Value : null;

    public T Get(string id) => Find(id) ?? throw new KeyNotFoundException($"Pax8 has no {typeof(T).Name} {id}.");

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
            if (!row.Vanished)
                visible.Add(row.Value);
        }

        return visible.ToArray();
    }
}
