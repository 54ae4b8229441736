using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Mono.Cecil;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>A dll compiled against the stand-in must bind to the real SDK: same identity, nothing that the real one lacks.</summary>
public sealed class SdkSurfaceTests
{
    [Fact]
    public void The_SDK_has_the_identity_that_the_platform_loads()
    {
        Assert.Equal("Microsoft.Xrm.Sdk, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", typeof(Entity).Assembly.FullName);
    }

    [SkippableFact]
    public void The_stand_in_declares_nothing_that_the_real_SDK_lacks()
    {
        var real = SdkListing.Load();

        var strangers = StandIn().SelectMany(type => real.Find(type.FullName) is { } listed
            ? HasOnlyItsName(type) ? [] : SdkKeys.PublicMembers(type).Where(member => !listed.Members.Contains(member) && !IsOverride(type, member)).Select(member => $"{type.FullName}: {member}")
            : [type.FullName]);

        AssertNone(strangers, "Remove from Tests/Sdk what the real SDK lacks, or write it as the real one has it");
    }

    [SkippableFact]
    public void Types_of_the_stand_in_are_of_the_same_kind_and_descent_as_the_real_ones()
    {
        var real = SdkListing.Load();

        var different =
            from type in StandIn()
            let listed = real.Find(type.FullName)
            where listed is not null
            let kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : "class"
            where kind != listed.Kind
                || (kind == "class" && (listed.IsSealed != type.IsSealed || listed.IsAbstract != type.IsAbstract))
                || (!HasOnlyItsName(type) && Parents(type).Any(parent => !listed.Parents.Contains(parent)))
            select type.FullName;

        AssertNone(different, "Make these as the real SDK has them (kind, sealed, abstract, base class, interfaces)");
    }

    [SkippableFact]
    public void Interfaces_of_the_stand_in_are_complete()
    {
        var real = SdkListing.Load();

        var missing =
            from type in StandIn()
            where type.IsInterface && !HasOnlyItsName(type) && real.Find(type.FullName) is not null
            from member in real.Find(type.FullName)!.Members.Except(SdkKeys.PublicMembers(type))
            select $"{type.FullName}: {member}";

        AssertNone(missing, "A class that implements half an interface does not load with the real SDK; add to Tests/Sdk");
    }

    /// <summary>A name that only the real SDK has would be met first where a release is built.</summary>
    [SkippableFact]
    public void Every_public_type_name_of_the_real_SDK_is_in_the_stand_in()
    {
        var real = SdkListing.Load();

        AssertNone(real.Names.Except(StandIn().Select(type => type.FullName)), "Write the names of these types into Tests/Sdk/NamesOnly.cs");
    }

    [SkippableFact]
    public void Every_SDK_member_that_the_plug_ins_use_is_in_the_real_SDK()
    {
        var real = SdkListing.Load();
        var used = Repository.Plugins.GetMemberReferences().Where(member => IsSdk(member.DeclaringType)).ToList();

        var types = Repository.Plugins.GetTypeReferences().Where(IsSdk).Select(type => type.GetElementType().FullName).Where(type => real.Find(type) is null);
        var members =
            from member in used
            let type = member.DeclaringType.GetElementType().FullName
            let key = member is MethodReference method ? SdkKeys.Of(method) : member.Name
            where real.Find(type) is { } listed && !listed.Members.Contains(key)
            select $"{type}: {key}";

        AssertNone(types.Concat(members), "The plug-ins use what the real SDK lacks; use something else for");
        Assert.True(used.Count > 40, "The plug-ins use many SDK members; this test sees hardly any, so it sees wrongly.");
    }

    private static bool IsSdk(TypeReference type) => type.GetElementType().Scope is AssemblyNameReference { Name: "Microsoft.Xrm.Sdk" };

    private static IEnumerable<TypeDefinition> StandIn()
    {
        Skip.If(typeof(Entity).Assembly.GetType("Microsoft.Xrm.Sdk.Client.OrganizationServiceContext") is not null, "Built against the real SDK; there is no stand-in to look at.");
        return ModuleDefinition.ReadModule(typeof(Entity).Assembly.Location).Types.Where(type => type.IsPublic);
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
