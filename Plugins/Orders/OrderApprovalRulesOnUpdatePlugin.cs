using System;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order approval is changed: the system alone writes them.</summary>
public sealed class OrderApprovalRulesOnUpdatePlugin : PluginBase
{
    private static readonly string[] Watched =
        [.. OrderApproval.Columns.All.Where(column => column.Type != ColumnType.Key).Select(column => column.Name), Common.State, Common.StatusReason];

    /// <summary>Declares the step.</summary>
    public OrderApprovalRulesOnUpdatePlugin() =>
        OnUpdate(OrderApproval.Table, Watched).BeforeTheWrite(_ => throw new NotSupportedException());
}
