using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace DataverseEmulator.WebApi;

/// <summary>An answer of the Web API: status, JSON or other text, and headers.</summary>
internal sealed record ODataAnswer(int Status)
{
    public const string Json = "application/json; odata.metadata=minimal";

    public string? Text { get; init; }

    public string ContentType { get; init; } = Json;

    /// <summary>The row that a create or update concerned.</summary>
    public string? EntityId { get; init; }

    public string? ETag { get; init; }

    /// <summary>What of the header Prefer had an effect.</summary>
    public IReadOnlyList<string> Applied { get; init; } = [];

    public static ODataAnswer Ok(JsonObject json) => new(StatusCodes.Status200OK) { Text = json.ToJsonString() };

    public static ODataAnswer NoContent() => new(StatusCodes.Status204NoContent);

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.Headers["OData-Version"] = "4.0";
        if (EntityId is not null) response.Headers["OData-EntityId"] = EntityId;
        if (ETag is not null) response.Headers.ETag = ETag;
        if (Applied.Count > 0) response.Headers["Preference-Applied"] = string.Join(",", Applied);
        if (Text is null) return;
        response.ContentType = ContentType.Contains("charset", System.StringComparison.Ordinal) ? ContentType : ContentType + "; charset=utf-8";
        await response.WriteAsync(Text);
    }
}
