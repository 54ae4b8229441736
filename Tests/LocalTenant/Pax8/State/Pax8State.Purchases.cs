using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// What came of the calls of the API, for a test that compares what was wanted with what was bought. All of it is told as it is in Pax8,
/// whether or not the API shows it yet; nothing of it is seeded, and what people do in the portal is not in it.
/// </summary>
public sealed partial class Pax8State
{
    private readonly List<Pax8Purchase> purchases = [];
    private readonly List<Pax8CreatedCompany> createdCompanies = [];
    private readonly List<string> checkedOrders = [];

    /// <summary>Every order that POST /orders made, oldest first.</summary>
    public IReadOnlyList<Pax8Purchase> Purchases
    {
        get { lock (Gate) return [.. purchases]; }
    }

    /// <summary>The bodies of the orders that passed as isMock=true, oldest first.</summary>
    public IReadOnlyList<string> CheckedOrders
    {
        get { lock (Gate) return [.. checkedOrders]; }
    }

    /// <summary>Every company that POST /companies made, oldest first.</summary>
    public IReadOnlyList<Pax8CreatedCompany> CreatedCompanies
    {
        get { lock (Gate) return [.. createdCompanies]; }
    }

    /// <summary>All companies with this reference of the partner, vanished ones and those that are not listed yet included.</summary>
    public IReadOnlyList<Pax8Company> CompaniesWithExternalId(string externalId)
    {
        lock (Gate)
            return companies.All.Where(company => company.ExternalId == externalId).ToList();
    }

    /// <summary>The subscriptions that an order made, in the order of its lines; those that have vanished since are left out.</summary>
    /// <exception cref="KeyNotFoundException">There is no such order.</exception>
    public IReadOnlyList<Pax8Subscription> SubscriptionsOfOrder(string orderId)
    {
        lock (Gate)
            return orders.Get(orderId).LineItems.Select(line => line.SubscriptionId is { } id ? subscriptions.Known(id) : null).OfType<Pax8Subscription>().ToList();
    }

    internal void Note(Pax8Purchase purchase) => purchases.Add(purchase);

    internal void NoteChecked(string request) => checkedOrders.Add(request);
}

/// <summary>An order that the API made, with what was asked for.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CompanyId">The customer.</param>
/// <param name="At">When Pax8 took it.</param>
/// <param name="Request">The body as it was sent.</param>
/// <param name="Lines">As they stood in the request.</param>
public sealed record Pax8Purchase(string OrderId, string CompanyId, DateTimeOffset At, string Request, IReadOnlyList<Pax8PurchasedLine> Lines);

/// <summary>A line of an order as it was asked for, and what came of it.</summary>
public sealed record Pax8PurchasedLine
{
    /// <summary>lineItemNumber; null where it was left out.</summary>
    public int? Number { get; init; }
    /// <summary>The product.</summary>
    public required string ProductId { get; init; }
    /// <summary>Licences.</summary>
    public required decimal Quantity { get; init; }
    /// <summary>Monthly, Annual …</summary>
    public required string BillingTerm { get; init; }
    /// <summary>The chosen commitment.</summary>
    public string? CommitmentTermId { get; init; }
    /// <summary>The subscription that it was asked to belong to.</summary>
    public string? ParentSubscriptionId { get; init; }
    /// <summary>The line that it was asked to belong to.</summary>
    public int? ParentLineNumber { get; init; }
    /// <summary>The answers by their keys.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> ProvisioningDetails { get; init; }
    /// <summary>What was bought.</summary>
    public required string SubscriptionId { get; init; }
}

/// <summary>A company that the API made.</summary>
/// <param name="CompanyId">The company.</param>
/// <param name="Name">As it was sent.</param>
/// <param name="ExternalId">As it was sent; null without one.</param>
/// <param name="At">When Pax8 took it.</param>
public sealed record Pax8CreatedCompany(string CompanyId, string Name, string? ExternalId, DateTimeOffset At);
