using System.Linq;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Copies of rows and parameters. Between a plug-in and the platform everything is serialised, so what one side changes
/// afterwards never reaches the other.
/// </summary>
internal static class EntityCopy
{
    public static Entity Of(Entity entity)
    {
        var copy = new Entity(entity.LogicalName, entity.Id) { RowVersion = entity.RowVersion };
        foreach (var (name, value) in entity.Attributes.Select(pair => (pair.Key, pair.Value)))
        {
            copy[name] = Value(value);
        }

        foreach (var (name, value) in entity.KeyAttributes.Select(pair => (pair.Key, pair.Value)))
        {
            copy.KeyAttributes[name] = Value(value);
        }

        foreach (var label in entity.FormattedValues)
        {
            copy.FormattedValues[label.Key] = label.Value;
        }

        foreach (var related in entity.RelatedEntities)
        {
            copy.RelatedEntities.Add(related.Key, related.Value);
        }

        return copy;
    }

    public static EntityReference Of(EntityReference reference)
    {
        var copy = new EntityReference(reference.LogicalName, reference.Id) { Name = reference.Name, RowVersion = reference.RowVersion };
        foreach (var pair in reference.KeyAttributes)
        {
            copy.KeyAttributes[pair.Key] = Value(pair.Value);
        }

        return copy;
    }

    public static object? Value(object? value) => value switch
    {
        Entity entity => Of(entity),
        EntityReference reference => Of(reference),
        OptionSetValue option => new OptionSetValue(option.Value),
        Money money => new Money(money.Value),
        AliasedValue aliased => new AliasedValue(aliased.EntityLogicalName, aliased.AttributeLogicalName, Value(aliased.Value)),
        _ => value,
    };

    public static ParameterCollection Of(ParameterCollection parameters)
    {
        var copy = new ParameterCollection();
        foreach (var pair in parameters)
        {
            copy[pair.Key] = Value(pair.Value);
        }

        return copy;
    }
}
