using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Pax8Dataverse.Tests.Solution.Release;

/// <summary>The assemblies that a plug-in package brings to the platform, by their place in it.</summary>
public static class PackedPackage
{
    /// <summary>Reads a nupkg, or a packed solution with one nupkg inside.</summary>
    /// <param name="file">Path of the nupkg or of the solution's zip.</param>
    /// <returns>Path inside the package, such as <c>lib/net462/Pax8Dataverse.Plugins.dll</c>, and the bytes.</returns>
    /// <exception cref="InvalidDataException">The file is missing, is no zip, or is a solution without exactly one package.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string file)
    {
        if (!File.Exists(file)) throw new InvalidDataException($"{file} does not exist. Pack it first.");
        return Read(File.ReadAllBytes(file), file);
    }

    private static Dictionary<string, byte[]> Read(byte[] zipped, string name)
    {
        using var zip = Open(zipped, name);
        if (!zip.Entries.Any(entry => entry.FullName.Equals("solution.xml", StringComparison.OrdinalIgnoreCase)))
            return zip.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).ToDictionary(entry => entry.FullName, Bytes, StringComparer.Ordinal);
        ZipArchiveEntry[] packages = [.. zip.Entries.Where(entry => entry.Name.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase))];
        if (packages.Length != 1) throw new InvalidDataException($"{name} holds {packages.Length} plug-in packages; a release has exactly one. Run `dotnet pack Plugins -c Release -p:DataverseSdk=nuget` before packing the solution.");
        return Read(Bytes(packages[0]), $"{name}/{packages[0].FullName}");
    }

    private static ZipArchive Open(byte[] zipped, string name)
    {
        try
        {
            return new ZipArchive(new MemoryStream(zipped));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{name} is no zip: {exception.Message} Pack it again.", exception);
        }
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
