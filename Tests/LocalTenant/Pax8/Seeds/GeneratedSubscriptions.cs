using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Any number of subscriptions of the given companies, the same for the same seed. 85 % Active, the rest over the statuses that still occur;
/// products with commitment carry one that ends in the future.
/// </summary>
internal static class GeneratedSubscriptions
{
    public static List<Pax8Subscription> Make(int seed, int count, IReadOnlyList<Pax8Company> companies, IReadOnlyList<Pax8Product> products, DateTimeOffset now)
    {
        var random = new SeededRandom(seed, "subscriptions");
        var customers = companies.Where(company => company.Status == "Active" && company.Id.Length > 0).ToList();
        if (customers.Count == 0 && count > 0)
            throw new ArgumentException("Subscriptions need at least one Active company. Ask for more companies.", nameof(count));
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var made = new List<Pax8Subscription>(count);
        for (var i = 0; i < count; i++)
            made.Add(Subscription(random, random.Pick(customers), random.Pick(products), today));
        return made;
    }

    private static Pax8Subscription Subscription(SeededRandom random, Pax8Company company, Pax8Product product, DateTimeOffset today)
    {
        var created = today.AddDays(-random.Between(8, 1000)).AddHours(8).AddMinutes(random.Below(60));
        var status = random.Below(100) switch { < 85 => "Active", < 89 => "Cancelled", < 91 => "PendingCancel", < 94 => "PendingManual", < 97 => "PendingAutomated", < 99 => "Trial", _ => "Converted" };
        var price = random.Pick(product.Prices);
        var term = product.Commitments.FirstOrDefault(commitment => commitment.Term == price.CommitmentTerm);
        var trial = status == "Trial";
        return new Pax8Subscription
        {
            Id = random.Uuid(),
            CompanyId = company.Id,
            ProductId = product.Id,
            ProductName = product.Name,
            VendorSubscriptionId = random.Percent(60) ? random.Uuid() : null,
            VendorSkuId = product.VendorSku,
            Quantity = random.Between(1, 300),
            StartDate = random.Percent(50) ? Pax8Dates.Seconds(created) : Pax8Dates.ColonOffset(created),
            EndDate = End(random, status, today),
            CreatedDate = random.Below(3) switch { 0 => Pax8Dates.Seconds(created), 1 => Pax8Dates.BareOffset(created, 2), _ => Pax8Dates.Day(created) },
            UpdatedDate = random.Percent(40) ? Pax8Dates.BareOffset(today.AddDays(-random.Between(1, 7)).AddMilliseconds(random.Below(86_400_000)), 3) : null,
            BillingStart = Pax8Dates.Day(created),
            Status = status,
            Price = trial ? 0 : price.SuggestedRetailPrice,
            CurrencyCode = Places.Currency(company.Address?.Country ?? "US"),
            PartnerCost = trial ? 0 : price.PartnerBuyRate,
            BillingTerm = trial ? "Trial" : price.BillingTerm,
            Commitment = term is null || trial ? null : new Pax8Commitment(term.Id, term.Term, Pax8Dates.Milliseconds(today.AddDays(random.Between(1, term.Months * 30)))),
        };
    }

    /// <summary>Past for what has ended, future for what will; in the three forms in which endDate was seen.</summary>
    private static string? End(SeededRandom random, string status, DateTimeOffset today) => status switch
    {
        "Cancelled" => random.Percent(50) ? Pax8Dates.Day(today.AddDays(-random.Between(1, 7))) : Pax8Dates.Seconds(today.AddDays(-random.Between(1, 7))),
        "PendingCancel" => Pax8Dates.Seconds(today.AddDays(random.Between(1, 300))),
        "Trial" => Pax8Dates.ColonOffset(today.AddDays(random.Between(1, 30))),
        _ => null,
    };
}
