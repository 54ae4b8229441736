using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>A client of the simulator that has every answer judged.</summary>
internal sealed class Conversation
{
    private readonly List<string> _findings = [];
    private string _token = "";
    private DateTimeOffset _expires;

    public Conversation(Pax8Contract contract, Pax8SimulatorOptions options)
    {
        Pax8 = new Pax8Simulator(options with { RequestsPerMinute = 0 })
        {
            // Faults that lie on purpose need not conform.
            Observer = (call, answer) => _findings.AddRange(answer.Fault is null ? contract.CheckAnswer(call, answer) : []),
        };
    }

    /// <summary>A token that is valid on the simulator's clock.</summary>
    public string Bearer
    {
        get
        {
            var options = Pax8.Options;
            var now = options.TimeProvider.GetUtcNow();
            if (now < _expires) return _token;
            var credentials = new { client_id = options.ApplicationId, client_secret = options.ApplicationSecret, audience = "https://api.pax8.com", grant_type = "client_credentials" };
            var given = Send("POST", "/v1/token", JsonSerializer.Serialize(credentials), 200, bearer: null);
            (_token, _expires) = (given.GetProperty("access_token").GetString()!, now.AddSeconds(given.GetProperty("expires_in").GetInt32()));
            return _token;
        }
    }

    public Pax8Simulator Pax8 { get; }

    /// <summary>The next call asks for another token.</summary>
    public void ForgetToken() => _expires = default;

    public JsonElement Get(string path, int status) => Send("GET", path, null, status);

    public JsonElement Send(string method, string path, string? json, int status) => Send(method, path, json, status, Bearer);

    public JsonElement Send(string method, string path, string? json, int status, string? bearer)
    {
        var answer = Pax8.Handle(Pax8Call.Create(method, path, bearer, json));
        Assert.True(answer.Status == status, $"{method} {path} answered {answer.Status}: {answer.Text}");
        return answer.Body.Length == 0 ? default : JsonDocument.Parse(answer.Text).RootElement;
    }

    /// <summary>Calls and takes whatever is answered.</summary>
    public Pax8Answer Call(string method, string path, string? json = null) => Pax8.Handle(Pax8Call.Create(method, path, Bearer, json));

    /// <summary>The rows of a page.</summary>
    public List<JsonElement> Rows(string path) => Get(path, 200).GetProperty("content").EnumerateArray().ToList();

    /// <summary>Calls an endpoint, ids in its path being those of records that exist, or of none.</summary>
    public Pax8Answer Try(string endpoint, string json)
    {
        var words = endpoint.Split(' ');
        var company = AllIds("/v1/companies")[0];
        var path = words[1].Replace("{companyId}", company, StringComparison.Ordinal).Replace("{subscriptionId}", AllIds("/v1/subscriptions")[0], StringComparison.Ordinal);
        if (path.Contains("{contactId}", StringComparison.Ordinal)) path = path.Replace("{contactId}", AllIds($"/v1/companies/{company}/contacts")[0], StringComparison.Ordinal);
        return Pax8.Handle(Pax8Call.Create(words[0], "/v1" + path, words[1] == "/token" ? null : Bearer, json));
    }

    /// <summary>Ids of a whole list, page by page.</summary>
    public List<string> AllIds(string path)
    {
        var ids = new List<string>();
        var mark = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (var page = 0; ; page++)
        {
            var answer = Get($"{path}{mark}page={page}&size=200", 200);
            ids.AddRange(answer.GetProperty("content").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
            if (page + 1 >= answer.GetProperty("page").GetProperty("totalPages").GetInt32()) return ids;
        }
    }

    public void AssertConforming() => Assert.True(_findings.Count == 0, string.Join(Environment.NewLine, _findings.Distinct().Take(20)));
}
