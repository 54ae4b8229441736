using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DataverseEmulator.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pax8Dataverse.LocalTenant.Shell;

namespace Pax8Dataverse.LocalTenant;

/// <summary>
/// The tenant in a browser: the model-driven shell, the solution's web resources and the Web API, on loopback only. Whoever
/// reaches it chooses which of the tenant's users he is; it is for one person on his own machine.
/// </summary>
public sealed class TenantWebServer : IAsyncDisposable
{
    // Far above what a row needs, far below what would hurt.
    private const long LargestBody = 4 * 1024 * 1024;

    // Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#maximum-url-length
    private const int LongestAddress = 32 * 1024;

    private readonly WebApplication _application;
    private readonly WebUsers _users;

    private TenantWebServer(WebApplication application, WebUsers users)
    {
        _application = application;
        _users = users;
    }

    /// <summary><c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Who can be chosen: Administrator first, who it is without a choice; Billing; Reader.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Users => _users.All;

    /// <summary>Starts on 127.0.0.1; port 0 is chosen by the system.</summary>
    /// <exception cref="System.IO.IOException">The port is taken.</exception>
    public static async Task<TenantWebServer> StartAsync(Tenant tenant, int port = 0, ShellOptions? shell = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestLineSize = LongestAddress;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var application = builder.Build();
        var users = WebUsers.In(tenant.Dataverse);
        application.Use(WebSafety.GuardAsync);
        application.Use(users.RecogniseAsync);
        application.UseRouting();
        users.Map(application);
        WebResourceEndpoint.Map(application, tenant.Dataverse.Metadata);
        ODataEndpoint.Map(application, tenant.Dataverse, WebUsers.Current);
        ShellEndpoints.Map(application, tenant.Dataverse, WebUsers.Current, () => users.All, shell ?? new ShellOptions());
        var server = new TenantWebServer(application, users);
        try
        {
            await application.StartAsync();
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        server.Address = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>Stops listening.</summary>
    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
