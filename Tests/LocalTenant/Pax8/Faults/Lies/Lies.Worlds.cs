using System;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pax8Dataverse.LocalTenant.Pax8;

public static partial class Lies
{
    /// <summary>
    /// The credentials are good, and of another partner: lists hold other companies or none, and each id is unknown. Changes reach
    /// that partner's Pax8, where they find nothing.
    /// </summary>
    /// <param name="seed">Decides the other partner's records.</param>
    /// <param name="companies">How many companies it has.</param>
    /// <param name="subscriptions">How many subscriptions it has.</param>
    /// <param name="status">What an id of ours is answered with: 404, or 403 as documented for subscriptions of a company.</param>
    public static Lie OtherPartner(int seed, int companies = 0, int subscriptions = 0, int status = 404)
    {
        Pax8State? other = null;
        return new Lie($"another partner with {companies} companies, {status}", call => !IsToken(call), call =>
        {
            if (other is null)
            {
                other = new Pax8State(OtherSeed(seed), call.Options.TimeProvider);
                World.Seed(other, new Pax8SimulatorOptions { Seed = OtherSeed(seed), Companies = companies, Subscriptions = companies == 0 ? 0 : subscriptions, TimeProvider = call.Options.TimeProvider });
            }
            var answer = call.Of(call.Call, other);
            return answer.Status == 404 && status == 403 ? Refusal.Forbidden("Invalid companyId").ToAnswer(call.Call) : answer;
        });
    }

    /// <summary>
    /// What was changed in Pax8 within this time is not shown yet, neither by id, nor in lists, nor in the answer to the change. Records
    /// that are new or gone are shown as they are.
    /// </summary>
    public static Lie Late(TimeSpan time) => new($"shown {time.TotalMinutes:0} minutes late", call => HasRecords(call) || call.Endpoint == "PUT /subscriptions/{subscriptionId}", call => call.Changed(root =>
    {
        var moment = call.Now - time;
        if (root["content"] is not JsonArray content)
        {
            if (Shown(call, root, moment) is not { } shown) return;
            root.Clear();
            foreach (var (name, value) in shown) root[name] = value?.DeepClone();
            return;
        }
        for (var row = 0; row < content.Count; row++)
            if (content[row] is JsonObject now && Shown(call, now, moment) is { } shown) content[row] = shown;
    }));

    // Two worlds of one seed have the same ids, and the tenant's own seed is usually a small number.
    private static int OtherSeed(int seed) => unchecked(seed + 1_000_003);

    private static JsonObject? Shown(LiedCall call, JsonObject now, DateTimeOffset moment)
    {
        if (Text(now, "id") is not { } id) return null;
        Action<Utf8JsonWriter>? write = null;
        if (IsOfCompanies(call.Call))
        {
            if (call.State.CompanyAt(id, moment) is { } company) write = writer => CompanyEndpoints.Write(writer, company);
        }
        else if (call.State.SubscriptionAt(id, moment) is { } subscription)
            write = writer => SubscriptionEndpoints.Write(writer, subscription, !IsList(call.Call));
        return write is null ? null : (JsonObject)JsonNode.Parse(Json.Write(write).Span)!;
    }
}
