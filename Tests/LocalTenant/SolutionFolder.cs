using System;
using System.IO;

namespace Pax8Dataverse.LocalTenant;

/// <summary>Finds the unpacked solution of the repository that this program was built from.</summary>
public static class SolutionFolder
{
    /// <summary>The packed tree, <c>Solution/src</c>; throws a sentence where the program does not run inside the repository.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "Solution", "src");
            if (File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln")) && Directory.Exists(candidate)) return candidate;
        }
        throw new DirectoryNotFoundException(
            $"No folder above {AppContext.BaseDirectory} holds Pax8Dataverse.sln and Solution/src. Run the local tenant from a clone of the repository.");
    }
}
