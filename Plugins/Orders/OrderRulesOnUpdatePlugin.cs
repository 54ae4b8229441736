using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order is changed, in the same transaction: people change drafts only.</summary>
public sealed class OrderRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderRulesOnUpdatePlugin() =>
        OnUpdate(Order.Table, OrderRules.WatchedOfOrder)
            .WithBefore(OrderRules.WatchedOfOrder)
            .BeforeTheWrite(run => run.App.OrderRules.ApplyToChange(run.Target, run.Before, run.IsOwnWrite));
}
