using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Faults written down by a test: <c>new ScriptedFaults().At("GET /companies", 3, Fault.Reset())</c>. The first rule that
/// fits decides; each rule counts the calls it matches from 1, whether or not another rule struck. Rules may be added while the simulator runs.
/// </summary>
public sealed class ScriptedFaults : IFaultPlan
{
    private readonly object gate = new();
    private readonly List<Rule> rules = [];

    /// <summary>The n-th call of an endpoint gets the fault, and so do the calls after it up to <paramref name="times"/>.</summary>
    /// <param name="endpoint">Method and template as in the documents: <c>GET /companies/{companyId}</c>.</param>
    /// <param name="number">1 for the first call of that endpoint after the rule was added.</param>
    /// <param name="fault">What happens.</param>
    /// <param name="times">How many calls in a row.</param>
    public ScriptedFaults At(string endpoint, int number, Fault fault, int times = 1) =>
        When(call => call.Endpoint == endpoint, fault, number, times);

    /// <summary>Every call of an endpoint gets the fault.</summary>
    public ScriptedFaults Always(string endpoint, Fault fault) => When(call => call.Endpoint == endpoint, fault, 1, int.MaxValue);

    /// <summary>Every call whatsoever gets the fault.</summary>
    public ScriptedFaults Always(Fault fault) => When(_ => true, fault, 1, int.MaxValue);

    /// <summary>The calls that fit a condition get the fault, from the <paramref name="first"/> of them on, <paramref name="times"/> times.</summary>
    public ScriptedFaults When(Func<Pax8Call, bool> condition, Fault fault, int first = 1, int times = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (gate)
            rules.Add(new Rule(condition, fault, first, times));
        return this;
    }

    /// <summary>Forgets all rules.</summary>
    public void Clear()
    {
        lock (gate)
            rules.Clear();
    }

    /// <inheritdoc />
    public Fault? Next(Pax8Call call, int number)
    {
        lock (gate)
        {
            Fault? struck = null;
            foreach (var rule in rules)
            {
                if (rule.Strikes(call) && struck is null)
                    struck = rule.Fault;
            }

            return struck;
        }
    }

    private sealed class Rule(Func<Pax8Call, bool> condition, Fault fault, int first, int times)
    {
        private int seen;

        public Fault Fault => fault;

        public bool Strikes(Pax8Call call) => condition(call) && ++seen >= first && seen - first < times;
    }
}
