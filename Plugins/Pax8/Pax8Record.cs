using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>What every record of Pax8 has.</summary>
/// <param name="Id">As sent: 1 to <see cref="ColumnLimits.LongestId"/> characters.</param>
internal abstract record Pax8Record(string Id)
{
    /// <summary>
    /// Optional values that Pax8 sent and that cannot be taken. In the record they are null like those it did not send, but they do
    /// not mean "none": what is here stays as it was.
    /// </summary>
    public IReadOnlyList<UnreadableValue> Unreadable { get; init; } = [];

    /// <summary>Whether this member, or the object it is in, was sent and cannot be taken.</summary>
    /// <param name="member">As in <see cref="UnreadableValue.Member"/>.</param>
    public bool IsUnreadable(string member)
    {
        foreach (var value in Unreadable)
            if (value.Member == member || member.StartsWith(value.Member + ".", StringComparison.Ordinal)) return true;
        return false;
    }
}

/// <summary>One value of a record that cannot be taken; the others of its record were.</summary>
/// <param name="Member">As Pax8 names it; of an object in the record <c>address.city</c>.</param>
/// <param name="Problem">A clause for a sentence: <c>is not a number</c>.</param>
/// <param name="Text">What was sent, at most <see cref="LongestText"/> characters.</param>
internal sealed record UnreadableValue(string Member, string Problem, string Text)
{
    public const int LongestText = 100;

    /// <summary>Such as <c>price is not a number ({"amount":5})</c>.</summary>
    public override string ToString() => $"{Member} {Problem} ({Text})";
}

/// <summary>What Dataverse can hold; anything beyond is no value here. Source: learn.microsoft.com/power-apps/maker/data-platform/types-of-fields.</summary>
internal static class ColumnLimits
{
    /// <summary>The columns that hold ids of Pax8.</summary>
    public const int LongestId = 100;

    public const int LargestQuantity = 1_000_000_000;

    public const decimal LargestAmount = 100_000_000_000;

    /// <summary>The platform refuses dates before 1753.</summary>
    public static readonly DateTime EarliestDate = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The last day of 9999 cannot be shown in every time zone.</summary>
    public static readonly DateTime LatestDate = new(9999, 12, 30, 23, 59, 59, DateTimeKind.Utc);

    /// <summary>ISO 4217.</summary>
    public const int LongestCurrencyCode = 3;
}
