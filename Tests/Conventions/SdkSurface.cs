using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>
/// The public surface of the real Microsoft.Xrm.Sdk, read from a listing: a line per type, its members indented below it.
/// The listing is not part of the repository; its place is the environment variable PAX8DATAVERSE_SDK_API.
/// </summary>
internal sealed class SdkSurface
{
    private readonly Dictionary<string, HashSet<string>> _members = new(StringComparer.Ordinal);

    private SdkSurface(IEnumerable<string> lines)
    {
        HashSet<string>? members = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                if (members is not null) members.UnionWith(MembersOf(line.Trim()));
                continue;
            }
            var words = line.Split(" : ")[0].Trim().Split(' ');
            var name = words[^1];
            _members[Plain(name)] = members = new HashSet<string>(StringComparer.Ordinal) { };
            if (words.Contains("enum")) members.Add("value__");
        }
    }

    /// <summary>The listing; skips the test where it is absent, fails it in CI.</summary>
    public static SdkSurface Load()
    {
        var path = Environment.GetEnvironmentVariable("PAX8DATAVERSE_SDK_API") ?? Path.Combine(Repository.Root, "..", "shared", "dataverse", "sdk-api.txt");
        if (!File.Exists(path))
        {
            var sentence = $"The listing of the real SDK's surface is not at {path}. Set PAX8DATAVERSE_SDK_API to its place.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", sentence);
            Skip.If(true, sentence);
        }
        return new SdkSurface(File.ReadLines(path));
    }

    public bool HasType(string fullName) => _members.ContainsKey(Plain(fullName));

    /// <summary>Member as metadata names it: get_Id, .ctor, AddCondition, an enum's value.</summary>
    public bool HasMember(string type, string member) => _members.TryGetValue(Plain(type), out var members) && members.Contains(member);

    /// <summary>Generic types are listed as Name&lt;T&gt; and named Name`1 in metadata.</summary>
    private static string Plain(string name)
    {
        var open = name.IndexOf('<', StringComparison.Ordinal);
        if (open < 0) return name.Replace('/', '.').Replace('+', '.');
        var arity = name[open..].Count(character => character == ',') + 1;
        return $"{name[..open]}`{arity}";
    }

    private static IEnumerable<string> MembersOf(string line)
    {
        if (line.StartsWith("ctor(", StringComparison.Ordinal)) return [".ctor"];
        if (line.Contains("{ ", StringComparison.Ordinal)) return Accessors(line);
        if (line.Contains('(', StringComparison.Ordinal)) return [BeforeBracket(line)];
        // Enum values stand side by side: A=0, B=1. A field is "Type Name".
        return line.Contains('=', StringComparison.Ordinal)
            ? line.Split(',').Select(value => value.Split('=')[0].Trim())
            : [line.Split(' ')[^1]];
    }

    private static IEnumerable<string> Accessors(string line)
    {
        var head = line[..line.IndexOf(" {", StringComparison.Ordinal)];
        var bracket = head.IndexOf('[', StringComparison.Ordinal);
        var name = (head.EndsWith(']') && bracket > 0 && head[..bracket].Contains(' ', StringComparison.Ordinal) ? head[..bracket] : head).Split(' ')[^1];
        var accessors = line[line.IndexOf('{', StringComparison.Ordinal)..];
        if (accessors.Contains("get;", StringComparison.Ordinal)) yield return "get_" + name;
        if (accessors.Contains("set;", StringComparison.Ordinal)) yield return "set_" + name;
    }

    private static string BeforeBracket(string line)
    {
        var name = line[..line.IndexOf('(', StringComparison.Ordinal)].Split(' ')[^1];
        var generic = name.IndexOf('<', StringComparison.Ordinal);
        return generic < 0 ? name : name[..generic];
    }
}
