using System;
using System.Linq;
using System.Reflection;
using System.ServiceModel;
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
        var real = SdkSurface.Load();
        using var standIn = ModuleDefinition.ReadModule(typeof(Entity).Assembly.Location);

        var strangers =
            from type in standIn.Types
            where type.IsPublic
            from name in type.Methods.Where(method => method.IsPublic).Select(method => method.Name).Concat(type.Fields.Where(field => field.IsPublic).Select(field => field.Name)).Distinct()
            where !real.HasMember(type.FullName, name) && !IsEverywhere(type, name)
            select $"{type.FullName}.{name}";

        Assert.True(!strangers.Any(), $"Remove from Tests/Sdk what the real SDK lacks: {string.Join(", ", strangers.Take(20))}.");
    }

    [SkippableFact]
    public void Every_SDK_member_that_the_plug_ins_use_is_in_the_real_SDK()
    {
        var real = SdkSurface.Load();

        var types = Repository.Plugins.GetTypeReferences().Where(IsSdk).Where(type => !real.HasType(type.GetElementType().FullName)).Select(type => type.FullName);
        var members = Repository.Plugins.GetMemberReferences()
            .Where(member => IsSdk(member.DeclaringType))
            .Where(member => !real.HasMember(member.DeclaringType.GetElementType().FullName, member.Name))
            .Select(member => member.FullName);

        var missing = types.Concat(members).ToList();
        Assert.True(missing.Count == 0, $"The plug-ins use what the real SDK lacks; use something else: {string.Join(", ", missing)}.");
        Assert.True(Repository.Plugins.GetMemberReferences().Count(member => IsSdk(member.DeclaringType)) > 40, "The plug-ins use many SDK members; this test sees hardly any, so it sees wrongly.");
    }

    [Fact]
    public void A_fault_thrown_as_the_platform_throws_it_can_be_caught_on_this_runtime()
    {
        var thrown = Assert.Throws<FaultException<OrganizationServiceFault>>((Action)(() =>
            throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = -2147220969 }, new FaultReason("gone"))));

        Assert.Equal(-2147220969, thrown.Detail.ErrorCode);
    }

    private static bool IsSdk(TypeReference type) => type.GetElementType().Scope is AssemblyNameReference { Name: "Microsoft.Xrm.Sdk" };

    /// <summary>What the compiler or Object brings; the listing shows a type's own members only, so inherited overrides are missing there.</summary>
    private static bool IsEverywhere(TypeDefinition type, string name) =>
        name is "Equals" or "GetHashCode" or "ToString" || (type.IsEnum && name == "value__");
}
