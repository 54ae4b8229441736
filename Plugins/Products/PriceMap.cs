using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Products;

/// <summary>Prices of Pax8 as rows: which rate is which row, and what it is called. Pure.</summary>
internal static class PriceMap
{
    /// <summary>Members that tell which price it is; without one of them it would pass for another.</summary>
    private static readonly string[] OfKey = ["commitmentTerm", "chargeType", "startQuantityRange"];

    /// <summary>
    /// The rates by the key of their row: billing term, commitment, charge type and least quantity of a connector's price, or of one customer's
    /// (the product is the key's other column). Two that are alike in all of these are told apart by their order.
    /// </summary>
    public static Dictionary<string, PricedRate> ByKey(PriceList list, Guid connectorId, Guid? providerAccountId)
    {
        var found = new Dictionary<string, PricedRate>(StringComparer.Ordinal);
        foreach (var price in list.Prices)
        {
            foreach (var rate in price.Rates)
            {
                var priced = new PricedRate(price, rate);
                if (OfKey.Any(priced.IsUnreadable)) continue;
                var alike = 0;
                while (found.ContainsKey(KeyOf(priced, alike, connectorId, providerAccountId))) alike++;
                found.Add(KeyOf(priced, alike, connectorId, providerAccountId), priced);
            }
        }
        return found;
    }

    /// <summary>Such as <c>Annual, 3-Year, 10 to 49</c>.</summary>
    public static string NameOf(PricedRate priced)
    {
        var name = priced.Price.BillingTerm + (priced.Price.CommitmentTerm is { } commitment ? $", {commitment}" : "");
        if (priced.Rate is { From: null or 0, To: null }) return name;
        return name + string.Format(CultureInfo.InvariantCulture, priced.Rate.To is null ? ", {0:N0} or more" : ", {0:N0} to {1:N0}", priced.Rate.From ?? 0, priced.Rate.To);
    }

    /// <summary>Ids in the clear, the rest hashed: an alternate key must stay short.</summary>
    private static string KeyOf(PricedRate priced, int alike, Guid connectorId, Guid? providerAccountId)
    {
        using var sha = SHA256.Create();
        var hash = sha.ComputeHash(Encoding.UTF8.GetBytes(
            string.Join("|", Plain(priced.Price.BillingTerm), Plain(priced.Price.CommitmentTerm), Plain(priced.Rate.ChargeType), (priced.Rate.From ?? 0).ToString(CultureInfo.InvariantCulture), alike.ToString(CultureInfo.InvariantCulture))));
        return $"{connectorId:N}{providerAccountId?.ToString("N", CultureInfo.InvariantCulture)}-{BitConverter.ToString(hash, 0, 16).Replace("-", "").ToLowerInvariant()}";
    }

    private static string? Plain(string? word) => word?.Trim().ToLowerInvariant();
}
