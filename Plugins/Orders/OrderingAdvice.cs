using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>
/// What can be chosen for a line, read from Pax8 at this moment: prices for the customer, commitments, provisioning details. Nothing of it
/// is kept: Pax8 calls it dynamic. Source: API reference, products.
/// </summary>
internal sealed class OrderingAdvice(ProviderAccountRows providerAccounts, ProductRows products, Pax8Access pax8, Execution.IClock clock)
{
    /// <summary>JSON of <c>prices</c>, <c>commitments</c>, <c>fields</c>, <c>requires</c> and <c>readOn</c>.</summary>
    public string Of(Guid productId, Guid providerAccountId)
    {
        var account = providerAccounts.OrderableOf(providerAccountId);
        if (account.CompanyId is not { } companyId) throw new RefusedException($"Provider Account {account.Name} has no company in Pax8 yet. Provision it first.");
        if (products.Pax8IdOf(productId) is not { } product) throw new RefusedException("This product is not known in Pax8. Choose another one.");
        var client = pax8.ForWaitingUser(account.ConnectorId);
        var prices = client.ReadPrices(product, companyId)?.Prices ?? [];
        var dependencies = client.ReadDependencies(product);
        var fields = client.ReadProvisioningFields(product);
        return OrderingJson.Of(prices, dependencies, fields, clock.UtcNow);
    }
}
