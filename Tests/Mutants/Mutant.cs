using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Pax8Dataverse.Tests.Mutants;

/// <summary>One change of the product's code that its tests ought to notice.</summary>
/// <param name="Name">Unique, for people.</param>
/// <param name="Area">What it is about; scores are told by area.</param>
/// <param name="File">Path from the root of the repository.</param>
/// <param name="IsCall">A call that has no value, standing where no statement can.</param>
/// <param name="Old">Text that stands in the file exactly once: an expression, or statements (then it ends with <c>;</c> or a brace).</param>
/// <param name="New">What stands there instead. For an expression: one of the same type.</param>
/// <param name="Equal">Why it changes nothing that anybody could see; null where it must be noticed.</param>
/// <param name="Noticing">Test classes that are asked first, each behind its project (<c>Pipeline/TakeOverTests</c>); the others where these pass.</param>
internal sealed record Mutant(string Name, string Area, string File, bool IsCall, string Old, string New, string? Equal, string[] Noticing)
{
    /// <summary>Stands in a new text that has the old one in itself: true for the mutant, false else.</summary>
    public const string Itself = "$IS";

    public bool IsStatement => Old.TrimEnd().EndsWith(';') || Old.TrimEnd().EndsWith('}');

    /// <summary>
    /// Reads a list. Each mutant begins with <c>== name | area | file</c>, and <c>| call</c> for a call without a value; lines with <c>- </c> are the old text, with <c>+ </c> the
    /// new one, with <c>= </c> why it is equal in behaviour, with <c>~ </c> the test classes to ask first; what begins with <c>#</c> is for readers.
    /// </summary>
    /// <exception cref="InvalidDataException">A line is none of these.</exception>
    public static List<Mutant> ReadList(string path)
    {
        var mutants = new List<Mutant>();
        foreach (var (line, number) in System.IO.File.ReadLines(path).Select((line, index) => (line, index + 1)))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                var head = line[3..].Split('|', StringSplitOptions.TrimEntries);
                if (head.Length is < 3 or > 4) throw new InvalidDataException($"{path}({number}): write == name | area | file.");
                mutants.Add(new Mutant(head[0], head[1], head[2], head.Length == 4, "", "", null, []));
                continue;
            }
            if (mutants.Count == 0 || (line.Length > 1 && line[1] != ' ')) throw new InvalidDataException($"{path}({number}): a line begins with ==, -, +, =, ~ or #.");
            var text = line.Length > 1 ? line[2..] : "";
            mutants[^1] = line[0] switch
            {
                '-' => mutants[^1] with { Old = Joined(mutants[^1].Old, text) },
                '+' => mutants[^1] with { New = Joined(mutants[^1].New, text) },
                '=' => mutants[^1] with { Equal = mutants[^1].Equal is { } why ? $"{why} {text}" : text },
                '~' => mutants[^1] with { Noticing = text.Split(' ', StringSplitOptions.RemoveEmptyEntries) },
                _ => throw new InvalidDataException($"{path}({number}): a line begins with ==, -, +, =, ~ or #."),
            };
        }
        if (mutants.GroupBy(mutant => mutant.Name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new InvalidDataException($"{path}: there are two of {twice.Key}.");
        return mutants;
    }

    private static string Joined(string before, string line) => before.Length == 0 ? line : $"{before}\n{line}";
}
