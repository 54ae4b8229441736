using System;
using System.IO;
using Xunit;

namespace Pax8Dataverse.Tests;

/// <summary>
/// Skips a test for want of something that this machine lacks. The runner prints no reasons, so they are written beside the tests,
/// and Directory.Build.targets prints each once when the tests of the project have ended. With CI=true the test fails instead.
/// </summary>
internal static class Skipping
{
    /// <param name="missing">Whether it is missing.</param>
    /// <param name="sentence">What was not tested, why, and how to have it.</param>
    public static void If(bool missing, string sentence)
    {
        if (!missing) return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", sentence);
        File.AppendAllText(Path.Combine(AppContext.BaseDirectory, "skipped.txt"), sentence + "\n");
        Skip.If(true, sentence);
    }
}
