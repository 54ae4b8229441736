using System;
using System.Diagnostics;
using System.Linq;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The dotnet command in a process of its own.</summary>
internal static class DotNet
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Command and options.</param>
    /// <param name="environment">Variables to set; an empty value takes one away.</param>
    /// <returns>What it printed; the test fails where it failed.</returns>
    public static string Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The test host's own MSBuild settings would lead the new process astray.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {arguments[0]} failed: {said.Result}{errors.Result}");
        return said.Result;
    }
}
