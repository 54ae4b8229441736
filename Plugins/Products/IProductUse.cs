using System;
using System.Collections.Generic;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Products;

/// <summary>Who uses products, as far as their prices are read for them.</summary>
internal interface IProductUse
{
    /// <summary>Products that active subscriptions of the connector have. Walks all of them, so it is for once a job.</summary>
    List<Guid> ProductsOfActive(Guid connectorId);

    /// <summary>
    /// Shows on the active subscriptions of a product what it costs now, where that is something else than they are billed. False where the
    /// deadline ended it; it may run again.
    /// </summary>
    bool ShowPrices(Guid connectorId, Guid productId, SyncRun run);
}

/// <summary>The customers whose prices a person can ask for.</summary>
internal interface IPricedCustomers
{
    /// <summary>A provider account; null where there is none.</summary>
    PricedCustomer? FindPriced(Guid providerAccountId);
}

/// <summary>A customer whose prices are asked for.</summary>
/// <param name="Id">The provider account.</param>
/// <param name="ConnectorId">Its connector.</param>
/// <param name="CompanyId">The company in Pax8.</param>
/// <param name="Name">Its name.</param>
internal sealed record PricedCustomer(Guid Id, Guid ConnectorId, string CompanyId, string Name);
