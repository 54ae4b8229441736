using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Filters and sorting of lists. Parameters that are not read here are ignored, as the live API ignores unknown ones.</summary>
internal static class Query
{
    public static string? Text(Pax8Call call, string name) => call.Query.TryGetValue(name, out var text) ? text : null;

    public static bool? Flag(Pax8Call call, string name) => Text(call, name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw Refusal.InvalidField(name),
    };

    public static string? Choice(Pax8Call call, string name, IReadOnlyCollection<string> choices)
    {
        var text = Text(call, name);
        return text is null || choices.Contains(text) ? text : throw Refusal.InvalidField(name);
    }

    /// <summary><c>sort=field,asc|desc</c>; without direction ascending. Rows without the value come last either way.</summary>
    /// <remarks>Sorting is stable, so rows with equal values keep Pax8's own order.</remarks>
    public static IReadOnlyList<T> Sorted<T>(Pax8Call call, IReadOnlyList<T> rows, IReadOnlyDictionary<string, Func<T, IComparable?>> keys)
    {
        if (Text(call, "sort") is not { } sort)
            return rows;
        var parts = sort.Split(',');
        if (!keys.TryGetValue(parts[0], out var key) || parts.Length > 2 || (parts.Length == 2 && parts[1] is not ("asc" or "desc")))
            throw Refusal.InvalidField("sort");
        var known = rows.Select(row => (Row: row, Key: key(row))).OrderBy(pair => pair.Key is null);
        var ordered = parts.Length == 2 && parts[1] == "desc"
            ? known.ThenByDescending(pair => pair.Key, KeyOrder.Instance)
            : known.ThenBy(pair => pair.Key, KeyOrder.Instance);
        return ordered.Select(pair => pair.Row).ToList();
    }

    private sealed class KeyOrder : IComparer<IComparable?>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(IComparable? x, IComparable? y) =>
            x is string left && y is string right ? string.Compare(left, right, StringComparison.OrdinalIgnoreCase) : Comparer<IComparable?>.Default.Compare(x, y);
    }
}
