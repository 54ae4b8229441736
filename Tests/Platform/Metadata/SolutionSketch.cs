using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Tests.Platform.Metadata;

/// <summary>A plug-in for the steps and custom APIs of the sketch.</summary>
public sealed class SketchPlugin : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => throw new InvalidPluginExecutionException("Nothing to run.");
}

/// <summary>What no step may name: no plug-in.</summary>
public sealed class NoPlugin;

/// <summary>What no step may name: the platform can't make it.</summary>
public sealed class PluginWithoutConstructor(string text) : IPlugin
{
    public string Text { get; } = text;

    public void Execute(IServiceProvider serviceProvider) => throw new InvalidPluginExecutionException(Text);
}

/// <summary>
/// A small valid solution, one of each kind of component, as files in memory; tests change a file and see what reading
/// says. Written to a folder of its own that vanishes with it.
/// </summary>
public sealed class SolutionSketch : IDisposable
{
    public const string Item = "Entities/t_Item/Entity.xml", Box = "Entities/t_Box/Entity.xml", Solution = "Other/Solution.xml",
        Customizations = "Other/Customizations.xml", RelationshipIndex = "Other/Relationships.xml", BoxRelationships = "Other/Relationships/t_Box.xml",
        Profiles = "Other/FieldSecurityProfiles.xml", Choice = "OptionSets/t_size.xml", Role = "Roles/Keeper.xml",
        Step = "SdkMessageProcessingSteps/{10000000-0000-4000-8000-000000000001}.xml", Api = "customapis/t_Weigh/customapi.xml",
        Parameter = "customapis/t_Weigh/customapirequestparameters/Scale/customapirequestparameter.xml",
        Property = "customapis/t_Weigh/customapiresponseproperties/Weight/customapiresponseproperty.xml",
        Package = "pluginpackages/t_package/pluginpackage.xml", Script = "WebResources/t_/item.js", ScriptData = "WebResources/t_/item.js.data.xml",
        Form = "Entities/t_Item/FormXml/main/{20000000-0000-4000-8000-000000000001}.xml",
        View = "Entities/t_Item/SavedQueries/{30000000-0000-4000-8000-000000000001}.xml",
        Ribbon = "Entities/t_Item/RibbonDiff.xml", App = "AppModules/t_store/AppModule.xml", SiteMap = "AppModuleSiteMaps/t_store/AppModuleSiteMap.xml";

    private readonly string folder = Directory.CreateTempSubdirectory("solution-sketch-").FullName;
    private readonly Dictionary<string, string> files = SketchFiles.All(ExportKey(typeof(SketchPlugin)));

    public string Folder => folder;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Replaces text that must be there, once or more.</summary>
    public SolutionSketch Change(string file, string text, string by)
    {
        if (!files[file].Contains(text, StringComparison.Ordinal))
            throw new ArgumentException($"{file} has no '{text}'.", nameof(text));
        files[file] = files[file].Replace(text, by, StringComparison.Ordinal);
        return this;
    }

    public SolutionSketch Write(string file, string text)
    {
        files[file] = text;
        return this;
    }

    public SolutionSketch Remove(string file)
    {
        if (!files.Remove(file))
            throw new ArgumentException($"There is no {file}.", nameof(file));
        return this;
    }

    public TenantMetadata Read()
    {
        foreach (var (file, text) in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        return SolutionReader.Read(folder, typeof(SolutionSketch).Assembly);
    }

    /// <summary>The key by which a package's components name a type, computed as exports have it.</summary>
    public static string ExportKey(Type type) => ExportKey("t_package", type.Assembly.GetName().Name!, type.FullName!);

    public static string ExportKey(string package, string assembly, string type) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{package.ToLowerInvariant()}|{assembly.ToLowerInvariant()}|{type}")));
}
