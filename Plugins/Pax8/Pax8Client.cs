using System;
using System.Globalization;
using System.Net.Http;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Pax8's partner API, one method per endpoint. Every method throws <see cref="Pax8Exception"/> and nothing else; retries,
/// tokens and waiting are the gate's. Source: devx.pax8.com/openapi, partner endpoints v1.
/// </summary>
internal sealed partial class Pax8Client(Pax8Gate gate)
{
    /// <summary>Records per page that Pax8 gives at most.</summary>
    public const int LargestPage = 200;

    private const string Subscriptions = "/v1/subscriptions/";

    /// <summary><c>GET /companies</c>: one page, in an order that Pax8 does not document.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    public RecordPage<Company> ListCompanies(int page, int size) =>
        gate.Send(Get(Invariant($"/v1/companies?page={page}&size={size}"), Invariant($"read page {page + 1} of the companies")), CompanyReader.ReadPage);

    /// <summary>How many companies these credentials see: <c>GET /companies</c> with the smallest page.</summary>
    public int CountCompanies() =>
        gate.Send(Get("/v1/companies?page=0&size=1", "count the companies"), CompanyReader.ReadPage).TotalElements;

    /// <summary><c>GET /companies/{companyId}</c>; null where Pax8 says that there is none.</summary>
    public Company? FindCompany(string id) => Find(id, "/v1/companies/", "company", CompanyReader.ReadOne);

    /// <summary><c>GET /subscriptions</c>: one page, in an order that Pax8 does not document.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    /// <param name="companyId">Those of one company; null for all that these credentials see.</param>
    public RecordPage<Pax8Subscription> ListSubscriptions(int page, int size, string? companyId) =>
        gate.Send(Get(Invariant($"/v1/subscriptions?page={page}&size={size}") + OfCompany(companyId), Invariant($"read page {page + 1} of the subscriptions")), body => ReadPageOf(companyId, body));

    /// <summary><c>GET /subscriptions/{subscriptionId}</c>; null where Pax8 says that there is none.</summary>
    public Pax8Subscription? FindSubscription(string id) => Find(id, Subscriptions, "subscription", SubscriptionReader.ReadOne);

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
        gate.Send(new Pax8Request(HttpMethod.Put, SubscriptionPath(id), $"change the subscription {id}") { RecordId = id, Json = Pax8Json.Write(body) }, Taken);
    }

    /// <summary><c>DELETE /subscriptions/{subscriptionId}</c>: cancels at once, or on a date.</summary>
    /// <param name="cancelOn">In UTC; null for at once.</param>
    public void CancelSubscription(string id, DateTime? cancelOn)
    {
        var at = cancelOn is { } date ? "?cancelDate=" + Uri.EscapeDataString(date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : "";
        gate.Send(new Pax8Request(HttpMethod.Delete, SubscriptionPath(id) + at, $"cancel the subscription {id}") { RecordId = id }, Taken);
    }

    /// <summary><c>GET /products</c>: one page of the whole catalogue, in an order that Pax8 does not document.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    public RecordPage<Pax8Product> ListProducts(int page, int size) =>
        gate.Send(Get(Invariant($"/v1/products?page={page}&size={size}"), Invariant($"read page {page + 1} of the products")), ProductReader.ReadPage);

    /// <summary><c>GET /products/{productId}</c>; null where Pax8 says that there is none.</summary>
    public Pax8Product? FindProduct(string id) => Find(id, "/v1/products/", "product", ProductReader.ReadOne);

    /// <summary>
    /// <c>GET /products/{productId}/pricing</c>: all prices of a product, the partner's or those of one company; null where Pax8 says that
    /// there is no such product. Of a company that Pax8 does not know it is an exception.
    /// </summary>
    public PriceList? ReadPrices(string productId, string? companyId)
    {
        var path = "/v1/products/" + Uri.EscapeDataString(productId) + "/pricing" + (companyId is null ? "" : "?companyId=" + Uri.EscapeDataString(companyId));
        try
        {
            return gate.Send(Get(path, $"read the prices of the product {productId}") with { RecordId = productId }, body => ReadPricesOf(productId, body));
        }
        catch (Pax8Exception exception) when (exception.Kind == Pax8Error.NotFound)
        {
            return null;
        }
    }

    /// <summary>Prices of another product are no answer.</summary>
    private static PriceList ReadPricesOf(string productId, Body body)
    {
        var list = PriceReader.ReadList(body);
        foreach (var price in list.Prices)
            if (price.Id.Length > 0 && !IsSame(price.Id, productId)) throw new UnreadableBodyException($"prices of another product ({Pax8Json.Shorten(price.Id, 50)})");
        return list;
    }

    /// <summary>THE RIGHT RECORD OR NONE: an answer by id that shows another record is no answer.</summary>
    /// <param name="id">The record.</param>
    /// <param name="path">What its id is put behind.</param>
    /// <param name="kind">For sentences: <c>company</c>.</param>
    /// <param name="read">Reads the body.</param>
    private T? Find<T>(string id, string path, string kind, Func<Body, T> read) where T : Pax8Record
    {
        T ReadThisOne(Body body)
        {
            var record = read(body);
            return IsSame(record.Id, id) ? record : throw new UnreadableBodyException($"another {kind} ({Pax8Json.Shorten(record.Id, 50)})");
        }

        try
        {
            return gate.Send(Get(path + Uri.EscapeDataString(id), $"read the {kind} {id}") with { RecordId = id }, ReadThisOne);
        }
        catch (Pax8Exception exception) when (exception.Kind == Pax8Error.NotFound)
        {
            return null;
        }
    }

    private static Pax8Request Get(string path, string intent) => new(HttpMethod.Get, path, intent);

    /// <summary>THE RIGHT RECORDS OR NONE: a list by company that shows subscriptions of others is no answer, since nobody knows what it left out.</summary>
    private static RecordPage<Pax8Subscription> ReadPageOf(string? companyId, Body body)
    {
        var page = SubscriptionReader.ReadPage(body);
        foreach (var subscription in page.Records)
            if (companyId is not null && !IsSame(subscription.CompanyId, companyId))
                throw new UnreadableBodyException($"a subscription of the company {Pax8Json.Shorten(subscription.CompanyId, 50)} instead of {companyId}");
        return page;
    }

    private static bool IsSame(string id, string other) => string.Equals(id, other, StringComparison.OrdinalIgnoreCase);

    private static string SubscriptionPath(string id) => Subscriptions + Uri.EscapeDataString(id);

    private static string OfCompany(string? companyId) => companyId is null ? "" : "&companyId=" + Uri.EscapeDataString(companyId);

    /// <summary>
    /// What Pax8 shows in its answer to a change is not relied on: whether it has the new values yet is not documented. A web page is
    /// no answer of Pax8 at all: whoever sent it may have kept the change from reaching it.
    /// </summary>
    private static bool Taken(Body body) => !ErrorBody.IsHtml(body) ? true : throw new UnreadableBodyException("a web page");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
