using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml;
using NuGet.Packaging;
using NuGet.Packaging.Core;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The plug-in package: pluginpackage.xml, and the nupkg it names. The packager packs without complaint when the nupkg is
/// missing or another one, so this looks. Source: learn.microsoft.com/power-apps/developer/data-platform/build-and-package
/// </summary>
public static class PluginPackageReader
{
    private const long LargestAssembly = 16 * 1024 * 1024;

    /// <summary>Debug and Release each have their own package; this is the one that goes with this build.</summary>
    private static readonly string Configuration = typeof(PluginPackageReader).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The platform loads what lies in lib/net462, and will load lib/net48; the build says which of the two it is for.</summary>
    private static readonly string Place = "lib/" + typeof(PluginPackageReader).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PluginTarget").Value;

    private static readonly string[] Known = ["exportkeyversion", "iscustomizable", "name", "package", "statecode", "statuscode", "version"];

    /// <summary>The one package of the solution, from its pluginpackage.xml alone.</summary>
    internal static PluginPackageDefinition Read(SolutionFiles folder, string prefix)
    {
        if (folder.Folders("pluginpackages") is not [var path])
            throw new SolutionException("pluginpackages", "the local tenant wants exactly one plug-in package.");
        var part = folder.Load(path + "/pluginpackage.xml", "pluginpackage");
        part.AllowOnly(Known);
        var name = part.RequiredAttribute("uniquename");
        if (path != "pluginpackages/" + name || part.RequiredText("name") != name)
            throw part.Refuse($"the package is named {name}, but {part.Text("name")} in name, and its folder is {path}.");
        if (!name.StartsWith(prefix + "_", StringComparison.Ordinal))
            throw part.Refuse($"the package {name} does not begin with the publisher's prefix {prefix}_.");
        if (part.Number("exportkeyversion") != 1)
            throw part.Refuse("the local tenant knows export keys of version 1.");
        if (part.RequiredText("package") is var file && file != name + ".nupkg")
            throw part.Refuse($"the package's file is named {file}, not {name}.nupkg.");
        return new PluginPackageDefinition(name, part.RequiredText("version"));
    }

    /// <summary>
    /// Looks into the nupkg, which bears the package's name: id and version as in pluginpackage.xml, exactly one assembly with
    /// plug-ins, under the folder of the build's target, and that assembly is <paramref name="pluginAssembly"/> itself (same module version id).
    /// </summary>
    /// <exception cref="SolutionException">The nupkg is missing or another one. The message ends with what mends it.</exception>
    public static void Check(PluginPackageDefinition package, string folder, Assembly pluginAssembly)
    {
        var file = Path.Combine(folder, package.UniqueName + ".nupkg");
        if (Unfit(package, file, pluginAssembly) is { } reason)
            throw new SolutionException(file, $"{reason} Run `dotnet build -c {Configuration}` in the repository.");
    }

    private static string? Unfit(PluginPackageDefinition package, string file, Assembly pluginAssembly)
    {
        if (!File.Exists(file)) return "the plug-in package is missing.";
        try
        {
            using var nupkg = new PackageArchiveReader(file);
            return Unfit(package, nupkg, pluginAssembly);
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException or XmlException or BadImageFormatException or ArgumentException or IOException)
        {
            return $"the plug-in package cannot be read. {exception.Message}";
        }
    }

    private static string? Unfit(PluginPackageDefinition package, PackageArchiveReader nupkg, Assembly pluginAssembly)
    {
        var identity = nupkg.GetIdentity();
        if (identity.Id != package.UniqueName)
            return $"the package's id is {identity.Id}, pluginpackage.xml says {package.UniqueName}. Write the same into Plugins.csproj.";
        if (identity.Version.ToNormalizedString() != package.Version)
            return $"the package's version is {identity.Version.ToNormalizedString()}, pluginpackage.xml says {package.Version}. Write the same into Directory.Build.props.";
        var assemblies = nupkg.GetFiles("lib").Where(f => f.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (assemblies.FirstOrDefault(f => !f.StartsWith(Place + "/", StringComparison.Ordinal)) is { } misplaced)
            return $"{misplaced} does not lie under {Place}.";
        if (assemblies.FirstOrDefault(a => nupkg.GetEntry(a).Length > LargestAssembly) is { } large)
            return $"{large} is larger than 16 MB.";
        var withPlugins = assemblies.Where(a => RefersToSdk(nupkg, a)).ToArray();
        if (withPlugins is not [var plugins])
            return $"exactly one assembly may bear plug-ins; these refer to Microsoft.Xrm.Sdk: {(withPlugins.Length == 0 ? "none" : string.Join(", ", withPlugins))}.";
        return ModuleVersion(nupkg, plugins) == pluginAssembly.ManifestModule.ModuleVersionId ? null
            : $"{plugins} is not the assembly that this process runs.";
    }

    private static bool RefersToSdk(PackageArchiveReader nupkg, string assembly)
    {
        using var image = new PEReader(Content(nupkg, assembly));
        if (!image.HasMetadata) return false;
        var metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Any(r => metadata.GetString(metadata.GetAssemblyReference(r).Name) == "Microsoft.Xrm.Sdk");
    }

    private static Guid ModuleVersion(PackageArchiveReader nupkg, string assembly)
    {
        using var image = new PEReader(Content(nupkg, assembly));
        var metadata = image.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
    }

    private static MemoryStream Content(PackageArchiveReader nupkg, string path)
    {
        using var entry = nupkg.GetStream(path);
        var content = new MemoryStream();
        entry.CopyTo(content);
        content.Position = 0;
        return content;
    }
}
