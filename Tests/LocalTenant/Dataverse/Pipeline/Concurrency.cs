using System;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Optimistic concurrency: the row is changed only while it has the version that the caller read.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency
/// </summary>
internal static class Concurrency
{
    public const string Parameter = "ConcurrencyBehavior";

    public static void Check(ParameterCollection input, string? given, Entity current)
    {
        if (!input.TryGetValue(Parameter, out object behavior) || behavior is not ConcurrencyBehavior.IfRowVersionMatches)
        {
            return;
        }

        if (string.IsNullOrEmpty(given))
        {
            throw Faults.Of(ErrorCodes.ConcurrencyVersionNotProvided,
                "The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches.");
        }

        if (!string.Equals(given, current.RowVersion, StringComparison.Ordinal))
        {
            throw Faults.Of(ErrorCodes.ConcurrencyVersionMismatch, "The version of the existing record doesn't match the RowVersion property provided.");
        }
    }
}
