using System;
using System.Collections.Generic;
using System.Xml;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>One thing in the unpacked solution that does not fit: the file with its line, and a sentence that says what to change.</summary>
/// <param name="File">Path below the packed root, with forward slashes.</param>
/// <param name="Line">Line from 1; 1 where the whole file is meant or something is missing.</param>
/// <param name="Sentence">What is wrong and what to do about it.</param>
public sealed record Finding(string File, int Line, string Sentence)
{
    /// <param name="file">Path below the packed root, with forward slashes.</param>
    /// <param name="at">The element or attribute that does not fit, or the nearest around what is missing; null for the whole file.</param>
    /// <param name="sentence">What is wrong and what to do about it.</param>
    public Finding(string file, XObject? at, string sentence)
        : this(file, at is IXmlLineInfo info && info.HasLineInfo() ? info.LineNumber : 1, sentence)
    {
    }

    /// <param name="file">Path below the packed root, with forward slashes.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="at">Index in it of what does not fit.</param>
    /// <param name="sentence">What is wrong and what to do about it.</param>
    public Finding(string file, string text, int at, string sentence)
        : this(file, 1 + text.AsSpan(0, Math.Clamp(at, 0, text.Length)).Count('\n'), sentence)
    {
    }

    /// <summary>The form in which a failing test shows it, and in which editors and terminals open it.</summary>
    public override string ToString() => $"Solution/src/{File}:{Line}: {Sentence}";
}

/// <summary>One rule about the unpacked solution. A rule skips files that are not well-formed; <see cref="XmlIsWellFormed"/> names those.</summary>
public interface ISolutionRule
{
    /// <summary>What breaks the rule; empty when the solution keeps it.</summary>
    IEnumerable<Finding> Check(UnpackedSolution solution);
}
