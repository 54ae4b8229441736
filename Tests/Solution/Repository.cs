using System;
using System.IO;
using Pax8Dataverse.Tests.Solution.Checks;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>Where things lie in the repository under test.</summary>
public static class Repository
{
    private static readonly Lazy<UnpackedSolution> Loaded = new(() => UnpackedSolution.Load(Packed));

    /// <summary>The folder with Pax8Dataverse.sln, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The packed tree: everything below it ends up in the solution zip.</summary>
    public static string Packed => Path.Combine(Root, "Solution", "src");

    /// <summary>The guides.</summary>
    public static string Docs => Path.Combine(Root, "Solution", "docs");

    /// <summary>The packed tree, read once.</summary>
    public static UnpackedSolution Solution => Loaded.Value;

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Pax8Dataverse.sln above {AppContext.BaseDirectory}; run the tests inside the repository.");
    }
}
