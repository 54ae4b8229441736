using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Metadata;

/// <summary>What the nupkg must hold. Page: …/data-platform/build-and-package</summary>
public sealed class PluginPackageTests : IDisposable
{
    private static readonly Assembly Plugins = typeof(Pax8Dataverse.Registration.PluginBase).Assembly;
    private readonly string folder = Directory.CreateTempSubdirectory("plugin-package-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_package_with_the_running_assembly_and_its_dependencies_fits() =>
        PluginPackageReader.Check(Package(("lib/net462/Plugins.dll", Plugins), ("lib/net462/Newtonsoft.Json.dll", typeof(Newtonsoft.Json.JsonConvert).Assembly)), Plugins);

    [Fact]
    public void A_missing_package_is_refused() =>
        Refused(new PluginPackageDefinition("t_package", "1.2.0", Path.Combine(folder, "none.nupkg")), "the plug-in package is missing");

    [Fact]
    public void A_file_that_is_no_package_is_refused()
    {
        var file = Path.Combine(folder, "t_package.nupkg");
        File.WriteAllText(file, "no zip");

        Refused(new PluginPackageDefinition("t_package", "1.2.0", file), "the file is no nupkg");
    }

    [Fact]
    public void Another_id_or_version_is_refused()
    {
        var package = Package(("lib/net462/Plugins.dll", Plugins));

        Refused(package with { UniqueName = "t_other" }, "the package's id is t_package");
        Refused(package with { Version = "1.2.1" }, "the package's version is 1.2.0");
    }

    [Fact]
    public void Another_build_of_the_assembly_is_refused() =>
        Refused(Package(("lib/net462/Plugins.dll", typeof(PluginPackageTests).Assembly)), "is not the assembly that this process runs; build Plugins again.");

    [Fact]
    public void Two_assemblies_with_plugins_are_refused_and_none() =>
        Assert.All([Package(("lib/net462/A.dll", Plugins), ("lib/net462/B.dll", typeof(PluginPackageTests).Assembly)), Package()],
            package => Refused(package, "exactly one assembly may bear plug-ins"));

    [Fact]
    public void An_assembly_for_another_framework_is_refused() =>
        Refused(Package(("lib/net48/Plugins.dll", Plugins)), "lib/net48/Plugins.dll does not lie under lib/net462");

    private static void Refused(PluginPackageDefinition package, string reason) =>
        Assert.Contains(reason, Assert.Throws<SolutionException>(() => PluginPackageReader.Check(package, Plugins)).Message, StringComparison.Ordinal);

    private PluginPackageDefinition Package(params (string Path, Assembly Assembly)[] files)
    {
        var file = Path.Combine(folder, Guid.NewGuid() + ".nupkg");
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        using (var writer = new StreamWriter(zip.CreateEntry("t_package.nuspec").Open()))
            writer.Write("<package><metadata><id>t_package</id><version>1.2.0</version><authors>x</authors><description>x</description></metadata></package>");
        foreach (var (path, assembly) in files)
            zip.CreateEntryFromFile(assembly.Location, path);
        return new PluginPackageDefinition("t_package", "1.2.0", file);
    }
}
