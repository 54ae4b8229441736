using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Pax8Dataverse.Registration;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The plug-in package as Dataverse will open it. The packager packs a solution without one, or with an old one, in silence.</summary>
public sealed class PackageTests
{
    private static readonly string Package = Path.Combine(Repository.Packed, "pluginpackages", "pax8_Pax8Dataverse", "package", "pax8_Pax8Dataverse.nupkg");

    [Fact]
    public void The_package_holds_our_assembly_and_Newtonsoft_Json_and_nothing_else_to_load()
    {
        using var zip = ZipFile.OpenRead(Package);

        var payload = zip.Entries.Select(entry => entry.FullName).Where(name => !IsPlumbing(name)).Order(StringComparer.Ordinal);

        Assert.Equal(["lib/net462/Newtonsoft.Json.dll", "lib/net462/Pax8Dataverse.Plugins.dll", "pax8_Pax8Dataverse.nuspec"], payload);
    }

    [Fact]
    public void The_assembly_in_the_package_is_the_one_that_is_tested()
    {
        var packed = Read("lib/net462/Pax8Dataverse.Plugins.dll");

        Assert.Equal(File.ReadAllBytes(typeof(PluginBase).Assembly.Location), packed);
    }

    [Fact]
    public void Id_and_version_agree_with_the_solution_and_there_are_no_dependencies()
    {
        var metadata = XElement.Parse(System.Text.Encoding.UTF8.GetString(Read("pax8_Pax8Dataverse.nuspec")).TrimStart('\uFEFF')).Elements().Single();
        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        var pluginPackage = XElement.Load(Path.Combine(Repository.Packed, "pluginpackages", "pax8_Pax8Dataverse", "pluginpackage.xml"));
        var solution = XElement.Load(Path.Combine(Repository.Packed, "Other", "Solution.xml"));

        Assert.Equal(pluginPackage.Attribute("uniquename")!.Value, Value("id"));
        Assert.Equal(pluginPackage.Element("version")!.Value, Value("version"));
        Assert.Equal(solution.Descendants("Version").First().Value, Value("version") + ".0");
        Assert.DoesNotContain(metadata.Elements(), element => element.Name.LocalName == "dependencies");
        Assert.StartsWith("Built against ", Value("releaseNotes"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_one_assembly_bears_plug_ins_and_none_is_of_the_platform()
    {
        using var zip = ZipFile.OpenRead(Package);
        var assemblies = zip.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).ToList();

        var bearing = assemblies.Where(entry => References(Bytes(entry)).Contains("Microsoft.Xrm.Sdk")).Select(entry => entry.Name);

        Assert.Equal(["Pax8Dataverse.Plugins.dll"], bearing);
        Assert.DoesNotContain(assemblies, entry => entry.Name.StartsWith("Microsoft.", StringComparison.Ordinal));
        Assert.True(new FileInfo(Package).Length < 16 * 1024 * 1024, "An assembly may have 16 MB; the package is larger.");
    }

    [Fact]
    public void Packing_the_same_sources_twice_gives_the_same_bytes()
    {
        var configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

        var first = Pack(configuration);
        var second = Pack(configuration);

        Assert.Equal(first, second);
    }

    private static byte[] Pack(string configuration)
    {
        var folder = Directory.CreateTempSubdirectory("pax8-pack").FullName;
        try
        {
            var start = new ProcessStartInfo("dotnet", ["pack", Path.Combine(Repository.Root, "Plugins"), "--no-build", "-c", configuration, "-o", folder, "-p:PackagePlace=", "-p:GeneratePackageOnBuild=false", "-p:BuildProjectReferences=false", "--nologo", "-v", "q"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            // The test host's own MSBuild settings would lead the new process astray.
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
            using var process = Process.Start(start)!;
            var said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"dotnet pack failed: {said}");
            return File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder, "*.nupkg")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsPlumbing(string name) =>
        name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/services/metadata/core-properties/", StringComparison.Ordinal);

    private static byte[] Read(string name)
    {
        using var zip = ZipFile.OpenRead(Package);
        return Bytes(zip.GetEntry(name)!);
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static List<string> References(byte[] assembly)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        var metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToList();
    }
}
