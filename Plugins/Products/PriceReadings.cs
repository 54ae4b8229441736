using System;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Products;

/// <summary>
/// Which connectors have read the prices of a product on a day, as its column keeps it: a connector and a day, apart by blanks. All connectors
/// share a product, and each has prices of its own.
/// </summary>
internal static class PriceReadings
{
    /// <summary>Whether the connector has read them on that day.</summary>
    public static bool HasRead(string? kept, Guid connectorId, DateTime day) => Parts(kept).Contains(Entry(connectorId, day));

    /// <summary>The same with this reading. Those of other days go: each day begins anew.</summary>
    public static string? With(string? kept, Guid connectorId, DateTime day)
    {
        var today = Parts(kept).Where(entry => entry.EndsWith(Of(day), StringComparison.Ordinal) && entry != Entry(connectorId, day));
        return string.Join(" ", new[] { Entry(connectorId, day) }.Concat(today)).ForColumn(Product.PriceReadings);
    }

    private static string[] Parts(string? kept) => kept?.Split(' ') ?? [];

    private static string Entry(Guid connectorId, DateTime day) => $"{connectorId:N}:{Of(day)}";

    private static string Of(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
