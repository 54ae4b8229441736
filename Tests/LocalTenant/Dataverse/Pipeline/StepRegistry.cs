using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>The registered steps by message and table, in the order in which they run.</summary>
internal sealed class StepRegistry
{
    private static readonly string[] Messages = ["Create", "Update", "Delete"];
    private readonly Dictionary<(string Message, string Table), StepDefinition[]> steps;

    public StepRegistry(IEnumerable<StepDefinition> definitions)
    {
        var all = definitions.ToList();
        foreach (var step in all)
        {
            Check(step);
        }

        steps = all.GroupBy(step => (step.Message, step.Table))
            .ToDictionary(group => group.Key, group => group.OrderBy(step => step.Stage).ThenBy(step => step.Rank).ToArray());
    }

    public StepDefinition[] Of(string message, string table) => steps.GetValueOrDefault((message, table), []);

    /// <summary>
    /// Whether an update concerns the step: one of its filtering columns is in the target, changed or not.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/include-filtering-attributes-plugin-registration
    /// </summary>
    public static bool Concerns(StepDefinition step, ParameterCollection input) =>
        step.Message != "Update" || step.FilteringColumns.Count == 0
        || (input.TryGetValue("Target", out object target) && target is Entity entity && step.FilteringColumns.Any(entity.Contains));

    private static void Check(StepDefinition step)
    {
        if (!Messages.Contains(step.Message))
        {
            throw Faults.NotSupported($"steps on the message {step.Message} (step \"{step.Name}\")");
        }

        if (step.Stage is not (10 or 20 or 40))
        {
            throw new InvalidOperationException($"Step \"{step.Name}\" is registered in stage {step.Stage}; stages are 10, 20 and 40.");
        }

        if (step.Asynchronous && step.Stage != 40)
        {
            throw new InvalidOperationException($"Step \"{step.Name}\" is asynchronous in stage {step.Stage}; only stage 40 may be.");
        }
    }
}
