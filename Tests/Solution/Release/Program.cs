using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Pax8Dataverse.Tests.Solution.Release;

/// <summary>
/// <c>dotnet run --project Tests/Solution -- package FILE…</c>: holds nupkgs and packed solutions to the list of references.
/// Exit code 0 only if all is well; everything else is told on the error output.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        ["package", _, ..] => Say(arguments.Skip(1).SelectMany(Package)),
        _ => Say(["Say what to look at: package FILE… for plug-in packages and packed solutions."]),
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

    private static int Say(IEnumerable<string> findings)
    {
        var all = findings.ToList();
        foreach (var finding in all) Console.Error.WriteLine(finding);
        return all.Count == 0 ? 0 : 1;
    }
}
