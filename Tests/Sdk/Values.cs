using System;

namespace Microsoft.Xrm.Sdk;

/// <summary>A choice's value; equal by value. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.optionsetvalue</summary>
public sealed class OptionSetValue
{
    /// <summary>The value 0.</summary>
    public OptionSetValue()
    {
    }

    /// <summary>That value.</summary>
    public OptionSetValue(int value) => Value = value;

    /// <summary>The option's number.</summary>
    public int Value { get; set; }

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is OptionSetValue other && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>An amount; equal by value. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.money</summary>
public sealed class Money
{
    /// <summary>The amount 0.</summary>
    public Money()
    {
    }

    /// <summary>That amount.</summary>
    public Money(decimal value) => Value = value;

    /// <summary>The amount, in the row's currency.</summary>
    public decimal Value { get; set; }

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is Money other && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>A value of a linked table, or an aggregate. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.aliasedvalue</summary>
public sealed class AliasedValue
{
    /// <summary>No value.</summary>
    public AliasedValue()
    {
    }

    /// <summary>A value with the table and column that it came from.</summary>
    public AliasedValue(string entityLogicalName, string attributeLogicalName, object value)
    {
        EntityLogicalName = entityLogicalName;
        AttributeLogicalName = attributeLogicalName;
        Value = value;
    }

    /// <summary>Logical name of the column.</summary>
    public string AttributeLogicalName { get; }

    /// <summary>Logical name of the table.</summary>
    public string EntityLogicalName { get; }

    /// <summary>The value.</summary>
    public object Value { get; }
}

/// <summary>Names a relationship; equal by name and role. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.relationship</summary>
public sealed class Relationship
{
    /// <summary>Names nothing yet.</summary>
    public Relationship()
    {
    }

    /// <summary>Names a relationship by its schema name.</summary>
    public Relationship(string schemaName) => SchemaName = schemaName;

    /// <summary>Schema name, as written in the metadata.</summary>
    public string SchemaName { get; set; }

    /// <summary>Which end the primary row is, where a table relates to itself.</summary>
    public EntityRole? PrimaryEntityRole { get; set; }

    /// <inheritdoc/>
    public override bool Equals(object obj) =>
        obj is Relationship other
        && string.Equals(SchemaName, other.SchemaName, StringComparison.Ordinal)
        && PrimaryEntityRole == other.PrimaryEntityRole;

    /// <inheritdoc/>
    public override int GetHashCode() => (SchemaName?.GetHashCode() ?? 0) ^ PrimaryEntityRole.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => PrimaryEntityRole is null ? SchemaName : $"{SchemaName}.{PrimaryEntityRole}";
}
