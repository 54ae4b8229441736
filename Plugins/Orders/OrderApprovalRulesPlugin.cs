using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Runs before the record of a decision is created or changed: it is written by Approve and Reject alone.</summary>
public sealed class OrderApprovalRulesPlugin : PluginBase
{
    private static readonly string[] Watched =
        [.. OrderApproval.Columns.OwnedBy(ColumnOwner.System), .. OrderApproval.Columns.OwnedBy(ColumnOwner.Belonging), Common.State, Common.StatusReason];

    /// <summary>Declares the steps.</summary>
    public OrderApprovalRulesPlugin()
    {
        OnCreate(OrderApproval.Table).BeforeTheWrite(Check);
        OnUpdate(OrderApproval.Table, Watched).BeforeTheWrite(Check);
    }

    private static void Check(PluginExecution run)
    {
        if (!run.IsOwnWrite) throw new RefusedException("Decisions about orders are recorded by Approve and Reject, and not changed. Press one of these on the order.");
    }
}
