using System;
using System.Collections.Generic;
using System.ComponentModel;

namespace Microsoft.Xrm.Sdk;

/// <summary>
/// A row, or a part of one. <see cref="Id"/> and the primary key among the <see cref="Attributes"/> are independent, names are
/// taken as they are (no change of case). https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entity
/// </summary>
public class Entity
{
    private AttributeCollection attributes;
    private FormattedValueCollection formattedValues;
    private RelatedEntityCollection relatedEntities;
    private KeyAttributeCollection keyAttributes;

    /// <summary>A row of no table yet.</summary>
    public Entity()
    {
    }

    /// <summary>A row of the table with that logical name.</summary>
    public Entity(string entityName) => LogicalName = entityName;

    /// <summary>A row by its id.</summary>
    public Entity(string entityName, Guid id)
    {
        LogicalName = entityName;
        Id = id;
    }

    /// <summary>A row by an alternate key of one column.</summary>
    public Entity(string entityName, string keyName, object keyValue)
    {
        LogicalName = entityName;
        KeyAttributes.Add(keyName, keyValue);
    }

    /// <summary>A row by an alternate key.</summary>
    public Entity(string entityName, KeyAttributeCollection keyAttributes)
    {
        LogicalName = entityName;
        this.keyAttributes = keyAttributes;
    }

    /// <summary>Logical name of the table.</summary>
    public string LogicalName { get; set; }

    /// <summary>The row's id; <see cref="Guid.Empty"/> where it has none yet.</summary>
    public virtual Guid Id { get; set; }

    /// <summary>Column values by logical name; never null when read.</summary>
    public AttributeCollection Attributes
    {
        get => attributes ??= new AttributeCollection();
        set => attributes = value;
    }

    /// <summary>Display texts by logical name; never null when read.</summary>
    public FormattedValueCollection FormattedValues
    {
        get => formattedValues ??= new FormattedValueCollection();
        set => formattedValues = value;
    }

    /// <summary>Related rows; never null when read.</summary>
    public RelatedEntityCollection RelatedEntities
    {
        get => relatedEntities ??= new RelatedEntityCollection();
        set => relatedEntities = value;
    }

    /// <summary>Version of the row as read, for <see cref="ConcurrencyBehavior.IfRowVersionMatches"/>.</summary>
    public string RowVersion { get; set; }

    /// <summary>Alternate key that names the row in place of <see cref="Id"/>; never null when read.</summary>
    public KeyAttributeCollection KeyAttributes
    {
        get => keyAttributes ??= new KeyAttributeCollection();
        set => keyAttributes = value;
    }

    /// <summary>The value of a column; setting adds or replaces.</summary>
    /// <exception cref="KeyNotFoundException">The column is read and absent.</exception>
    public object this[string attributeName]
    {
        get => Attributes[attributeName];
        set => Attributes[attributeName] = value;
    }

    /// <summary>Whether the column is there, also when its value is null.</summary>
    public bool Contains(string attributeName) => Attributes.Contains(attributeName);

    /// <summary>Table, id and row version; the alternate key is not taken over.</summary>
    public EntityReference ToEntityReference() => new(LogicalName, Id) { RowVersion = RowVersion };

    /// <summary>The value of a column; the default of <typeparamref name="T"/> where it is absent or null.</summary>
    /// <exception cref="ArgumentNullException">The name is blank.</exception>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public virtual T GetAttributeValue<T>(string attributeLogicalName)
    {
        var value = ValueOrNull(attributeLogicalName);
        return value is null ? default : (T)value;
    }

    /// <summary>
    /// The value of a column, true where it is there, not null and of type <typeparamref name="T"/> or convertible to it by that
    /// type's converter (the text "5" is found as an integer). Never throws.
    /// </summary>
    public bool TryGetAttributeValue<T>(string attributeKey, out T result)
    {
        result = default;
        try
        {
            switch (ValueOrNull(attributeKey))
            {
                case null:
                    return false;
                case T typed:
                    result = typed;
                    return true;
                case var other:
                    result = (T)TypeDescriptor.GetConverter(typeof(T)).ConvertFrom(other);
                    return true;
            }
        }
        catch (Exception) // A failed conversion is the answer "false"; converters throw whatever they like.
        {
            return false;
        }
    }

    private object ValueOrNull(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentNullException(nameof(name));
        }

        return Attributes.TryGetValue(name, out var value) ? value : null;
    }
}
