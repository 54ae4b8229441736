using System;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Dataverse;

/// <summary>Types of columns as they are stored. Source: learn.microsoft.com/power-apps/maker/data-platform/types-of-fields.</summary>
internal enum ColumnType { Key, Text, Memo, WholeNumber, Decimal, YesNo, Choice, Lookup, DateAndTime }

/// <summary>Whose word a column holds.</summary>
internal enum ColumnOwner
{
    /// <summary>This package keeps it; nobody else changes it.</summary>
    System,

    /// <summary>Says what the row belongs to; this package fills it in.</summary>
    Belonging,

    /// <summary>Pax8: the pull keeps it and nobody else changes it.</summary>
    Pax8,

    /// <summary>Pax8 and people: what both changed is merged.</summary>
    Both,

    /// <summary>People.</summary>
    People,

    /// <summary>Nobody's word: it only serves a lock, or is read with others.</summary>
    None,
}

/// <summary>All that is known of a column of ours, said once, on its line in the table's file. Stands for its logical name wherever one is meant.</summary>
/// <param name="name">Logical name.</param>
/// <param name="type">As in <c>Entity.xml</c>.</param>
/// <param name="caption">As people read it.</param>
/// <param name="owner">Whose word it holds.</param>
/// <param name="length">Of a text, in characters; else 0.</param>
/// <param name="isRequired">Whether a form asks for it.</param>
/// <param name="target">Of a lookup whose table lies in a room above, that table; else null.</param>
internal sealed class Column(string name, ColumnType type, string caption, ColumnOwner owner, int length, bool isRequired, string? target)
{
    public string Name { get; } = name;
    public ColumnType Type { get; } = type;
    public string Caption { get; } = caption;
    public ColumnOwner Owner { get; } = owner;
    public int Length { get; } = length;
    public bool IsRequired { get; } = isRequired;
    public string? Target { get; } = target;

    /// <summary>A value of a lookup that names its table.</summary>
    public EntityReference To(Guid id) => new(Target, id);

    public static implicit operator string(Column column) => column.Name;

    /// <summary>What people are told of a text that was longer than the column, such as <c>City (120 characters, 100 kept)</c>.</summary>
    public string Cut(string text) => FormattableString.Invariant($"{Caption} ({text.Length:N0} characters, {Length} kept)");

    public override string ToString() => Name;
}
