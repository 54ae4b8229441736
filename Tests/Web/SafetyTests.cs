using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>What the web server holds for every request, whoever answers it.</summary>
[Collection(WebCollection.Name)]
public sealed class SafetyTests(WebFixture web)
{
    [Theory]
    [InlineData("/main.aspx")]
    [InlineData("/shell/app")]
    [InlineData("/api/data/v9.2/WhoAmI")]
    [InlineData("/WebResources/pax8_/icons/product.svg")]
    [InlineData("/nothing")]
    public async Task Every_answer_forbids_foreign_scripts_frames_and_guessed_types(string path)
    {
        var headers = (await web.Administrator.GetAsync(path)).Headers;

        Assert.Contains("default-src 'self'", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", headers["Cross-Origin-Resource-Policy"]);
        Assert.False(headers.ContainsKey("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Another_site_changes_nothing(string header, string value)
    {
        var id = await web.AccountAsync("Mine");

        (await web.Administrator.SendAsync("POST", "accounts", new JsonObject { ["name"] = "Forged" }, (header, value))).Expect(403);
        (await web.Administrator.SendAsync("PATCH", $"accounts({id})", new JsonObject { ["name"] = "Forged" }, (header, value))).Expect(403);
        (await web.Administrator.SendAsync("DELETE", $"accounts({id})", null, (header, value))).Expect(403);
        (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/Microsoft.Dynamics.CRM.pax8_SyncProviderAccounts", null, (header, value))).Expect(403);
        (await web.Administrator.SendAsync("POST", "/shell/user", new JsonObject { ["userId"] = web.UserId("Reader") }, (header, value))).Expect(403);

        Assert.Equal("Mine", (string)(await web.Administrator.GetAsync($"accounts({id})")).Json["name"]!);
        Assert.Empty((await web.Administrator.GetAsync("accounts?$filter=name eq 'Forged'")).Rows);
    }

    [Fact]
    public async Task The_tenants_own_pages_do_change_things()
    {
        var origin = web.Address.GetLeftPart(UriPartial.Authority);

        (await web.Administrator.SendAsync("POST", "accounts", new JsonObject { ["name"] = "Own page" }, ("Origin", origin), ("Sec-Fetch-Site", "same-origin"))).Expect(204);
    }

    [Fact]
    public async Task A_foreign_name_does_not_lead_here() =>
        (await web.Administrator.GetAsync("accounts?$top=1", ("Host", "evil.example"))).Expect(421);

    [Theory]
    [InlineData("pax8-user=00000000-0000-0000-0000-000000000001")]
    [InlineData("pax8-user=nonsense")]
    public async Task A_cookie_that_names_nobody_is_refused_and_taken_away(string cookie)
    {
        var api = (await web.With(cookie).GetAsync("WhoAmI")).Expect(401);
        var page = (await web.With(cookie).GetAsync("/main.aspx")).Expect(401);

        Assert.Equal("0x80048306", api.Code);
        Assert.Contains("pax8-user=;", page.Headers["Set-Cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_the_tenant_who_is_none_of_its_people_is_nobody() =>
        (await web.With($"pax8-user={web.Tenant.Dataverse.SystemUserId}").GetAsync("WhoAmI")).Expect(401);

    [Fact]
    public async Task Without_a_cookie_the_caller_is_the_Administrator_who_holds_no_more_than_the_solutions_role()
    {
        Assert.Equal(web.UserId("Administrator"), (Guid)(await web.Nobody.GetAsync("WhoAmI")).Expect(200).Json["UserId"]!);
        Assert.DoesNotContain("System Administrator", web.Tenant.Dataverse.RolesOf(web.UserId("Administrator")));
    }

    [Fact]
    public async Task Switching_users_sets_a_cookie_that_scripts_and_other_sites_do_not_see()
    {
        var answer = (await web.Administrator.SendAsync("POST", "/shell/user", new JsonObject { ["userId"] = web.UserId("Reader") })).Expect(204);

        Assert.StartsWith($"pax8-user={web.UserId("Reader")};", answer.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Contains("httponly", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        (await web.Administrator.SendAsync("POST", "/shell/user", new JsonObject { ["userId"] = Guid.NewGuid() })).Expect(404);
        (await web.Administrator.SendAsync("POST", "/shell/user", new JsonObject { ["userId"] = web.Tenant.Dataverse.AdministratorId })).Expect(404);
        (await web.Administrator.SendAsync("POST", "/shell/user", new JsonObject { ["userId"] = 7 })).Expect(400);
        (await web.Administrator.SendTextAsync("POST", "/shell/user", "{", "application/json")).Expect(400);
        (await web.Administrator.SendTextAsync("POST", "/shell/user", $"userId={web.UserId("Reader")}", "application/x-www-form-urlencoded")).Expect(400);
    }

    // Source: learn.microsoft.com/power-apps/developer/model-driven-apps/web-resources
    [Fact]
    public async Task Web_resources_are_served_as_they_lie_in_the_solution()
    {
        foreach (var resource in web.Tenant.Dataverse.Metadata.WebResources)
        {
            var answer = (await web.Reader.GetAsync("/WebResources/" + resource.Name)).Expect(200);
            Assert.Equal(await File.ReadAllTextAsync(resource.Path), answer.Text);
            Assert.StartsWith(resource.Type switch { 1 => "text/html", 2 => "text/css", 3 => "text/javascript", 5 => "image/png", 11 => "image/svg+xml", _ => "text/xml" }, answer.Headers["Content-Type"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/WebResources/../Other/Solution.xml")]
    [InlineData("/WebResources/pax8_/../../Other/Solution.xml")]
    [InlineData("/WebResources/%2e%2e/Other/Solution.xml")]
    [InlineData("/WebResources/..%2fOther%2fSolution.xml")]
    [InlineData("/WebResources/..%5cOther%5cSolution.xml")]
    [InlineData("/WebResources/%252e%252e/Other/Solution.xml")]
    [InlineData("/WebResources//etc/passwd")]
    [InlineData("/WebResources/pax8_/icons/product.svg.data.xml")]
    [InlineData("/WebResources/")]
    [InlineData("/shell/static/../../../Program.cs")]
    [InlineData("/shell/static/..%2f..%2fProgram.cs")]
    public async Task No_path_leads_out_of_what_is_served(string path)
    {
        var answer = await web.Reader.GetUntouchedAsync(path);

        Assert.InRange(answer.Status, 400, 404);
        Assert.DoesNotContain("<ImportExportXml", answer.Text, StringComparison.Ordinal);
    }

    // By hand: a client would go on sending while the server has long answered and closed.
    [Fact]
    public async Task A_body_beyond_all_measure_is_refused_before_it_is_read()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(web.Address.Host, web.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/data/v9.2/accounts HTTP/1.1\r\nHost: {web.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: 50000000\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task An_error_that_nobody_foresaw_tells_nothing_of_the_machine()
    {
        var answer = await web.Administrator.GetAsync("accounts?$filter=" + Uri.EscapeDataString("name eq '\uD800'"));

        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(AppContext.BaseDirectory, answer.Text, StringComparison.Ordinal);
    }
}
