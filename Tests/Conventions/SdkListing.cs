using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>
/// A surface of Microsoft.Xrm.Sdk, read from a listing: a line per type, its members indented below it, type names without
/// namespaces. Ours, sdk-members.txt, holds what the plug-ins use. That of the whole real SDK is not part of the repository; its place
/// is the environment variable PAX8DATAVERSE_SDK_API.
/// </summary>
internal sealed partial class SdkListing
{
    private readonly Dictionary<string, ListedType> _types = new(StringComparer.Ordinal);

    private SdkListing(IEnumerable<string> lines)
    {
        ListedType? type = null;
        var page = "";
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line[0] == '#')
            {
                page = line[1..].Trim();
            }
            else if (line[0] != ' ')
            {
                type = ListedType.Of(line) with { Page = page };
                page = "";
                _types[type.Name] = type;
            }
            else
            {
                type!.Members.UnionWith(Keys(line.Trim(), type));
            }
        }
    }

    /// <summary>Names of all types, as in metadata.</summary>
    public IEnumerable<string> Names => _types.Keys;

    /// <summary>A type by its name in metadata, such as <c>Microsoft.Xrm.Sdk.DataCollection`1</c>; null where the real SDK has none.</summary>
    public ListedType? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>All types.</summary>
    public IEnumerable<ListedType> Types => _types.Values;

    /// <summary>What the plug-ins use.</summary>
    public static SdkListing Ours { get; } = new(File.ReadLines(Path.Combine(Repository.Root, "Tests", "Conventions", "sdk-members.txt")));

    /// <summary>The listing of the real SDK; skips the test where it is absent, fails it in CI.</summary>
    public static SdkListing OfTheRealSdk()
    {
        var path = Environment.GetEnvironmentVariable("PAX8DATAVERSE_SDK_API") ?? Path.Combine(Repository.Root, "..", "shared", "dataverse", "sdk-api.txt");
        var absent =
            $"sdk-members.txt and the stand-in were not compared with the surface of the real SDK: no listing of it is at {path}. The stand-in was held to sdk-members.txt all the same. To " +
            "compare, list the public types and members of Microsoft.Xrm.Sdk.dll 9.0.0.0 in the form of Tests/Conventions/sdk-members.txt, and set PAX8DATAVERSE_SDK_API to that file.";
        Skipping.If(!File.Exists(path), absent);
        return new SdkListing(File.ReadLines(path));
    }

    /// <summary>A line as the keys that <see cref="SdkKeys"/> makes of metadata: a property gives one for each accessor.</summary>
    private static IEnumerable<string> Keys(string line, ListedType type)
    {
        if (type.Kind == "enum") return line.Split(',').Select(value => value.Trim());
        var plain = Modifier().Replace(line, "");
        var property = Property().Match(plain);
        if (property.Success)
        {
            var (of, name, index) = (property.Groups["type"].Value, property.Groups["name"].Value, property.Groups["index"].Value);
            var keys = new List<string>();
            if (plain.Contains("get;", StringComparison.Ordinal)) keys.Add($"{of} get_{name}({index})");
            if (plain.Contains("set;", StringComparison.Ordinal)) keys.Add($"Void set_{name}({(index.Length > 0 ? index + ", " : "")}{of})");
            return keys.Select(key => Positional(key, type.Parameters, "!"));
        }
        var method = Method().Match(plain);
        Assert.True(method.Success, $"The listing has a line of a form unknown to this test: {line}.");
        var parameters = ParameterName().Replace(method.Groups["parameters"].Value, "");
        var generic = method.Groups["generic"].Value;
        var signature = $"{method.Groups["type"].Value} {method.Groups["name"].Value}({parameters})".Replace(" ctor(", "Void .ctor(", StringComparison.Ordinal);
        return [Positional(Positional(signature, generic.Split(',', StringSplitOptions.RemoveEmptyEntries), "!!"), type.Parameters, "!")];
    }

    /// <summary>Type parameters by position, as metadata has them: TKey is <c>!0</c>.</summary>
    internal static string Positional(string text, IReadOnlyList<string> parameters, string mark)
    {
        for (var at = 0; at < parameters.Count; at++) text = Regex.Replace(text, $@"\b{parameters[at]}\b", mark + at);
        return text;
    }

    [GeneratedRegex("^(virtual |static |abstract )+")]
    private static partial Regex Modifier();

    [GeneratedRegex(@"^(?<type>\S+) (?<name>\w+)(\[(?<index>[^\]]+)\])? \{")]
    private static partial Regex Property();

    [GeneratedRegex(@"^((?<type>\S+) (?<name>\w+)|(?<name>ctor))(<(?<generic>[^>]+)>)?\((?<parameters>.*)\)$")]
    private static partial Regex Method();

    [GeneratedRegex(@" \w+(?=,|$)")]
    private static partial Regex ParameterName();
}

/// <summary>A type of the listing.</summary>
/// <param name="Name">As in metadata: <c>Microsoft.Xrm.Sdk.DataCollection`1</c>.</param>
/// <param name="Kind">class, interface or enum.</param>
/// <param name="IsSealed">Whether nothing can derive from it.</param>
/// <param name="IsAbstract">Whether it cannot be constructed.</param>
/// <param name="Parents">Base class and interfaces by short name, type parameters by position.</param>
/// <param name="Parameters">Names of its type parameters.</param>
internal sealed record ListedType(string Name, string Kind, bool IsSealed, bool IsAbstract, IReadOnlySet<string> Parents, IReadOnlyList<string> Parameters)
{
    /// <summary>The address of the page that documents it; empty where the listing names none.</summary>
    public string Page { get; init; } = "";

    /// <summary>Members as <see cref="SdkKeys"/> writes them.</summary>
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>A type's line: <c>sealed class Microsoft.Xrm.Sdk.Money : Object IExtensibleDataObject</c>.</summary>
    public static ListedType Of(string line)
    {
        var halves = line.Split(" : ");
        var words = halves[0].Split(' ');
        var open = words[^1].IndexOf('<', StringComparison.Ordinal);
        string[] parameters = open < 0 ? [] : words[^1][(open + 1)..^1].Split(',');
        var name = open < 0 ? words[^1] : $"{words[^1][..open]}`{parameters.Length}";
        var parents = halves.Skip(1).SelectMany(half => half.Split(' ', StringSplitOptions.RemoveEmptyEntries)).SelectMany(SplitOutsideBrackets)
            .Select(parent => SdkListing.Positional(parent, parameters, "!")).ToHashSet(StringComparer.Ordinal);
        return new ListedType(name, words[^2], words.Contains("sealed") || words.Contains("static"), words.Contains("abstract") || words.Contains("static"), parents, parameters);
    }

    private static IEnumerable<string> SplitOutsideBrackets(string list)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < list.Length; at++)
        {
            depth += list[at] switch { '<' => 1, '>' => -1, _ => 0 };
            if (list[at] != ',' || depth > 0) continue;
            yield return list[start..at];
            start = at + 1;
        }
        yield return list[start..];
    }
}
