using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Any number of orders, oldest first, the same for the same seed: those that made the given subscriptions while these last, then
/// some whose subscriptions are gone. They are as old as an old partner's: up to five years.
/// </summary>
internal static class GeneratedOrders
{
    private const int Days = 5 * 365;

    public static List<Pax8Order> Make(
        int seed, int count, IReadOnlyList<Pax8Company> companies, IReadOnlyList<Pax8Product> products, IReadOnlyList<Pax8Subscription> subscriptions, DateTimeOffset now)
    {
        var random = new SeededRandom(seed, "orders");
        var customers = companies.Where(company => company.Status == "Active" && company.Id.Length > 0).ToList();
        if (customers.Count == 0 && count > 0)
            throw new ArgumentException("Orders need at least one Active company. Ask for more companies.", nameof(count));
        var made = new List<Pax8Order>(count);
        for (var i = 0; i < count; i++)
        {
            var day = now.AddDays(-Days + ((long)i * (Days - 1) / count));
            made.Add(i < subscriptions.Count ? Of(random, subscriptions[i], day) : Gone(random, random.Pick(customers), random.Pick(products), day));
        }

        return made;
    }

    private static Pax8Order Of(SeededRandom random, Pax8Subscription bought, DateTimeOffset day) =>
        Order(random, bought.CompanyId, bought.ProductId, bought.Id, bought.BillingTerm, bought.Quantity, bought.Commitment?.Id, day);

    private static Pax8Order Gone(SeededRandom random, Pax8Company company, Pax8Product product, DateTimeOffset day)
    {
        var price = random.Pick(product.Prices);
        var term = product.Commitments.FirstOrDefault(commitment => commitment.Term == price.CommitmentTerm);
        return Order(random, company.Id, product.Id, random.Uuid(), price.BillingTerm, random.Between(1, 300), term?.Id, day);
    }

    private static Pax8Order Order(
        SeededRandom random, string companyId, string productId, string subscriptionId, string billingTerm, decimal quantity, string? commitmentTermId, DateTimeOffset day) => new()
        {
            Id = random.Uuid(),
            CompanyId = companyId,
            CreatedDate = Pax8Dates.Day(day),
            OrderedBy = random.Pick(new[] { "Pax8Partner", "Customer", "Pax8" }),
            OrderedByUserId = random.Percent(70) ? random.Uuid() : null,
            OrderedByUserEmail = random.Percent(50) ? $"buyer{random.Below(1000)}@example.com" : null,
            LineItems =
            [
                new Pax8OrderLine
                {
                    Id = random.Uuid(),
                    ProductId = productId,
                    SubscriptionId = subscriptionId,
                    CommitmentTermId = commitmentTermId,
                    BillingTerm = billingTerm,
                    Quantity = quantity,
                },
            ],
        };
}
