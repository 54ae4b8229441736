using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order is created, in the same transaction: refuses what cannot be, fills in what follows.</summary>
public sealed class OrderRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderRulesOnCreatePlugin() =>
        OnCreate(Order.Table).BeforeTheWrite(run => run.App.OrderRules.ApplyToNew(run.Target, run.IsOwnWrite));
}
