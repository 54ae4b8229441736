using System;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class DateTests
{
    [Theory]
    [InlineData("2021-01-01T08:30:00Z", "2021-01-01T08:30:00.0000000Z")]
    [InlineData("2023-08-11T11:33:12.314-0600", "2023-08-11T17:33:12.3140000Z")]
    [InlineData("2000-10-31T01:30:00.000-05:00", "2000-10-31T06:30:00.0000000Z")]
    [InlineData("2020-12-03", "2020-12-03T00:00:00.0000000Z")]
    [InlineData("2025-12-01T10:20:30.123456Z", "2025-12-01T10:20:30.1234560Z")]
    [InlineData("2025-12-01T00:00:00.000Z", "2025-12-01T00:00:00.0000000Z")]
    [InlineData("2025-12-01T10:20:30.1Z", "2025-12-01T10:20:30.1000000Z")]
    [InlineData("2025-12-01T10:20:30.1234567Z", "2025-12-01T10:20:30.1234567Z")]
    [InlineData("2025-12-01T10:20:30.123456789Z", "2025-12-01T10:20:30.1234567Z")]
    [InlineData("2025-12-01T10:20:30.999999999999999999999Z", "2025-12-01T10:20:30.9999999Z")]
    [InlineData("2025-12-01T10:20:30+00:00", "2025-12-01T10:20:30.0000000Z")]
    [InlineData("2025-12-01T10:20:30+0530", "2025-12-01T04:50:30.0000000Z")]
    [InlineData("2025-12-01T10:20:30-05", "2025-12-01T15:20:30.0000000Z")]
    [InlineData("2025-12-01T10:20:30", "2025-12-01T10:20:30.0000000Z")]
    [InlineData("2025-12-01T10:20Z", "2025-12-01T10:20:00.0000000Z")]
    [InlineData("2025-12-01 10:20:30z", "2025-12-01T10:20:30.0000000Z")]
    [InlineData(" 2024-02-29 ", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.0000000Z")]
    public void Every_form_is_read(string text, string utc)
    {
        Assert.True(Pax8Dates.TryParse(text, out var date));

        Assert.Equal(utc, date.ToString("O", CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, date.Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2025")]
    [InlineData("2025-12")]
    [InlineData("2025-13-01")]
    [InlineData("2025-02-29")]
    [InlineData("2025-00-10")]
    [InlineData("0000-01-01")]
    [InlineData("01/02/2025")]
    [InlineData("20251201")]
    [InlineData("2025-12-01T")]
    [InlineData("2025-12-01T10")]
    [InlineData("2025-12-01T24:00:00Z")]
    [InlineData("2025-12-01T10:60:00Z")]
    [InlineData("2025-12-01T10:20:61Z")]
    [InlineData("2025-12-01T10:20:30.Z")]
    [InlineData("2025-12-01T10:20:30,5Z")]
    [InlineData("2025-12-01T10:20:30ZZ")]
    [InlineData("2025-12-01T10:20:30+")]
    [InlineData("2025-12-01T10:20:30+5")]
    [InlineData("2025-12-01T10:20:30+05:")]
    [InlineData("2025-12-01T10:20:30+05:3")]
    [InlineData("2025-12-01T10:20:30+05:30Z")]
    [InlineData("2025-12-01X")]
    [InlineData("2025-12-01Z")]
    [InlineData("٢٠٢٥-١٢-٠١")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("today")]
    public void Anything_else_is_no_date(string? text) => Assert.False(Pax8Dates.TryParse(text, out _));

    [Property(MaxTest = 500)]
    public Property A_written_date_is_read_as_itself_whatever_the_form()
    {
        var moments =
            from day in Gen.Choose(366, 3_650_000)
            from second in Gen.Choose(0, 86_399)
            from fraction in Gen.Choose(0, 9_999_999)
            from digits in Gen.Choose(0, 7)
            from zoneMinutes in Gen.Choose(-14 * 60, 14 * 60)
            from form in Gen.Elements("Z", "colon", "no colon")
            select (ticks: day * TimeSpan.TicksPerDay + second * TimeSpan.TicksPerSecond + fraction, digits, zoneMinutes, form);
        return Prop.ForAll(moments.ToArbitrary(), drawn =>
        {
            var unit = (long)Math.Pow(10, 7 - drawn.digits);
            var utc = new DateTime(drawn.ticks / unit * unit, DateTimeKind.Utc);
            var zone = TimeSpan.FromMinutes(drawn.form == "Z" ? 0 : drawn.zoneMinutes);
            var format = "yyyy-MM-dd'T'HH:mm:ss" + (drawn.digits == 0 ? "" : "." + new string('f', drawn.digits));
            var sign = zone < TimeSpan.Zero ? "-" : "+";
            var suffix = drawn.form switch
            {
                "Z" => "Z",
                "colon" => sign + zone.ToString("hh\\:mm", CultureInfo.InvariantCulture),
                _ => sign + zone.ToString("hhmm", CultureInfo.InvariantCulture),
            };

            Assert.True(Pax8Dates.TryParse((utc + zone).ToString(format, CultureInfo.InvariantCulture) + suffix, out var read));

            Assert.Equal(utc, read);
        });
    }

    [Property(MaxTest = 500)]
    public void No_text_makes_it_throw(string? text) => ReadsOrSaysNo(text);

    [Property(MaxTest = 500)]
    public Property No_text_of_the_letters_of_dates_makes_it_throw() =>
        Prop.ForAll(Gen.Elements("0123456789-:T.Z+ ".ToCharArray()).ListOf().Select(list => "20" + new string([.. list])).ToArbitrary(), ReadsOrSaysNo);

    private static void ReadsOrSaysNo(string? text) => Assert.True(Pax8Dates.TryParse(text, out var date) ? date.Kind == DateTimeKind.Utc : date == default);
}
