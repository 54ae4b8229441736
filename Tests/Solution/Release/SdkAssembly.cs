using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace Pax8Dataverse.Tests.Solution.Release;

/// <summary>
/// Whether a Microsoft.Xrm.Sdk.dll is Microsoft's own. Name and public key prove nothing, since anybody may write them into an
/// assembly; the strong-name signature does, since only the holder of the private key can make one.
/// </summary>
/// <remarks>
/// The signature is over headers, section table and sections, with the check sum and the certificate table's entry taken as
/// zero and the signature itself left out; ECMA-335, partition II, 6.2.1.3 and 24.2.
/// </remarks>
public static class SdkAssembly
{
    private const string Name = "Microsoft.Xrm.Sdk";
    private const string MicrosoftsToken = "31bf3856ad364e35";

    /// <summary>Looks at an assembly.</summary>
    /// <returns>What keeps it from being Microsoft's SDK, as sentences; empty when it is.</returns>
    public static IReadOnlyList<string> Check(byte[] assembly)
    {
        try
        {
            using var image = new PEReader([.. assembly]);
            if (!image.HasMetadata) return ["It is no .NET assembly."];
            var name = image.GetMetadataReader().GetAssemblyDefinition().GetAssemblyName();
            return [.. Unlike(name, IsSigned(assembly, image, name))];
        }
        catch (BadImageFormatException exception)
        {
            return [$"It is no .NET assembly: {exception.Message}"];
        }
    }

    /// <summary>Name and version of an assembly, for the record of a release.</summary>
    public static string Describe(byte[] assembly)
    {
        using var image = new PEReader([.. assembly]);
        return $"{image.GetMetadataReader().GetAssemblyDefinition().GetAssemblyName().FullName}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(assembly))}";
    }

    private static IEnumerable<string> Unlike(AssemblyName name, bool signed)
    {
        if (name.Name != Name) yield return $"Its name is {name.Name}, not {Name}.";
        if (Convert.ToHexStringLower(name.GetPublicKeyToken() ?? []) != MicrosoftsToken) yield return "It does not carry Microsoft's public key.";
        if (!signed) yield return "It is not signed with the private key that belongs to its public key: a stand-in, or a changed file.";
    }

    private static bool IsSigned(byte[] assembly, PEReader image, AssemblyName name)
    {
        var headers = image.PEHeaders;
        var directory = headers.CorHeader!.StrongNameSignatureDirectory;
        if (directory.Size == 0 || name.GetPublicKey() is not { Length: > 32 } key || !headers.TryGetDirectoryOffset(directory, out var start)) return false;
        var algorithm = image.GetMetadataReader().GetAssemblyDefinition().HashAlgorithm == AssemblyHashAlgorithm.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1;
        using var rsa = Rsa(key);
        return rsa.VerifyHash(Hash(assembly, headers, start, directory.Size, algorithm), Reversed(assembly.AsSpan(start, directory.Size)), algorithm, RSASignaturePadding.Pkcs1);
    }

    private static byte[] Hash(byte[] assembly, PEHeaders headers, int start, int size, HashAlgorithmName algorithm)
    {
        const int checkSum = 64, sectionHeader = 40;
        var optional = headers.PEHeaderStartOffset;
        var certificateTable = headers.PEHeader!.Magic == PEMagic.PE32 ? 128 : 144;
        var zeroed = (byte[])assembly.Clone();
        Array.Clear(zeroed, optional + checkSum, sizeof(int));
        Array.Clear(zeroed, optional + certificateTable, 2 * sizeof(int));
        using var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(zeroed, 0, optional + headers.CoffHeader.SizeOfOptionalHeader + headers.SectionHeaders.Length * sectionHeader);
        foreach (var section in headers.SectionHeaders)
        {
            var (from, to) = (section.PointerToRawData, section.PointerToRawData + section.SizeOfRawData);
            if (start < from || start >= to)
            {
                hash.AppendData(zeroed, from, to - from);
                continue;
            }
            hash.AppendData(zeroed, from, start - from);
            hash.AppendData(zeroed, start + size, to - start - size);
        }
        return hash.GetHashAndReset();
    }

    /// <summary>From the form in which an assembly carries its key: 12 bytes of algorithms, then Windows' public key blob.</summary>
    private static RSA Rsa(byte[] key) => RSA.Create(new RSAParameters { Exponent = Reversed(key.AsSpan(28, 4)), Modulus = Reversed(key.AsSpan(32)) });

    private static byte[] Reversed(ReadOnlySpan<byte> bytes)
    {
        var reversed = bytes.ToArray();
        Array.Reverse(reversed);
        return reversed;
    }
}
