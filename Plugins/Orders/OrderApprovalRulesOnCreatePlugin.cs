using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order approval is created: the system alone writes them.</summary>
public sealed class OrderApprovalRulesOnCreatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderApprovalRulesOnCreatePlugin() =>
        OnCreate(OrderApproval.Table).BeforeTheWrite(run => OrderApprovalRules.Apply(run.IsOwnWrite));
}
