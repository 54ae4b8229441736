using System.Net.Http;
using System.Text;

namespace Pax8Dataverse.Pax8;

/// <summary>What is asked of Pax8. Immutable: the gate builds a new message from it for every attempt.</summary>
/// <param name="Method">Decides whether the request may be repeated, see <see cref="MayBeRepeated"/>.</param>
/// <param name="Path">Path and query, escaped, such as <c>/v1/companies?page=0&amp;size=200</c>.</param>
/// <param name="Intent">What it is for, as a verb phrase for users' sentences: <c>read page 3 of the companies</c>.</param>
internal sealed record Pax8Request(HttpMethod Method, string Path, string Intent)
{
    /// <summary>The body as JSON text; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>
    /// Whether sending it twice leaves Pax8 as sending it once. Pax8 has no idempotency key, so a repeated POST makes a
    /// second record; a PATCH that changes nothing is refused, so the repeat of one that arrived would report a failure.
    /// PUT carries absolute values.
    /// </summary>
    public bool MayBeRepeated { get; init; } = Method == HttpMethod.Get || Method == HttpMethod.Put || Method == HttpMethod.Delete;

    /// <summary>The id of the one record that the path names; null for a list. A 404 proves nothing unless it names this id.</summary>
    public string? RecordId { get; init; }

    /// <summary>Method and path; the body may hold the secret.</summary>
    public override string ToString() => $"{Method} {Path}";

    /// <summary>A message for one attempt; a message that was sent cannot be sent again.</summary>
    public HttpRequestMessage ToMessage(Pax8Connection connection, string? token)
    {
        var message = new HttpRequestMessage(Method, connection.AddressOf(Path));
        message.Headers.Accept.ParseAdd("application/json");
        message.Headers.UserAgent.ParseAdd("Pax8Dataverse");
        // .NET Framework would otherwise ask first whether a body may follow, a round trip that many gateways leave unanswered.
        message.Headers.ExpectContinue = false;
        if (token is not null) message.Headers.Authorization = new("Bearer", token);
        if (Json is not null) message.Content = new StringContent(Json, Encoding.UTF8, "application/json");
        return message;
    }
}
