using System;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// POST /token. JSON only: a form was refused by the live endpoint, with which body is not known. Wrong credentials answer 401 in
/// the OAuth envelope. Source: the authentication document, devx.pax8.com/docs/authentication.
/// </summary>
internal static class TokenEndpoint
{
    public const string Template = "/token";
    private static readonly string[] Audiences = ["https://api.pax8.com", "api://p8p.client"];
    private static readonly string[] Members = ["client_id", "client_secret", "audience", "grant_type"];

    public static Pax8Answer Post(Pax8Call call, string applicationId, string applicationSecret, Tokens tokens, DateTimeOffset now)
    {
        RequestBody body;
        try
        {
            body = RequestBody.Read(call, Members);
            foreach (var member in Members)
            {
                if (body.Text(member) is null)
                    return Refusal.OAuth(400, "invalid_request", "Missing required parameter: " + member);
            }
        }
        catch (Refusal refusal)
        {
            return Refusal.OAuth(400, "invalid_request", refusal.Message);
        }

        var audience = body.Text("audience")!;
        var granted = body.Text("client_id") == applicationId && body.Text("client_secret") == applicationSecret
            && body.Text("grant_type") == "client_credentials" && Audiences.Contains(audience);
        return granted ? Granted(tokens.Issue(now, applicationId, audience)) : Refusal.Unauthorized();
    }

    private static Pax8Answer Granted(string token) => new()
    {
        Status = 200,
        ContentType = "application/json",
        Body = Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", token);
            writer.WriteNumber("expires_in", Tokens.LifetimeSeconds);
            writer.WriteString("token_type", "Bearer");
            writer.WriteEndObject();
        }),
    };
}
