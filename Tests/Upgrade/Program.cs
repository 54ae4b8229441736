using System;
using System.Diagnostics;
using System.IO;

namespace Pax8Dataverse.Tests.Upgrade;

/// <summary>
/// Lets the local tenant of an earlier revision store a small database, to which the tests of upgrades put the code of today.
/// </summary>
/// <remarks>
/// <c>dotnet run --project Tests/Upgrade -- REVISION</c>: checks the revision out below <c>artifacts/upgrade</c>, puts this project into it,
/// and writes <c>version-before.sql</c> and <c>version-before.json</c> in <c>Tests/Pipeline/Upgrade</c> anew. With <c>--store FOLDER</c> in front of
/// the revision it writes them there, with the local tenant that it was built with. Exit code 1 where a program that it starts fails.
/// </remarks>
internal static class Program
{
    private const string Store = "--store";

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Store, var folder, var revision]:
                Recipe.Run(folder, revision);
                return 0;
            case [var revision]:
                return Record(revision);
            default:
                Console.Error.WriteLine("Name a revision: dotnet run --project Tests/Upgrade -- REVISION");
                return 1;
        }
    }

    private static int Record(string revision)
    {
        var root = FindRoot();
        var (here, there) = (Path.Combine(root, "Tests", "Upgrade"), Path.Combine(root, "artifacts", "upgrade"));
        if (Directory.Exists(there)) Start(root, "git", "worktree", "remove", "--force", there);
        if (Start(root, "git", "worktree", "add", "--detach", there, revision) is not 0 and var unknown) return unknown;
        try
        {
            var copy = Directory.CreateDirectory(Path.Combine(there, "Tests", "Upgrade")).FullName;
            foreach (var file in Directory.EnumerateFiles(here)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
            return Start(there, "dotnet", "run", "--project", copy, "--", Store, Path.Combine(root, "Tests", "Pipeline", "Upgrade"), revision);
        }
        finally
        {
            Start(root, "git", "worktree", "remove", "--force", there);
        }
    }

    private static int Start(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run this inside of the repository.");
    }
}
