using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>What an HTTP status means here.</summary>
/// <param name="Kind">Null for success.</param>
/// <param name="Reason">For <see cref="Pax8Error.Unreachable"/>.</param>
/// <param name="Repeat">Whether the same request may succeed soon.</param>
/// <param name="Declined">Whether Pax8 surely did not carry the request out; otherwise a request that must not be repeated becomes unclear.</param>
internal sealed record StatusMeaning(Pax8Error? Kind, UnreachableReason? Reason = null, bool Repeat = false, bool Declined = true);

/// <summary>Status to meaning. Source: devx.pax8.com/docs/errors; 408 is documented for one endpoint (draft invoice items).</summary>
internal static class StatusTable
{
    private static readonly Dictionary<int, StatusMeaning> ByStatus = new()
    {
        [401] = new(Pax8Error.CredentialsRejected),
        [403] = new(Pax8Error.NotAllowed),
        [404] = new(Pax8Error.NotFound),
        [408] = new(Pax8Error.Unreachable, UnreachableReason.TimedOut, Repeat: true, Declined: false),
        [429] = new(Pax8Error.WaitUntil, Repeat: true),
    };

    private static readonly Dictionary<int, StatusMeaning> ByHundreds = new()
    {
        [2] = new((Pax8Error?)null),
        [3] = new(Pax8Error.Refused),
        [4] = new(Pax8Error.Refused),
        [5] = new(Pax8Error.Unreachable, UnreachableReason.ServerError, Repeat: true, Declined: false),
    };

    /// <summary>The token request is answered differently: every refusal of it concerns the credentials, and a missing one the endpoint.</summary>
    private static readonly Dictionary<int, StatusMeaning> ByStatusOfToken = new()
    {
        [400] = new(Pax8Error.CredentialsRejected),
        [401] = new(Pax8Error.CredentialsRejected),
        [403] = new(Pax8Error.CredentialsRejected),
        [404] = new(Pax8Error.Unreadable),
    };

    public static StatusMeaning MeaningOf(int status, bool ofTokenRequest)
    {
        if (ofTokenRequest && ByStatusOfToken.TryGetValue(status, out var ofToken)) return ofToken;
        if (ByStatus.TryGetValue(status, out var exact)) return exact;
        return ByHundreds.TryGetValue(status / 100, out var hundreds) ? hundreds : new(Pax8Error.Unreadable, Declined: false);
    }
}
