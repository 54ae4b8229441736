using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

/// <summary>The gate's own network, over real sockets: everywhere else the tests hand it one.</summary>
public sealed class RealNetworkTests
{
    private const string Token = """{"access_token": "token-1", "expires_in": 86400, "token_type": "Bearer"}""";
    private const string NoCompany = """{"content": [], "page": {"size": 200, "totalElements": 0, "totalPages": 0, "number": 0}}""";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public void No_redirect_carries_the_secret_to_another_host(int status)
    {
        using var other = new LoopbackServer((_, answer) => Say(answer, Token));
        using var server = new LoopbackServer((_, answer) =>
        {
            answer.StatusCode = status;
            answer.Headers.Location = other.Address + "v1/token";
            return Task.CompletedTask;
        });

        Assert.Throws<Pax8Exception>(() => List(server));

        Assert.Empty(other.Heard);
        Assert.Equal("POST /v1/token", Assert.Single(server.Heard));
    }

    [Fact]
    public void No_redirect_carries_the_token_to_another_host()
    {
        using var other = new LoopbackServer((_, answer) => Say(answer, NoCompany));
        using var server = new LoopbackServer((request, answer) =>
        {
            if (request.Method == "POST") return Say(answer, Token);
            answer.Redirect(other.Address + "v1/companies");
            return Task.CompletedTask;
        });

        Assert.Throws<Pax8Exception>(() => List(server));

        Assert.Empty(other.Heard);
        Assert.Equal(2, server.Heard.Count);
    }

    [Fact]
    public void No_cookie_is_kept()
    {
        using var server = new LoopbackServer((request, answer) =>
        {
            answer.Headers.SetCookie = "session=1; Path=/";
            return Say(answer, request.Method == "POST" ? Token : NoCompany);
        });

        Assert.Equal(0, List(server));

        Assert.Equal(["POST /v1/token", "GET /v1/companies"], server.Heard);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(64 * 1024 * 1024, false)]
    public void A_body_is_read_up_to_sixty_four_mebibytes(int padding, bool isRead)
    {
        using var server = new LoopbackServer((request, answer) => Say(answer, request.Method == "POST" ? Token : NoCompany + new string(' ', padding)));

        if (isRead) Assert.Equal(0, List(server));
        else Assert.Throws<Pax8Exception>(() => List(server));
    }

    private static int List(LoopbackServer server)
    {
        using var gate = new Pax8Gate(null, Scene.Connect(endpoint: server.Address), new VirtualWait(TimeSpan.FromSeconds(100)), _ => { }, new Patience(1, TimeSpan.FromSeconds(60)), new TokenCache());
        return new Pax8Client(gate).ListCompanies(0, 200).TotalElements;
    }

    private static Task Say(HttpResponse answer, string json)
    {
        answer.ContentType = "application/json";
        return answer.WriteAsync(json);
    }

    /// <summary>Notes what it hears as <c>METHOD /path</c>, with <c>+cookie</c> where one came along.</summary>
    private sealed class LoopbackServer : IDisposable
    {
        private readonly WebApplication _server;

        public LoopbackServer(Func<HttpRequest, HttpResponse, Task> answer)
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            _server = builder.Build();
            _server.Run(context =>
            {
                Heard.Enqueue($"{context.Request.Method} {context.Request.Path}{(context.Request.Cookies.Count > 0 ? "+cookie" : "")}");
                return answer(context.Request, context.Response);
            });
            ((IHost)_server).Start();
            Address = _server.Urls.Single() + "/";
        }

        public string Address { get; }

        public ConcurrentQueue<string> Heard { get; } = new();

        public void Dispose() => ((IDisposable)_server).Dispose();
    }
}
