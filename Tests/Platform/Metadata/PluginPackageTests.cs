using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using DataverseEmulator.Metadata;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Metadata;

/// <summary>What the nupkg must hold. Page: …/data-platform/build-and-package</summary>
public sealed class PluginPackageTests : IDisposable
{
    private static readonly Assembly Plugins = typeof(Pax8Dataverse.Registration.PluginBase).Assembly;
    private static readonly PluginPackageDefinition Definition = new("t_package", "1.2.0");
    private readonly string folder = Directory.CreateTempSubdirectory("plugin-package-").FullName;

    private string PackageFile => Path.Combine(folder, "t_package.nupkg");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_package_with_the_running_assembly_and_its_dependencies_fits()
    {
        Package(("lib/net462/Plugins.dll", Plugins), ("lib/net462/Newtonsoft.Json.dll", typeof(Newtonsoft.Json.JsonConvert).Assembly));

        PluginPackageReader.Check(Definition, folder, Plugins);
    }

    [Fact]
    public void A_missing_package_is_refused() => Refused(Definition, "the plug-in package is missing.");

    [Fact]
    public void A_file_that_is_no_package_is_refused()
    {
        File.WriteAllText(PackageFile, "no zip");
        Refused(Definition, "the plug-in package cannot be read. ");

        Package(("lib/net462/Plugins.dll", Plugins));
        File.WriteAllBytes(PackageFile, File.ReadAllBytes(PackageFile)[..1000]);
        Refused(Definition, "the plug-in package cannot be read. ");
    }

    [Theory]
    [InlineData("other.txt", "nothing")]
    [InlineData("t_package.nuspec", "no XML")]
    [InlineData("t_package.nuspec", "<package><metadata><id>t_package</id><version>one</version></metadata></package>")]
    public void A_package_without_a_description_that_can_be_read_is_refused(string file, string text)
    {
        using (var zip = ZipFile.Open(PackageFile, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry(file).Open()))
            writer.Write(text);

        Refused(Definition, "the plug-in package cannot be read. ");
    }

    [Fact]
    public void Another_id_or_version_is_refused()
    {
        Package(("lib/net462/Plugins.dll", Plugins));
        File.Copy(PackageFile, Path.Combine(folder, "t_other.nupkg"));

        Refused(Definition with { UniqueName = "t_other" }, "the package's id is t_package");
        Refused(Definition with { Version = "1.2.1" }, "the package's version is 1.2.0");
    }

    [Fact]
    public void Another_build_of_the_assembly_is_refused()
    {
        Package(("lib/net462/Plugins.dll", typeof(PluginPackageTests).Assembly));

        Refused(Definition, "is not the assembly that this process runs.");
    }

    [Fact]
    public void Two_assemblies_with_plugins_are_refused_and_none()
    {
        Package(("lib/net462/A.dll", Plugins), ("lib/net462/B.dll", typeof(PluginPackageTests).Assembly));
        Refused(Definition, "exactly one assembly may bear plug-ins; these refer to Microsoft.Xrm.Sdk: lib/net462/A.dll, lib/net462/B.dll.");

        Package();
        Refused(Definition, "exactly one assembly may bear plug-ins; these refer to Microsoft.Xrm.Sdk: none.");
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_refused()
    {
        Package(("lib/net462/Plugins.dll", Plugins));
        using (var zip = ZipFile.Open(PackageFile, ZipArchiveMode.Update))
        using (var writer = new StreamWriter(zip.CreateEntry("lib/net462/Text.dll").Open()))
            writer.Write("no assembly");

        Refused(Definition, "the plug-in package cannot be read. ");
    }

    [Fact]
    public void An_assembly_for_another_framework_is_refused()
    {
        Package(("lib/net48/Plugins.dll", Plugins));

        Refused(Definition, "lib/net48/Plugins.dll does not lie under lib/net462");
    }

    /// <summary>Whatever is wrong, the sentence ends with the command that makes the package anew.</summary>
    private void Refused(PluginPackageDefinition package, string reason)
    {
        var message = Assert.Throws<SolutionException>(() => PluginPackageReader.Check(package, folder, Plugins)).Message;

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Matches(@" Run `dotnet build -c (Debug|Release)` in the repository\.$", message);
    }

    private void Package(params (string Path, Assembly Assembly)[] files)
    {
        File.Delete(PackageFile);
        using var zip = ZipFile.Open(PackageFile, ZipArchiveMode.Create);
        using (var writer = new StreamWriter(zip.CreateEntry("t_package.nuspec").Open()))
            writer.Write("<package><metadata><id>t_package</id><version>1.2.0</version><authors>x</authors><description>x</description></metadata></package>");
        foreach (var (path, assembly) in files)
            zip.CreateEntryFromFile(assembly.Location, path);
    }
}
