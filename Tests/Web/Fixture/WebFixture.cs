using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Web.Fixture;

/// <summary>A tenant in real time with its web server, shared by the tests; each makes rows of its own.</summary>
public sealed class WebFixture : IAsyncLifetime, IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private TenantWebServer server = null!;

    /// <summary>The tenant behind the server.</summary>
    public Tenant Tenant { get; private set; } = null!;

    /// <summary>The server's address.</summary>
    public Uri Address => server.Address;

    public const string ConnectorName = "Contoso Pax8";

    /// <summary>A connector whose provider accounts were pulled.</summary>
    public Guid Connector { get; private set; }

    /// <summary>The Pax8 id of one of the provider accounts.</summary>
    public string Company { get; private set; } = "";

    /// <summary>A caller without a cookie, who is the Administrator.</summary>
    internal Caller Nobody => new(http, Address, null);

    internal Caller Administrator => Of("Administrator");

    internal Caller Billing => Of("Billing");

    internal Caller Reader => Of("Reader");

    public async Task InitializeAsync()
    {
        Tenant = await Tenant.StartAsync(new TenantOptions());
        server = await TenantWebServer.StartAsync(Tenant);
        Connector = Tenant.CreateConnector(ConnectorName);
        (await Administrator.SendAsync("POST", $"pax8_connectors({Connector})/Microsoft.Dynamics.CRM.pax8_SyncProviderAccounts")).Expect(200);
        await Tenant.SettleAsync();
        Company = Tenant.CompaniesOfPax8().First(company => company.Status == "Active").Id;
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await Tenant.DisposeAsync();
    }

    public void Dispose() => http.Dispose();

    /// <summary>Whoever has this cookie.</summary>
    internal Caller With(string cookie) => new(http, Address, cookie);

    /// <summary>Id of one of the server's users.</summary>
    internal Guid UserId(string name) => server.Users.Single(user => user.Name == name).Id;

    /// <summary>A new account of the Administrator's.</summary>
    internal async Task<Guid> AccountAsync(string name, params (string Name, JsonNode? Value)[] values)
    {
        var body = new JsonObject { ["name"] = name };
        foreach (var (key, value) in values) body[key] = value?.DeepClone();
        return (await Administrator.SendAsync("POST", "accounts", body)).Expect(204).EntityId;
    }

    /// <summary>A new connector of the Administrator's, and the secret that he entered.</summary>
    internal async Task<(Guid Id, string Secret)> ConnectorAsync(string name)
    {
        var secret = "secret-" + Guid.NewGuid().ToString("N");
        var answer = await Administrator.SendAsync("POST", "pax8_connectors", new JsonObject
        {
            ["pax8_name"] = name,
            ["pax8_environment"] = 476500000,
            ["pax8_endpointurl"] = "https://api.pax8.com",
            ["pax8_applicationid"] = Guid.NewGuid().ToString(),
            ["pax8_applicationsecret"] = secret,
            ["pax8_countrycode"] = 840,
            ["pax8_CurrencyId@odata.bind"] = $"/transactioncurrencies({Tenant.Currency("USD")})",
        });
        return (answer.Expect(204).EntityId, secret);
    }

    private Caller Of(string name) => With($"pax8-user={UserId(name)}");
}

/// <summary>All tests share one tenant.</summary>
[CollectionDefinition(Name)]
public sealed class WebCollection : ICollectionFixture<WebFixture>
{
    public const string Name = "Web";
}
