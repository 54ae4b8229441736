using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Access tokens that were given out. Guarded by the state's lock.</summary>
internal sealed class Tokens(int seed)
{
    /// <summary>24 hours. Source: the authentication document.</summary>
    public const int LifetimeSeconds = 86400;

    private readonly SeededRandom random = new(seed, "tokens");
    private readonly Dictionary<string, DateTimeOffset> expiry = new(StringComparer.Ordinal);

    /// <summary>A text of a JWT's form whose signature means nothing.</summary>
    public string Issue(DateTimeOffset now, string clientId, string audience)
    {
        foreach (var old in expiry.Where(pair => pair.Value <= now).Select(pair => pair.Key).ToList())
            expiry.Remove(old);
        var expires = now.AddSeconds(LifetimeSeconds);
        var payload = string.Create(CultureInfo.InvariantCulture,
            $$"""{"iss":"https://login.pax8.com/","sub":"{{clientId}}@clients","aud":"{{audience}}","iat":{{now.ToUnixTimeSeconds()}},"exp":{{expires.ToUnixTimeSeconds()}},"jti":"{{random.Uuid()}}"}""");
        var signature = string.Concat(Enumerable.Range(0, 8).Select(_ => random.Next().ToString("x16", CultureInfo.InvariantCulture)));
        var token = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(payload)}.{Encode(signature)}";
        expiry[token] = expires;
        return token;
    }

    public bool IsValid(string? token, DateTimeOffset now) => token is not null && expiry.TryGetValue(token, out var until) && now < until;

    public void Expire(string? token)
    {
        if (token is not null)
            expiry.Remove(token);
    }

    public void ExpireAll() => expiry.Clear();

    /// <summary>The token out of the Authorization header, or null.</summary>
    public static string? Of(Pax8Call call) =>
        call.Header("Authorization") is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
