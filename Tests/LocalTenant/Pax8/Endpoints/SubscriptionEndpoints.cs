using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>/subscriptions. Source: the partner endpoints document, devx.pax8.com/docs/subscription-management.</summary>
internal static class SubscriptionEndpoints
{
    /// <summary>Members of the documented body. endDate and currencyCode stand in its example; what they do is not known, here nothing.</summary>
    private static readonly string[] BodyMembers =
    [
        "id", "parentSubscriptionId", "companyId", "productId", "vendorSubscriptionId", "vendorSkuId", "quantity", "startDate", "endDate",
        "createdDate", "updatedDate", "billingStart", "status", "price", "currencyCode", "partnerCost", "productName", "billingTerm",
        "provisioningDetails", "commitmentTerm",
    ];

    private static readonly Dictionary<string, Func<Pax8Subscription, IComparable?>> SortKeys = new()
    {
        ["quantity"] = row => row.Quantity,
        ["price"] = row => row.Price,
        ["startDate"] = row => Moment(row.StartDate),
        ["endDate"] = row => Moment(row.EndDate),
        ["createdDate"] = row => Moment(row.CreatedDate),
        ["billingStart"] = row => Moment(row.BillingStart),
    };

    /// <summary>An unknown company is 403 here, although 404 elsewhere: the document says so.</summary>
    public static Pax8Answer List(EndpointContext context)
    {
        var call = context.Call;
        var paging = Paging.Of(call);
        if (Query.Text(call, "companyId") is { } companyId && context.State.FindCompany(companyId) is null)
            throw Refusal.Forbidden("Invalid companyId");
        var key = string.Join('&', call.Query.Where(pair => pair.Key is not ("page" or "size")).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        var rows = context.State.SubscriptionLists.Get(context.State.SubscriptionsVersion, key, () => Filter(context));
        return paging.Answer(rows, (writer, row) => Write(writer, row, false));
    }

    public static Pax8Answer Get(EndpointContext context) => Ok(Find(context));

    /// <summary>The present state first, then the earlier ones; no page object.</summary>
    public static Pax8Answer History(EndpointContext context)
    {
        var rows = context.State.HistoryOf(Find(context).Id);
        return new Pax8Answer
        {
            Status = 200,
            ContentType = "application/json",
            Body = Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("content");
                foreach (var row in rows)
                    Write(writer, row, false);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }),
        };
    }

    /// <summary>Partial and immediate: at least one of price, billingTerm, quantity, startDate.</summary>
    public static Pax8Answer Put(EndpointContext context)
    {
        var before = Find(context);
        var body = RequestBody.Read(context.Call, BodyMembers);
        if (!body.Has("price") && !body.Has("billingTerm") && !body.Has("quantity") && !body.Has("startDate"))
            throw Refusal.UnprocessableWithDetails("At least one of price, billingTerm, quantity, startDate is required.");
        var product = context.State.FindProduct(before.ProductId);
        body.Objects("provisioningDetails", Terms.ProvisioningMembers);
        var after = before with
        {
            Price = body.Number("price") ?? before.Price,
            Quantity = body.Number("quantity") ?? before.Quantity,
            BillingTerm = body.Choice("billingTerm", Terms.Billing) ?? before.BillingTerm,
            StartDate = body.Text("startDate") ?? before.StartDate,
        };
        SubscriptionRules.Check(before, after, product, context.Now);
        return Ok(context.State.ChangeSubscription(before.Id, _ => after));
    }

    /// <summary>
    /// Without cancelDate at once, else PendingCancel until then; a second DELETE moves the date. Of an ended one it is refused with 422,
    /// which is a presumption. Inside a commitment it is allowed unless the commitment says otherwise: Pax8 goes on billing to the end of the term.
    /// </summary>
    public static Pax8Answer Delete(EndpointContext context)
    {
        var subscription = Find(context);
        if (subscription.Status == "Cancelled")
            throw Refusal.Unprocessable("Subscription is already cancelled: " + subscription.Id);
        DateTimeOffset? at = null;
        if (Query.Text(context.Call, "cancelDate") is { } text)
            at = Pax8Dates.TryRead(text, out var moment) ? moment : throw Refusal.InvalidField("cancelDate");
        if (at is { } end && end < context.Now.AddDays(-1))
            throw Refusal.Unprocessable("cancelDate must not lie in the past");
        SubscriptionRules.CheckCancellation(subscription, context.State.FindProduct(subscription.ProductId), at ?? context.Now);
        context.State.CancelSubscription(subscription.Id, at);
        return new Pax8Answer { Status = 204 };
    }

    private static Pax8Subscription Find(EndpointContext context) =>
        context.State.FindSubscription(context.Ids["subscriptionId"]) ?? throw Refusal.NotFound("Subscription", context.Ids["subscriptionId"]);

    private static IReadOnlyList<Pax8Subscription> Filter(EndpointContext context)
    {
        var call = context.Call;
        IReadOnlyList<Pax8Subscription> rows = context.State.ListedSubscriptions;
        Keep(Query.Choice(call, "status", Terms.SubscriptionStatuses), row => row.Status);
        Keep(Query.Choice(call, "billingTerm", Terms.Billing), row => row.BillingTerm);
        Keep(Query.Text(call, "companyId"), row => row.CompanyId);
        Keep(Query.Text(call, "productId"), row => row.ProductId);
        return Query.Sorted(call, rows, SortKeys);

        void Keep(string? wanted, Func<Pax8Subscription, string> value)
        {
            if (wanted is not null)
                rows = rows.Where(row => string.Equals(value(row), wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        }
    }

    public static void Write(Utf8JsonWriter writer, Pax8Subscription row, bool detail)
    {
        writer.WriteStartObject();
        writer.WriteString("id", row.Id);
        writer.Member("parentSubscriptionId", row.ParentSubscriptionId);
        writer.WriteString("companyId", row.CompanyId);
        writer.WriteString("productId", row.ProductId);
        writer.Member("vendorSubscriptionId", row.VendorSubscriptionId);
        if (detail)
            writer.Member("vendorSkuId", row.VendorSkuId);
        writer.WriteNumber("quantity", row.Quantity);
        writer.WriteString("startDate", row.StartDate);
        writer.Member("endDate", row.EndDate);
        writer.WriteString("createdDate", row.CreatedDate);
        writer.Member("updatedDate", row.UpdatedDate);
        writer.Member("billingStart", row.BillingStart);
        writer.WriteString("status", row.Status);
        writer.WriteNumber("price", row.Price);
        writer.WriteString("currencyCode", row.CurrencyCode);
        writer.Member("partnerCost", row.PartnerCost);
        writer.Member("productName", row.ProductName);
        writer.WriteString("billingTerm", row.BillingTerm);
        if (row.Commitment is { } commitment)
        {
            writer.WriteStartObject("commitment");
            writer.WriteString("id", commitment.Id);
            writer.WriteString("term", commitment.Term);
            writer.Member("endDate", commitment.EndDate);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static DateTimeOffset? Moment(string? text) => Pax8Dates.TryRead(text, out var moment) ? moment : null;

    private static Pax8Answer Ok(Pax8Subscription row) => new()
    {
        Status = 200,
        ContentType = "application/json",
        Body = Json.Write(writer => Write(writer, row, true)),
    };
}
