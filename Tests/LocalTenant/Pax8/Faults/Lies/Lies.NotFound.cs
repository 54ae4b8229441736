using System.Text;

namespace Pax8Dataverse.LocalTenant.Pax8;

public static partial class Lies
{
    /// <summary>404 of a gateway before Pax8. The call had no effect.</summary>
    public static Lie GatewayNotFound() => Foreign("404 of a gateway", "application/json; charset=utf-8", """{"message":"no Route matched with those values"}""");

    /// <summary>404 without a body. The call had no effect.</summary>
    public static Lie EmptyNotFound() => Foreign("404 without a body", "", "");

    /// <summary>404 with a page for people. The call had no effect.</summary>
    public static Lie HtmlNotFound() => Foreign("404 as a page", "text/html; charset=utf-8", "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center></body></html>");

    /// <summary>404 in the words of Pax8, for an id that nobody asked for. The call had no effect.</summary>
    public static Lie NotFoundOfAnother() => new("404 of another id", HasId, call =>
        Refusal.NotFound(call.Call.Template.StartsWith("/companies", System.StringComparison.Ordinal) ? "Company" : "Subscription", "00000000-0000-4000-8000-000000000000").ToAnswer(call.Call));

    /// <summary>A record that is not there is said so in the form {"errors":[text]}, which is reported and not documented. No lie, and to be believed.</summary>
    public static Lie NotFoundAsErrors() => new("404 as errors", HasId, call =>
    {
        var right = call.Right();
        if (right.Status != 404) return right;
        var slash = call.Call.Path.LastIndexOf('/') + 1;
        return right with
        {
            Body = Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("errors");
                writer.WriteStringValue($"{(call.Call.Template.StartsWith("/companies", System.StringComparison.Ordinal) ? "Company" : "Subscription")} Not Found: {call.Call.Path[slash..]}");
                writer.WriteEndArray();
                writer.WriteEndObject();
            }),
        };
    });

    private static Lie Foreign(string name, string contentType, string body) => new(name, call => !IsToken(call), _ => new Pax8Answer
    {
        Status = 404,
        ContentType = contentType,
        Body = Encoding.UTF8.GetBytes(body),
    });
}
