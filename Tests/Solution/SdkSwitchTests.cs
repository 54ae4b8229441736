using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>With DataverseSdk=nuget nothing of the stand-in may be left in the build, and the versions are Microsoft's published ones.</summary>
public sealed class SdkSwitchTests
{
    [Fact]
    public void Every_reference_to_the_stand_in_stands_under_the_condition_standin()
    {
        var loose =
            from file in Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            from reference in XElement.Load(file).Descendants("ProjectReference")
            where reference.Attribute("Include")!.Value.EndsWith("Sdk.csproj", StringComparison.Ordinal)
            where reference.Parent!.Attribute("Condition")?.Value != "'$(DataverseSdk)' == 'standin'"
            select Path.GetRelativePath(Repository.Root, file);

        Assert.True(!loose.Any(), $"Put the reference to Tests/Sdk under the condition for standin in: {string.Join(", ", loose)}.");
    }

    [Fact]
    public void Whoever_references_the_stand_in_references_Microsofts_package_instead_when_it_is_wanted()
    {
        foreach (var file in Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories))
        {
            var project = XElement.Load(file);
            if (!project.Descendants("ProjectReference").Any(reference => reference.Attribute("Include")!.Value.EndsWith("Sdk.csproj", StringComparison.Ordinal))) continue;

            var real = project.Elements("ItemGroup").Where(group => group.Attribute("Condition")?.Value == "'$(DataverseSdk)' == 'nuget'")
                .SelectMany(group => group.Elements("PackageReference")).Select(reference => reference.Attribute("Include")!.Value);

            Assert.True(real.Any(name => name is "Microsoft.CrmSdk.CoreAssemblies" or "Microsoft.PowerPlatform.Dataverse.Client"),
                $"{Path.GetFileName(file)} references the stand-in but none of Microsoft's packages under the condition for nuget. Add it.");
        }
    }

    [Theory]
    [InlineData("", "nuget")]
    [InlineData("-standin", "standin")]
    public void Packages_in_the_cache_are_chosen_by_themselves_unless_they_are_stand_ins(string suffix, string chosen)
    {
        var cache = Directory.CreateTempSubdirectory("pax8-cache-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(cache, "microsoft.crmsdk.coreassemblies", "9.0.2.1" + suffix));
            Directory.CreateDirectory(Path.Combine(cache, "microsoft.powerplatform.dataverse.client", "1.2.1" + suffix));

            var said = DotNet.Run(
                ["msbuild", Path.Combine(Repository.Root, "Plugins"), "-getProperty:DataverseSdk"],
                ("NUGET_PACKAGES", cache), ("DataverseSdk", ""), ("CrmSdkVersion", "9.0.2.1" + suffix), ("DataverseClientVersion", "1.2.1" + suffix));

            Assert.Equal(chosen, said.Trim());
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    [Fact]
    public void The_versions_of_Microsofts_packages_are_exact()
    {
        var versions = XElement.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants()
            .Where(element => element.Name.LocalName is "CrmSdkVersion" or "DataverseClientVersion").ToList();

        Assert.Equal(2, versions.Count);
        Assert.All(versions, version => Assert.Matches("^[0-9]+(\\.[0-9]+){2,3}$", version.Value));
    }
}
