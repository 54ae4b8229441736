using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Dataverse;

/// <summary>State of a row: state and status reason always go together.</summary>
internal static class RowState
{
    public static void SetState(this Entity row, bool active)
    {
        row[Common.State] = new OptionSetValue(active ? Common.StateActive : Common.StateInactive);
        row[Common.StatusReason] = new OptionSetValue(active ? Common.StatusActive : Common.StatusInactive);
    }

    /// <summary>True also where the row was read without its state, as a new one is.</summary>
    public static bool IsActive(this Entity row) => (row.Choice(Common.State) ?? Common.StateActive) == Common.StateActive;
}
