using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using Pax8Dataverse.Registration;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The plug-in package of this build, as Dataverse will open it. The packager packs a solution without one, or with an old one, in silence.</summary>
public sealed class PackageTests
{
    internal static string Package { get; } = Path.Combine(AppContext.BaseDirectory, "pax8_Pax8Dataverse.nupkg");

    private static readonly string Plugins = Path.Combine(Repository.Root, "Plugins");

    private static readonly string Configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

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

    [SkippableFact]
    public void The_same_sources_give_the_same_package_with_the_times_of_SOURCE_DATE_EPOCH()
    {
        Skipping.If(!LongTests.AreAsked, $"The package was not built several times to see whether its bytes stay the same, which takes long; set {LongTests.Variable}=true.");

        Assert.True(Compile().AsSpan().SequenceEqual(Compile()), "Two compilations of Plugins differ, so something in it, such as a source generator, depends on the process or on time. Remove that.");
        Assert.Equal(Pack(), Pack());
        using var zip = new ZipArchive(new MemoryStream(Pack(sourceDateEpoch: "1700000000")));
        Assert.All(zip.Entries, entry => Assert.Equal(new DateTime(2023, 11, 14, 22, 13, 20), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void Debug_and_Release_have_each_their_own_place_and_only_a_packed_release_goes_into_the_solution()
    {
        var debug = Places("-p:Configuration=Debug", "-p:_IsPacking=true");
        var built = Places("-p:Configuration=Release");
        var packed = Places("-p:Configuration=Release", "-p:_IsPacking=true");

        Assert.NotEqual(debug.Output, packed.Output);
        Assert.Equal(("", ""), (debug.Solution, built.Solution));
        Assert.Equal(Path.Combine(Repository.Packed, "pluginpackages", "pax8_Pax8Dataverse", "package", "pax8_Pax8Dataverse.nupkg"), Path.GetFullPath(packed.Solution));
    }

    [Fact]
    public void What_ships_is_for_NET_Framework_4_6_2()
    {
        var said = DotNet.Run(["msbuild", Plugins, "-getProperty:TargetFramework"], ("PluginTarget", ""));

        Assert.Equal("net462", said.Trim());
    }

    private static (string Output, string Solution) Places(params string[] properties)
    {
        var said = JsonDocument.Parse(DotNet.Run(["msbuild", Plugins, "-getProperty:PackageOutputPath,PackagePlace", .. properties])).RootElement.GetProperty("Properties");
        return (said.GetProperty("PackageOutputPath").GetString()!, said.GetProperty("PackagePlace").GetString()!);
    }

    private static byte[] Pack(string sourceDateEpoch = "") =>
        Produced("*.nupkg", folder => ["pack", Plugins, "--no-build", "-o", folder, "-p:PackagePlace=", "-p:BuildProjectReferences=false"], sourceDateEpoch);

    /// <summary>In a compiler process of its own each time: one that lives on repeats its own order of things.</summary>
    private static byte[] Compile() =>
        Produced("Pax8Dataverse.Plugins.dll", folder => ["build", Plugins, "-t:Compile", "--no-restore", $"-p:IntermediateOutputPath={folder}/", "-p:BuildProjectReferences=false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false"]);

    private static byte[] Produced(string file, Func<string, string[]> command, string sourceDateEpoch = "")
    {
        // The same path each time: the compiler writes it into what it makes.
        var folder = Path.Combine(Path.GetTempPath(), $"pax8-package-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(folder);
            DotNet.Run([.. command(folder), "-c", Configuration, "--nologo", "-v", "q"], ("SOURCE_DATE_EPOCH", sourceDateEpoch));
            return File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder, file)));
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
