using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Mono.Cecil;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>
/// A dll compiled against the stand-in must bind to the real SDK: same identity, nothing that the real one lacks. What the plug-ins use
/// is listed in sdk-members.txt, each type with its page; whatever SDK the build has is held to that list.
/// </summary>
public sealed class SdkSurfaceTests
{
    private static readonly ModuleDefinition Sdk = ModuleDefinition.ReadModule(typeof(Entity).Assembly.Location);

    [Fact]
    public void The_SDK_has_the_identity_that_the_platform_loads()
    {
        Assert.Equal("Microsoft.Xrm.Sdk, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", typeof(Entity).Assembly.FullName);
    }

    [Fact]
    public void Our_list_holds_what_the_plug_ins_use_and_nothing_else()
    {
        var listed = SdkListing.Ours.Types.SelectMany(type => type.Members.Select(member => $"{type.Name}: {member}").Append(type.Name)).ToList();
        var used = Used().ToList();

        AssertNone(used.Except(listed), "Write into Tests/Conventions/sdk-members.txt, from its page, what the plug-ins use");
        AssertNone(listed.Except(used), "Take out of Tests/Conventions/sdk-members.txt what the plug-ins no longer use");
        Assert.True(used.Count > 100, "The plug-ins use many SDK members; this test sees hardly any, so it sees wrongly.");
    }

    [Fact]
    public void Every_type_of_our_list_names_the_page_that_documents_it() =>
        AssertNone(
            SdkListing.Ours.Types.Where(type => type.Page != "https://learn.microsoft.com/dotnet/api/" + type.Name.ToLowerInvariant().Replace('`', '-')).Select(type => type.Name),
            "Write the address of its page in the line above");

    [Fact]
    public void The_SDK_of_this_build_has_everything_on_our_list_as_the_list_has_it()
    {
        var faults = SdkListing.Ours.Types.SelectMany(listed => Sdk.GetType(listed.Name) is { IsPublic: true } type
            ? Differences(type, listed).Concat(listed.Members.Except(SdkKeys.PublicMembers(type)).Select(member => $"{listed.Name}: {member}"))
            : [listed.Name]);

        AssertNone(faults, "Write these in Tests/Sdk as their pages have them");
    }

    /// <summary>One test for all that needs the listing, so that its absence is told once.</summary>
    [SkippableFact]
    public void Our_list_and_the_stand_in_agree_with_the_listing_of_the_real_SDK_that_PAX8DATAVERSE_SDK_API_names()
    {
        var real = SdkListing.OfTheRealSdk();

        AssertNone(
            SdkListing.Ours.Types.SelectMany(ours => real.Find(ours.Name) is { } theirs ? Differences(ours, theirs) : [ours.Name]),
            "Correct Tests/Conventions/sdk-members.txt: the real SDK lacks these, or has them otherwise (kind, sealed, abstract, parents)");
        if (IsStandIn) CompareStandIn(real);
    }

    private static void CompareStandIn(SdkListing real)
    {
        var types = Sdk.Types.Where(type => type.IsPublic).ToList();
        var known = types.Where(type => real.Find(type.FullName) is not null).ToList();
        var described = known.Where(type => !HasOnlyItsName(type)).ToList();

        AssertNone(
            types.Except(known).Select(type => type.FullName).Concat(
                from type in described
                from member in SdkKeys.PublicMembers(type)
                where !real.Find(type.FullName)!.Members.Contains(member) && !IsOverride(type, member)
                select $"{type.FullName}: {member}"),
            "Remove from Tests/Sdk what the real SDK lacks, or write it as the real one has it");
        AssertNone(
            known.SelectMany(type => KindDifferences(type, real.Find(type.FullName)!)).Concat(
                described.Where(type => Parents(type).Any(parent => !real.Find(type.FullName)!.Parents.Contains(parent))).Select(type => type.FullName)),
            "Make these as the real SDK has them (kind, sealed, abstract, base class, interfaces)");
        AssertNone(
            from type in described
            where type.IsInterface
            from member in real.Find(type.FullName)!.Members.Except(SdkKeys.PublicMembers(type))
            select $"{type.FullName}: {member}",
            "A class that implements half an interface does not load with the real SDK; add to Tests/Sdk");
        // A name that only the real SDK has would be met first where a release is built.
        AssertNone(real.Types.Select(type => type.Name).Except(types.Select(type => type.FullName)), "Write the names of these types into Tests/Sdk/NamesOnly.cs");
    }

    /// <summary>Types, and members as <c>type: member</c>, that the plug-in dll refers to, implements, or names as a value of an enumeration.</summary>
    private static IEnumerable<string> Used()
    {
        var references = Repository.Plugins.GetMemberReferences().Where(member => IsSdk(member.DeclaringType)).ToList();
        var contracts = Repository.Plugins.GetTypes().SelectMany(type => type.Interfaces).Select(contract => contract.InterfaceType).Where(IsSdk).Select(contract => Sdk.GetType(contract.FullName)).Distinct();
        var types = Repository.Plugins.GetTypeReferences().Where(IsSdk).Concat(references.Select(member => member.DeclaringType)).Select(type => type.GetElementType().FullName).ToHashSet();
        // The compiler leaves a number where the source has a name, so names are looked up in the source.
        var source = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, "Plugins"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Contains("obj")).Select(File.ReadAllText));

        return types
            .Concat(references.Select(member => $"{member.DeclaringType.GetElementType().FullName}: {(member is MethodReference method ? SdkKeys.Of(method) : member.Name)}"))
            .Concat(contracts.SelectMany(contract => contract.Methods.Select(method => $"{contract.FullName}: {SdkKeys.Of(method)}")))
            .Concat(from name in types
                    let type = Sdk.GetType(name)
                    where type.IsEnum
                    from value in type.Fields.Where(field => field.IsLiteral && Regex.IsMatch(source, $@"\b{type.Name}\.{field.Name}\b"))
                    select $"{name}: {value.Name}={value.Constant}")
            .Distinct();
    }

    private static bool IsSdk(TypeReference type) => type.GetElementType().Scope is AssemblyNameReference { Name: "Microsoft.Xrm.Sdk" };

    /// <summary>The stand-in has no type of the real SDK's further namespaces.</summary>
    private static bool IsStandIn => Sdk.GetType("Microsoft.Xrm.Sdk.Client.OrganizationServiceContext") is null;

    /// <summary>How a type differs in kind, or lacks a parent that is listed.</summary>
    private static IEnumerable<string> Differences(TypeDefinition type, ListedType listed) =>
        KindDifferences(type, listed).Concat(listed.Parents.Except(Parents(type)).Select(parent => $"{type.FullName}: it is no {parent}"));

    private static IEnumerable<string> KindDifferences(TypeDefinition type, ListedType listed)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : "class";
        if (kind != listed.Kind || (kind == "class" && (listed.IsSealed != type.IsSealed || listed.IsAbstract != type.IsAbstract))) yield return type.FullName;
    }

    private static IEnumerable<string> Differences(ListedType ours, ListedType theirs)
    {
        if ((ours.Kind, ours.IsSealed, ours.IsAbstract) != (theirs.Kind, theirs.IsSealed, theirs.IsAbstract)) yield return ours.Name;
        foreach (var parent in ours.Parents.Except(theirs.Parents)) yield return $"{ours.Name}: it is no {parent}";
        foreach (var member in ours.Members.Except(theirs.Members)) yield return $"{ours.Name}: {member}";
    }

    /// <summary>Whoever uses such a type does not compile, so nothing but its name can be wrong.</summary>
    private static bool HasOnlyItsName(TypeDefinition type) => type.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "System.ObsoleteAttribute");

    private static IEnumerable<string> Parents(TypeDefinition type) =>
        type.Interfaces.Select(contract => SdkKeys.Short(contract.InterfaceType))
            .Concat(type.BaseType is { } parent ? [SdkKeys.Short(parent)] : []);

    /// <summary>The listing may leave out what a type only overrides; callers name the base's method anyway.</summary>
    private static bool IsOverride(TypeDefinition type, string member) =>
        type.Methods.Any(method => SdkKeys.Of(method) == member && method is { IsVirtual: true, IsNewSlot: false });

    private static void AssertNone(IEnumerable<string> offenders, string whatToDo)
    {
        var all = offenders.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{whatToDo}: {string.Join("; ", all)}.");
    }
}
