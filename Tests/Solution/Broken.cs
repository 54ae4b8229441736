using System;
using System.IO;
using System.Linq;
using Pax8Dataverse.Tests.Solution.Checks;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>A solution broken in one way, and what has to be found.</summary>
/// <param name="What">What was done, in words.</param>
/// <param name="Rule">The rule that has to speak.</param>
/// <param name="File">Part of the path that the finding names.</param>
/// <param name="Sentence">Part of what the finding says.</param>
/// <param name="Break">Breaks a copy of the solution.</param>
public sealed record Broken(string What, Type Rule, string File, string Sentence, Func<UnpackedSolution, UnpackedSolution> Break);

/// <summary>Small injuries to a solution; each throws when there is nothing to injure, so that no test passes by accident.</summary>
public static class Injuries
{
    /// <summary>Replaces the first occurrence of a text in one file.</summary>
    public static UnpackedSolution Replace(this UnpackedSolution solution, string path, string old, string replacement)
    {
        string text = solution.Text(path);
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return at < 0
            ? throw new InvalidOperationException($"{path} does not contain '{old}'.")
            : solution.With(path, string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length)));
    }

    /// <summary>Replaces the first occurrence of a text after a mark in one file.</summary>
    public static UnpackedSolution ReplaceAfter(this UnpackedSolution solution, string path, string mark, string old, string replacement)
    {
        string text = solution.Text(path);
        int start = text.IndexOf(mark, StringComparison.Ordinal);
        int at = start < 0 ? -1 : text.IndexOf(old, start, StringComparison.Ordinal);
        return at < 0
            ? throw new InvalidOperationException($"{path} does not contain '{old}' after '{mark}'.")
            : solution.With(path, string.Concat(text.AsSpan(0, at), replacement, text.AsSpan(at + old.Length)));
    }

    /// <summary>Gives a file another path.</summary>
    public static UnpackedSolution Rename(this UnpackedSolution solution, string path, string to) => solution.With(to, solution.Bytes(path)).Without(path);

    /// <summary>The only file whose path contains one text and whose content another.</summary>
    public static string Find(this UnpackedSolution solution, string pathPart, string content)
    {
        string[] found = [.. solution.Paths.Where(path => path.Contains(pathPart, StringComparison.Ordinal) && solution.Text(path).Contains(content, StringComparison.Ordinal))];
        return found.Length == 1 ? found[0] : throw new FileNotFoundException($"{found.Length} files match {pathPart} with '{content}'.");
    }
}
