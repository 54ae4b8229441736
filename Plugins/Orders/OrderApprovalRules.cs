using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Decisions are recorded by Approve and Reject alone.</summary>
internal static class OrderApprovalRules
{
    /// <summary>Columns that wake the rules.</summary>
    public static readonly string[] Watched =
        [.. OrderApproval.Columns.OwnedBy(ColumnOwner.System), .. OrderApproval.Columns.OwnedBy(ColumnOwner.Belonging), Common.State, Common.StatusReason];

    public static void Apply(bool ownWrite)
    {
        if (!ownWrite) throw new RefusedException("Decisions about orders are recorded by Approve and Reject, and not changed. Press one of these on the order.");
    }
}
