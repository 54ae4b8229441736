using System;
using System.Linq;

namespace Microsoft.Xrm.Sdk;

/// <summary>
/// Names a row: by table and id, or by table and alternate key. Equal are table (ordinal), id and key values; <see cref="Name"/>
/// and <see cref="RowVersion"/> don't count. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entityreference
/// </summary>
public sealed class EntityReference
{
    private KeyAttributeCollection keyAttributes;

    /// <summary>Names nothing yet.</summary>
    public EntityReference()
    {
    }

    /// <summary>Names a table.</summary>
    public EntityReference(string logicalName) => LogicalName = logicalName;

    /// <summary>Names a row by its id.</summary>
    public EntityReference(string logicalName, Guid id)
    {
        LogicalName = logicalName;
        Id = id;
    }

    /// <summary>Names a row by an alternate key of one column.</summary>
    public EntityReference(string logicalName, string keyName, object keyValue)
    {
        LogicalName = logicalName;
        KeyAttributes.Add(keyName, keyValue);
    }

    /// <summary>Names a row by an alternate key.</summary>
    public EntityReference(string logicalName, KeyAttributeCollection keyAttributeCollection)
    {
        LogicalName = logicalName;
        keyAttributes = keyAttributeCollection;
    }

    /// <summary>The row's id.</summary>
    public Guid Id { get; set; }

    /// <summary>Logical name of the table.</summary>
    public string LogicalName { get; set; }

    /// <summary>Primary name of the row, as far as the platform filled it in.</summary>
    public string Name { get; set; }

    /// <summary>Alternate key values; never null when read.</summary>
    public KeyAttributeCollection KeyAttributes
    {
        get => keyAttributes ??= new KeyAttributeCollection();
        set => keyAttributes = value;
    }

    /// <summary>Version of the row, for <see cref="ConcurrencyBehavior.IfRowVersionMatches"/>.</summary>
    public string RowVersion { get; set; }

    /// <inheritdoc/>
    public override bool Equals(object obj) =>
        obj is EntityReference other
        && Id == other.Id
        && string.Equals(LogicalName, other.LogicalName, StringComparison.Ordinal)
        && KeyAttributes.Count == other.KeyAttributes.Count
        && KeyAttributes.All(other.KeyAttributes.Contains);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        KeyAttributes.Aggregate(
            (LogicalName?.GetHashCode() ?? 0) ^ Id.GetHashCode(),
            (hash, pair) => hash ^ pair.Key.GetHashCode() ^ (pair.Value?.GetHashCode() ?? 0));
}
