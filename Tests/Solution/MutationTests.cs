using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The rules are no decoration: each catches a solution that is broken in the way it watches for.</summary>
public sealed class MutationTests
{
    public static IEnumerable<object[]> Ways => BrokenSolutions.All.Select(broken => new object[] { broken.What });

    // The rule speaks of something that is missing, or of the other of two places.
    private static readonly string[] Elsewhere =
    [
        "an end tag is missing", "a platform column is missing", "a form has no field for the secret", "a quick find view searches nothing",
        "a form lacks a column of its script", "a form does not load its script", "a text has no translation", "two countries share a number", "a create step has a pre-image",
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_broken_solution_is_found_out_at_the_line_to_change_or_at_the_element_around_it(string what)
    {
        Broken broken = BrokenSolutions.All.Single(found => found.What == what);

        UnpackedSolution solution = broken.Break(Repository.Solution);
        Finding[] findings = [.. SolutionCheck.Rules.Single(found => found.GetType() == broken.Rule).Check(solution)];
        Finding? finding = Array.Find(findings, found => found.File.Contains(broken.File, StringComparison.Ordinal) && found.Sentence.Contains(broken.Sentence, StringComparison.Ordinal));

        Assert.True(finding is not null, $"{broken.Rule.Name} did not say '{broken.Sentence}' of {broken.File}; its findings:\n" + string.Join("\n", findings.Select(found => found.ToString())));
        Assert.True(Elsewhere.Contains(what) || IsNear(solution, finding), $"{finding} That is not where it was broken.");
    }

    [Fact]
    public void Every_rule_has_a_broken_solution_that_it_catches() =>
        Assert.Empty(SolutionCheck.Rules.Select(rule => rule.GetType()).Except(BrokenSolutions.All.Select(broken => broken.Rule)));

    [Fact]
    public void Every_rule_is_applied() =>
        Assert.Equal(
            typeof(SolutionCheck).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ISolutionRule)) && type.IsClass && type != typeof(FilesFollowTheSchemas)).Select(type => type.Name).Order(),
            SolutionCheck.Rules.Select(rule => rule.GetType().Name).Order());

    // Where lines were added or taken away, the finding is somewhere in the file; where one was changed, there or a little above.
    private static bool IsNear(UnpackedSolution solution, Finding finding)
    {
        const int longestElement = 40;
        string[] before = Repository.Solution.Has(finding.File) ? Repository.Solution.Text(finding.File).Split('\n') : [];
        string[] after = solution.Has(finding.File) ? solution.Text(finding.File).Split('\n') : [];
        int line = 1 + before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return before.Length == after.Length && line <= before.Length
            ? finding.Line <= line && finding.Line >= line - longestElement
            : finding.Line >= 1 && finding.Line <= Math.Max(1, after.Length);
    }
}
