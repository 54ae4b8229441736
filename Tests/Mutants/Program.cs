using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Pax8Dataverse.Tests.Mutants;

/// <summary>
/// Tells how much of the product's behaviour its tests hold: puts every mutant of <c>mutants.txt</c> into one copy of the sources,
/// each behind a switch, builds that once, runs the tests once for each, and prints who was noticed, by area.
/// </summary>
/// <remarks>
/// <c>dotnet run --project Tests/Mutants [-- words]</c>: only mutants with one of the words in name, area or file. First the test classes
/// named with a mutant are run, then all of Unit and Pipeline; the first test that fails ends a run. Exit code 1 where the tests fail
/// without any mutant. With the word <c>--first</c> only the named classes are run, in a fraction of the time.
/// </remarks>
internal static class Program
{
    private const string Switch = "PAX8_MUTANT";
    private const string FirstOnly = "--first";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly string[] Projects = ["Unit", "Pipeline"];

    public static int Main(string[] arguments)
    {
        var isFirstOnly = arguments.Contains(FirstOnly);
        var words = arguments.Where(argument => argument != FirstOnly).ToArray();
        var root = FindRoot();
        var copy = Path.Combine(root, "artifacts", "mutants");
        var all = Mutant.ReadList(Path.Combine(root, "Tests", "Mutants", "mutants.txt"));
        Copy(root, copy);
        foreach (var file in all.Select((mutant, index) => (mutant, Number: index + 1)).GroupBy(one => one.mutant.File)) Insert(Path.Combine(copy, file.Key), [.. file]);
        File.WriteAllText(Path.Combine(copy, "Plugins", "Mutation.cs"), $$"""
            namespace Pax8Dataverse;

            internal static class Mutation
            {
                private static readonly int Wanted = int.TryParse(System.Environment.GetEnvironmentVariable("{{Switch}}"), out var number) ? number : 0;

                public static void Do(int number, System.Action instead, System.Action act)
                {
                    if (Is(number)) instead();
                    else act();
                }

                public static bool Is(int number) => Wanted == number;
            }
            """);
        foreach (var project in Projects.Union(all.SelectMany(mutant => mutant.Noticing).Select(noticing => noticing.Split('/')[0])))
            if (DotNet(copy, null, "build", Path.Combine("Tests", project), "--nologo", "-v", "q", "-p:TreatWarningsAsErrors=false", "-p:RunAnalyzers=false") is { Code: not 0 } failed) return Tell(failed.Output);
        if (!isFirstOnly && Test(copy, 0, [], isFirstOnly) is { Code: not 0 } without) return Tell($"The tests fail without any mutant.\n{without.Output}");
        var lived = new List<Mutant>();
        var asked = all.Select((mutant, index) => (mutant, Number: index + 1)).Where(one => words.Length == 0 || words.Any(word => $"{one.mutant.Name} {one.mutant.Area} {one.mutant.File}".Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        foreach (var (mutant, number) in asked)
        {
            var run = Test(copy, number, mutant.Noticing, isFirstOnly);
            if (run.Code == 0) lived.Add(mutant);
            Console.WriteLine($"{(run.Code == 0 ? mutant.Equal is null ? "LIVES " : "equal " : "dies  ")} {mutant.Name}{(run.Code == 0 ? "" : $": {FirstFailed(run.Output)}")}");
        }
        foreach (var area in asked.Select(one => one.mutant).Where(mutant => mutant.Equal is null || !lived.Contains(mutant)).GroupBy(mutant => mutant.Area).OrderBy(area => area.Key)) TellScore(area.Key, area, lived);
        TellScore("all", asked.Select(one => one.mutant).Where(mutant => mutant.Equal is null || !lived.Contains(mutant)), lived);
        return 0;
    }

    private static void TellScore(string name, IEnumerable<Mutant> mutants, List<Mutant> lived)
    {
        var (count, died) = (mutants.Count(), mutants.Count(mutant => !lived.Contains(mutant)));
        Console.WriteLine(FormattableString.Invariant($"{name}: {died} of {count} die ({(count == 0 ? 100 : 100 * died / count)} %)"));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Run this inside of the repository.");
    }

    private static void Copy(string root, string copy)
    {
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (var file in Run(root, null, "git", "ls-files", "--cached", "--others", "--exclude-standard").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!File.Exists(Path.Combine(root, file))) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
            File.Copy(Path.Combine(root, file), Path.Combine(copy, file));
        }
    }

    /// <summary>Several mutants of one place stand in one switch.</summary>
    private static void Insert(string path, List<(Mutant Mutant, int Number)> mutants)
    {
        var source = File.ReadAllText(path);
        foreach (var place in mutants.GroupBy(one => one.Mutant.Old))
        {
            var found = Regex.Count(source, Regex.Escape(place.Key));
            if (found != 1) throw new InvalidDataException($"{place.First().Mutant.Name}: its old text stands {found} times in {place.First().Mutant.File}, or inside of another one's.");
            var text = place.First().Mutant.New.Contains(Mutant.Itself, StringComparison.Ordinal) ? place.Single().Mutant.New.Replace(Mutant.Itself, $"Mutation.Is({place.Single().Number})", StringComparison.Ordinal)
                : place.First().Mutant.IsCall
                ? place.Aggregate(place.Key, (rest, one) => $"Mutation.Do({one.Number}, () => {one.Mutant.New}, () => {rest})")
                : place.First().Mutant.IsStatement
                ? place.Aggregate(place.Key, (rest, one) => $"if (Mutation.Is({one.Number})) {{ {one.Mutant.New} }} else {{ {rest} }}")
                : place.Aggregate($"({place.Key})", (rest, one) => $"(Mutation.Is({one.Number}) ? ({one.Mutant.New}) : {rest})");
            source = source.Replace(place.Key, text, StringComparison.Ordinal);
        }
        File.WriteAllText(path, source);
    }

    private static (int Code, string Output) Test(string copy, int number, string[] noticing, bool isFirstOnly)
    {
        foreach (var classes in noticing.Select(name => name.Split('/')).GroupBy(name => name[0], name => $"FullyQualifiedName~.{name[1]}."))
        {
            var run = Test(copy, number, classes.Key, "--filter", string.Join('|', classes));
            if (run.Code != 0) return run;
            if (run.Output.Contains("No test matches", StringComparison.Ordinal)) throw new InvalidDataException($"{classes.Key} has none of {string.Join(", ", classes)}.");
        }
        foreach (var project in isFirstOnly && noticing.Length > 0 ? [] : Projects)
            if (Test(copy, number, project) is { Code: not 0 } noticed) return noticed;
        return (0, "");
    }

    private static (int Code, string Output) Test(string copy, int number, string project, params string[] filter) =>
        DotNet(copy, number.ToString(System.Globalization.CultureInfo.InvariantCulture), ["test", Path.Combine("Tests", project), "--no-build", "--nologo", .. filter, "--", "xUnit.StopOnFail=true"]);

    private static string FirstFailed(string output) => Regex.Match(output, @"^\s*Failed (.+?) \[", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value : "no end, or no start";

    private static int Tell(string output)
    {
        Console.WriteLine(output);
        return 1;
    }

    private static (int Code, string Output) DotNet(string folder, string? mutant, params string[] arguments) => Run(folder, mutant, "dotnet", arguments);

    private static (int Code, string Output) Run(string folder, string? mutant, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Switch] = mutant;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Longest))
        {
            process.Kill(entireProcessTree: true);
            return (124, "It came to no end.");
        }
        return (process.ExitCode, output.Result + errors.Result);
    }
}
