using System;
using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Subscriptions out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class SubscriptionReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "id", "parentSubscriptionId", "companyId", "productId", "productName", "vendorSubscriptionId", "vendorSkuId", "quantity", "startDate", "endDate",
        "createdDate", "updatedDate", "billingStart", "status", "price", "partnerCost", "currencyCode", "billingTerm", "commitment", "commitmentTerm", "term");

    /// <summary>A body of <c>GET /subscriptions</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static RecordPage<Pax8Subscription> ReadPage(byte[] utf8) => RecordReading.ReadPage<Pax8Subscription>(utf8, MemberNames, Read);

    /// <summary>A body of <c>GET /subscriptions/{subscriptionId}</c>.</summary>
    /// <inheritdoc cref="ReadPage"/>
    public static Pax8Subscription ReadOne(byte[] utf8) => RecordReading.ReadOne<Pax8Subscription>(utf8, MemberNames, "a subscription", Read);

    private static Pax8Subscription? Read(JsonTextReader reader, out string? id, out string? problem)
    {
        id = null;
        problem = null;
        if (!reader.Begins("it", ref problem)) return null;
        string? parent = null, company = null, product = null, productName = null, vendorId = null, vendorSku = null, status = null, currency = null, term = null;
        decimal? quantity = null, price = null, cost = null;
        DateTime? starts = null, ends = null, created = null, updated = null, billing = null;
        Commitment? commitment = null, documented = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": id = reader.Text(member, ref problem); break;
                case "parentSubscriptionId": parent = reader.Text(member, ref problem); break;
                case "companyId": company = reader.Text(member, ref problem); break;
                case "productId": product = reader.Text(member, ref problem); break;
                case "productName": productName = reader.Text(member, ref problem); break;
                case "vendorSubscriptionId": vendorId = reader.Text(member, ref problem); break;
                case "vendorSkuId": vendorSku = reader.Text(member, ref problem); break;
                case "quantity": quantity = reader.Number(member, ref problem); break;
                case "startDate": starts = reader.Date(member, ref problem); break;
                case "endDate": ends = reader.Date(member, ref problem); break;
                case "createdDate": created = reader.Date(member, ref problem); break;
                case "updatedDate": updated = reader.Date(member, ref problem); break;
                case "billingStart": billing = reader.Date(member, ref problem); break;
                case "status": status = reader.Text(member, ref problem); break;
                case "price": price = reader.Number(member, ref problem); break;
                case "partnerCost": cost = reader.Number(member, ref problem); break;
                case "currencyCode": currency = reader.Text(member, ref problem); break;
                case "billingTerm": term = reader.Text(member, ref problem); break;
                case "commitment": commitment = ReadCommitment(reader, member, ref problem); break;
                case "commitmentTerm": documented = ReadCommitment(reader, member, ref problem); break;
                default: reader.Skip(); break;
            }
        }
        if (id is null) problem ??= "it has no id";
        if (company is null) problem ??= "it has no companyId";
        if (quantity is null) problem ??= "it has no quantity";
        // Counting licences wrong is worse than not counting them: a person looks at what cannot be taken exactly.
        if (quantity is < 0 or > LargestQuantity || (quantity is { } number && number != decimal.Truncate(number)))
            problem ??= "quantity is not a whole number of licences";
        if (problem is not null) return null;
        return new Pax8Subscription(id!)
        {
            ParentId = parent,
            CompanyId = company,
            ProductId = product,
            ProductName = productName,
            VendorSubscriptionId = vendorId,
            VendorSku = vendorSku,
            Quantity = (int)quantity!.Value,
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
            Commitment = commitment ?? documented,
        };
    }

    /// <summary>The most that the column holds.</summary>
    public const int LargestQuantity = 1_000_000_000;

    /// <summary>An object on the wire; the document has a text in places.</summary>
    private static Commitment? ReadCommitment(JsonTextReader reader, string what, ref string? problem)
    {
        if (reader.TokenType == JsonToken.Null) return null;
        if (reader.TokenType == JsonToken.String) return reader.Text(what, ref problem) is { } text ? new Commitment(null, text, null) : null;
        if (!reader.Begins(what, ref problem)) return null;
        string? id = null, term = null;
        DateTime? ends = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": id = reader.Text(member, ref problem); break;
                case "term": term = reader.Text(member, ref problem); break;
                case "endDate": ends = reader.Date(member, ref problem); break;
                default: reader.Skip(); break;
            }
        }
        return new Commitment(id, term, ends);
    }
}
