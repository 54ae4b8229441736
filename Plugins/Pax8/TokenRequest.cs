using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>The request for a bearer token. Source: devx.pax8.com/docs/authentication.</summary>
internal static class TokenRequest
{
    private const string Audience = "https://api.pax8.com";

    /// <summary>Taken where Pax8 names no lifetime; it documents a day.</summary>
    private static readonly TimeSpan UnknownLifetime = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);

    /// <summary>Not a record: a record's printed form would show the token.</summary>
    /// <param name="value">Goes into the Authorization header and nowhere else.</param>
    /// <param name="lifetime">Counted from the answer.</param>
    internal sealed class Token(string value, TimeSpan lifetime)
    {
        public string Value { get; } = value;

        public TimeSpan Lifetime { get; } = lifetime;
    }

    /// <summary>The one place where the secret leaves its connection.</summary>
    public static Pax8Request For(Pax8Connection connection) => new(HttpMethod.Post, "/v1/token", "sign in with the Application ID")
    {
        Json = Pax8Json.Write(new JObject
        {
            ["client_id"] = connection.ApplicationId,
            ["client_secret"] = connection.ApplicationSecret,
            ["audience"] = Audience,
            ["grant_type"] = "client_credentials",
        }),
        // A second token does no harm.
        MayBeRepeated = true,
    };

    /// <exception cref="UnreadableBodyException">No JSON object, or no usable token in it.</exception>
    public static Token Read(Body body)
    {
        var answer = Pax8Json.TryReadObject(body) ?? throw new UnreadableBodyException(ErrorBody.IsHtml(body) ? "a web page" : "no JSON");
        // A blank or line break inside would be refused by the header it is meant for.
        var token = Pax8Json.Text(answer, "access_token");
        if (token is null || token.Any(character => character is <= ' ' or > '~')) throw new UnreadableBodyException("no access token");
        return new Token(token, LifetimeOf(Pax8Json.Text(answer, "expires_in")));
    }

    private static TimeSpan LifetimeOf(string? seconds)
    {
        if (!decimal.TryParse(seconds, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) || number <= 0) return UnknownLifetime;
        return number >= (decimal)LongestLifetime.TotalSeconds ? LongestLifetime : TimeSpan.FromSeconds((double)number);
    }
}
