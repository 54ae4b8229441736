using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Pax8Dataverse.Pax8;

/// <summary>An exchange that brought no answer.</summary>
/// <param name="Reason">What a user can act on.</param>
/// <param name="NeverSent">Whether the request surely did not reach Pax8: the connection was not even made.</param>
internal sealed record NetworkFailure(UnreachableReason Reason, bool NeverSent)
{
    /// <summary>How .NET Framework tells it: HttpRequestException, inside it a WebException with one of these.</summary>
    private static readonly Dictionary<WebExceptionStatus, NetworkFailure> ByWebStatus = new()
    {
        [WebExceptionStatus.NameResolutionFailure] = new(UnreachableReason.HostUnknown, NeverSent: true),
        [WebExceptionStatus.ProxyNameResolutionFailure] = new(UnreachableReason.HostUnknown, NeverSent: true),
        [WebExceptionStatus.TrustFailure] = new(UnreachableReason.TlsFailure, NeverSent: true),
        [WebExceptionStatus.SecureChannelFailure] = new(UnreachableReason.TlsFailure, NeverSent: true),
        [WebExceptionStatus.ConnectFailure] = new(UnreachableReason.ConnectionBroken, NeverSent: true),
        [WebExceptionStatus.Timeout] = new(UnreachableReason.TimedOut, NeverSent: false),
        [WebExceptionStatus.RequestCanceled] = new(UnreachableReason.TimedOut, NeverSent: false),
    };

    /// <summary>Names that do not resolve. "Try again" and "no data" come from name servers as well.</summary>
    private static readonly HashSet<SocketError> NoSuchHost = [SocketError.HostNotFound, SocketError.TryAgain, SocketError.NoData, SocketError.NoRecovery];

    /// <summary>
    /// What an exception of HttpClient means; null where it is none of the network's. .NET puts a failure to connect
    /// directly inside HttpRequestException (SocketException, AuthenticationException) and a later one inside an IOException.
    /// </summary>
    /// <param name="timedOut">Whether the time limit of the request had run out: .NET Framework then reports various exceptions.</param>
    public static NetworkFailure? From(Exception exception, bool timedOut)
    {
        if (exception is not (HttpRequestException or OperationCanceledException or IOException or WebException or InvalidDataException)) return null;
        if (timedOut || exception is OperationCanceledException) return new(UnreachableReason.TimedOut, NeverSent: false);
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case WebException web when ByWebStatus.TryGetValue(web.Status, out var known): return known;
                case AuthenticationException: return new(UnreachableReason.TlsFailure, NeverSent: true);
                case SocketException socket when NoSuchHost.Contains(socket.SocketErrorCode): return new(UnreachableReason.HostUnknown, NeverSent: true);
                case SocketException socket:
                    return new(
                        socket.SocketErrorCode == SocketError.TimedOut ? UnreachableReason.TimedOut : UnreachableReason.ConnectionBroken,
                        NeverSent: ReferenceEquals(cause, exception.InnerException) && exception is HttpRequestException);
            }
        }
        return new(UnreachableReason.ConnectionBroken, NeverSent: false);
    }
}
