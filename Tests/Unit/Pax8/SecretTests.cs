using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class SecretTests
{
    private static readonly string[] Secrets = [Scene.Secret, ScriptedNetwork.TokenNumber(1)];

    /// <summary>A server that says back what it was sent, in every place where it can say something.</summary>
    private static readonly Func<HttpResponseMessage>[] Echoes = Echoing(string.Join(" and ", Secrets)).ToArray();

    private static IEnumerable<Func<HttpResponseMessage>> Echoing(string secrets)
    {
        foreach (var status in new[] { 200, 301, 400, 401, 403, 404, 409, 422, 429, 500, 503 })
        {
            yield return Answers.Json(status, $$"""{"message":"{{secrets}}","details":[{"message":"{{secrets}}"}]}""");
            yield return Answers.Json(status, $$"""{"error":"{{secrets}}"}""");
            yield return Answers.Json(status, $$"""{"errors":["{{secrets}}"]}""");
            yield return Answers.Body(status, secrets);
            yield return Answers.Body(status, new string('x', 290) + secrets);
            yield return Answers.Body(status, $"<html>{secrets}</html>");
        }
        yield return Answers.TimeOut;
        yield return Answers.HostUnknown;
        yield return Answers.CertificateRefused;
    }

    [Fact]
    public void Neither_secret_nor_token_is_in_any_message_or_trace()
    {
        foreach (var echo in Echoes)
        {
            using var late = new Scene(new ScriptedNetwork().Answer(echo));
            using var early = new Scene(new ScriptedNetwork().AnswerToken(echo));

            AssertWithout(Secrets, TextsOf(late.Fails()).Concat(TextsOf(Assert.Throws<Pax8Exception>(() => late.Send("POST", CompanyReader.ReadOne)))).Concat(late.Trace));
            AssertWithout([Scene.Secret], TextsOf(early.Fails()).Concat(early.Trace));
        }
    }

    private static IEnumerable<string> TextsOf(Pax8Exception error) => error.FieldMessages.Append(error.ToString());

    /// <summary>Not even the beginning of one: a text may have been cut.</summary>
    private static void AssertWithout(string[] secrets, IEnumerable<string> texts)
    {
        var all = texts.ToList();
        Assert.NotEmpty(all);
        Assert.All(all, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret[..6], text, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_connection_shows_where_and_who_but_not_the_secret() =>
        Assert.Equal("api.pax8.example as app-1", Scene.Connect().ToString());

    [Fact]
    public void A_request_shows_what_it_asks_but_not_its_body() =>
        Assert.Equal("POST /v1/token", TokenRequest.For(Scene.Connect()).ToString());

    [Fact]
    public void The_secret_is_sent_in_the_token_request_alone()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(401), Answers.OneCompany));

        scene.Client.CountCompanies();

        Assert.All(scene.Network.Requests, request =>
        {
            var everything = $"{request.Path} {request.Authorization} {request.Body}";
            Assert.Equal(request.Path == "/v1/token", everything.Contains(Scene.Secret, StringComparison.Ordinal));
        });
    }
}
