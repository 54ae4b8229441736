using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pax8Dataverse.Tests.Solution.Release;

/// <summary>
/// What the assemblies of the package may refer to: a closed list with versions. Whatever stands beside it is not on the
/// platform for certain, and a plug-in whose reference is not found dies at its first use, in the tenant only.
/// </summary>
/// <remarks>
/// .NET Framework 4.6.2 has the assemblies of version 4.0.0.0. Microsoft's page on dependent assemblies says that a package
/// brings what it needs beyond them; whether the platform's own process holds System.Memory is said nowhere (assumed: no).
/// </remarks>
public static class PackageReferences
{
    private const string Ours = "lib/net462/Pax8Dataverse.Plugins.dll";
    private const string Json = "lib/net462/Newtonsoft.Json.dll";

    /// <summary>Per assembly in the package every reference it has, and why that is there at run time.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> Allowed = new(StringComparer.Ordinal)
    {
        [Ours] = new(StringComparer.Ordinal)
        {
            ["mscorlib 4.0.0.0"] = ".NET Framework",
            ["System 4.0.0.0"] = ".NET Framework",
            ["System.Core 4.0.0.0"] = ".NET Framework",
            ["System.Net.Http 4.0.0.0"] = ".NET Framework",
            ["System.ServiceModel 4.0.0.0"] = ".NET Framework",
            ["Microsoft.Xrm.Sdk 9.0.0.0"] = "the platform loads it for every plug-in",
            ["Newtonsoft.Json 13.0.0.0"] = "lies in the package, since the platform promises no version of it",
        },
        [Json] = new(StringComparer.Ordinal)
        {
            ["mscorlib 4.0.0.0"] = ".NET Framework",
            ["System 4.0.0.0"] = ".NET Framework",
            ["System.Core 4.0.0.0"] = ".NET Framework",
            ["System.Data 4.0.0.0"] = ".NET Framework",
            ["System.Numerics 4.0.0.0"] = ".NET Framework",
            ["System.Runtime.Serialization 4.0.0.0"] = ".NET Framework",
            ["System.Xml 4.0.0.0"] = ".NET Framework",
            ["System.Xml.Linq 4.0.0.0"] = ".NET Framework",
        },
    };

    /// <summary>Compares the assemblies of a package with the list, both ways.</summary>
    /// <param name="assemblies">As <see cref="PackedPackage.Read(string)"/> gives them.</param>
    /// <returns>A sentence for each difference; empty when the package is as it should be.</returns>
    public static IReadOnlyList<string> Check(IReadOnlyDictionary<string, byte[]> assemblies) =>
    [
        .. Allowed.Keys.Where(name => !assemblies.ContainsKey(name)).Select(name => $"{name} is not in the package. Pack Plugins again."),
        .. assemblies.OrderBy(assembly => assembly.Key, StringComparer.Ordinal).SelectMany(assembly => Check(assembly.Key, assembly.Value)),
    ];

    /// <summary>References of an assembly, each as name and version: <c>mscorlib 4.0.0.0</c>.</summary>
    public static IReadOnlyList<string> Of(byte[] assembly)
    {
        using var image = new PEReader([.. assembly]);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(reference => $"{metadata.GetString(reference.Name)} {reference.Version}").Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Check(string name, byte[] assembly)
    {
        if (!Allowed.TryGetValue(name, out var allowed))
            return [$"{name} is in the package and not on the list. Take it out, or add it with its references and their reasons."];
        var references = Of(assembly);
        return references.Where(reference => !allowed.ContainsKey(reference))
            .Select(reference => $"{name} refers to {reference}, which neither .NET Framework 4.6.2 nor the package has. Find what brings it onto the compiler's path (Plugins.csproj says what may lie there), and keep it off.")
            .Concat(allowed.Keys.Except(references, StringComparer.Ordinal).Select(reference => $"{name} does not refer to {reference} any more. Take it off the list."));
    }
}
