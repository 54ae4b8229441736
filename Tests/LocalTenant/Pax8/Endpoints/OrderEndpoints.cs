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

        return Paging.Of(context.Call).Answer(rows, (writer, order) => Write(writer, order, context)) with
        {
            Latency = context.Habits.OrdersLatency + (context.Habits.LatencyPerOrder * rows.Count),
        };
    }

    public static Pax8Answer Get(EndpointContext context) =>
        Ok(context.State.FindOrder(context.Ids["orderId"]) ?? throw Refusal.NotFound("Order", context.Ids["orderId"]), context);

    /// <summary>With isMock=true everything is checked and nothing kept; whether the answer then has ids is not known.</summary>
    public static Pax8Answer Create(EndpointContext context)
    {
        var mock = Query.Flag(context.Call, "isMock") == true;
        var request = OrderRequest.Read(context);
        string NewId() => mock && !context.Habits.MockHasIds ? "" : context.State.NewId();
        var order = new Pax8Order
        {
            Id = NewId(),
            CompanyId = request.CompanyId,
            CreatedDate = Pax8Dates.Day(context.Now),
            OrderedBy = request.OrderedBy,
            OrderedByUserEmail = request.OrderedByUserEmail,
            LineItems = request.Lines.Select(line => new Pax8OrderLine
            {
                Id = NewId(),
                ProductId = line.Product.Id,
                SubscriptionId = mock ? null : context.State.NewId(),
                CommitmentTermId = line.Commitment?.Id,
                ProvisionStartDate = line.ProvisionStartDate,
                BillingTerm = line.BillingTerm,
                Quantity = line.Quantity,
            }).ToList(),
        };
        if (mock)
            context.State.NoteChecked(context.Call.BodyText);
        else
            Keep(context, order, request);
        return Ok(order, context);
    }

    private static void Keep(EndpointContext context, Pax8Order order, OrderRequest request)
    {
        var (state, habits) = (context.State, context.Habits);
        state.AddOrder(order, new Pax8Delay(habits.OrderListedAfter, habits.LateByIdToo));
        foreach (var (line, made) in request.Lines.Zip(order.LineItems))
        {
            var subscription = Subscription(context, order, request, line, made.SubscriptionId!);
            state.AddOrdered(subscription, Provisioned(context, line.Product, subscription.Id), new Pax8Delay(habits.SubscriptionListedAfter, habits.LateByIdToo));
        }

        state.Note(new Pax8Purchase(order.Id, order.CompanyId, context.Now, context.Call.BodyText, request.Lines.Zip(order.LineItems, Bought).ToList()));
    }

    private static Pax8Subscription Subscription(EndpointContext context, Pax8Order order, OrderRequest request, OrderLineRequest line, string id)
    {
        var now = context.Now;
        var prices = context.State.PricesOf(line.Product.Id, order.CompanyId);
        var row = prices.FirstOrDefault(price => price.BillingTerm == line.BillingTerm && price.CommitmentTerm == line.Commitment?.Term)
            ?? line.Product.Prices.First(price => price.BillingTerm == line.BillingTerm);
        var price = row.For(line.Quantity);
        return new Pax8Subscription
        {
            Id = id,
            ParentSubscriptionId = line.ParentSubscriptionId
                ?? (line.ParentLine is { } number ? order.LineItems[request.Lines.FindIndex(other => other.Number == number)].SubscriptionId : null),
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
            CurrencyCode = Places.Currency(context.State.FindCompany(order.CompanyId)?.Address?.Country ?? "US"),
            BillingTerm = line.BillingTerm,
            Commitment = line.Commitment is { } term ? new Pax8Commitment(term.Id, term.Term, Pax8Dates.Milliseconds(now.UtcDateTime.Date.AddMonths(term.Months))) : null,
        };
    }

    /// <summary>When a subscription leaves its pending status; null for never.</summary>
    private static DateTimeOffset? Provisioned(EndpointContext context, Pax8Product product, string subscriptionId)
    {
        var stuck = product.NeverProvisioned || new SeededRandom(context.Options.Seed, "stuck " + subscriptionId).Percent(context.Habits.StuckPercent);
        return stuck ? null : context.Now + (product.ProvisioningTime ?? context.Options.ProvisioningTime);
    }

    private static Pax8PurchasedLine Bought(OrderLineRequest line, Pax8OrderLine made) => new()
    {
        Number = line.Number,
        ProductId = line.Product.Id,
        Quantity = line.Quantity,
        BillingTerm = line.BillingTerm,
        CommitmentTermId = line.Commitment?.Id,
        ParentSubscriptionId = line.ParentSubscriptionId,
        ParentLineNumber = line.ParentLine,
        ProvisioningDetails = line.Answers,
        SubscriptionId = made.SubscriptionId!,
    };

    private static void Write(Utf8JsonWriter writer, Pax8Order order, EndpointContext context)
    {
        writer.WriteStartObject();
        writer.Member("id", order.Id.Length == 0 ? null : order.Id);
        writer.WriteString("companyId", order.CompanyId);
        writer.WriteString("createdDate", order.CreatedDate);
        // Sent as "Pax8 Partner", answered without the space: seen on the live API; a listing was seen with it.
        writer.Member("orderedBy", order.OrderedBy is "Pax8 Partner" or "Pax8Partner" ? context.Habits.OrderedByWithSpace ? "Pax8 Partner" : "Pax8Partner" : order.OrderedBy);
        writer.Member("orderedByUserId", order.OrderedByUserId);
        writer.Member("orderedByUserEmail", order.OrderedByUserEmail);
        writer.WriteBoolean("isScheduled", false);
        writer.WriteStartArray("lineItems");
        foreach (var line in order.LineItems)
        {
            writer.WriteStartObject();
            writer.Member("id", line.Id.Length == 0 ? null : line.Id);
            writer.WriteString("productId", line.ProductId);
            WriteSubscription(writer, line.SubscriptionId, context);
            writer.Member("commitmentTermId", line.CommitmentTermId);
            writer.Member("provisionStartDate", line.ProvisionStartDate);
            writer.WriteString("billingTerm", line.BillingTerm);
            writer.WriteNumber("quantity", line.Quantity);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteSubscription(Utf8JsonWriter writer, string? id, EndpointContext context)
    {
        if (id is null || context.Habits.SubscriptionIdInOrder == SubscriptionIdInOrder.AtOnce || !context.State.IsPending(id))
            writer.Member("subscriptionId", id);
        else if (context.Habits.SubscriptionIdInOrder == SubscriptionIdInOrder.NullUntilProvisioned)
            writer.WriteNull("subscriptionId");
    }

    private static Pax8Answer Ok(Pax8Order order, EndpointContext context) => new()
    {
        Status = 200,
        ContentType = "application/json",
        Body = Json.Write(writer => Write(writer, order, context)),
    };
}
