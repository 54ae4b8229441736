using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order line is changed, in the same transaction: people change lines of drafts only.</summary>
public sealed class OrderLineRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderLineRulesOnUpdatePlugin() =>
        OnUpdate(OrderLine.Table, OrderRules.WatchedOfLine)
            .WithBefore(OrderRules.ComparedOfLine)
            .BeforeTheWrite(run => run.App.OrderRules.ApplyToChangedLine(run.Target, run.Before, run.IsOwnWrite));
}
