using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The plug-in types of the assembly by export key: the SHA-256 of lower-case package name, lower-case assembly name and
/// full type name, joined by |. Steps and custom APIs of a plug-in package name their type by it. The formula is
/// undocumented; it was recomputed from exports of four public solutions.
/// </summary>
internal sealed class PluginTypes
{
    private readonly Dictionary<string, Type> byKey;
    private readonly string assemblyName;

    public PluginTypes(string packageName, Assembly assembly)
    {
        assemblyName = assembly.GetName().Name!;
        byKey = assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, FullName: not null })
            .ToDictionary(t => ExportKey(packageName, assemblyName, t.FullName!));
    }

    public static string ExportKey(string packageName, string assemblyName, string typeName) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{packageName.ToLowerInvariant()}|{assemblyName.ToLowerInvariant()}|{typeName}")));

    /// <summary>Full name of the type with that key, which must be a plug-in that the platform can make.</summary>
    public string Find(XmlPart part, string exportKey)
    {
        if (!byKey.TryGetValue(exportKey, out var type))
            throw part.Refuse($"the export key {exportKey} is that of no type in {assemblyName}. Was a class, namespace or the assembly renamed?");
        if (type.GetInterfaces().All(i => i.FullName != "Microsoft.Xrm.Sdk.IPlugin"))
            throw part.Refuse($"the type {type.FullName} is no IPlugin.");
        if (!type.IsPublic || type.GetConstructor(Type.EmptyTypes) is null)
            throw part.Refuse($"the plug-in {type.FullName} must be public and have a public constructor without parameters.");
        return type.FullName!;
    }
}
