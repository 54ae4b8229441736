using System;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before an order is changed: refuses what its status does not allow. Never calls Pax8.</summary>
public sealed class OrderRulesOnUpdatePlugin : PluginBase
{
    private static readonly string[] Watched =
        [.. Order.Columns.All.Where(column => column.Type != ColumnType.Key).Select(column => column.Name), Common.State, Common.StatusReason];

    /// <summary>Declares the step.</summary>
    public OrderRulesOnUpdatePlugin() =>
        OnUpdate(Order.Table, Watched)
            .WithBefore(Watched)
            .BeforeTheWrite(_ => throw new NotSupportedException());
}
