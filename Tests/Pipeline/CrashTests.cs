using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Dataverse;
using Pax8Dataverse.LocalTenant.Dataverse.Storage;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>
/// The process stops before and after every commit and every call of a run, at each of them in turn; a new process goes on
/// with the same database. The end must be that of the run nobody disturbed.
/// </summary>
public sealed class CrashTests
{
    private static readonly string Secret = Guid.NewGuid().ToString("N");

    [Fact]
    public void A_first_sync_stopped_at_any_step_ends_like_one_that_was_not()
    {
        var start = Start(companies: 14, sync: false);

        var steps = StopAtEveryStep(start, companies: 14, change: _ => { });

        Assert.True(steps > 60, $"Only {steps} steps were stopped at; a first sync has more.");
    }

    [Fact]
    public void A_sync_of_two_batches_with_changes_stopped_at_any_step_ends_like_one_that_was_not()
    {
        var start = Start(companies: 1001, sync: true);

        var steps = StopAtEveryStep(start, companies: 1001, Change);

        Assert.True(steps > 100, $"Only {steps} steps were stopped at; such a sync has more.");
    }

    [Fact]
    public void A_sync_stopped_several_times_ends_like_one_that_was_not()
    {
        var start = Start(companies: 30, sync: false);
        var expected = Undisturbed(start, 30, _ => { });

        for (var seed = 1; seed <= 60; seed++)
        {
            var random = new Random(seed);
            var stops = new[] { random.Next(1, 90), random.Next(1, 60), random.Next(1, 40) };
            Assert.Equal(expected, Disturbed(start, 30, _ => { }, stops, seed, out _));
        }
    }

    private static int StopAtEveryStep(Starting start, int companies, Action<Pax8State> change)
    {
        var expected = Undisturbed(start, companies, change);
        for (var step = 1; ; step++)
        {
            var ending = Disturbed(start, companies, change, [step], seed: 1, out var stopped);
            Assert.True(expected.SequenceEqual(ending), $"Stopped at step {step} ({stopped}) the run ended differently:{Environment.NewLine}{Difference(expected, ending)}");
            if (stopped is null) return step - 1;
        }
    }

    /// <summary>Renamed, deleted, vanished and new companies, on both batches' pages.</summary>
    private static void Change(Pax8State pax8)
    {
        var all = pax8.Companies;
        pax8.RenameCompany(all[3].Id, "Renamed early");
        pax8.SetCompanyStatus(all[5].Id, all[5].Status == "Deleted" ? "Active" : "Deleted");
        pax8.VanishCompany(all[7].Id);
        pax8.VanishCompany(all[500].Id);
        pax8.RenameCompany(all[990].Id, "Renamed late");
        pax8.AddCompany("New at the end");
        pax8.AddCompany("New at the beginning", at: 0);
    }

    private static IReadOnlyList<string> Undisturbed(Starting start, int companies, Action<Pax8State> change) =>
        Disturbed(start, companies, change, [], seed: 1, out _);

    /// <summary>Runs a sync that stops at the given steps, each counted anew in the new process. Says at what it was stopped last.</summary>
    private static List<string> Disturbed(Starting start, int companies, Action<Pax8State> change, IReadOnlyList<int> stops, int seed, out string? stopped)
    {
        using var database = TenantDatabase.CopyOf(start.Database);
        var time = new VirtualTime(start.Time);
        var pax8 = Simulator(companies, time);
        change(pax8.State);
        stopped = null;
        foreach (var stop in stops)
        {
            var probe = new StopAt(stop);
            using var process = new Disposing(Open(database, time, pax8, seed, probe));
            try
            {
                Finish(process.Tenant, start.Connector);
            }
            catch (ProcessStoppedException)
            {
                // The process is gone; what it committed is in the database.
            }
            stopped = probe.StoppedAt;
            if (stopped is null) break;
        }
        using var last = new Disposing(Open(database, time, pax8, seed, probe: null));
        Finish(last.Tenant, start.Connector);
        return Ending(last.Tenant);
    }

    /// <summary>What people and the platform do: press the button unless a job is there, let the asynchronous service work.</summary>
    private static void Finish(Tenant tenant, Guid connector)
    {
        tenant.SettleAsync().GetAwaiter().GetResult();
        if (Jobs(tenant).Count == 0) tenant.PressSync(connector);
        tenant.SettleAsync().GetAwaiter().GetResult();
    }

    private static List<string> Ending(Tenant tenant)
    {
        var jobs = Jobs(tenant);
        var job = Assert.Single(jobs);
        Assert.False(job.Contains("pax8_lockkey"), "The lock of the job was not freed.");
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, system => system.Failed);
        var companies = tenant.Pax8!.State.Companies;
        var rows = tenant.ProviderAccounts();
        Assert.True(companies.All(company => rows.ContainsKey(company.Id)), "A company of Pax8 has no provider account.");
        return
        [
            $"status={job.Status()} pages={job.GetAttributeValue<int>("pax8_pagesdone")}/{job.GetAttributeValue<int>("pax8_pagestotal")} failed={job.Counts().Failed}",
            .. tenant.Picture(),
            .. tenant.OpenIssues().Select(issue => issue.GetAttributeValue<string>("pax8_name")).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The jobs of the run under test; the one that made the start is left out.</summary>
    private static List<Entity> Jobs(Tenant tenant) =>
        tenant.Rows("pax8_syncjob", "pax8_jobstatus", "pax8_lockkey", "pax8_startedon", "pax8_pagesdone", "pax8_pagestotal", "pax8_failedcount")
            .Where(job => job.GetAttributeValue<DateTime>("pax8_startedon") >= Beginning.AddHours(1).UtcDateTime).ToList();

    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private static Starting Start(int companies, bool sync)
    {
        var database = TenantDatabase.InMemory();
        var time = new VirtualTime(Beginning);
        using var process = new Disposing(Open(database, time, Simulator(companies, time), seed: 1, probe: null));
        var connector = process.Tenant.CreateConnector("Pax8");
        if (sync) Assert.Equal(Acting.Succeeded, process.Tenant.Sync(connector).Status());
        return new Starting(database, connector, Beginning.AddHours(1));
    }

    private static Tenant Open(TenantDatabase database, VirtualTime time, Pax8Simulator pax8, int seed, ITenantProbe? probe) =>
        Given.Tenant(options => options with { Database = database, Time = time, Pax8 = pax8, Seed = seed, Probe = probe });

    private static Pax8Simulator Simulator(int companies, VirtualTime time) =>
        new(new Pax8SimulatorOptions { Companies = companies, ApplicationSecret = Secret, TimeProvider = time });

    private static string Difference(IReadOnlyList<string> expected, List<string> ending) => string.Join(
        Environment.NewLine,
        expected.Except(ending).Select(line => "- " + line).Concat(ending.Except(expected).Select(line => "+ " + line)).Take(6));

    private sealed record Starting(TenantDatabase Database, Guid Connector, DateTimeOffset Time);

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
