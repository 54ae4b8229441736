using System.IO;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Tests.Solution.Release;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>
/// A release is refused that was built against anything but Microsoft's SDK. Where that cannot be had, another assembly that
/// Microsoft signed with the same key shows that a true signature is taken.
/// </summary>
public sealed class SdkAssemblyTests
{
    private const string NotSigned = "It is not signed with the private key that belongs to its public key: a stand-in, or a changed file.";

    private static readonly byte[] SignedByMicrosoft = File.ReadAllBytes(typeof(Microsoft.OData.ODataException).Assembly.Location);

    [Fact]
    public void What_Microsoft_signed_lacks_nothing_but_the_name() =>
        Assert.Equal(["Its name is Microsoft.OData.Core, not Microsoft.Xrm.Sdk."], SdkAssembly.Check(SignedByMicrosoft));

    [Fact]
    public void The_stand_in_lacks_nothing_but_the_signature()
    {
        var findings = SdkAssembly.Check(File.ReadAllBytes(typeof(Entity).Assembly.Location));

        Assert.Equal(IsStandIn ? [NotSigned] : [], findings);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_byte_changed_anywhere_breaks_the_signature(double where)
    {
        var changed = SignedByMicrosoft.ToArray();
        changed[(int)(changed.Length * where)] ^= 1;

        Assert.Contains(NotSigned, SdkAssembly.Check(changed));
    }

    [Fact]
    public void Another_signers_assembly_is_told()
    {
        var findings = SdkAssembly.Check(File.ReadAllBytes(typeof(Newtonsoft.Json.JsonConvert).Assembly.Location));

        Assert.Equal(["Its name is Newtonsoft.Json, not Microsoft.Xrm.Sdk.", "It does not carry Microsoft's public key."], findings);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_told() => Assert.StartsWith("It is no .NET assembly", Assert.Single(SdkAssembly.Check("no assembly"u8.ToArray())), System.StringComparison.Ordinal);

    private static bool IsStandIn => typeof(Entity).Assembly.GetType("Microsoft.Xrm.Sdk.Client.OrganizationServiceContext") is null;
}
