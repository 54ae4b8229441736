using System.Collections.Generic;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>One thing in the unpacked solution that does not fit: the file, and a sentence that says what to change.</summary>
/// <param name="File">Path below the packed root, with forward slashes.</param>
/// <param name="Sentence">What is wrong and what to do about it.</param>
public sealed record Finding(string File, string Sentence)
{
    /// <summary>The form in which a failing test shows it.</summary>
    public override string ToString() => $"{File}: {Sentence}";
}

/// <summary>One rule about the unpacked solution. A rule skips files that are not well-formed; <see cref="XmlIsWellFormed"/> names those.</summary>
public interface ISolutionRule
{
    /// <summary>What breaks the rule; empty when the solution keeps it.</summary>
    IEnumerable<Finding> Check(UnpackedSolution solution);
}
