using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>An answer that ends the handling of a call: thrown where the reason is found, caught in one place.</summary>
internal sealed class Refusal : Exception
{
    private readonly string? text;

    private Refusal(int status, string type, string? text, IReadOnlyList<string> details)
        : base(text ?? string.Join(" ", details))
    {
        Status = status;
        Type = type;
        this.text = text;
        Details = details;
    }

    public int Status { get; }
    public string Type { get; }
    public IReadOnlyList<string> Details { get; }

    /// <summary>Wrong syntax, wrong type, unknown member or parameter value.</summary>
    public static Refusal BadRequest(string message) => new(400, "BAD_REQUEST", message, []);

    /// <summary>The form seen on the live API for refused orders: message null, the reason only in the details.</summary>
    public static Refusal BadRequestWithDetails(params string[] details) => new(400, "BAD_REQUEST", null, details);

    public static Refusal InvalidField(string field) =>
        BadRequest("Invalid input, please check the documentation for allowed values. field: " + field);

    public static Refusal NotFound(string what, string id) => new(404, "NOT_FOUND", $"{what} Not Found: {id}", []);

    public static Refusal NoSuchRoute() => new(404, "NOT_FOUND", "No such resource", []);

    public static Refusal Forbidden(string message) => new(403, "FORBIDDEN", message, []);

    public static Refusal TooMany() => new(429, "TOO_MANY_REQUESTS", "Rate limit exceeded", []);

    public static Refusal UnsupportedMediaType() => new(415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json", []);

    /// <summary>Understood and refused.</summary>
    public static Refusal Unprocessable(string message) => new(422, "UNPROCESSABLE_ENTITY", message, []);

    /// <summary>400, 404 or 422, where it is not known which of them Pax8 answers.</summary>
    public static Refusal WithStatus(int status, string message) => status switch
    {
        400 => BadRequest(message),
        404 => new(404, "NOT_FOUND", message, []),
        422 => Unprocessable(message),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Name 400, 404 or 422."),
    };

    public static Refusal UnprocessableWithDetails(params string[] details) => new(422, "UNPROCESSABLE_ENTITY", null, details);

    public Pax8Answer ToAnswer(Pax8Call call) => Envelope(call, Status, Type, text, Details);

    /// <summary>The error envelope of every endpoint but the token's. Source: devx.pax8.com/docs/errors. `instance` shows Pax8's internal path.</summary>
    public static Pax8Answer Envelope(Pax8Call call, int status, string type, string? message, IReadOnlyList<string> details, string? traceId = null) => new()
    {
        Status = status,
        ContentType = "application/json",
        Body = Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteString("message", message);
            writer.WriteString("instance", "/public" + call.Path);
            writer.WriteNumber("status", status);
            writer.WriteStartArray("details");
            foreach (var detail in details)
            {
                writer.WriteStartObject();
                writer.WriteString("message", detail);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.Member("traceId", traceId);
            writer.WriteEndObject();
        }),
    };

    /// <summary>The OAuth envelope of the token endpoint and of every 401.</summary>
    public static Pax8Answer OAuth(int status, string error, string description) => new()
    {
        Status = status,
        ContentType = "application/json",
        Body = Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", error);
            writer.WriteString("error_description", description);
            writer.WriteEndObject();
        }),
    };

    public static Pax8Answer Unauthorized() => OAuth(401, "access_denied", "Unauthorized");
}
