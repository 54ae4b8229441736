using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// The network of the real mode: a host name leads to a port of this machine over real TCP and TLS. Only the certificates that
/// it was given are trusted, and every other host is unknown, so nothing ever leaves the machine.
/// </summary>
public static class LoopbackNetwork
{
    /// <summary>One host, led to the server's HTTPS side.</summary>
    public static HttpMessageHandler To(string host, Pax8Server server) =>
        Of(new Dictionary<string, int> { [host] = server.HttpsAddress.Port }, server.Certificate.Thumbprint);

    /// <summary>Several hosts by name, each led to a port; certificates by thumbprint.</summary>
    public static HttpMessageHandler Of(IReadOnlyDictionary<string, int> ports, params string[] trustedThumbprints) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = (context, ended) => ConnectAsync(ports, context.DnsEndPoint, ended),
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && Array.IndexOf(trustedThumbprints, certificate.GetCertHashString()) >= 0,
        },
    };

    private static async ValueTask<System.IO.Stream> ConnectAsync(IReadOnlyDictionary<string, int> ports, DnsEndPoint wanted, CancellationToken ended)
    {
        if (!ports.TryGetValue(wanted.Host, out var port)) throw new SocketException((int)SocketError.HostNotFound);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, ended);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
