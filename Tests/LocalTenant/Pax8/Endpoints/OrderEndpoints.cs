using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>/orders. Source: the partner endpoints document, devx.pax8.com/docs/ordering-details. There is no idempotency: the same order sent twice is two orders.</summary>
internal static class OrderEndpoints
{
    /// <summary>Oldest first, whatever sort or status says: neither is a parameter.</summary>
    public static Pax8Answer List(EndpointContext context)
    {
        IReadOnlyList<Pax8Order> rows = context.State.ListedOrders;
        if (Query.Text(context.Call, "companyId") is { } companyId)
        {
            if (context.State.FindCompany(companyId) is null)
                throw Refusal.NotFound("Company", companyId);
            rows = rows.Where(order => string.Equals(order.CompanyId, companyId, StringComparison.OrdinalIgnoreCase)).ToList();
        }

        return Paging.Of(context.Call).Answer(rows, Write);
    }

    public static Pax8Answer Get(EndpointContext context) =>
        Ok(context.State.FindOrder(context.Ids["orderId"]) ?? throw Refusal.NotFound("Order", context.Ids["orderId"]));

    /// <summary>With isMock=true everything is checked and nothing kept; the answer then has no ids, which is a presumption.</summary>
    public static Pax8Answer Create(EndpointContext context)
    {
        var mock = Query.Flag(context.Call, "isMock") == true;
        var request = OrderRequest.Read(context);
        var order = new Pax8Order
        {
            Id = mock ? "" : context.State.NewId(),
            CompanyId = request.CompanyId,
            CreatedDate = Pax8Dates.Day(context.Now),
            // Sent as "Pax8 Partner", answered without the space: seen on the live API.
            OrderedBy = request.OrderedBy == "Pax8 Partner" ? "Pax8Partner" : request.OrderedBy,
            OrderedByUserEmail = request.OrderedByUserEmail,
            LineItems = request.Lines.Select(line => new Pax8OrderLine
            {
                Id = mock ? "" : context.State.NewId(),
                ProductId = line.Product.Id,
                SubscriptionId = mock ? null : context.State.NewId(),
                CommitmentTermId = line.Commitment?.Id,
                ProvisionStartDate = line.ProvisionStartDate,
                BillingTerm = line.BillingTerm,
                Quantity = line.Quantity,
            }).ToList(),
        };
        if (!mock)
            Keep(context, order, request);
        return Ok(order);
    }

    private static void Keep(EndpointContext context, Pax8Order order, OrderRequest request)
    {
        var now = context.Now;
        context.State.AddOrder(order);
        foreach (var (line, made) in request.Lines.Zip(order.LineItems))
        {
            var price = line.Product.Prices.First(row => row.BillingTerm == line.BillingTerm);
            var parent = line.ParentSubscriptionId
                ?? (line.ParentLine is { } number ? order.LineItems[request.Lines.FindIndex(other => other.Number == number)].SubscriptionId : null);
            context.State.AddOrdered(new Pax8Subscription
            {
                Id = made.SubscriptionId!,
                ParentSubscriptionId = parent,
                CompanyId = order.CompanyId,
                ProductId = line.Product.Id,
                ProductName = line.Product.Name,
                VendorSkuId = line.Product.VendorSku,
                Quantity = line.Quantity,
                StartDate = Pax8Dates.Seconds(now),
                CreatedDate = Pax8Dates.Day(now),
                BillingStart = Pax8Dates.Day(now),
                Status = line.Product.ProvisionedByHand ? "PendingManual" : "PendingAutomated",
                Price = price.SuggestedRetailPrice,
                PartnerCost = price.PartnerBuyRate,
                BillingTerm = line.BillingTerm,
                Commitment = line.Commitment is { } term ? new Pax8Commitment(term.Id, term.Term, Pax8Dates.Milliseconds(now.UtcDateTime.Date.AddMonths(term.Months))) : null,
            }, now + context.Options.ProvisioningTime);
        }
    }

    private static void Write(Utf8JsonWriter writer, Pax8Order order)
    {
        writer.WriteStartObject();
        writer.Member("id", order.Id.Length == 0 ? null : order.Id);
        writer.WriteString("companyId", order.CompanyId);
        writer.WriteString("createdDate", order.CreatedDate);
        writer.Member("orderedBy", order.OrderedBy);
        writer.Member("orderedByUserId", order.OrderedByUserId);
        writer.Member("orderedByUserEmail", order.OrderedByUserEmail);
        writer.WriteBoolean("isScheduled", false);
        writer.WriteStartArray("lineItems");
        foreach (var line in order.LineItems)
        {
            writer.WriteStartObject();
            writer.Member("id", line.Id.Length == 0 ? null : line.Id);
            writer.WriteString("productId", line.ProductId);
            writer.Member("subscriptionId", line.SubscriptionId);
            writer.Member("commitmentTermId", line.CommitmentTermId);
            writer.Member("provisionStartDate", line.ProvisionStartDate);
            writer.WriteString("billingTerm", line.BillingTerm);
            writer.WriteNumber("quantity", line.Quantity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Pax8Answer Ok(Pax8Order order) => new()
    {
        Status = 200,
        ContentType = "application/json",
        Body = Json.Write(writer => Write(writer, order)),
    };
}
