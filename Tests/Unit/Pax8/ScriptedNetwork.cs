using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.Tests.Unit.Pax8;

/// <summary>
/// The network in place of a real one: gives the scripted answers in turn, the last of them for ever, and remembers what was
/// sent. Tokens are given by themselves unless a test scripts them.
/// </summary>
internal sealed class ScriptedNetwork : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();
    private readonly Queue<Func<HttpResponseMessage>> _tokenAnswers = new();
    private int _tokens;

    public sealed record Sent(string Method, string Path, string? Authorization, string Body, bool ClosesConnection);

    public List<Sent> Requests { get; } = [];

    public int TokenRequests => Requests.Count(request => request.Path == "/v1/token");

    /// <summary>Requests other than those for tokens.</summary>
    public int Calls => Requests.Count - TokenRequests;

    /// <summary>Called with every request before it is answered, such as to let time pass.</summary>
    public Action? OnRequest { get; init; }

    public ScriptedNetwork Answer(params Func<HttpResponseMessage>[] answers)
    {
        foreach (var answer in answers) _answers.Enqueue(answer);
        return this;
    }

    public ScriptedNetwork AnswerToken(params Func<HttpResponseMessage>[] answers)
    {
        foreach (var answer in answers) _tokenAnswers.Enqueue(answer);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Add(new Sent(request.Method.Method, request.RequestUri!.PathAndQuery, request.Headers.Authorization?.ToString(), body, request.Headers.ConnectionClose == true));
        OnRequest?.Invoke();
        if (request.RequestUri.AbsolutePath != "/v1/token") return Next(_answers)();
        if (_tokenAnswers.Count > 0) return Next(_tokenAnswers)();
        _tokens++;
        return Answers.Json(200, $$"""{"access_token":"{{TokenNumber(_tokens)}}","expires_in":86400,"token_type":"Bearer"}""")();
    }

    public static string TokenNumber(int number) => $"the-token-{number}";

    private static Func<HttpResponseMessage> Next(Queue<Func<HttpResponseMessage>> answers) => answers.Count > 1 ? answers.Dequeue() : answers.Peek();
}

/// <summary>Answers and failures, each as HttpClient's own handlers would give it.</summary>
internal static class Answers
{
    public static Func<HttpResponseMessage> Json(int status, string body) => Body(status, body, "application/json");

    public static Func<HttpResponseMessage> Html(int status) => Body(status, "<!DOCTYPE html><html><head><title>Gateway</title></head><body>Oops</body></html>", "text/html");

    public static Func<HttpResponseMessage> Body(int status, string body, string type = "text/plain") =>
        () => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static Func<HttpResponseMessage> Status(int status) => () => new HttpResponseMessage((HttpStatusCode)status);

    public static Func<HttpResponseMessage> RetryAfter(int status, string value) => () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("Retry-After", value);
        return response;
    };

    public static Func<HttpResponseMessage> Redirect(string location) => () =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.MovedPermanently);
        response.Headers.TryAddWithoutValidation("Location", location);
        return response;
    };

    public static Func<HttpResponseMessage> OneCompany { get; } = Page("""[{"id":"c-1","name":"Contoso"}]""", 1);

    public static Func<HttpResponseMessage> Page(string content, int total) =>
        Json(200, $$$"""{"content":{{{content}}},"page":{"size":200,"totalElements":{{{total}}},"totalPages":1,"number":0}}""");

    public static Func<HttpResponseMessage> TruncatedPage { get; } = Json(200, """{"content":[{"id":"c-1","na""");

    public static Func<HttpResponseMessage> TimeOut { get; } = Throw(() => new TaskCanceledException("The request was canceled due to the configured HttpClient.Timeout."));

    public static Func<HttpResponseMessage> HostUnknown { get; } = Throw(() => new HttpRequestException("Name or service not known", new SocketException((int)SocketError.HostNotFound)));

    public static Func<HttpResponseMessage> ConnectionRefused { get; } = Throw(() => new HttpRequestException("Connection refused", new SocketException((int)SocketError.ConnectionRefused)));

    public static Func<HttpResponseMessage> CertificateRefused { get; } =
        Throw(() => new HttpRequestException("The SSL connection could not be established", new AuthenticationException("The remote certificate is invalid")));

    public static Func<HttpResponseMessage> Reset { get; } =
        Throw(() => new HttpRequestException("An error occurred while sending the request.", new IOException("Unable to read", new SocketException((int)SocketError.ConnectionReset))));

    public static Func<HttpResponseMessage> EndedEarly { get; } = Throw(() => new HttpRequestException("Error while copying content to a stream.", new IOException("The response ended prematurely.")));

    /// <summary>As .NET Framework tells it.</summary>
    public static Func<HttpResponseMessage> OfFramework(WebExceptionStatus status) =>
        Throw(() => new HttpRequestException("An error occurred while sending the request.", new WebException("The request failed", null, status, null)));

    private static Func<HttpResponseMessage> Throw(Func<Exception> exception) => () => throw exception();
}
