using System;
using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Subscriptions out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class SubscriptionReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "id", "parentSubscriptionId", "companyId", "productId", "productName", "vendorSubscriptionId", "vendorSkuId", "quantity", "startDate", "endDate",
        "createdDate", "updatedDate", "billingStart", "status", "price", "partnerCost", "currencyCode", "billingTerm", "commitment", "commitmentTerm", "commitmentTermEndDate", "term");

    /// <summary>A body of <c>GET /subscriptions</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static RecordPage<Pax8Subscription> ReadPage(Body body) => RecordReading.ReadPage<Pax8Subscription>(body, MemberNames, Read);

    /// <summary>A body of <c>GET /subscriptions/{subscriptionId}</c>.</summary>
    /// <inheritdoc cref="ReadPage"/>
    public static Pax8Subscription ReadOne(Body body) => RecordReading.ReadOne<Pax8Subscription>(body, MemberNames, "a subscription", Read);

    private static Pax8Subscription? Read(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.BeginsRecord(notes)) return null;
        string? parent = null, company = null, product = null, productName = null, vendorId = null, vendorSku = null, status = null, currency = null, term = null;
        int? quantity = null;
        decimal? price = null, cost = null;
        DateTime? starts = null, ends = null, created = null, updated = null, billing = null, committedUntil = null;
        Commitment? commitment = null, documented = null;
        RecordNotes ofCommitment = new(), ofDocumented = new(), ofEnd = new();
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": notes.Id = reader.RequiredId(member, notes); break;
                case "parentSubscriptionId": parent = reader.Id(member, notes); break;
                case "companyId": company = reader.RequiredId(member, notes); break;
                case "productId": product = reader.Id(member, notes); break;
                case "productName": productName = reader.Text(member, notes); break;
                case "vendorSubscriptionId": vendorId = reader.Text(member, notes); break;
                case "vendorSkuId": vendorSku = reader.Text(member, notes); break;
                case "quantity": quantity = reader.Quantity(member, notes); break;
                case "startDate": starts = reader.Date(member, notes); break;
                case "endDate": ends = reader.Date(member, notes); break;
                case "createdDate": created = reader.Date(member, notes); break;
                case "updatedDate": updated = reader.Date(member, notes); break;
                case "billingStart": billing = reader.Date(member, notes); break;
                case "status": status = reader.Text(member, notes); break;
                case "price": price = reader.Amount(member, notes); break;
                case "partnerCost": cost = reader.Amount(member, notes); break;
                case "currencyCode": currency = reader.Currency(member, notes); break;
                case "billingTerm": term = reader.Text(member, notes); break;
                case "commitment": commitment = ReadCommitment(reader, member, ofCommitment); break;
                case "commitmentTerm": documented = ReadCommitment(reader, member, ofDocumented); break;
                case "commitmentTermEndDate": committedUntil = reader.Date(member, ofEnd); break;
                default: reader.Skip(); break;
            }
        }
        if (notes.Id is null) notes.Refuse("it has no id");
        if (company is null) notes.Refuse("it has no companyId");
        if (quantity is null) notes.Refuse("it has no quantity");
        if (notes.Problem is not null) return null;
        notes.PassOver(ofCommitment.Values);
        // The document's members stand in where the one on the wire says nothing.
        if (commitment is null && ofCommitment.Values.Count == 0) notes.PassOver(ofDocumented.Values);
        var until = Until(commitment ?? documented, committedUntil);
        if (until?.EndsOn is null) notes.PassOver(ofEnd.Values);
        return new Pax8Subscription(notes.Id!)
        {
            Unreadable = notes.Values,
            ParentId = parent,
            CompanyId = company!,
            ProductId = product,
            ProductName = productName,
            VendorSubscriptionId = vendorId,
            VendorSku = vendorSku,
            Quantity = quantity!.Value,
            StartsOn = starts,
            EndsOn = ends,
            CreatedOn = created,
            UpdatedOn = updated,
            BillingStartsOn = billing,
            Status = status,
            Price = price,
            PartnerCost = cost,
            CurrencyCode = currency,
            BillingTerm = term,
            Commitment = until,
        };
    }

    /// <summary>The end that stands beside the commitment, where the commitment names none.</summary>
    private static Commitment? Until(Commitment? commitment, DateTime? end) =>
        end is null || commitment?.EndsOn is not null ? commitment : (commitment ?? new Commitment(null, null, null)) with { EndsOn = end };

    /// <summary>An object on the wire; the document has a text in places.</summary>
    private static Commitment? ReadCommitment(JsonTextReader reader, string what, RecordNotes notes)
    {
        if (reader.TokenType == JsonToken.String) return reader.Text(what, notes) is { } text ? new Commitment(null, text, null) : null;
        if (!reader.Begins(what, notes)) return null;
        string? id = null, term = null;
        DateTime? ends = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": id = reader.Id("commitment.id", notes); break;
                case "term": term = reader.Text("commitment.term", notes); break;
                case "endDate": ends = reader.Date("commitment.endDate", notes); break;
                default: reader.Skip(); break;
            }
        }
        return new Commitment(id, term, ends);
    }
}
