using System;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Products;

/// <summary>
/// Which connectors have read the prices of a product on a day, as its column keeps it: a connector and a day, apart by blanks, and a plus once
/// they are shown on subscriptions too. All connectors share a product, and each has prices of its own.
/// </summary>
internal static class PriceReadings
{
    private const string Shown = "+";

    /// <summary>Whether the connector has read them on that day.</summary>
    public static bool HasRead(string? kept, Guid connectorId, DateTime day) => Parts(kept).Contains(Entry(connectorId, day)) || HasShown(kept, connectorId, day);

    /// <summary>Whether they were shown as well.</summary>
    public static bool HasShown(string? kept, Guid connectorId, DateTime day) => Parts(kept).Contains(Entry(connectorId, day) + Shown);

    /// <summary>The same with this reading. Those of other days go: each day begins anew.</summary>
    /// <param name="isShown">Whether they are shown as well.</param>
    public static string? With(string? kept, Guid connectorId, DateTime day, bool isShown)
    {
        var others = Parts(kept).Where(entry => entry.EndsWith(Of(day), StringComparison.Ordinal) || entry.EndsWith(Of(day) + Shown, StringComparison.Ordinal))
            .Where(entry => !entry.StartsWith($"{connectorId:N}:", StringComparison.Ordinal));
        return string.Join(" ", new[] { Entry(connectorId, day) + (isShown ? Shown : "") }.Concat(others)).ForColumn(Product.PriceReadings);
    }

    private static string[] Parts(string? kept) => kept?.Split(' ') ?? [];

    private static string Entry(Guid connectorId, DateTime day) => $"{connectorId:N}:{Of(day)}";

    private static string Of(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
