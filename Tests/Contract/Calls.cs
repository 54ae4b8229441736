using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Calls and answers that are in order by default.</summary>
internal static class Calls
{
    /// <summary>Any id of the right form.</summary>
    public const string Id = "0f1e2d3c-4b5a-4968-8776-655443322110";

    /// <summary>A call of an endpoint, every id in its path the same.</summary>
    public static Pax8Call To(string endpoint, string? json = null)
    {
        var words = endpoint.Split(' ');
        return Pax8Call.Create(words[0], "/v1" + string.Join('/', words[1].Split('/').Select(part => part.StartsWith('{') ? Id : part)), "token", json);
    }

    public static Pax8Answer Answer(int status, JsonNode body) => Json(status, body.ToJsonString());

    public static Pax8Answer Json(int status, string body) => new() { Status = status, ContentType = "application/json", Body = Encoding.UTF8.GetBytes(body) };
}
