using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using NuGet.Packaging;

namespace Pax8Dataverse.LocalTenant.Dataverse.Metadata;

/// <summary>
/// The plug-in package: pluginpackage.xml, and the nupkg it names. The packager packs without complaint when the nupkg is
/// missing or another one, so this looks. Source: learn.microsoft.com/power-apps/developer/data-platform/build-and-package
/// </summary>
public static class PluginPackageReader
{
    private const long LargestAssembly = 16 * 1024 * 1024;

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
        return new PluginPackageDefinition(name, part.RequiredText("version"), folder.FullPath($"{path}/package/{name}.nupkg"));
    }

    /// <summary>
    /// Looks into the nupkg: id and version as in pluginpackage.xml, exactly one assembly with plug-ins, under lib/net462, and
    /// that assembly is <paramref name="pluginAssembly"/> itself (same module version id).
    /// </summary>
    /// <exception cref="SolutionException">The nupkg is missing or another one.</exception>
    public static void Check(PluginPackageDefinition package, Assembly pluginAssembly)
    {
        var file = package.NupkgPath;
        if (!File.Exists(file))
            throw new SolutionException(file, "the plug-in package is missing; run `dotnet pack Plugins`.");
        using var nupkg = Open(file);
        var identity = nupkg.GetIdentity();
        if (identity.Id != package.UniqueName)
            throw new SolutionException(file, $"the package's id is {identity.Id}, pluginpackage.xml says {package.UniqueName}.");
        if (identity.Version.ToNormalizedString() != package.Version)
            throw new SolutionException(file, $"the package's version is {identity.Version.ToNormalizedString()}, pluginpackage.xml says {package.Version}.");
        var assemblies = nupkg.GetFiles("lib").Where(f => f.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (assemblies.FirstOrDefault(f => !f.StartsWith("lib/net462/", StringComparison.Ordinal)) is { } misplaced)
            throw new SolutionException(file, $"{misplaced} does not lie under lib/net462.");
        var withPlugins = assemblies.Where(a => RefersToSdk(nupkg, file, a)).ToArray();
        if (withPlugins is not [var plugins])
            throw new SolutionException(file, $"exactly one assembly may bear plug-ins; these refer to Microsoft.Xrm.Sdk: {string.Join(", ", withPlugins)}.");
        if (ModuleVersion(nupkg, plugins) != pluginAssembly.ManifestModule.ModuleVersionId)
            throw new SolutionException(file, $"{plugins} is not the assembly that this process runs; build Plugins again.");
    }

    private static PackageArchiveReader Open(string file)
    {
        try
        {
            return new PackageArchiveReader(file);
        }
        catch (InvalidDataException e)
        {
            throw new SolutionException(file, $"the file is no nupkg. {e.Message}");
        }
    }

    private static bool RefersToSdk(PackageArchiveReader nupkg, string file, string assembly)
    {
        using var content = Content(nupkg, assembly);
        if (content.Length > LargestAssembly)
            throw new SolutionException(file, $"{assembly} is larger than 16 MB.");
        using var image = new PEReader(content);
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
