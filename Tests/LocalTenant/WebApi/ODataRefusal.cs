using System;

namespace DataverseEmulator.WebApi;

/// <summary>A request that the Web API refuses before it reaches the organization service.</summary>
internal sealed class ODataRefusal(int status, uint code, string message) : Exception(message)
{
    // Codes as the platform's answers carry them.
    private const uint BadAddress = 0x80060888, NoResource = 0x8006088a, BadBody = 0x80048d19, Unsupported = 0x80004001;

    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The platform's error number.</summary>
    public uint Code { get; } = code;

    /// <summary>The address or an option of it is wrong.</summary>
    public static ODataRefusal Address(string sentence) => new(400, BadAddress, sentence);

    /// <summary>There is nothing at the address.</summary>
    public static ODataRefusal NotFound(string sentence) => new(404, NoResource, sentence);

    /// <summary>The body does not say what it has to.</summary>
    public static ODataRefusal Body(string sentence) => new(400, BadBody, sentence);

    /// <summary>The body cannot be read at all: it is too large, of another type, or breaks off.</summary>
    public static ODataRefusal Unreadable(int status, string sentence) => new(status, BadBody, sentence);

    /// <summary>The address does not take the method.</summary>
    public static ODataRefusal Method(string method) => new(405, NoResource, $"The requested resource does not support http method '{method}'.");

    /// <summary>Dataverse may answer it; the local tenant does not.</summary>
    public static ODataRefusal NotSupported(string what) => Because(new NotSupportedException($"The local tenant does not support {what}."));

    /// <summary>The tenant's engine said what it does not support.</summary>
    public static ODataRefusal Because(NotSupportedException unsupported) => new(501, Unsupported, unsupported.Message);
}
