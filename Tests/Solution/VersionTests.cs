using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Text.RegularExpressions;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>One version everywhere: the solution's, without its last number, is that of the build and of the change log.</summary>
public sealed partial class VersionTests
{
    private static string Solution => System.Version.Parse(VersionsAgree.Of(Repository.Solution)).ToString(3);

    [Fact]
    public void The_build_has_the_version_of_the_solution_where_it_names_one()
    {
        Match named = BuildVersion().Match(File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props")));

        Assert.True(!named.Success || named.Groups[1].Value == Solution, $"Directory.Build.props has version {named.Groups[1].Value}, Solution/src/Other/Solution.xml {Solution}; write the same.");
    }

    [Fact]
    public void The_change_logs_newest_release_is_the_version_of_the_solution()
    {
        string file = Path.Combine(Repository.Root, "CHANGELOG.md");
        Match newest = Heading().Match(File.Exists(file) ? File.ReadAllText(file) : "");

        Assert.True(!newest.Success || newest.Groups[1].Value == Solution, $"CHANGELOG.md has {newest.Groups[1].Value} as its newest release, Solution/src/Other/Solution.xml {Solution}; raise one of them.");
    }

    [Fact]
    public void The_plug_in_assembly_keeps_its_version_for_ever_while_that_of_its_file_moves()
    {
        Assembly plugins = typeof(PluginBase).Assembly;

        Assert.True(plugins.GetName().Version == new System.Version(1, 0, 0, 0), $"The plug-in assembly has version {plugins.GetName().Version}. The platform would take it for another assembly and leave every step at the old one; set AssemblyVersion in Plugins.csproj back to 1.0.0.0.");
        Assert.Equal(Solution + ".0", FileVersionInfo.GetVersionInfo(plugins.Location).FileVersion);
    }

    [GeneratedRegex(@"<Version>([\d.]+)</Version>")]
    private static partial Regex BuildVersion();

    [GeneratedRegex(@"^##\s+\[?v?(\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
