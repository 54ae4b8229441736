using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    private readonly Past<Pax8Company> pastCompanies = new();
    private readonly Past<Pax8Subscription> pastSubscriptions = new();

    /// <summary>A company as it was at a moment; null where it has not changed since, or is not listed.</summary>
    internal Pax8Company? CompanyAt(string id, DateTimeOffset moment) => pastCompanies.At(id, moment);

    /// <summary>A subscription as it was at a moment; null where it has not changed since, or is not listed.</summary>
    internal Pax8Subscription? SubscriptionAt(string id, DateTimeOffset moment) => pastSubscriptions.At(id, moment);

    private sealed class Past<T>
        where T : class
    {
        private readonly Dictionary<string, List<(DateTimeOffset Until, T Was)>> _earlier = new(StringComparer.OrdinalIgnoreCase);

        public void Note(string id, T was, DateTimeOffset until)
        {
            if (!_earlier.TryGetValue(id, out var list)) _earlier[id] = list = [];
            list.Add((until, was));
        }

        public T? At(string id, DateTimeOffset moment)
        {
            if (!_earlier.TryGetValue(id, out var list)) return null;
            foreach (var (until, was) in list)
                if (until > moment) return was;
            return null;
        }
    }
}
