using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>The exceptions that HttpClient with SocketsHttpHandler throws for failures below HTTP. Source: learn.microsoft.com/dotnet/api/system.net.http.httprequesterror</summary>
internal static class NetworkFailures
{
    public static HttpRequestException UnknownHost(string host, int port) =>
        new(HttpRequestError.NameResolutionError, $"No such host is known. ({host}:{port})", new SocketException((int)SocketError.HostNotFound));

    public static HttpRequestException Refused(string host, int port) =>
        new(HttpRequestError.ConnectionError, $"Connection refused ({host}:{port})", new SocketException((int)SocketError.ConnectionRefused));

    public static HttpRequestException Tls() =>
        new(HttpRequestError.SecureConnectionError, "The SSL connection could not be established, see inner exception.",
            new AuthenticationException("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch, RemoteCertificateChainErrors"));

    public static HttpRequestException Reset() =>
        new(HttpRequestError.Unknown, "An error occurred while sending the request.",
            new IOException("Unable to read data from the transport connection: Connection reset by peer.", new SocketException((int)SocketError.ConnectionReset)));

    public static TaskCanceledException TimedOut(TimeSpan limit) =>
        new($"The request was canceled due to the configured HttpClient.Timeout of {limit.TotalSeconds} seconds elapsing.",
            new TimeoutException("The operation was canceled."));

    public static HttpIOException EndsTooEarly() =>
        new(HttpRequestError.ResponseEnded, "The response ended prematurely.");
}
