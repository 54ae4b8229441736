using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Pax8Dataverse.Tests.Solution.Release;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The packed assemblies refer to nothing that the platform or the package might lack, and the check that says so sees what it must.</summary>
public sealed class PackageReferenceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pax8-references-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_packed_assemblies_refer_to_exactly_what_is_there_at_run_time() =>
        Assert.Empty(PackageReferences.Check(PackedPackage.Read(PackageTests.Package)));

    [Fact]
    public void A_reference_beside_the_list_is_told_and_one_that_is_gone()
    {
        var findings = PackageReferences.Check(With("lib/net462/Pax8Dataverse.Plugins.dll", typeof(PackageReferenceTests).Assembly.Location));

        Assert.Contains(findings, finding => finding.StartsWith("lib/net462/Pax8Dataverse.Plugins.dll refers to System.Runtime 10.0.0.0, which neither .NET Framework 4.6.2 nor the package has.", StringComparison.Ordinal));
        Assert.Contains("lib/net462/Pax8Dataverse.Plugins.dll does not refer to System.ServiceModel 4.0.0.0 any more. Take it off the list.", findings);
    }

    [Fact]
    public void Another_assembly_in_the_package_is_told()
    {
        var findings = PackageReferences.Check(With("lib/net462/System.Memory.dll", typeof(PackageReferenceTests).Assembly.Location));

        Assert.Equal(["lib/net462/System.Memory.dll is in the package and not on the list. Take it out, or add it with its references and their reasons."], findings);
    }

    [Fact]
    public void A_missing_assembly_is_told()
    {
        var findings = PackageReferences.Check(new Dictionary<string, byte[]>());

        Assert.Equal(["lib/net462/Pax8Dataverse.Plugins.dll is not in the package. Pack Plugins again.", "lib/net462/Newtonsoft.Json.dll is not in the package. Pack Plugins again."], findings);
    }

    [Fact]
    public void A_packed_solution_is_looked_into()
    {
        var nothing = Solution();
        var one = Solution(PackageTests.Package);
        var empty = Path.Combine(folder, "empty.nupkg");
        File.WriteAllText(empty, "");

        Assert.Equal(PackedPackage.Read(PackageTests.Package).Keys, PackedPackage.Read(one).Keys);
        Assert.Contains("pax8_Pax8Dataverse.nupkg is no zip", Assert.Throws<InvalidDataException>(() => PackedPackage.Read(Solution(empty, "hollow"))).Message, StringComparison.Ordinal);
        Assert.Contains("holds 0 plug-in packages", Assert.Throws<InvalidDataException>(() => PackedPackage.Read(nothing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_zip_and_one_that_is_not_there_are_sentences()
    {
        var text = Path.Combine(folder, "text.zip");
        File.WriteAllText(text, "no zip");

        Assert.StartsWith($"{text} is no zip: ", Assert.Throws<InvalidDataException>(() => PackedPackage.Read(text)).Message, StringComparison.Ordinal);
        Assert.Equal($"{text}x does not exist. Pack it first.", Assert.Throws<InvalidDataException>(() => PackedPackage.Read(text + "x")).Message);
    }

    private static Dictionary<string, byte[]> With(string name, string assembly)
    {
        var assemblies = PackedPackage.Read(PackageTests.Package).ToDictionary();
        assemblies[name] = File.ReadAllBytes(assembly);
        return assemblies;
    }

    private string Solution(string? package = null, string name = "solution")
    {
        var file = Path.Combine(folder, $"{name}{package?.Length}.zip");
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        zip.CreateEntry("solution.xml");
        if (package is not null) zip.CreateEntryFromFile(package, "pluginpackages/pax8_Pax8Dataverse/package/pax8_Pax8Dataverse.nupkg");
        return file;
    }
}
