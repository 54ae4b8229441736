using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// State and status reason fit together: a state alone brings its default status reason; a status reason must belong to
/// the state given with it, or else to the state that the row has.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/define-custom-state-model-transitions
/// </summary>
internal static class StatusRules
{
    public const string State = "statecode";
    public const string Status = "statuscode";

    /// <summary>Completes <paramref name="values"/> for a create.</summary>
    public static void OnCreate(TableDefinition table, IDictionary<string, object?> values)
    {
        if (table.Columns.TryGetValue(State, out var state))
        {
            var first = state.DefaultValue as int? ?? 0;
            values[State] = new OptionSetValue(Given(values, State) ?? first);
            Complete(table, state, values, first);
        }
    }

    /// <summary>Completes <paramref name="values"/> for an update; does nothing when neither column is in it.</summary>
    public static void OnUpdate(TableDefinition table, IDictionary<string, object?> values, Entity current)
    {
        if (table.Columns.TryGetValue(State, out var state))
        {
            Complete(table, state, values, current.GetAttributeValue<OptionSetValue>(State)?.Value ?? 0);
        }
    }

    private static void Complete(TableDefinition table, ColumnDefinition state, IDictionary<string, object?> values, int currentState)
    {
        var givenState = Given(values, State);
        var givenStatus = Given(values, Status);
        values.Remove(State);
        values.Remove(Status);
        if ((givenState ?? givenStatus) is null)
        {
            return;
        }

        var newState = givenState ?? currentState;
        values[State] = new OptionSetValue(newState);
        if (table.Columns.TryGetValue(Status, out var status) && (givenStatus ?? DefaultStatus(state, status, newState)) is { } newStatus)
        {
            Demand(table, status, newState, newStatus);
            values[Status] = new OptionSetValue(newStatus);
        }
    }

    private static void Demand(TableDefinition table, ColumnDefinition status, int state, int reason)
    {
        if (status.Choice?.Options.FirstOrDefault(option => option.Value == reason)?.State is { } belongsTo && belongsTo != state)
        {
            throw Faults.Of(ErrorCodes.InvalidStateCodeStatusCode,
                $"{reason} is not a valid status code for state code {state} on {table.LogicalName}.");
        }
    }

    private static int? DefaultStatus(ColumnDefinition state, ColumnDefinition status, int value) =>
        state.Choice?.Options.FirstOrDefault(option => option.Value == value)?.DefaultStatus
        ?? status.Choice?.Options.FirstOrDefault(option => option.State == value)?.Value;

    private static int? Given(IDictionary<string, object?> values, string column) =>
        values.TryGetValue(column, out var value) ? (value as OptionSetValue)?.Value : null;
}
