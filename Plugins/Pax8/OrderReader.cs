using System;
using System.Collections.Generic;
using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Orders out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class OrderReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "id", "companyId", "createdDate", "lineItems", "productId", "subscriptionId", "billingTerm", "quantity");

    /// <summary>A body of <c>GET /orders</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static RecordPage<Pax8Order> ReadPage(Body body) => RecordReading.ReadPage<Pax8Order>(body, MemberNames, Read);

    /// <summary>A body of <c>GET /orders/{orderId}</c>, or of the answer to a new order.</summary>
    /// <inheritdoc cref="ReadPage"/>
    public static Pax8Order ReadOne(Body body) => RecordReading.ReadOne<Pax8Order>(body, MemberNames, "an order", Read);

    private static Pax8Order? Read(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.BeginsRecord(notes)) return null;
        string? company = null;
        DateTime? created = null;
        var lines = new List<Pax8OrderLine>();
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": notes.Id = reader.RequiredId(member, notes); break;
                case "companyId": company = reader.RequiredId(member, notes); break;
                case "createdDate": created = reader.Date(member, notes); break;
                case "lineItems" when reader.TokenType == JsonToken.StartArray: ReadLines(reader, lines, notes); break;
                default: reader.Skip(); break;
            }
        }
        if (notes.Id is null) notes.Refuse("it has no id");
        if (company is null) notes.Refuse("it has no companyId");
        return notes.Problem is not null ? null : new Pax8Order(notes.Id!, company!) { Unreadable = notes.Values, CreatedOn = created, Lines = lines };
    }

    private static void ReadLines(JsonTextReader reader, List<Pax8OrderLine> lines, RecordNotes notes)
    {
        while (reader.Read() && reader.TokenType != JsonToken.EndArray)
        {
            var ofLine = new RecordNotes();
            if (!reader.BeginsRecord(ofLine)) continue;
            string? product = null, subscription = null, term = null;
            int? quantity = null;
            while (reader.NextMember() is { } member)
            {
                switch (member)
                {
                    case "productId": product = reader.Id(member, ofLine); break;
                    case "subscriptionId": subscription = reader.Id(member, ofLine); break;
                    case "billingTerm": term = reader.Text(member, ofLine); break;
                    case "quantity": quantity = reader.Quantity(member, ofLine); break;
                    default: reader.Skip(); break;
                }
            }
            // What cannot be read of a line makes the order unlike any other; it is not passed over.
            lines.Add(new Pax8OrderLine(product ?? "", quantity, term ?? "", subscription));
        }
    }
}
