using System;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Dates as Pax8 writes them, several forms even in one field: <c>2021-01-01T08:30:00Z</c>, <c>2023-08-11T11:33:12.314-0600</c>,
/// <c>2000-10-31T01:30:00.000-05:00</c>, <c>2020-12-03</c>, six fractional digits. Read by hand because the framework's parsers
/// accept what is no date here, differ between platforms, and throw.
/// </summary>
internal static class Pax8Dates
{
    private const int DigitsOfATick = 7;

    /// <summary>
    /// Reads year-month-day with or without a time of day (to the minute or finer), and with or without a zone (<c>Z</c>,
    /// <c>+hh</c>, <c>+hhmm</c>, <c>+hh:mm</c>). Without a zone it is UTC. What is finer than a tick is cut off.
    /// </summary>
    /// <returns>False, and no exception, for anything else.</returns>
    public static bool TryParse(string? text, out DateTime utc)
    {
        utc = default;
        if (text is null) return false;
        var cursor = new Cursor(text.Trim());
        if (!cursor.Number(4, 1, 9999, out var year) || !cursor.Skip('-')
            || !cursor.Number(2, 1, 12, out var month) || !cursor.Skip('-')
            || !cursor.Number(2, 1, DateTime.DaysInMonth(year, month), out var day)) return false;
        long ticks = 0, offset = 0;
        if (!cursor.AtEnd && (!TimeOfDay(ref cursor, out ticks) || !Zone(ref cursor, out offset))) return false;

        ticks += new DateTime(year, month, day).Ticks - offset;
        if (!cursor.AtEnd || ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static bool TimeOfDay(ref Cursor cursor, out long ticks)
    {
        ticks = 0;
        if (!cursor.Skip('T') && !cursor.Skip('t') && !cursor.Skip(' ')) return false;
        if (!cursor.Number(2, 0, 23, out var hour) || !cursor.Skip(':') || !cursor.Number(2, 0, 59, out var minute)) return false;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (!cursor.Skip(':')) return true;
        if (!cursor.Number(2, 0, 59, out var second)) return false;
        ticks += second * TimeSpan.TicksPerSecond;
        if (!cursor.Skip('.')) return true;
        if (!cursor.Fraction(DigitsOfATick, out var fraction)) return false;
        ticks += fraction;
        return true;
    }

    private static bool Zone(ref Cursor cursor, out long offset)
    {
        offset = 0;
        if (cursor.AtEnd || cursor.Skip('Z') || cursor.Skip('z')) return true;
        var east = cursor.Skip('+');
        if (!east && !cursor.Skip('-')) return false;
        if (!cursor.Number(2, 0, 23, out var hours)) return false;
        var minutes = 0;
        if ((cursor.Skip(':') || !cursor.AtEnd) && !cursor.Number(2, 0, 59, out minutes)) return false;
        offset = (hours * TimeSpan.TicksPerHour + minutes * TimeSpan.TicksPerMinute) * (east ? 1 : -1);
        return true;
    }

    private struct Cursor(string text)
    {
        private int _position;

        public readonly bool AtEnd => _position == text.Length;

        public bool Skip(char expected)
        {
            if (AtEnd || text[_position] != expected) return false;
            _position++;
            return true;
        }

        public bool Number(int digits, int least, int most, out int number)
        {
            number = 0;
            for (var i = 0; i < digits; i++)
            {
                if (!Digit(out var digit)) return false;
                number = number * 10 + digit;
            }
            return number >= least && number <= most;
        }

        /// <summary>At least one digit, read as if there were exactly <paramref name="digits"/>.</summary>
        public bool Fraction(int digits, out long number)
        {
            number = 0;
            var read = 0;
            for (; Digit(out var digit); read++)
                if (read < digits) number = number * 10 + digit;
            for (var i = read; i < digits; i++) number *= 10;
            return read > 0;
        }

        private bool Digit(out int digit)
        {
            digit = AtEnd ? -1 : text[_position] - '0';
            if (digit is < 0 or > 9) return false;
            _position++;
            return true;
        }
    }
}
