using System;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Products;

/// <summary>
/// Custom API <c>pax8_ReadProductPrices</c>: reads the prices of a product from Pax8 now, the partner's or those of one provider account, and
/// keeps them. Makes one call of Pax8; orders nothing.
/// </summary>
public sealed class ReadProductPricesApi : PluginBase
{
    /// <summary>Declares the custom API. The door is the right to change subscriptions: who only looks causes no calls.</summary>
    public ReadProductPricesApi() =>
        Implements("pax8_ReadProductPrices", Product.Table)
            .For("prvWritepax8_Subscription")
            .MayTake("ProviderAccountId", ParameterType.Guid)
            .Returns("Message", ParameterType.String)
            .Do(run => run.Return("Message", run.App.PriceQuestion.Ask(run.Bound.Id, run.Input<Guid?>("ProviderAccountId"))));
}
