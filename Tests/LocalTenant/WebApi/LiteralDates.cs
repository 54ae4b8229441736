using System;
using Microsoft.OData.Edm;

namespace DataverseEmulator.WebApi;

/// <summary>Dates and times in addresses as the SDK carries them: DateTime in UTC.</summary>
internal static class LiteralDates
{
#pragma warning disable CS0618 // The parser gives days as its own type Date until its next major version.
    /// <summary>Null where the value is no date.</summary>
    public static DateTime? Of(object value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime,
        Date day => new DateTime(day.Year, day.Month, day.Day, 0, 0, 0, DateTimeKind.Utc),
        DateOnly day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        _ => null,
    };
#pragma warning restore CS0618
}
