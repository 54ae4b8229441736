using System;
using System.Globalization;
using System.Net.Http;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Pax8's partner API, one method per endpoint. Every method throws <see cref="Pax8Exception"/> and nothing else; retries,
/// tokens and waiting are the gate's. Source: devx.pax8.com/openapi, partner endpoints v1.
/// </summary>
internal sealed class Pax8Client(Pax8Gate gate)
{
    /// <summary>Records per page that Pax8 gives at most.</summary>
    public const int LargestPage = 200;

    /// <summary><c>GET /companies</c>: one page, in an order that Pax8 does not document.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    public RecordPage<Company> ListCompanies(int page, int size) =>
        gate.Send(Get(Invariant($"/v1/companies?page={page}&size={size}"), Invariant($"read page {page + 1} of the companies")), CompanyReader.ReadPage);

    /// <summary>How many companies these credentials see: <c>GET /companies</c> with the smallest page.</summary>
    public int CountCompanies() =>
        gate.Send(Get("/v1/companies?page=0&size=1", "count the companies"), CompanyReader.ReadPage).TotalElements;

    /// <summary><c>GET /companies/{companyId}</c>; null where Pax8 says that there is none.</summary>
    public Company? FindCompany(string id) => Find(Get("/v1/companies/" + Uri.EscapeDataString(id), $"read the company {id}"), CompanyReader.ReadOne);

    /// <summary><c>GET /subscriptions</c>: one page, in an order that Pax8 does not document.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    /// <param name="companyId">Those of one company; null for all that these credentials see.</param>
    public RecordPage<Pax8Subscription> ListSubscriptions(int page, int size, string? companyId) =>
        gate.Send(Get(Invariant($"/v1/subscriptions?page={page}&size={size}") + OfCompany(companyId), Invariant($"read page {page + 1} of the subscriptions")), SubscriptionReader.ReadPage);

    /// <summary>How many subscriptions there are: <c>GET /subscriptions</c> with the smallest page.</summary>
    public int CountSubscriptions(string? companyId) =>
        gate.Send(Get("/v1/subscriptions?page=0&size=1" + OfCompany(companyId), "count the subscriptions"), SubscriptionReader.ReadPage).TotalElements;

    /// <summary><c>GET /subscriptions/{subscriptionId}</c>; null where Pax8 says that there is none.</summary>
    public Pax8Subscription? FindSubscription(string id) => Find(Get(SubscriptionPath(id), $"read the subscription {id}"), SubscriptionReader.ReadOne);

    /// <summary>
    /// <c>PUT /subscriptions/{subscriptionId}</c> with absolute values, so it may be repeated. Only what is given is sent: Pax8
    /// refuses unknown members, and an untouched one must not be overwritten. Source: API reference, subscriptions.
    /// </summary>
    public void ChangeSubscription(string id, int? quantity, decimal? price, string? billingTerm)
    {
        var body = new JObject();
        if (quantity is { } licences) body["quantity"] = licences;
        if (price is { } amount) body["price"] = amount;
        if (billingTerm is not null) body["billingTerm"] = billingTerm;
        gate.Send(new Pax8Request(HttpMethod.Put, SubscriptionPath(id), $"change the subscription {id}") { Json = Pax8Json.Write(body) }, Taken);
    }

    /// <summary><c>DELETE /subscriptions/{subscriptionId}</c>: cancels at once, or on a date.</summary>
    /// <param name="cancelOn">In UTC; null for at once.</param>
    public void CancelSubscription(string id, DateTime? cancelOn)
    {
        var at = cancelOn is { } date ? "?cancelDate=" + Uri.EscapeDataString(date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : "";
        gate.Send(new Pax8Request(HttpMethod.Delete, SubscriptionPath(id) + at, $"cancel the subscription {id}"), Taken);
    }

    /// <summary><c>GET /products/{productId}</c>; null where Pax8 says that there is none.</summary>
    public Pax8Product? FindProduct(string id) => Find(Get("/v1/products/" + Uri.EscapeDataString(id), $"read the product {id}"), ProductReader.ReadOne);

    private T? Find<T>(Pax8Request request, Func<byte[], T> read) where T : class
    {
        try
        {
            return gate.Send(request, read);
        }
        catch (Pax8Exception exception) when (exception.Kind == Pax8Error.NotFound)
        {
            return null;
        }
    }

    private static Pax8Request Get(string path, string intent) => new(HttpMethod.Get, path, intent);

    private static string SubscriptionPath(string id) => "/v1/subscriptions/" + Uri.EscapeDataString(id);

    private static string OfCompany(string? companyId) => companyId is null ? "" : "&companyId=" + Uri.EscapeDataString(companyId);

    /// <summary>
    /// What Pax8 shows in its answer to a change is not relied on: whether it has the new values yet is not documented. A web page is
    /// no answer of Pax8 at all: whoever sent it may have kept the change from reaching it.
    /// </summary>
    private static bool Taken(byte[] body) => !ErrorBody.IsHtml(body) ? true : throw new UnreadableBodyException("a web page");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
