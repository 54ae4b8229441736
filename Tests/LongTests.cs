using System;

namespace Pax8Dataverse.Tests;

/// <summary>
/// Tests that would take more than twenty seconds do a share of their work by default and all of it where environment variable
/// PAX8_LONG_TESTS is <c>true</c>, as on the build server.
/// </summary>
internal static class LongTests
{
    public const string Variable = "PAX8_LONG_TESTS";

    public static bool AreAsked => Environment.GetEnvironmentVariable(Variable) == "true";

    /// <summary>How many of something a test does.</summary>
    public static int Of(int all, int share) => AreAsked ? all : share;
}
