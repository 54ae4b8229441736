using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class CredentialTests
{
    [Fact]
    public void The_token_is_asked_for_as_documented_and_sent_in_the_header()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.OneCompany));

        scene.Client.CountCompanies();

        var asked = scene.Network.Requests[0];
        Assert.Equal(("POST", "/v1/token", null), (asked.Method, asked.Path, asked.Authorization));
        Assert.Equal(
            JObject.Parse($$"""{"client_id":"app-1","client_secret":"{{Scene.Secret}}","audience":"https://api.pax8.com","grant_type":"client_credentials"}"""),
            JObject.Parse(asked.Body),
            JToken.DeepEquals);
        Assert.Equal("Bearer the-token-1", scene.Network.Requests[1].Authorization);
        Assert.All(scene.Network.Requests, request => Assert.True(request.ClosesConnection));
    }

    [Fact]
    public void One_token_serves_many_requests_and_executions()
    {
        var tokens = new TokenCache();
        using var first = new Scene(new ScriptedNetwork().Answer(Answers.OneCompany), tokens: tokens);
        using var second = new Scene(new ScriptedNetwork().Answer(Answers.OneCompany), tokens: tokens);

        first.Client.CountCompanies();
        first.Client.CountCompanies();
        second.Client.CountCompanies();

        Assert.Equal((1, 0), (first.Network.TokenRequests, second.Network.TokenRequests));
    }

    [Fact]
    public void A_token_that_is_no_longer_accepted_is_renewed_once_and_the_request_sent_again()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(401), Answers.OneCompany));

        scene.Client.CountCompanies();

        Assert.Equal(
            ["/v1/token", "/v1/companies?page=0&size=1 Bearer the-token-1", "/v1/token", "/v1/companies?page=0&size=1 Bearer the-token-2"],
            scene.Network.Requests.Select(request => $"{request.Path} {request.Authorization}".Trim()));
        Assert.Empty(scene.Wait.Delays);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public void A_second_401_means_that_the_credentials_are_rejected(string method)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(401, """{"error":"access_denied","error_description":"Unauthorized"}""")));

        var error = scene.Fails(method);

        Assert.Equal((Pax8Error.CredentialsRejected, 2, 2), (error.Kind, scene.Network.Calls, scene.Network.TokenRequests));
        Assert.Equal(
            "Pax8 accepted Application ID and Application Secret but not the request to change the thing (it says: Unauthorized). Create new credentials in Pax8, enter both again, save, and choose Verify Connectivity.",
            error.Message);
    }

    [Fact]
    public void A_renewed_token_does_not_bring_more_attempts()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(500), Answers.Status(401), Answers.Status(500)));

        scene.Fails();

        Assert.Equal((5, 2), (scene.Network.Calls, scene.Network.TokenRequests));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public void Refused_credentials_are_asked_for_again(int status)
    {
        using var scene = new Scene(new ScriptedNetwork().AnswerToken(Answers.Json(status, """{"error":"access_denied","error_description":"Unauthorized"}""")));

        var error = scene.Fails();

        Assert.Equal(Pax8Error.CredentialsRejected, error.Kind);
        Assert.Equal(
            "Pax8 did not accept Application ID and Application Secret (it says: Unauthorized). Enter both again as Pax8 shows them, save, and choose Verify Connectivity.",
            error.Message);
        Assert.Equal((1, 0), (scene.Network.TokenRequests, scene.Network.Calls));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("{}")]
    public void A_lifetime_that_is_none_makes_no_token_unreadable(string lifetime)
    {
        using var scene = new Scene(new ScriptedNetwork().AnswerToken(Answers.Json(200, $$"""{"access_token":"t","expires_in":{{lifetime}}}""")).Answer(Answers.OneCompany), new VirtualWait(TimeSpan.FromMinutes(20)));

        Assert.Equal(1, scene.Client.CountCompanies());
        scene.Wait.Pass(TimeSpan.FromMinutes(8));
        Assert.Equal(1, scene.Client.CountCompanies());

        Assert.Equal(1, scene.Network.TokenRequests);
    }

    private static readonly Dictionary<string, Func<HttpResponseMessage>> BadTokens = new()
    {
        ["without token"] = Answers.Json(200, """{"expires_in":86400}"""),
        ["null token"] = Answers.Json(200, """{"access_token":null}"""),
        ["token with a line break"] = Answers.Json(200, """{"access_token":"a\r\nX-Other: b"}"""),
        ["a list"] = Answers.Json(200, "[]"),
        ["web page"] = Answers.Html(200),
        ["text"] = Answers.Body(200, "ok"),
        ["nothing"] = Answers.Status(200),
    };

    public static TheoryData<string> BadTokenNames => new(BadTokens.Keys);

    [Theory]
    [MemberData(nameof(BadTokenNames))]
    public void A_token_answer_without_token_is_unreadable_after_four_attempts(string answer)
    {
        using var scene = new Scene(new ScriptedNetwork().AnswerToken(BadTokens[answer]));

        var error = scene.Fails();

        Assert.Equal((Pax8Error.Unreadable, 4), (error.Kind, scene.Network.TokenRequests));
        Assert.Contains("Check that Endpoint URL is the address of Pax8's API", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_without_token_service_is_not_a_missing_company()
    {
        using var scene = new Scene(new ScriptedNetwork().AnswerToken(Answers.Json(404, """{"message":"no such path"}""")));

        var error = Assert.Throws<Pax8Exception>(() => scene.Client.FindCompany("c-1"));

        Assert.Equal(Pax8Error.Unreadable, error.Kind);
    }

    [Fact]
    public void A_rate_limited_token_request_is_waited_for()
    {
        using var scene = new Scene(new ScriptedNetwork()
            .AnswerToken(Answers.RetryAfter(429, "3"), Answers.Json(200, """{"access_token":"the-token-9"}"""))
            .Answer(Answers.OneCompany));

        scene.Client.CountCompanies();

        Assert.Equal([3.0], scene.Wait.Delays);
    }

    [Theory]
    [InlineData("86400", 86400 - 300)]
    [InlineData("\"86400\"", 86400 - 300)]
    [InlineData("600", 540)]
    [InlineData("1e9", 86400 - 300)]
    [InlineData("null", 540)]
    [InlineData("-1", 540)]
    [InlineData("\"soon\"", 540)]
    public void A_token_is_used_until_shortly_before_its_end(string expiresIn, int seconds)
    {
        var network = new ScriptedNetwork().AnswerToken(Answers.Json(200, $$"""{"access_token":"t","expires_in":{{expiresIn}}}""")).Answer(Answers.OneCompany);
        using var scene = new Scene(network, new VirtualWait(TimeSpan.FromDays(2)));

        scene.Client.CountCompanies();
        scene.Wait.Pass(TimeSpan.FromSeconds(seconds - 1));
        scene.Client.CountCompanies();
        Assert.Equal(1, network.TokenRequests);
        scene.Wait.Pass(TimeSpan.FromSeconds(1));
        scene.Client.CountCompanies();

        Assert.Equal(2, network.TokenRequests);
    }

    [Fact]
    public void A_token_belongs_to_endpoint_application_and_secret_together()
    {
        var tokens = new TokenCache();
        tokens.Keep(Scene.Connect(), "t", TimeSpan.FromDays(1), VirtualWait.Start);

        Assert.Equal("t", tokens.Find(Scene.Connect(), VirtualWait.Start));
        Assert.Null(tokens.Find(Scene.Connect(secret: "another"), VirtualWait.Start));
        Assert.Null(tokens.Find(Scene.Connect(applicationId: "app-2"), VirtualWait.Start));
        Assert.Null(tokens.Find(Scene.Connect(endpoint: "https://other.pax8.example"), VirtualWait.Start));
    }

    [Fact]
    public void A_token_that_another_execution_has_fetched_meanwhile_is_not_dropped()
    {
        var tokens = new TokenCache();
        tokens.Keep(Scene.Connect(), "newer", TimeSpan.FromDays(1), VirtualWait.Start);

        tokens.Drop(Scene.Connect(), "older");

        Assert.Equal("newer", tokens.Find(Scene.Connect(), VirtualWait.Start));
    }

    [Fact]
    public void The_cache_is_bounded_and_keeps_the_newest()
    {
        var tokens = new TokenCache();

        for (var i = 0; i < 1000; i++) tokens.Keep(Scene.Connect(secret: $"secret {i}"), $"t{i}", TimeSpan.FromDays(1), VirtualWait.Start.AddSeconds(i));

        var kept = Enumerable.Range(0, 1000).Where(i => tokens.Find(Scene.Connect(secret: $"secret {i}"), VirtualWait.Start) is not null).ToList();
        Assert.Equal(Enumerable.Range(936, 64), kept);
    }

    [Fact]
    public void The_cache_may_be_used_by_many_threads()
    {
        var tokens = new TokenCache();

        Parallel.For(0, 2000, i =>
        {
            var connection = Scene.Connect(secret: $"secret {i % 100}");
            tokens.Keep(connection, $"t{i % 100}", TimeSpan.FromDays(1), VirtualWait.Start);
            Assert.True(tokens.Find(connection, VirtualWait.Start) is null or ['t', ..]);
            tokens.Drop(connection, $"t{i % 100}");
        });

        Assert.Null(tokens.Find(Scene.Connect(secret: "secret 1"), VirtualWait.Start));
    }
}
