using System;
using System.ServiceModel;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.Registration;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Connectors;

/// <summary>The Endpoint URL is the address that the secret is sent to, so nothing about it is left open.</summary>
public sealed class ConnectorEndpointTests
{
    private const string NoAddress = "is not a web address";
    private const string NotSecure = "must start with https://";
    private const string NoHostName = "must name a host by its DNS name, such as api.pax8.com, not by an IP address or localhost";
    private const string Credentials = "must not contain a user name or password";
    private const string QueryOrFragment = "must not contain a query or fragment (? or #)";
    private const string Path = "must not contain a path after the host name";
    private const string Foreign = "must be on pax8.com while Environment is Production";
    private const string Port = "must not name a port while Environment is Production";

    [Theory]
    [InlineData("api.pax8.com", NoAddress)]
    [InlineData("https://", NoAddress)]
    [InlineData("https://api pax8.com", NoAddress)]
    [InlineData("nonsense", NoAddress)]
    [InlineData("http://api.pax8.com", NotSecure)]
    [InlineData("ftp://api.pax8.com", NotSecure)]
    [InlineData("file:///etc/passwd", NotSecure)]
    [InlineData("javascript:alert(1)", NotSecure)]
    [InlineData("https://user@api.pax8.com", Credentials)]
    [InlineData("https://user:word@api.pax8.com", Credentials)]
    [InlineData("https://api.pax8.com:pax8@evil.example", Credentials)]
    [InlineData("https://api.pax8.com?x=1", QueryOrFragment)]
    [InlineData("https://api.pax8.com/?", QueryOrFragment)]
    [InlineData("https://api.pax8.com#top", QueryOrFragment)]
    [InlineData("https://api.pax8.com/v1", Path)]
    [InlineData("https://api.pax8.com/v1/", Path)]
    [InlineData("https://@api.pax8.com", Credentials)]
    [InlineData("https://api.pax8.com/@evil.example", Credentials)]
    [InlineData("https://api.pax8.com\\@evil.example", NoAddress)]
    [InlineData("https://api.pax8.com\\evil.example", NoAddress)]
    [InlineData("https://127.0.0.1", NoHostName)]
    [InlineData("https://2130706433", NoHostName)]
    [InlineData("https://[::1]", NoHostName)]
    [InlineData("https://localhost", NoHostName)]
    [InlineData("https://api.localhost", NoHostName)]
    [InlineData("https://intranet", NoHostName)]
    [InlineData("https://api.pax8.com.", NoHostName)]
    [InlineData("https://api.раx8.com", NoHostName)]
    [InlineData("https://example.com", Foreign)]
    [InlineData("https://api.pax8.com.evil.example", Foreign)]
    [InlineData("https://evilpax8.com", Foreign)]
    [InlineData("https://pax8.com.co", Foreign)]
    [InlineData("https://api-pax8.com", Foreign)]
    [InlineData("https://xn--api-pax8-2fg.com", Foreign)]
    [InlineData("https://api.pax8.com:8443", Port)]
    [InlineData("https://api.pax8.com:80", Port)]
    public async Task An_address_that_the_secret_must_not_be_sent_to_is_refused(string endpoint, string why)
    {
        await using var tenant = Given.Tenant();
        var existing = tenant.CreateConnector("Existing", row => row["pax8_applicationid"] = "existing");

        var onCreate = Refusal(() => tenant.CreateConnector("Pax8", row => row["pax8_endpointurl"] = endpoint));
        var onUpdate = Refusal(() => tenant.ChangeConnector(existing, ("pax8_endpointurl", endpoint), ("pax8_applicationsecret", "again")));

        Assert.Equal($"Endpoint URL {why}. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.", onCreate);
        Assert.Equal(onCreate, onUpdate);
    }

    [Theory]
    [InlineData(null, "https://api.pax8.com")]
    [InlineData("", "https://api.pax8.com")]
    [InlineData("  ", "https://api.pax8.com")]
    [InlineData("https://api.pax8.com", "https://api.pax8.com")]
    [InlineData(" HTTPS://Api.Pax8.COM/ ", "https://api.pax8.com")]
    [InlineData("https://api.pax8.com:443", "https://api.pax8.com")]
    [InlineData("https://pax8.com", "https://pax8.com")]
    [InlineData("https://api.eu.pax8.com", "https://api.eu.pax8.com")]
    public async Task An_address_at_Pax8_is_stored_in_its_normal_form(string? endpoint, string stored)
    {
        await using var tenant = Given.Tenant();

        var connector = tenant.Connector(tenant.CreateConnector("Pax8", row => row["pax8_endpointurl"] = endpoint));

        Assert.Equal(stored, connector.Text("pax8_endpointurl"));
    }

    [Theory]
    [InlineData("https://pax8.example.com", "https://pax8.example.com")]
    [InlineData("https://Pax8.Example.com:8443/", "https://pax8.example.com:8443")]
    public async Task A_test_connector_may_use_another_host(string endpoint, string stored)
    {
        await using var tenant = Given.Tenant();

        var connector = tenant.Connector(tenant.CreateConnector("Test", row =>
        {
            row["pax8_environment"] = Option(1);
            row["pax8_endpointurl"] = endpoint;
        }));

        Assert.Equal(stored, connector.Text("pax8_endpointurl"));
    }

    [Theory]
    [InlineData("http://pax8.example.com", NotSecure)]
    [InlineData("https://10.0.0.1", NoHostName)]
    [InlineData("https://localhost:8443", NoHostName)]
    public async Task A_test_connector_has_a_secure_address_with_a_name_too(string endpoint, string why)
    {
        await using var tenant = Given.Tenant();

        var refusal = Refusal(() => tenant.CreateConnector("Test", row =>
        {
            row["pax8_environment"] = Option(1);
            row["pax8_endpointurl"] = endpoint;
        }));

        Assert.Equal($"Endpoint URL {why}. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.", refusal);
    }

    [Fact]
    public async Task A_test_connector_with_another_host_cannot_become_a_production_connector()
    {
        await using var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Test", row =>
        {
            row["pax8_environment"] = Option(1);
            row["pax8_endpointurl"] = "https://pax8.example.com";
        });

        var refusal = Refusal(() => tenant.ChangeConnector(connector, ("pax8_environment", Option(0))));

        Assert.Equal($"Endpoint URL {Foreign}. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.", refusal);
    }

    [Fact]
    public async Task An_emptied_address_is_refused_rather_than_guessed()
    {
        await using var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Pax8");

        var refusal = Refusal(() => tenant.ChangeConnector(connector, ("pax8_endpointurl", null), ("pax8_applicationsecret", "again")));

        Assert.Equal("Endpoint URL is missing. Enter https://api.pax8.com unless Pax8 gave you another address, and save again.", refusal);
    }

    private static readonly string[] Pieces =
    [
        "https", "http", "HTTPS", ":", "//", "/", "\\", "@", "?", "#", "%", "%2e", "%40", ".", "。", "..", "-", " ", "\t", "\n", "\0", "[", "]", "::1", "8443", "443", "0", "127.0.0.1",
        "pax8.com", "api.", "PAX8.COM", "evil.example", "com", "api", "pax8", "раx8", "xn--", "ｐax8", "é", "😀", "localhost", "user", "https://api.pax8.com", "https://pax8.com",
    ];

    private static readonly Gen<string> SomePieces = Gen.Choose(0, 3).SelectMany(count => Gen.Elements(Pieces).ListOf(count)).Select(parts => string.Concat(parts));

    /// <summary>Texts of the column's length; a longer one the platform refuses by itself.</summary>
    private static readonly Arbitrary<string> AnyText = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? ""),
        SomePieces,
        SomePieces.Select(parts => "https://" + parts),
        SomePieces.Select(parts => "https://api.pax8.com" + parts),
        SomePieces.SelectMany(_ => SomePieces, (before, after) => $"https://{before}pax8.com{after}"),
        SomePieces.Select(parts => "https://" + parts + "pax8.com")).Where(text => text.Length <= 200).ToArbitrary();

    [Property(MaxTest = 300, QuietOnSuccess = true)]
    public Property Any_text_in_Production_is_refused_or_leads_to_Pax8_over_https()
    {
        var tenant = Given.Tenant();
        return Prop.ForAll(AnyText, text =>
        {
            Guid id;
            try
            {
                id = tenant.CreateConnector("Pax8", row => row["pax8_endpointurl"] = text);
            }
            catch (FaultException<OrganizationServiceFault> refused)
            {
                IsSentenceAboutTheField(refused.Message);
                return;
            }
            var stored = tenant.Connector(id).Text("pax8_endpointurl")!;
            tenant.Administrator.Delete("pax8_connector", id);
            LeadsToPax8(stored);
        });
    }

    [Property(MaxTest = 5000, QuietOnSuccess = true)]
    public Property Any_text_passes_the_rule_alone_only_if_it_leads_to_Pax8_over_https() => Prop.ForAll(AnyText, text =>
    {
        var stored = Endpoint.Normalise(text);
        try
        {
            Endpoint.Check(stored, production: true);
        }
        catch (RefusedException refused)
        {
            IsSentenceAboutTheField(refused.Message);
            return;
        }
        LeadsToPax8(stored!);
    });

    private static void IsSentenceAboutTheField(string message)
    {
        Assert.StartsWith("Endpoint URL ", message, StringComparison.Ordinal);
        Assert.EndsWith(". Enter https://api.pax8.com unless Pax8 gave you another address, and save again.", message, StringComparison.Ordinal);
    }

    private static void LeadsToPax8(string stored)
    {
        Assert.Matches(@"^https://([a-z0-9_-]+\.)*pax8\.com$", stored);
        var host = new Uri(stored).IdnHost;
        Assert.True(host == "pax8.com" || host.EndsWith(".pax8.com", StringComparison.Ordinal), $"{stored} leads to {host}.");
    }
}
