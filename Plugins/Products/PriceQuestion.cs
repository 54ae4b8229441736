using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Products;

/// <summary>Reads the prices of one product for a person who waits: the partner's, or those of one customer. One call of Pax8.</summary>
internal sealed class PriceQuestion(ConnectorRows connectors, Pax8Access pax8, ProductRows products, PriceStore store, IPricedCustomers customers, IClock clock)
{
    /// <summary>Reads and keeps them; returns what to tell the person.</summary>
    /// <param name="productId">The product.</param>
    /// <param name="providerAccountId">The customer; null for the partner's prices.</param>
    /// <exception cref="Pax8.Pax8Exception">Pax8 gave no answer; nothing was kept.</exception>
    public string Ask(Guid productId, Guid? providerAccountId)
    {
        var product = products.GetPriced(productId);
        PricedCustomer? customer = null;
        if (providerAccountId is { } account)
            customer = customers.FindPriced(account) ?? throw new RefusedException("The provider account no longer exists. Refresh, and choose another.");
        var connectorId = customer?.ConnectorId ?? product.ConnectorId
            ?? throw new RefusedException($"{product.Name} stands in no catalogue that was read, so it is not known whose prices to ask for. Start Sync Products, or choose a provider account.");
        var connector = connectors.Get(connectorId);
        if (!connector.IsActive)
            throw new RefusedException($"{connector.Name} is inactive, so Pax8 is not asked for prices. Activate the provider integration and try again.");
        if (connector.IsPartnerInDoubt)
            throw new RefusedException($"{connector.Name} is in doubt: Pax8 looks like another partner's, whose prices would be others. Answer that first, then try again.");
        var list = pax8.ForWaitingUser(connectorId).ReadPrices(product.Pax8Id, customer?.CompanyId);
        var read = store.Save(product.Id, connector, customer?.Id, list, isAsked: true);
        if (customer is null) products.NotePrices(product, connectorId, clock.UtcNow, isShown: false);
        var whose = customer is null ? "" : $" for {customer.Name}";
        return list is null
            ? $"Pax8 has no {product.Name} any more, and so no prices{whose}."
            : FormattableString.Invariant($"{read.Prices:N0} prices of {product.Name}{whose} were read: {read.Changed:N0} changed, {read.Gone:N0} no longer offered.");
    }
}
