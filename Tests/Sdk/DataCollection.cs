using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;

namespace Microsoft.Xrm.Sdk;

/// <summary>A list of the SDK. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.datacollection-1</summary>
public class DataCollection<T> : Collection<T>
{
    /// <summary>An empty list with room for <paramref name="capacity"/> items.</summary>
    public DataCollection(int capacity)
        : base(new List<T>(capacity))
    {
    }

    internal DataCollection()
    {
    }

    /// <summary>Wraps the given list; a list of fixed size (an array) stays of fixed size.</summary>
    internal DataCollection(IList<T> list)
        : base(list)
    {
    }

    /// <summary>Appends the items in order; null is no item at all.</summary>
    public void AddRange(params T[] items) => AddRange((IEnumerable<T>)items);

    /// <summary>Appends the items in order; null is no item at all.</summary>
    public void AddRange(IEnumerable<T> items)
    {
        foreach (var item in items ?? [])
        {
            Add(item);
        }
    }

    /// <summary>A copy as an array.</summary>
    public T[] ToArray() => Enumerable.ToArray(this);
}

/// <summary>
/// A dictionary of the SDK: keys are compared exactly (strings: ordinal, case matters).
/// https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.datacollection-2
/// </summary>
public abstract class DataCollection<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
{
    private readonly Dictionary<TKey, TValue> items = [];

    /// <summary>For the collections of the SDK.</summary>
    protected internal DataCollection()
    {
    }

    /// <summary>The value of a key; setting adds or replaces.</summary>
    /// <exception cref="KeyNotFoundException">The key is read and absent.</exception>
    public virtual TValue this[TKey key]
    {
        get => items[key];
        set => items[key] = value;
    }

    /// <summary>How many pairs there are.</summary>
    public int Count => items.Count;

    /// <summary>The keys.</summary>
    public ICollection<TKey> Keys => items.Keys;

    /// <summary>The values.</summary>
    public ICollection<TValue> Values => items.Values;

    /// <summary>False: only collections of an attached entity are read-only, and nothing attaches here.</summary>
    public virtual bool IsReadOnly => false;

    /// <summary>Adds a pair.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(KeyValuePair<TKey, TValue> item) => items.Add(item.Key, item.Value);

    /// <summary>Adds a pair.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(TKey key, TValue value) => items.Add(key, value);

    /// <summary>Adds the pairs in order; null is no pair at all.</summary>
    /// <exception cref="ArgumentException">A key is there already; the pairs before it stay added.</exception>
    public void AddRange(params KeyValuePair<TKey, TValue>[] items) => AddRange((IEnumerable<KeyValuePair<TKey, TValue>>)items);

    /// <summary>Adds the pairs in order; null is no pair at all.</summary>
    /// <exception cref="ArgumentException">A key is there already; the pairs before it stay added.</exception>
    public void AddRange(IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        foreach (var item in items ?? [])
        {
            Add(item);
        }
    }

    /// <summary>Removes everything.</summary>
    public void Clear() => items.Clear();

    /// <summary>Whether the key is there, whatever its value.</summary>
    public bool Contains(TKey key) => items.ContainsKey(key);

    /// <summary>Whether the key is there with that value.</summary>
    public bool Contains(KeyValuePair<TKey, TValue> key) => Pairs.Contains(key);

    /// <summary>Whether the key is there, whatever its value.</summary>
    public bool ContainsKey(TKey key) => items.ContainsKey(key);

    /// <summary>The value of a key; false and the default where it is absent.</summary>
    public bool TryGetValue(TKey key, out TValue value) => items.TryGetValue(key, out value);

    /// <summary>Copies all pairs into an array.</summary>
    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => Pairs.CopyTo(array, arrayIndex);

    /// <summary>Removes a key; false where it is absent.</summary>
    public bool Remove(TKey key) => items.Remove(key);

    /// <summary>Removes a pair; false where the key is absent or has another value.</summary>
    public bool Remove(KeyValuePair<TKey, TValue> item) => Pairs.Remove(item);

    /// <summary>All pairs.</summary>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    private ICollection<KeyValuePair<TKey, TValue>> Pairs => items;
}
