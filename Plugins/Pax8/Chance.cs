namespace Pax8Dataverse.Pax8;

/// <summary>What lets executions that began together not go on together, and a simulated history replay.</summary>
internal static class Chance
{
    /// <summary>From 0 to 1, by the text. FNV-1a, since string hashes differ between processes.</summary>
    public static double Of(string text)
    {
        var hash = 2166136261u;
        foreach (var sign in text) hash = unchecked((hash ^ sign) * 16777619u);
        return hash / (double)uint.MaxValue;
    }
}
