using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

/// <summary>Column values by logical name. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.attributecollection</summary>
public sealed class AttributeCollection : DataCollection<string, object>
{
}

/// <summary>Display texts by logical name. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.formattedvaluecollection</summary>
public sealed class FormattedValueCollection : DataCollection<string, string>
{
}

/// <summary>Alternate key values by logical name. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.keyattributecollection</summary>
public sealed class KeyAttributeCollection : DataCollection<string, object>
{
}

/// <summary>Details of a fault. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.errordetailcollection</summary>
public sealed class ErrorDetailCollection : DataCollection<string, object>
{
}

/// <summary>Row images by alias. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entityimagecollection</summary>
public class EntityImageCollection : DataCollection<string, Entity>
{
}

/// <summary>Related rows by relationship. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.relatedentitycollection</summary>
public sealed class RelatedEntityCollection : DataCollection<Relationship, EntityCollection>
{
}

/// <summary>Parameters of a message by name. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.parametercollection</summary>
public class ParameterCollection : DataCollection<string, object>
{
    /// <summary>Sets the value unless it is null.</summary>
    public void AddOrUpdateIfNotNull(string key, object obj)
    {
        if (obj != null)
        {
            this[key] = obj;
        }
    }

    /// <summary>The value of a parameter if it is there and of type <typeparamref name="T"/>; else false and the default.</summary>
    public bool TryGetValue<T>(string key, out T value)
    {
        var found = base.TryGetValue(key, out var untyped) && untyped is T;
        value = found ? (T)untyped : default;
        return found;
    }
}

/// <summary>References to rows. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entityreferencecollection</summary>
public sealed class EntityReferenceCollection : DataCollection<EntityReference>
{
    /// <summary>An empty collection.</summary>
    public EntityReferenceCollection()
    {
    }

    /// <summary>Wraps the given list.</summary>
    public EntityReferenceCollection(IList<EntityReference> list)
        : base(list)
    {
    }
}

/// <summary>Values of a multi-select choice. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.optionsetvaluecollection</summary>
public sealed class OptionSetValueCollection : DataCollection<OptionSetValue>
{
    /// <summary>An empty collection.</summary>
    public OptionSetValueCollection()
    {
    }

    /// <summary>Wraps the given list.</summary>
    public OptionSetValueCollection(IList<OptionSetValue> list)
        : base(list)
    {
    }
}

/// <summary>A page of rows. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entitycollection</summary>
public sealed class EntityCollection
{
    /// <summary>No rows.</summary>
    public EntityCollection()
        : this(new List<Entity>())
    {
    }

    /// <summary>Wraps the given list.</summary>
    public EntityCollection(IList<Entity> list) => Entities = new DataCollection<Entity>(list);

    /// <summary>The rows of this page.</summary>
    public DataCollection<Entity> Entities { get; set; }

    /// <summary>Whether further pages exist.</summary>
    public bool MoreRecords { get; set; }

    /// <summary>What a query for the next page hands back.</summary>
    public string PagingCookie { get; set; }

    /// <summary>The lowest active row version.</summary>
    public string MinActiveRowVersion { get; set; }

    /// <summary>Rows in all pages, where the query asked for it.</summary>
    public int TotalRecordCount { get; set; }

    /// <summary>Whether the count stopped at the platform's limit.</summary>
    public bool TotalRecordCountLimitExceeded { get; set; }

    /// <summary>Logical name of the table.</summary>
    public string EntityName { get; set; }

    /// <summary>The row at a position.</summary>
    public Entity this[int index]
    {
        get => Entities[index];
        set => Entities[index] = value;
    }
}
