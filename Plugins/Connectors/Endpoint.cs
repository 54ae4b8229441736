using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>Rules of the Endpoint URL: the address the secret is sent to, so nothing about it is left open.</summary>
internal static class Endpoint
{
    /// <summary>Pax8's own API host. Source: docs.work365apps.com/docs/pax8, devx.pax8.com.</summary>
    public const string Default = "https://api.pax8.com";

    private const string Pax8Domain = "pax8.com";

    /// <summary>Without blanks and final slash, scheme and host in lower case; unreadable text stays as it is for <see cref="Check"/>.</summary>
    public static string? Normalise(string? text)
    {
        var trimmed = text?.Trim().TrimEnd('/');
        return Uri.TryCreate(trimmed, UriKind.Absolute, out var uri) && uri.PathAndQuery == "/" && uri.Fragment.Length == 0 && !NamesUser(trimmed!)
            ? uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant()
            : trimmed;
    }

    /// <summary>Throws <see cref="RefusedException"/> with the first thing that is wrong.</summary>
    public static void Check(string? text, bool production)
    {
        if (string.IsNullOrWhiteSpace(text)) throw Refused("is missing");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw Refused("is not a web address");
        if (uri.Scheme != Uri.UriSchemeHttps) throw Refused("must start with https://");
        if (NamesUser(text!)) throw Refused("must not contain a user name or password");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0 || text!.IndexOfAny(['?', '#']) >= 0) throw Refused("must not contain a query or fragment (? or #)");
        if (uri.AbsolutePath != "/") throw Refused("must not contain a path after the host name");
        if (uri.HostNameType != UriHostNameType.Dns || !IsPublicName(uri.Host)) throw Refused("must name a host by its DNS name, such as api.pax8.com, not by an IP address or localhost");
        if (!production) return;
        if (uri.Host != Pax8Domain && !uri.Host.EndsWith("." + Pax8Domain, StringComparison.OrdinalIgnoreCase))
            throw Refused("must be on pax8.com while Environment is Production");
        if (!uri.IsDefaultPort) throw Refused("must not name a port while Environment is Production");
    }

    /// <summary>By the character, since an empty user name before it reads as none and yet makes a second form of the same address.</summary>
    private static bool NamesUser(string text) => text.IndexOf('@') >= 0;

    private static bool IsPublicName(string host)
    {
        foreach (var character in host)
            if (character > 127) return false;
        return host.IndexOf('.') > 0 && !host.EndsWith(".", StringComparison.Ordinal) && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static RefusedException Refused(string why) => new($"Endpoint URL {why}. Enter {Default} unless Pax8 gave you another address, and save again.");
}
