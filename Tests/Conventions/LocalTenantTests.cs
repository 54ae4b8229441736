using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>Which room of the local tenant may see which, see Tests/LocalTenant/README.md.</summary>
public sealed class LocalTenantTests
{
    private static readonly string Folder = Path.GetDirectoryName(typeof(Tenant).Assembly.Location)!;

    [Theory]
    [InlineData("SimulatedTime")]
    [InlineData("DataverseEmulator", "SimulatedTime")]
    [InlineData("DataverseEmulator.WebApi", "DataverseEmulator")]
    [InlineData("Pax8Dataverse.LocalTenant.Shell", "DataverseEmulator", "DataverseEmulator.WebApi")]
    [InlineData("Pax8Dataverse.LocalTenant.Pax8", "SimulatedTime")]
    public void A_room_sees_only_the_rooms_below_it(string room, params string[] below)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(Folder, room + ".dll"));

        var seen = module.AssemblyReferences.Select(reference => reference.Name).Where(IsOurs).Except(below).ToList();

        Assert.True(seen.Count == 0, $"{room} sees {string.Join(", ", seen)}. Let {nameof(Tenant)} bring the two together.");
    }

    [Fact]
    public void The_simulator_of_Pax8_knows_no_Dataverse()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Pax8Simulator).Assembly.Location);

        Assert.DoesNotContain(module.AssemblyReferences, reference => reference.Name.StartsWith("Microsoft.Xrm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Time")]
    [InlineData("Dataverse")]
    [InlineData("WebApi")]
    public void The_emulator_knows_no_word_of_the_product(string room)
    {
        string[] words = ["pax8", "work 365", "work365", "subscription", "licence", "provider account"];
        var sources = Sources(Path.Combine(Repository.Root, "Tests", "LocalTenant", room)).ToList();

        var said =
            from file in sources
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where words.Any(word => line.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
            select $"{Path.GetFileName(file)}({line.Number}): {line.Text.Trim()}";

        Assert.Empty(said);
        Assert.NotEmpty(sources);
    }

    [Fact]
    public void Every_room_says_what_it_copies_and_what_it_refuses()
    {
        var root = Path.Combine(Repository.Root, "Tests", "LocalTenant");

        var silent = Directory.GetFiles(root, "*.csproj", SearchOption.AllDirectories).Select(project => Path.GetDirectoryName(project)!)
            .Where(room => !File.Exists(Path.Combine(room, "README.md"))).Select(room => Path.GetRelativePath(root, room));

        Assert.Empty(silent);
    }

    private static bool IsOurs(string assembly) =>
        assembly.StartsWith("Pax8Dataverse", StringComparison.Ordinal) || assembly.StartsWith("DataverseEmulator", StringComparison.Ordinal) || assembly == "SimulatedTime";

    private static IEnumerable<string> Sources(string room) =>
        Directory.GetFiles(room, "*.cs", SearchOption.AllDirectories).Where(file => !Path.GetRelativePath(room, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
}
