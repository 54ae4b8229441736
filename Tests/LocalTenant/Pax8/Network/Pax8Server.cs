using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// The simulator over real sockets: Kestrel on loopback, HTTP and HTTPS with a certificate for api.pax8.com that is made at the
/// start. Transport faults are real: resets, answers that never come, bodies that end in the middle.
/// </summary>
public sealed class Pax8Server : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping = new();

    private Pax8Server(WebApplication application, X509Certificate2 certificate)
    {
        _application = application;
        Certificate = certificate;
    }

    /// <summary>The certificate of the HTTPS side; nobody trusts it but who is given it.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary><c>http://127.0.0.1:port</c>.</summary>
    public Uri HttpAddress { get; private set; } = null!;

    /// <summary><c>https://127.0.0.1:port</c>.</summary>
    public Uri HttpsAddress { get; private set; } = null!;

    /// <summary>Starts on loopback; ports of 0 are chosen by the system.</summary>
    public static async Task<Pax8Server> StartAsync(Pax8Simulator simulator, int httpPort = 0, int httpsPort = 0)
    {
        var certificate = MakeCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, httpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, httpsPort, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        var application = builder.Build();
        var server = new Pax8Server(application, certificate);
        application.Run(context => server.AnswerAsync(simulator, context));
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        server.HttpAddress = addresses.Single(address => address.Scheme == Uri.UriSchemeHttp);
        server.HttpsAddress = addresses.Single(address => address.Scheme == Uri.UriSchemeHttps);
        return server;
    }

    /// <summary>Stops listening and ends calls that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.DisposeAsync();
        Certificate.Dispose();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(Pax8Simulator simulator, HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            var answer = simulator.Handle(await ReadAsync(context.Request, ended.Token));
            if (answer.Latency > TimeSpan.Zero) await Task.Delay(answer.Latency, ended.Token);
            switch (answer.Transport)
            {
                case TransportFault.NeverAnswers:
                    await Task.Delay(Timeout.Infinite, ended.Token);
                    break;
                // A connection that is there can't be refused any more: who calls over sockets sees a reset, which tells him less.
                case TransportFault.Refused:
                case TransportFault.Reset:
                    context.Abort();
                    break;
                default:
                    await WriteAsync(context, answer, ended.Token);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // The caller gave up or the server stops: nobody is left to answer.
        }
    }

    private static async Task<Pax8Call> ReadAsync(HttpRequest request, CancellationToken ended)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ended);
        return new Pax8Call
        {
            Method = request.Method.ToUpperInvariant(),
            Path = PathAsSent(request),
            QueryText = request.QueryString.Value?.TrimStart('?') ?? "",
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
        };
    }

    /// <summary>Not unescaped: the simulator does that itself.</summary>
    private static string PathAsSent(HttpRequest request) =>
        request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0];

    private static async Task WriteAsync(HttpContext context, Pax8Answer answer, CancellationToken ended)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.ContentType.Length > 0) response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.Transport == TransportFault.None)
        {
            if (answer.Body.Length > 0) response.ContentLength = answer.Body.Length;
            await response.Body.WriteAsync(answer.Body, ended);
            return;
        }
        if (answer.Transport == TransportFault.Truncated) response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], ended);
        await response.Body.FlushAsync(ended);
        context.Abort();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=api.pax8.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("api.pax8.com");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        // Kestrel wants a certificate whose key was loaded with it.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
