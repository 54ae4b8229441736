using System;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Execution;

/// <summary>What nobody foresaw, as a sentence for people; the rest goes to the trace under the reference that the sentence names.</summary>
internal static class UnexpectedFailure
{
    /// <param name="failure">What happened.</param>
    /// <param name="reference">Names the problem, the same each time: an issue must keep its words.</param>
    /// <param name="area">For the trace.</param>
    /// <param name="trace">Where the full text goes.</param>
    public static string Of(Exception failure, string reference, string area, Action<string> trace)
    {
        trace($"{area}: unexpected reference={reference} {ExceptionText.Of(failure)}");
        return failure is RowException
            ? $"Dataverse refused a change: {Sentence(failure.Message)}"
            : $"Something unexpected happened; the trace log has it under the reference {reference}. It says: {Sentence(failure.Message)}";
    }

    private static string Sentence(string text) => text.TrimEnd() is var trimmed && trimmed.EndsWith(".", StringComparison.Ordinal) ? trimmed : trimmed + ".";
}
