using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>
/// Runs that are stopped: before and after every commit and every call of a run, at each of them in turn; a new process goes on
/// with the same database. The end must be that of the run nobody disturbed.
/// </summary>
internal sealed class CrashScene : IDisposable
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly TenantDatabase _start = TenantDatabase.InMemory();

    // Of each scene its own: tokens are kept for the whole process, and scenes that run beside each other must not take each other's.
    private readonly string _secret = Guid.NewGuid().ToString("N");
    private readonly Guid _connector;

    /// <summary>Companies and subscriptions of Pax8 at the beginning, and what is done before the run under test.</summary>
    public CrashScene(int companies, int? subscriptions, Func<Tenant, Guid> prepare)
    {
        Companies = companies;
        Subscriptions = subscriptions;
        var time = new VirtualTime(Beginning);
        using var process = new Disposing(Open(_start, time, Simulator(time), seed: 1, probe: null));
        _connector = prepare(process.Tenant);
    }

    public int Companies { get; }

    public int? Subscriptions { get; }

    /// <summary>What happens in Pax8 before the run.</summary>
    public Action<Pax8State> Change { get; init; } = _ => { };

    /// <summary>What goes wrong with calls of Pax8 in the run; made anew for each.</summary>
    public Func<IFaultPlan>? Faults { get; init; }

    /// <summary>What people do, and do again until it is done: it looks at what is there first.</summary>
    public required Action<Tenant, Guid> Act { get; init; }

    /// <summary>What is looked at in the end, as lines.</summary>
    public required Func<Tenant, IReadOnlyList<string>> Ending { get; init; }

    public void Dispose() => _start.Dispose();

    /// <param name="every">1 for each step, n for each n-th.</param>
    /// <returns>The number of steps that the run has.</returns>
    public int StopAtEveryStep(int every = 1)
    {
        var expected = Run([], seed: 1, out _);
        for (var step = 1; ; step += every)
        {
            var ending = Run([step], seed: 1, out var stopped);
            Assert.True(expected.SequenceEqual(ending), $"Stopped at step {step} ({stopped}) the run ended differently:{Environment.NewLine}{Difference(expected, ending)}");
            if (stopped is null) return step - 1;
        }
    }

    /// <summary>Stops so many runs three times each, at steps drawn from a seed.</summary>
    public void StopSeveralTimes(int runs)
    {
        var expected = Run([], seed: 1, out _);
        for (var seed = 1; seed <= runs; seed++)
        {
            var random = new Random(seed);
            var ending = Run([random.Next(1, 90), random.Next(1, 60), random.Next(1, 40)], seed, out _);
            Assert.True(expected.SequenceEqual(ending), $"Stopped by seed {seed} the run ended differently:{Environment.NewLine}{Difference(expected, ending)}");
        }
    }

    /// <summary>Jobs of the run under test; those that made the start are left out.</summary>
    public static List<Entity> Jobs(Tenant tenant) =>
        tenant.Rows("pax8_syncjob", "pax8_jobstatus", "pax8_lockkey", "pax8_startedon", "pax8_pagesdone", "pax8_pagestotal", "pax8_failedcount")
            .Where(job => job.GetAttributeValue<DateTime>("pax8_startedon") >= Beginning.AddHours(1).UtcDateTime).ToList();

    /// <summary>The end of the one job of the run: its outcome, and that its lock was freed.</summary>
    public static string EndOfJob(Tenant tenant)
    {
        var job = Assert.Single(Jobs(tenant));
        Assert.False(job.Contains("pax8_lockkey"), "The lock of the job was not freed.");
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
        return $"status={job.Status()} pages={job.GetAttributeValue<int>("pax8_pagesdone")}/{job.GetAttributeValue<int>("pax8_pagestotal")} failed={job.Counts().Failed}";
    }

    public static IEnumerable<string> Issues(Tenant tenant) =>
        tenant.OpenIssues().Select(issue => issue.GetAttributeValue<string>("pax8_name")).Order(StringComparer.Ordinal);

    /// <summary>A run that stops at the given steps, each counted anew in the new process. Says at what it was stopped last.</summary>
    private List<string> Run(IReadOnlyList<int> stops, int seed, out string? stopped)
    {
        using var database = TenantDatabase.CopyOf(_start);
        var time = new VirtualTime(Beginning.AddHours(1));
        var pax8 = Simulator(time);
        Change(pax8.State);
        pax8.Faults = Faults?.Invoke();
        stopped = null;
        foreach (var stop in stops)
        {
            var probe = new StopAt(stop);
            using var process = new Disposing(Open(database, time, pax8, seed, probe));
            try
            {
                Finish(process.Tenant);
            }
            catch (ProcessStoppedException)
            {
                // The process is gone; what it committed is in the database.
            }
            catch (FaultException<OrganizationServiceFault>) when (probe.StoppedAt is not null)
            {
                // The same, at a call inside of an operation, which makes a sentence of whatever goes wrong.
            }
            stopped = probe.StoppedAt;
            if (stopped is null) break;
        }
        using var last = new Disposing(Open(database, time, pax8, seed, probe: null));
        Finish(last.Tenant);
        return [.. Ending(last.Tenant)];
    }

    /// <summary>What people and the platform do: the asynchronous service works, people act, the asynchronous service works.</summary>
    private void Finish(Tenant tenant)
    {
        tenant.Settle();
        Act(tenant, _connector);
        tenant.Settle();
    }

    private static Tenant Open(TenantDatabase database, VirtualTime time, Pax8Simulator pax8, int seed, ITenantProbe? probe) =>
        Given.Tenant(options => options with { Database = database, Time = time, Pax8 = pax8, Seed = seed, Probe = probe });

    private Pax8Simulator Simulator(VirtualTime time) =>
        new(new Pax8SimulatorOptions { Companies = Companies, Subscriptions = Subscriptions, ApplicationSecret = _secret, TimeProvider = time });

    private static string Difference(IReadOnlyList<string> expected, List<string> ending) => string.Join(
        Environment.NewLine,
        expected.Except(ending).Select(line => "- " + line).Concat(ending.Except(expected).Select(line => "+ " + line)).Take(6));

    private sealed class Disposing(Tenant tenant) : IDisposable
    {
        public Tenant Tenant { get; } = tenant;

        public void Dispose() => Tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Counts every commit and every call twice, before and after, and stops the process at one of them.</summary>
    private sealed class StopAt(int step) : ITenantProbe
    {
        private int _step;

        public string? StoppedAt { get; private set; }

        public void Before(string operation, string table) => Pass("before", operation, table);

        public void After(string operation, string table) => Pass("after", operation, table);

        private void Pass(string moment, string operation, string table)
        {
            if (++_step < step) return;
            StoppedAt ??= $"{moment} {operation} {table}";
            throw new ProcessStoppedException();
        }
    }
}
