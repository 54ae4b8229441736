using System;
using System.IO;
using Mono.Cecil;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>The repository and the assemblies under test.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The plug-in assembly as it ships.</summary>
    public static ModuleDefinition Plugins { get; } = ModuleDefinition.ReadModule(typeof(PluginBase).Assembly.Location);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No Pax8Dataverse.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
