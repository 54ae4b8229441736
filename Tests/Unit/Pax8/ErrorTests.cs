using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(400, Pax8Error.Refused)]
    [InlineData(403, Pax8Error.NotAllowed)]
    [InlineData(404, Pax8Error.NotFoundUnproven)]
    [InlineData(405, Pax8Error.Refused)]
    [InlineData(409, Pax8Error.Refused)]
    [InlineData(418, Pax8Error.Refused)]
    [InlineData(422, Pax8Error.Refused)]
    [InlineData(429, Pax8Error.WaitUntil)]
    [InlineData(408, Pax8Error.Unreachable)]
    [InlineData(500, Pax8Error.Unreachable)]
    [InlineData(599, Pax8Error.Unreachable)]
    [InlineData(302, Pax8Error.Refused)]
    [InlineData(304, Pax8Error.Refused)]
    [InlineData(700, Pax8Error.Unreadable)]
    public void A_status_means_what_the_caller_can_do(int status, object kind)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(status)));

        var error = scene.Fails();

        Assert.Equal(kind, error.Kind);
        Assert.Equal(status, error.StatusCode);
    }

    private static readonly Dictionary<string, Func<HttpResponseMessage>> NetworkFailures = new()
    {
        ["HostUnknown on .NET"] = Answers.HostUnknown,
        ["HostUnknown on .NET Framework"] = Answers.OfFramework(WebExceptionStatus.NameResolutionFailure),
        ["TlsFailure on .NET"] = Answers.CertificateRefused,
        ["TlsFailure on .NET Framework, not trusted"] = Answers.OfFramework(WebExceptionStatus.TrustFailure),
        ["TlsFailure on .NET Framework, no common protocol"] = Answers.OfFramework(WebExceptionStatus.SecureChannelFailure),
        ["TimedOut on both"] = Answers.TimeOut,
        ["TimedOut on .NET Framework"] = Answers.OfFramework(WebExceptionStatus.Timeout),
        ["ConnectionBroken on .NET, refused"] = Answers.ConnectionRefused,
        ["ConnectionBroken on .NET, reset"] = Answers.Reset,
        ["ConnectionBroken on .NET, ended early"] = Answers.EndedEarly,
        ["ConnectionBroken on .NET Framework, refused"] = Answers.OfFramework(WebExceptionStatus.ConnectFailure),
        ["ConnectionBroken on .NET Framework, reset"] = Answers.OfFramework(WebExceptionStatus.ReceiveFailure),
        ["ServerError"] = Answers.Status(500),
    };

    public static TheoryData<string> NetworkFailureNames => new(NetworkFailures.Keys);

    [Theory]
    [MemberData(nameof(NetworkFailureNames))]
    public void A_failure_to_reach_Pax8_has_its_reason_on_both_platforms(string failure)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(NetworkFailures[failure]));

        var error = scene.Fails();

        Assert.Equal(Pax8Error.Unreachable, error.Kind);
        Assert.Equal(failure.Split(' ')[0], error.Reason.ToString());
    }

    [Fact]
    public void Each_reason_has_a_message_of_its_own()
    {
        string MessageOf(Func<HttpResponseMessage> answer)
        {
            using var scene = new Scene(new ScriptedNetwork().Answer(answer));
            return scene.Fails().Message;
        }

        var messages = new[] { Answers.HostUnknown, Answers.CertificateRefused, Answers.TimeOut, Answers.Reset, Answers.Status(500) }.Select(MessageOf).ToList();

        Assert.Equal(
            [
                "Pax8 could not be asked to read page 1 of the companies: the host api.pax8.example was not found. Check the Endpoint URL; if it is right, try again later.",
                "Pax8 could not be asked to read page 1 of the companies: no trusted encrypted connection to api.pax8.example could be made. Check the Endpoint URL and the certificate of that host, then try again.",
                "Pax8 could not be asked to read page 1 of the companies: api.pax8.example did not answer in time. Nothing needs to be changed; try again later.",
                "Pax8 could not be asked to read page 1 of the companies: the connection to api.pax8.example was refused or broke off. Check the Endpoint URL; if it is right, try again later.",
                "Pax8 could not be asked to read page 1 of the companies: Pax8 reported an error of its own (HTTP 500). Nothing needs to be changed; try again later.",
            ],
            messages);
    }

    [Theory]
    [InlineData("""{"type":"BAD_REQUEST","message":"Invalid name","instance":"/public/v1/companies","status":400,"details":[]}""", "Invalid name", "")]
    [InlineData("""{"type":"BAD_REQUEST","message":null,"status":400,"details":[{"message":"Domain: This field is required."}]}""", "Domain: This field is required.", "Domain: This field is required.")]
    [InlineData("""{"message":"Errors with provisioningDetails","details":[{"message":"A: required"},{"type":"X","message":"B: required"}]}""", "Errors with provisioningDetails; A: required; B: required", "A: required|B: required")]
    [InlineData("""{"message":"Same","details":[{"message":"Same"}]}""", "Same", "Same")]
    [InlineData("""{"message":null,"details":[{"type":"MISSING"},"as text"]}""", "MISSING; as text", "MISSING|as text")]
    [InlineData("""{"error":"invalid_request","error_description":"Nothing to change"}""", "Nothing to change", "")]
    [InlineData("""{"error":"invalid_request"}""", "invalid_request", "")]
    [InlineData("""{"errors":["First","Second"]}""", "First; Second", "First|Second")]
    [InlineData("""{"errors":[{"message":"First"}]}""", "First", "First")]
    [InlineData("""{"type":"UNPROCESSABLE"}""", "UNPROCESSABLE", "")]
    [InlineData("  Request   not\r\nunderstood ", "Request not understood", "")]
    [InlineData("""{"message":"Use <b>digits</b> &amp; letters"}""", "Use digits & letters", "")]
    [InlineData("<html><body>Oops</body></html>", "a web page instead of an answer of the API", "")]
    public void A_refusal_says_what_Pax8_said_in_every_envelope(string body, string said, string fieldMessages)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Body(422, body)));

        var error = scene.Fails();

        Assert.Equal($"Pax8 refused to read page 1 of the companies: {said.TrimEnd('.')}. Correct this and try again.", error.Message);
        Assert.Equal(fieldMessages, string.Join("|", error.FieldMessages));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"message":null,"details":null}""")]
    [InlineData("""{"message":{"a":1},"details":[[1]]}""")]
    public void A_refusal_without_words_says_that(string body)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Body(422, body)));

        Assert.Equal("Pax8 refused to read page 1 of the companies and gave no reason (HTTP 422). Check the record in Pax8 and try again.", scene.Fails().Message);
    }

    [Fact]
    public void A_long_answer_is_cut()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Body(400, new string('x', 100_000))));

        Assert.Contains(new string('x', 299) + "…", scene.Fails().Message, StringComparison.Ordinal);
        Assert.True(scene.Fails().Message.Length < 450);
    }

    [Fact]
    public void A_redirect_is_told_and_not_followed()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Redirect("https://www.pax8.example/login?next=1")));

        var error = scene.Fails();

        Assert.Equal(
            "api.pax8.example redirects to www.pax8.example when asked to read page 1 of the companies. Enter the address of Pax8's API as Endpoint URL and try again.",
            error.Message);
        Assert.Equal(1, scene.Network.Calls);
    }

    [Fact]
    public void An_answer_that_is_not_the_api_s_names_the_endpoint()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Html(200)));

        var error = scene.Fails();

        Assert.Equal(Pax8Error.Unreadable, error.Kind);
        Assert.Equal(
            "The host api.pax8.example answered with a web page when asked to read page 1 of the companies. Check that Endpoint URL is the address of Pax8's API; if it is, try again later.",
            error.Message);
    }

    private const string Asked = "5e6f7a8b-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("""{"type":"NOT_FOUND","message":"Subscription Not Found: ID","instance":"/public/v1/subscriptions/ID","status":404,"details":[]}""")]
    [InlineData("""{"type":"not_found","message":"There is none with ID."}""")]
    [InlineData("""{"type":"NOT_FOUND","message":null,"status":404,"details":[{"type":"NOT_FOUND","message":"Subscription Not Found: ID"}]}""")]
    [InlineData("""{"message":"Subscription not found: 'ID'"}""")]
    [InlineData("""{"errors":["Subscription ID does not exist"]}""")]
    public void A_record_is_gone_where_Pax8_says_so_in_its_own_words_about_that_id(string body)
    {
        foreach (var id in new[] { Asked, Asked.ToUpperInvariant() })
        {
            using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(404, body.Replace("ID", id, StringComparison.Ordinal))));

            Assert.Null(scene.Client.FindSubscription(Asked));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("Not Found")]
    [InlineData("<html><body>404 ID Not Found</body></html>")]
    [InlineData("""{"message":"no Route matched with those values"}""")]
    [InlineData("""{"message":"Not Found"}""")]
    [InlineData("""{"message":"ID"}""")]
    [InlineData("""{"message":"Route GET:/v1/subscriptions/ID not found","error":"Not Found","statusCode":404}""")]
    [InlineData("""{"timestamp":"2026-01-05T08:00:00Z","status":404,"error":"Not Found","path":"/v1/subscriptions/ID"}""")]
    [InlineData("""{"type":"about:blank","title":"Not Found","status":404,"detail":"No static resource v1/subscriptions/ID.","instance":"/v1/subscriptions/ID"}""")]
    [InlineData("""{"type":"NOT_FOUND","message":"No such resource","instance":"/public/v1/subscriptions/ID","status":404,"details":[]}""")]
    [InlineData("""{"type":"NOT_FOUND"}""")]
    [InlineData("""{"type":"NOT_FOUND","message":"Subscription Not Found: 5e6f7a8b-0000-4000-8000-000000000002"}""")]
    [InlineData("""{"type":"NOT_FOUND","message":"Subscription Not Found: ID-2"}""")]
    [InlineData("""{"type":"NOT_FOUND","message":"Subscription Not Found: 0ID"}""")]
    [InlineData("""{"type":"FORBIDDEN","message":"Subscription Not Found: ID"}""")]
    [InlineData("""{"type":"NOT_FOUND","message":"Subscription Not Found: ID","status":503}""")]
    [InlineData("""{"error":"not_found","error_description":"ID Not Found"}""")]
    [InlineData("""{"errors":[]}""")]
    [InlineData("""{"errors":["No route for /v1/subscriptions/ID"]}""")]
    public void Any_other_404_is_no_answer_and_says_so(string body)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Body(404, body.Replace("ID", Asked, StringComparison.Ordinal))));

        var error = Assert.Throws<Pax8Exception>(() => scene.Client.FindSubscription(Asked));

        Assert.Equal((Pax8Error.NotFoundUnproven, 404), (error.Kind, error.StatusCode));
        Assert.StartsWith("The host api.pax8.example answered 404 when asked to read the subscription", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check that Endpoint URL is the address of Pax8's API; if it is, try again later.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_404_for_a_list_is_about_no_record() =>
        Assert.Equal(Pax8Error.NotFoundUnproven, new Scene(new ScriptedNetwork().Answer(Answers.Json(404, """{"type":"NOT_FOUND","message":"Company Not Found: c-1"}"""))).Fails().Kind);

    [Fact]
    public void An_answer_that_shows_another_record_than_the_one_asked_for_is_unreadable()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(200, """{"id":"other","companyId":"c","quantity":3}""")));

        foreach (var (find, kind) in new (Action, string)[]
        {
            (() => scene.Client.FindSubscription("s-1"), "subscription"), (() => scene.Client.FindCompany("s-1"), "company"), (() => scene.Client.FindProduct("s-1"), "product"),
        })
        {
            var error = Assert.Throws<Pax8Exception>(find);
            Assert.Equal(Pax8Error.Unreadable, error.Kind);
            Assert.Contains($"answered with another {kind} (other) when asked to read the {kind} s-1", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_id_in_other_letters_is_the_same_id()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(200, """{"id":"ABC","name":"Contoso"}""")));

        Assert.Equal("Contoso", scene.Client.FindCompany("abc")!.Name);
    }

    [Fact]
    public void Other_failures_of_the_network_layer_are_not_hidden()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(() => throw new InvalidOperationException("A mistake of ours")));

        Assert.Throws<InvalidOperationException>(() => scene.Client.CountCompanies());
    }
}
