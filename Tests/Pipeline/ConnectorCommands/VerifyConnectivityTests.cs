using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.ConnectorCommands;

/// <summary>What Verify Connectivity says and stores, over real sockets and TLS.</summary>
public sealed class VerifyConnectivityTests
{
    private const int NotVerified = 0, Connected = 1, Failed = 2;

    private const string Companies = "GET /companies", Token = "POST /token";

    private static readonly Dictionary<string, (string Endpoint, Fault Fault, string Message)> Faults = new()
    {
        ["429"] = (Companies, Fault.TooManyRequests(), "Pax8 limits the number of calls and asks to wait (429). The settings were not judged; wait a minute, then verify once more."),
        ["429 with a time"] = (Companies, Fault.TooManyRequests(TimeSpan.FromSeconds(3)), "Pax8 limits the number of calls and asks to wait (429). The settings were not judged; wait a minute, then verify once more."),
        ["429 for the token"] = (Token, Fault.TooManyRequests(), "Pax8 limits the number of calls and asks to wait (429). The settings were not judged; wait a minute, then verify once more."),
        ["500"] = (Companies, Fault.ServerError(), "Pax8 has a problem of its own (500). The settings were not judged; wait a few minutes, then verify once more."),
        ["502 for the token"] = (Token, Fault.ServerError(502), "Pax8 has a problem of its own (502). The settings were not judged; wait a few minutes, then verify once more."),
        ["503 with a time"] = (Companies, Fault.ServerError(503, TimeSpan.FromSeconds(3)), "Pax8 has a problem of its own (503). The settings were not judged; wait a few minutes, then verify once more."),
        ["a web page"] = (Companies, Fault.HtmlPage(), "The host api.pax8.com answered with a web page when asked to count the companies. Check that Endpoint URL is the address of Pax8's API; if it is, try again later."),
        ["a web page for the token"] = (Token, Fault.HtmlPage(), "The host api.pax8.com answered with a web page when asked to sign in with the Application ID. Check that Endpoint URL is the address of Pax8's API; if it is, try again later."),
        ["cut JSON"] = (Companies, Fault.CutJson(), "The host api.pax8.com answered with broken JSON when asked to count the companies. Check that Endpoint URL is the address of Pax8's API; if it is, try again later."),
        ["JSON without token"] = (Token, Fault.MissingToken(), "The host api.pax8.com answered with no access token when asked to sign in with the Application ID. Check that Endpoint URL is the address of Pax8's API; if it is, try again later."),
        ["a broken connection"] = (Companies, Fault.Reset(), "Pax8 could not be asked to count the companies: the connection to api.pax8.com was refused or broke off. Check the Endpoint URL; if it is right, try again later."),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [InlineData(0, "Connected. 0 companies visible.")]
    [InlineData(1, "Connected. 1 company visible.")]
    [InlineData(412, "Connected. 412 companies visible.")]
    public async Task A_connection_that_works_says_how_many_companies_are_visible(int companies, string message)
    {
        await using var tenant = Real(options => options with { Companies = companies });
        var connector = tenant.CreateConnector("Pax8");

        var answer = tenant.PressVerify(connector);

        Assert.Equal((true, message, companies), (answer["Success"], answer["Message"], answer["CompanyCount"]));
        tenant.AssertStored(connector, Connected, message, companies);
        Assert.Equal((1, 1), (tenant.Pax8!.Count(Token), tenant.Pax8.Count(Companies)));
    }

    [Fact]
    public async Task Another_check_takes_the_token_it_has_and_asks_once()
    {
        await using var tenant = Real();
        var connector = tenant.CreateConnector("Pax8");
        tenant.PressVerify(connector);

        tenant.PressVerify(connector);

        Assert.Equal((1, 2), (tenant.Pax8!.Count(Token), tenant.Pax8.Count(Companies)));
    }

    [Theory]
    [InlineData("pax8_applicationid")]
    [InlineData("pax8_applicationsecret")]
    public async Task A_wrong_id_and_a_wrong_secret_say_to_enter_both_again(string column)
    {
        await using var tenant = Real();
        var connector = tenant.CreateConnector("Pax8", row => row[column] = "wrong");

        tenant.AssertFails(connector, "Pax8 rejected the Application ID or the Application Secret. Copy both from the integration in Pax8, enter them again, save, and verify once more.");

        Assert.Equal((1, 0), (tenant.Pax8!.Count(Token), tenant.Pax8.Count(Companies)));
    }

    [Fact]
    public async Task An_integration_without_rights_says_which_role_to_give()
    {
        await using var tenant = Real();
        tenant.Pax8!.Forbidden.Add(Companies);

        tenant.AssertFails(tenant.CreateConnector("Pax8"), "Pax8 accepted the credentials but does not let this integration read companies (403). Give the integration's user the role Partner Admin in Pax8, then verify once more.");
    }

    [Fact]
    public async Task An_unknown_host_says_to_correct_the_Endpoint_URL()
    {
        await using var tenant = Real();
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_endpointurl"] = "https://no-such-host.pax8.com");

        tenant.AssertFails(connector, "The host of the Endpoint URL is unknown. Correct the Endpoint URL (https://api.pax8.com unless Pax8 gave you another), save, and verify once more.");
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_gets_no_secret_and_says_so()
    {
        var other = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 1 });
        await using var tenant = Real(options => options with
        {
            OtherHosts = new Dictionary<string, Pax8Simulator> { ["other.pax8.com"] = other },
            UntrustedHosts = new HashSet<string> { "other.pax8.com" },
        });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_endpointurl"] = "https://other.pax8.com");

        tenant.AssertFails(connector, "No secure connection could be made: the certificate of the host in Endpoint URL is not trusted. Check that the Endpoint URL is right, save, and verify once more.");

        Assert.Empty(other.Log);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public async Task Each_fault_has_a_sentence_of_its_own_and_costs_one_call(string name)
    {
        var (endpoint, fault, message) = Faults[name];
        await using var tenant = Real(options => options with { Faults = new ScriptedFaults().Always(endpoint, fault) });

        tenant.AssertFails(tenant.CreateConnector("Pax8"), message);

        Assert.Equal(1, tenant.Pax8!.Count(endpoint));
    }

    [Fact]
    public async Task A_Pax8_that_does_not_answer_is_given_up_in_time()
    {
        await using var tenant = Real(options => options with { Faults = new ScriptedFaults().Always(Companies, Fault.NeverAnswers()) });

        tenant.AssertFails(tenant.CreateConnector("Pax8"), "Pax8 did not answer in time. The settings were not judged; wait a moment, then verify once more.");
    }

    [Fact]
    public async Task A_connector_whose_secret_did_not_come_along_says_to_enter_it()
    {
        using var database = TenantDatabase.InMemory();
        Guid connector;
        // Secured columns are left out where rows are copied by somebody who may not read them, and so is what plug-ins would refuse.
        await using (var copying = Given.Tenant(options => options with { Database = database, Metadata = options.Metadata! with { Steps = [] } }))
        {
            connector = copying.CreateConnector("Pax8", row =>
            {
                row.Attributes.Remove("pax8_applicationsecret");
                row["pax8_connectivitystatus"] = Refusing.Option(NotVerified);
            });
        }
        await using var tenant = Real(options => options with { Database = database });

        tenant.AssertFails(connector, "Application Secret is missing. Enter the Client Secret of the integration in Pax8, save, and try again.");

        Assert.Empty(tenant.Pax8!.Log);
    }

    [Fact]
    public async Task A_failed_check_takes_the_number_of_companies_away_and_the_next_good_one_puts_it_back()
    {
        await using var tenant = Real(options => options with { Companies = 3 });
        var connector = tenant.CreateConnector("Pax8");
        tenant.PressVerify(connector);
        tenant.Pax8!.Faults = new ScriptedFaults().At(Companies, 1, Fault.ServerError());

        tenant.PressVerify(connector);
        Assert.False(tenant.Connector(connector).Contains("pax8_companycount"));

        tenant.PressVerify(connector);
        tenant.AssertStored(connector, Connected, "Connected. 3 companies visible.", 3);
    }

    [Fact]
    public async Task A_revoked_token_is_renewed_once()
    {
        await using var tenant = Real(options => options with { Companies = 2 });
        var connector = tenant.CreateConnector("Pax8");
        tenant.PressVerify(connector);
        tenant.Pax8!.RevokeTokens();

        Assert.Equal(true, tenant.PressVerify(connector)["Success"]);

        Assert.Equal((2, 3), (tenant.Pax8.Count(Token), tenant.Pax8.Count(Companies)));
    }

    /// <summary>Answers just before each time-out, and tokens that turn out to be revoked: as slow as it can get.</summary>
    [Theory]
    [InlineData(12.9, 12.9, false)]
    [InlineData(12.9, 12.9, true)]
    [InlineData(12.9, 100, false)]
    [InlineData(12.9, 100, true)]
    [InlineData(1, 100, true)]
    [InlineData(9, 9, true)]
    [InlineData(100, 0, false)]
    public async Task Whatever_Pax8_does_the_person_waits_thirty_seconds_at_most(double tokenSeconds, double companiesSeconds, bool revoked)
    {
        await using var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Pax8");
        if (revoked)
        {
            tenant.PressVerify(connector);
            tenant.Pax8!.RevokeTokens();
        }
        tenant.Pax8!.Faults = new ScriptedFaults()
            .Always(Token, Fault.Latency(TimeSpan.FromSeconds(tokenSeconds)))
            .Always(Companies, Fault.Latency(TimeSpan.FromSeconds(companiesSeconds)));
        var begin = tenant.Time.GetUtcNow();

        var answer = tenant.PressVerify(connector);

        var waited = tenant.Time.GetUtcNow() - begin;
        Assert.True(waited <= TimeSpan.FromSeconds(30), $"The person waited {waited}.");
        Assert.True(waited >= TimeSpan.FromSeconds(9), "Pax8 was not waited for.");
        if (!(bool)answer["Success"])
            Assert.Equal("Pax8 did not answer in time. The settings were not judged; wait a moment, then verify once more.", answer["Message"]);
    }

    private static Tenant Real(Func<TenantOptions, TenantOptions>? change = null) =>
        Given.Tenant(options => (change ?? (same => same))(options with { Simulated = false, Workers = 1 }));
}

/// <summary>What the form shows after a check.</summary>
internal static class Verifying
{
    public static void AssertFails(this Tenant tenant, Guid connector, string message)
    {
        var answer = tenant.PressVerify(connector);

        Assert.Equal((false, message, 0), (answer["Success"], answer["Message"], answer["CompanyCount"]));
        tenant.AssertStored(connector, status: 2, message, companies: null);
    }

    public static void AssertStored(this Tenant tenant, Guid connector, int status, string message, int? companies)
    {
        var row = tenant.Connector(connector);
        Assert.Equal((status, message, companies), (row.Number("pax8_connectivitystatus"), row.Text("pax8_connectivitymessage"), row.GetAttributeValue<int?>("pax8_companycount")));
        Assert.InRange((tenant.Time.GetUtcNow().UtcDateTime - row.GetAttributeValue<DateTime>("pax8_connectivityverifiedon")).TotalMinutes, 0, 5);
    }
}
