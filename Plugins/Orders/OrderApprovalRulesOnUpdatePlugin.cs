using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order approval is changed: the system alone writes them.</summary>
public sealed class OrderApprovalRulesOnUpdatePlugin : PluginBase
{
    /// <summary>Declares the step.</summary>
    public OrderApprovalRulesOnUpdatePlugin() =>
        OnUpdate(OrderApproval.Table, OrderApprovalRules.Watched).BeforeTheWrite(run => OrderApprovalRules.Apply(run.IsOwnWrite));
}
