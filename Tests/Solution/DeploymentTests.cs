using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>What pac-config/README.md tells whoever brings the solution into an environment.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "pac-config", "README.md"));

    // Of the platform: what an importer holds, and what lets people sign in beside the roles of this solution.
    private static readonly string[] Platform = ["System Administrator", "Basic User"];

    [Fact]
    public void Every_role_and_profile_that_people_need_is_named_and_no_other()
    {
        string[] wanted =
        [
            .. Platform, .. Repository.Solution.Roles.Select(role => role.Root.Attr("name")),
            .. ColumnSecurity.Profiles(Repository.Solution).Select(profile => profile.Attr("name")),
        ];

        Assert.Equal(wanted.Order(), Bold().Matches(Text).Select(match => match.Groups[1].Value).Distinct().Order());
    }

    [Fact]
    public void Every_file_of_the_folder_is_explained() =>
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Repository.Root, "pac-config")).Select(Path.GetFileName)
            .Where(name => name != "README.md" && !Text.Contains($"`{name}", System.StringComparison.Ordinal))
            .Select(name => $"pac-config/README.md does not say what {name} is for; add a row to its table."));

    [GeneratedRegex(@"\*\*([^*|]+)\*\*")]
    private static partial Regex Bold();
}
