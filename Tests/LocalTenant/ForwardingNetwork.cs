using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.LocalTenant;

/// <summary>
/// Sends what the package addresses to Pax8 to another address, a mock server or the real one. Unless writing is allowed,
/// nothing but reading and the token request leaves.
/// </summary>
public sealed class ForwardingNetwork(ForeignPax8 pax8) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
{
    /// <inheritdoc />
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        var isToken = request.Method == HttpMethod.Post && asked.AbsolutePath.EndsWith("/token", StringComparison.Ordinal);
        if (request.Method != HttpMethod.Get && !isToken && !pax8.AllowWrites)
            throw new HttpRequestException($"{request.Method} {asked.AbsolutePath} was not sent: nothing is written to {pax8.Address.Host} without --allow-writes.");
        request.RequestUri = new UriBuilder(asked) { Scheme = pax8.Address.Scheme, Host = pax8.Address.Host, Port = pax8.Address.Port }.Uri;
        request.Headers.Host = null;
        return base.SendAsync(request, cancellationToken);
    }
}
