using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is created, in the same transaction: refuses what cannot be, fills in what follows.</summary>
public sealed class OrderLineRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderLineRulesOnCreatePlugin() =>
        OnCreate(OrderLine.Table).BeforeTheWrite(run => run.App.OrderRules.ApplyToNewLine(run.Target, run.IsOwnWrite));
}
