using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.Orders;

/// <summary>The request that an order's rows make, and all that keeps them from making one.</summary>
/// <param name="Request">Null where the rows do not tell whole what was ordered, or for whom.</param>
/// <param name="Lines">As they were read.</param>
/// <param name="Problems">Sentences that name line and field; with one, nothing is sent.</param>
internal sealed record BuiltOrder(NewOrder? Request, IReadOnlyList<OrderLineState> Lines, IReadOnlyList<string> Problems);

/// <summary>Makes the request of an order out of its rows. Asks nothing of Pax8.</summary>
internal sealed class OrderBuilding(OrderRows orders, ProviderAccountRows providerAccounts, ProductRows products, SubscriptionRows subscriptions)
{
    /// <summary>Lines that one request holds at most: each takes calls of its own before it is sent, within one execution.</summary>
    public const int MostLines = 20;

    public BuiltOrder Build(OrderState order)
    {
        var problems = new List<string>();
        var lines = orders.LinesOf(order.Id);
        if (lines.Count == 0) problems.Add("The order has no lines. Add a line with the product to order.");
        if (lines.Count > MostLines) problems.Add($"The order has {lines.Count} lines; one order holds {MostLines} at most. Make a second order of the others.");
        var company = CompanyOf(order, problems);
        var found = products.Linked(lines.Where(line => line.ProductId is not null).Select(line => line.ProductId!.Value).Distinct().ToList());
        var parents = subscriptions.Pax8IdsOf(lines.Where(line => line.ParentSubscriptionId is not null).Select(line => line.ParentSubscriptionId!.Value).Distinct().ToList());
        var numbers = lines.ToDictionary(line => line.Id, line => line.Number);
        var read = lines.ConvertAll(line => Read(line, found, parents, numbers, problems));
        var isWhole = company is not null && read.Count > 0 && read.TrueForAll(line => line is not null);
        return new BuiltOrder(isWhole ? new NewOrder(company!, read.ConvertAll(line => line!)) : null, lines, problems);
    }

    private string? CompanyOf(OrderState order, List<string> problems)
    {
        var account = providerAccounts.OrderableOf(order.ProviderAccountId);
        if (account.CompanyId is null) problems.Add($"Provider Account {account.Name} has no company in Pax8 yet. Provision it first.");
        else if (account.CompanyStatus is not (null or ProviderAccount.CompanyStatuses.Active))
            problems.Add($"The company of {account.Name} is not active in Pax8, so nothing can be ordered for it. Complete its contacts in Pax8, then press Sync Provider Accounts.");
        if (!account.IsEnabled) problems.Add($"Sync status of {account.Name} is Disabled, so what is ordered would not be seen here. Enable its sync.");
        return account.CompanyId;
    }

    private static NewOrderLine? Read(
        OrderLineState line, Dictionary<Guid, LinkedProduct> products, Dictionary<Guid, string> parents, Dictionary<Guid, int> numbers, List<string> problems)
    {
        var before = problems.Count;
        void Say(string problem) => problems.Add($"Line {line.Number}: {problem}");
        LinkedProduct? product = null;
        if (line.ProductId is not { } productId || !products.TryGetValue(productId, out product)) Say("Product is missing.");
        if (line.Quantity < 1) Say("Quantity must be at least 1.");
        var term = line.BillingTerm is { } value ? SubscriptionMap.WordOfTerm(value) : null;
        if (term is null) Say("Billing Term is missing, or one that Pax8 does not know.");
        var details = OrderingJson.ReadProvisioningDetails(line.Details);
        if (details is null) Say("Provisioning Details cannot be read. Enter them again.");
        string? parent = null;
        if (line.ParentSubscriptionId is { } parentId && !parents.TryGetValue(parentId, out parent)) Say("Parent Subscription no longer exists.");
        int? parentLine = null;
        if (line.ParentLineId is { } parentLineId)
        {
            if (numbers.TryGetValue(parentLineId, out var number)) parentLine = number;
            else Say("Parent Line belongs to another order, or no longer exists.");
        }
        if (problems.Count > before) return null;
        return new NewOrderLine(line.Number, product!.Pax8Id, line.Quantity, term!)
        {
            CommitmentTermId = line.CommitmentId,
            ParentSubscriptionId = parent,
            ParentLineNumber = parentLine,
            ProvisioningDetails = details!,
        };
    }
}
