using System;

namespace Pax8Dataverse.Pax8;

/// <summary>Where Pax8 is and who asks: everything the gate must know of a connector.</summary>
/// <param name="endpoint">Scheme and host, such as https://api.pax8.com; a path is kept and put before every request's own.</param>
/// <param name="applicationId">The Client ID that a Partner Admin created in Pax8.</param>
/// <param name="applicationSecret">Its secret; leaves this object only into the body of the token request.</param>
/// <remarks>Not a record: a record's printed form would show the secret.</remarks>
internal sealed class Pax8Connection(Uri endpoint, string applicationId, string applicationSecret)
{
    public Uri Endpoint { get; } = endpoint;

    public string ApplicationId { get; } = applicationId;

    public string ApplicationSecret { get; } = applicationSecret;

    /// <summary>True where Pax8 may be asked and not told: the gate then lets nothing but reading through.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The address of a path such as <c>/v1/companies?page=0</c>.</summary>
    public Uri AddressOf(string path) => new(Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);

    /// <summary>Endpoint and Application ID, never the secret.</summary>
    public override string ToString() => $"{Endpoint.Host} as {ApplicationId}";
}
