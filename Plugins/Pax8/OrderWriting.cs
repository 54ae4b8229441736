using System;
using System.Linq;
using System.Net.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

// Orders. Source: devx.pax8.com/openapi, partner endpoints v1, orders; devx.pax8.com/docs/ordering-details.
internal sealed partial class Pax8Client
{
    /// <summary>
    /// <c>POST /orders</c>: SENT ONCE. Pax8 has no key by which it would know a second one of the same intent, so whoever calls has
    /// committed the intent before; an unclear end is <see cref="Pax8Error.Unclear"/> and is resolved by looking.
    /// </summary>
    public Pax8Order PlaceOrder(NewOrder order) => gate.Send(
        new Pax8Request(HttpMethod.Post, "/v1/orders", "place the order") { Json = Json(order) },
        body => OrderReader.ReadOne(body) is var placed && IsSame(placed.CompanyId, order.CompanyId) ? placed : throw new UnreadableBodyException("an order of another company"));

    /// <summary><c>POST /orders?isMock=true</c>: Pax8 checks the order and keeps nothing of it, so it may be repeated. What it answers then is not documented.</summary>
    /// <exception cref="Pax8Exception"><see cref="Pax8Error.Refused"/> with Pax8's complaints.</exception>
    public void CheckOrder(NewOrder order) => gate.Send(
        new Pax8Request(HttpMethod.Post, "/v1/orders?isMock=true", "check the order") { Json = Json(order), MayBeRepeated = true }, Taken);

    /// <summary><c>GET /orders?companyId=</c>: one page, oldest first (seen; not documented).</summary>
    /// <param name="companyId">Whose orders.</param>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    public RecordPage<Pax8Order> ListOrders(string companyId, int page, int size) => gate.Send(
        Get(Invariant($"/v1/orders?page={page}&size={size}") + OfCompany(companyId), Invariant($"read page {page + 1} of the company's orders")),
        body =>
        {
            var read = OrderReader.ReadPage(body);
            // THE RIGHT RECORDS OR NONE, as with subscriptions.
            return read.Records.FirstOrDefault(order => !IsSame(order.CompanyId, companyId)) is { } other
                ? throw new UnreadableBodyException($"an order of the company {Pax8Json.Shorten(other.CompanyId, 50)} instead of {companyId}")
                : read;
        });

    /// <summary><c>GET /orders/{orderId}</c>; null where Pax8 says that there is none.</summary>
    public Pax8Order? FindOrder(string id) => Find(id, "/v1/orders/", "order", OrderReader.ReadOne);

    private static string Json(NewOrder order) => Pax8Json.Write(new JObject
    {
        ["companyId"] = order.CompanyId,
        // The answer spells it without the blank; the request must not.
        ["orderedBy"] = "Pax8 Partner",
        ["lineItems"] = new JArray(order.Lines.Select(Json)),
    });

    private static JObject Json(NewOrderLine line)
    {
        var json = new JObject
        {
            ["lineItemNumber"] = line.Number,
            ["productId"] = line.ProductId,
            ["quantity"] = line.Quantity,
            ["billingTerm"] = line.BillingTerm,
        };
        if (line.CommitmentTermId is { } commitment) json["commitmentTermId"] = commitment;
        if (line.ParentSubscriptionId is { } parent) json["parentSubscriptionId"] = parent;
        if (line.ParentLineNumber is { } number) json["parentLineItemNumber"] = number;
        if (line.ProvisioningDetails.Count > 0)
            json["provisioningDetails"] = new JArray(line.ProvisioningDetails.OrderBy(detail => detail.Key, StringComparer.Ordinal)
                .Select(detail => new JObject { ["key"] = detail.Key, ["values"] = new JArray(detail.Value) }));
        return json;
    }
}
