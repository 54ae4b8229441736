using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Solution.Release;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>
/// The packed assemblies on .NET Framework, or Mono in its place: alone in a folder with the SDK, every plug-in constructed, every
/// method compiled, the first ways through them gone. What Mono finds beside the folder is on the list of
/// <see cref="PackageReferences"/>, which says what the platform has. The program is in Tests/Framework.
/// </summary>
public sealed class FrameworkTests : IDisposable
{
    private const string Program = "Pax8Dataverse.Framework.exe";

    private const string Missing =
        "Mono was not found, so nothing ran on a .NET Framework runtime. On Debian: apt-get install mono-runtime libmono-system-core4.0-cil libmono-system-data4.0-cil "
        + "libmono-system-net-http4.0-cil libmono-system-numerics4.0-cil libmono-system-runtime-serialization4.0-cil libmono-system-servicemodel4.0a-cil libmono-system-xml-linq4.0-cil";

    private static readonly string Configuration = typeof(FrameworkTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    // Beside these tests where all outputs have one place, else in the program's own.
    private static readonly string Beside = Path.Combine(AppContext.BaseDirectory, "..", "..", "Framework", Configuration.ToLowerInvariant());

    private static readonly string Built = Directory.Exists(Beside) ? Beside : Path.Combine(Repository.Root, "Tests", "Framework", "bin", Configuration, "net462");

    private readonly string folder = Directory.CreateTempSubdirectory("pax8-framework-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [SkippableFact]
    public async Task The_package_loads_and_runs_where_nothing_but_the_SDK_is_beside_it_and_an_assembly_that_it_has_not_is_told()
    {
        await AssertRunsAsync();
        await AssertToldAsync("Newtonsoft.Json");
    }

    private async Task AssertRunsAsync()
    {
        Unpack();

        var said = await RunAsync();

        Assert.Equal(
            [
                "ok references", "ok static constructors", "ok plug-ins", "ok methods",
                "ok connector created: completed",
                "ok connector changed: to be verified again",
                "ok connector keys: taken",
                "ok connector keys lost: Application ID is in use: another provider integration with the same Application ID and Endpoint URL became active at the same moment. Refresh the list, deactivate that one or enter a different Application ID, and save again.",
                "ok connector refused: Name is taken: another provider integration is called Pax8. Enter a different name and save again.",
                "ok subscription edited: +3 to 8: Office",
                "ok licence change log queued again: its subscription waits to be sent",
                "ok licence change log refused: Licence change logs are written by the system. Change the subscription instead; its log follows by itself.",
                "ok Sync Provider Accounts: 1 created, 0 updated, 0 unchanged, 0 failed.",
                "ok Sync Subscriptions: 1 created, 0 updated, 0 unchanged, 0 failed.",
                "ok Verify Connectivity: Connected. 1 company visible.",
                "ok Verify Connectivity, rejected: Pax8 rejected the Application ID or the Application Secret. Copy both from the integration in Pax8, enter them again, save, and verify once more.",
            ],
            said.Lines.Select((line, index) => index < 4 ? line.Split(':')[0] : line));
        Assert.Equal(0, said.ExitCode);
    }

    private async Task AssertToldAsync(string assembly)
    {
        File.Delete(Path.Combine(folder, assembly + ".dll"));

        var said = await RunAsync();

        Assert.Equal(1, said.ExitCode);
        foreach (var scenario in new[] { "references", "static constructors", "plug-ins", "methods", "Sync Provider Accounts", "Sync Subscriptions", "Verify Connectivity" })
            Assert.Contains(said.Lines, line => line.StartsWith($"failed {scenario}: ", StringComparison.Ordinal) && line.Contains(assembly, StringComparison.Ordinal));
    }

    private void Unpack()
    {
        foreach (var assembly in PackedPackage.Read(PackageTests.Package)) File.WriteAllBytes(Path.Combine(folder, Path.GetFileName(assembly.Key)), assembly.Value);
        foreach (var file in new[] { "Microsoft.Xrm.Sdk.dll", Program }) File.Copy(Path.Combine(Built, file), Path.Combine(folder, file));
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Lines)> RunAsync()
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = Path.Combine(folder, Program);
        }
        else
        {
            start.FileName = "mono";
            start.ArgumentList.Add(Path.Combine(folder, Program));
            Skipping.If(!OnPath("mono"), Missing);
        }
        // The folder alone is what the platform gets.
        start.Environment.Remove("MONO_PATH");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await process.WaitForExitAsync();
        Assert.True((await errors).Length == 0, await errors);
        return (process.ExitCode, lines);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(place => File.Exists(Path.Combine(place, program)));
}
