using System.Collections.Generic;
using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Prices out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class PriceReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "productId", "billingTerm", "commitmentTerm", "commitmentTermInMonths", "type", "unitOfMeasurement", "currencyCode", "rates", "partnerBuyRate", "suggestedRetailPrice",
        "startQuantityRange", "endQuantityRange", "chargeType");

    /// <summary>A body of <c>GET /products/{productId}/pricing</c>, which has no pages.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static PriceList ReadList(Body body)
    {
        var records = RecordReading.ReadAll<Pax8Price>(body, MemberNames, Read, out var unreadable);
        return new PriceList(records, unreadable);
    }

    private static Pax8Price? Read(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.BeginsRecord(notes)) return null;
        string? product = null, billing = null, commitment = null, type = null, unit = null, currency = null;
        int? months = null;
        IReadOnlyList<Pax8Rate> rates = [];
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "productId": product = reader.Id(member, notes); break;
                case "billingTerm": billing = reader.Text(member, notes); break;
                case "commitmentTerm": commitment = reader.Text(member, notes); break;
                case "commitmentTermInMonths": months = reader.WholeNumber(member, notes); break;
                case "type": type = reader.Text(member, notes); break;
                case "unitOfMeasurement": unit = reader.Text(member, notes); break;
                case "currencyCode": currency = reader.Currency(member, notes); break;
                case "rates": rates = ReadRates(reader, notes); break;
                default: reader.Skip(); break;
            }
        }
        if (billing is null) notes.Refuse("it has no billingTerm");
        if (notes.Problem is not null) return null;
        return new Pax8Price(product ?? "")
        {
            Unreadable = notes.Values,
            BillingTerm = billing!,
            CommitmentTerm = commitment,
            CommitmentMonths = months,
            Type = type,
            Unit = unit,
            CurrencyCode = currency,
            Rates = rates,
        };
    }

    private static List<Pax8Rate> ReadRates(JsonTextReader reader, RecordNotes notes)
    {
        var rates = new List<Pax8Rate>();
        if (!reader.BeginsList("rates", notes)) return rates;
        while (reader.NextEntry())
        {
            var ofRate = new RecordNotes();
            if (ReadRate(reader, ofRate) is { } rate) rates.Add(rate);
            else notes.Refuse($"a rate cannot be read: {ofRate.Problem}");
        }
        return rates;
    }

    private static Pax8Rate? ReadRate(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.BeginsRecord(notes)) return null;
        decimal? buy = null, retail = null;
        int? from = null, to = null;
        string? charge = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "partnerBuyRate": buy = reader.Amount(member, notes); break;
                case "suggestedRetailPrice": retail = reader.Amount(member, notes); break;
                case "startQuantityRange": from = reader.WholeNumber(member, notes); break;
                case "endQuantityRange": to = reader.WholeNumber(member, notes); break;
                case "chargeType": charge = reader.Text(member, notes); break;
                default: reader.Skip(); break;
            }
        }
        return new Pax8Rate { Unreadable = notes.Values, PartnerBuyRate = buy, SuggestedRetailPrice = retail, From = from, To = to, ChargeType = charge };
    }
}
