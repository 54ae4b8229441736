using System;
using System.Globalization;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>The forms in which Pax8 writes dates, sometimes several within one member.</summary>
public static class Pax8Dates
{
    private static readonly TimeSpan[] Offsets = [TimeSpan.FromHours(-6), TimeSpan.FromHours(-5), TimeSpan.FromHours(-7), TimeSpan.FromHours(-3)];

    /// <summary>How many forms of date-times <see cref="Form"/> knows.</summary>
    public const int Forms = 5;

    /// <summary><c>2021-01-01T08:30:00Z</c></summary>
    public static string Seconds(DateTimeOffset moment) => Write(moment.ToUniversalTime(), "yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary><c>2025-12-03T14:01:22.123456Z</c>: how updatedDate was seen on the live API.</summary>
    public static string Microseconds(DateTimeOffset moment) => Write(moment.ToUniversalTime(), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary><c>2026-05-11T00:00:00.000Z</c>: how commitment.endDate was seen.</summary>
    public static string Milliseconds(DateTimeOffset moment) => Write(moment.ToUniversalTime(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary><c>2023-08-11T11:33:12.314-0600</c>: offset without colon, as in the official examples.</summary>
    public static string BareOffset(DateTimeOffset moment, int zone = 0)
    {
        var local = moment.ToOffset(Offsets[zone % Offsets.Length]);
        return Write(local, "yyyy-MM-dd'T'HH:mm:ss.fff") + Write(local, "zzz").Replace(":", "", StringComparison.Ordinal);
    }

    /// <summary><c>2000-10-31T01:30:00.000-05:00</c></summary>
    public static string ColonOffset(DateTimeOffset moment, int zone = 1) =>
        Write(moment.ToOffset(Offsets[zone % Offsets.Length]), "yyyy-MM-dd'T'HH:mm:ss.fffzzz");

    /// <summary><c>2020-12-03</c></summary>
    public static string Day(DateTimeOffset moment) => Write(moment.ToUniversalTime(), "yyyy-MM-dd");

    /// <summary>One of the date-time forms by number; any number will do.</summary>
    public static string Form(DateTimeOffset moment, int number) => (int)((uint)number % Forms) switch
    {
        0 => Microseconds(moment),
        1 => BareOffset(moment),
        2 => Seconds(moment),
        3 => ColonOffset(moment),
        _ => Milliseconds(moment),
    };

    /// <summary>Reads every form above; a text without zone is UTC.</summary>
    public static bool TryRead(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);

    private static string Write(DateTimeOffset moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);
}
