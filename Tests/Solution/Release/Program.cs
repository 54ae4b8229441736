using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Pax8Dataverse.Tests.Solution.Release;

/// <summary>
/// <c>dotnet run --project Tests/Solution -- package FILE…</c>: holds nupkgs and packed solutions to the list of references.
/// <c>… -- sdk FILE</c>: says which Microsoft.Xrm.Sdk.dll that is, and refuses one that is not Microsoft's.
/// Exit code 0 only if all is well; everything else is told on the error output.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        ["package", _, ..] => Say(arguments.Skip(1).SelectMany(Package)),
        ["sdk", var file] => Say(Sdk(file)),
        _ => Say(["Say what to look at: package FILE… for plug-in packages and packed solutions, sdk FILE for a Microsoft.Xrm.Sdk.dll."]),
    };

    private static IEnumerable<string> Package(string file)
    {
        try
        {
            var assemblies = PackedPackage.Read(file);
            var findings = PackageReferences.Check(assemblies);
            if (findings.Count == 0) Console.WriteLine($"{file}: {assemblies.Count} assemblies, every reference is on the list.");
            return findings.Select(finding => $"{file}: {finding}");
        }
        catch (InvalidDataException exception)
        {
            return [exception.Message];
        }
    }

    private static IEnumerable<string> Sdk(string file)
    {
        if (!File.Exists(file)) return [$"{file} does not exist. Restore the plug-in project with -p:DataverseSdk=nuget."];
        var assembly = File.ReadAllBytes(file);
        var findings = SdkAssembly.Check(assembly);
        if (findings.Count == 0) Console.WriteLine($"Built against Microsoft's SDK: {file}, {SdkAssembly.Describe(assembly)}.");
        return findings.Count == 0 ? [] : [$"{file} is not Microsoft's SDK. {string.Join(" ", findings)} A release is built against the package that Microsoft publishes: add a package source that has it, and pack again."];
    }

    private static int Say(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        foreach (var finding in all) Console.Error.WriteLine(finding);
        return all.Count == 0 ? 0 : 1;
    }
}
