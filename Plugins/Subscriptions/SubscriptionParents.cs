using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Subscriptions;

/// <summary>Rows of the parents that records of Pax8 name. One that is not here is looked for again with the next page.</summary>
internal sealed class SubscriptionParents(SubscriptionRows subscriptions)
{
    private readonly Dictionary<string, Guid> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks up the parents of these records; one query, none where all are known.</summary>
    public void Prepare(Guid connectorId, IEnumerable<Pax8Subscription> records)
    {
        _missing.Clear();
        LookUp(connectorId, records.Where(record => record.ParentId is not null).Select(record => record.ParentId!).ToList());
    }

    public Guid? Find(Guid connectorId, string? pax8Id)
    {
        if (pax8Id is null) return null;
        LookUp(connectorId, [pax8Id]);
        return _known.TryGetValue(pax8Id, out var id) ? id : null;
    }

    private void LookUp(Guid connectorId, List<string> pax8Ids)
    {
        var unknown = pax8Ids.Where(id => !_known.ContainsKey(id) && !_missing.Contains(id)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var found in subscriptions.IdsOf(connectorId, unknown)) _known[found.Key] = found.Value;
        _missing.UnionWith(unknown.Where(id => !_known.ContainsKey(id)));
    }
}
