using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Benchmarks.Platform;

namespace Pax8Dataverse.Benchmarks.Measures;

/// <summary>Rounds of one measure, and how figures are written.</summary>
internal sealed class Figures(int rows)
{
    private readonly List<ThreadWork> _rounds = [];

    public void Add(ThreadWork round) => _rounds.Add(round);

    /// <summary>Median over the rounds.</summary>
    public double MicrosecondsPerRow => Median(_rounds.Select(round => round.Nanoseconds)) / 1000.0 / rows;

    /// <summary>Median over the rounds.</summary>
    public double BytesPerRow => Median(_rounds.Select(round => round.Bytes)) / (double)rows;

    public static string Number(double value, int digits = 0) => value.ToString("N" + digits, CultureInfo.InvariantCulture);

    public static string Ratio(double value, double of) => (value / of).ToString("0.00", CultureInfo.InvariantCulture) + "x";

    private static long Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
