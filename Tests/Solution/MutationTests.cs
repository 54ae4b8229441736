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

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_broken_solution_is_found_out(string what)
    {
        Broken broken = BrokenSolutions.All.Single(found => found.What == what);

        UnpackedSolution solution = broken.Break(Repository.Solution);
        ISolutionRule rule = SolutionCheck.Rules.Single(found => found.GetType() == broken.Rule);

        Assert.True(
            rule.Check(solution).Any(finding => finding.File.Contains(broken.File, StringComparison.Ordinal) && finding.Sentence.Contains(broken.Sentence, StringComparison.Ordinal)),
            $"{broken.Rule.Name} did not say '{broken.Sentence}' of {broken.File}; all findings:\n" + string.Join("\n", SolutionCheck.Run(solution)));
    }

    [Fact]
    public void Every_rule_has_a_broken_solution_that_it_catches() =>
        Assert.Empty(SolutionCheck.Rules.Select(rule => rule.GetType()).Except(BrokenSolutions.All.Select(broken => broken.Rule)));

    [Fact]
    public void Every_rule_is_applied() =>
        Assert.Equal(
            typeof(SolutionCheck).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ISolutionRule)) && type.IsClass && type != typeof(FilesFollowTheSchemas)).Select(type => type.Name).Order(),
            SolutionCheck.Rules.Select(rule => rule.GetType().Name).Order());
}
