using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Storage;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// Holds each sync job that says Succeeded against what Pax8 said while it ran: every record that stood on a page is here or has
/// an open issue; no list promised more records than were seen; and every record that was there all along was seen.
/// </summary>
internal sealed class HeardJobs(TenantDatabase database, Wire wire, string table, int kind)
{
    private const int Succeeded = 476500003;

    private readonly Dictionary<string, Start> _running = [];
    private readonly HashSet<string> _ended = [];
    private readonly Dictionary<string, int> _thereSince = [];

    /// <summary>Jobs that ended before anything was heard are none of its business.</summary>
    public void Begin(bool ofAnyStatus = false) => _ended.UnionWith(Jobs().Where(job => ofAnyStatus || job.Status >= Succeeded).Select(job => job.Id));

    /// <summary>What is under way is none of its business any more: its rows are those of another moment.</summary>
    public void Forget()
    {
        _ended.UnionWith(_running.Keys);
        _running.Clear();
        Begin(ofAnyStatus: true);
    }

    /// <summary>Pax8 has the record from now on.</summary>
    public void Appears(string id) => _thereSince[id] = wire.Now;

    /// <summary>Pax8 does not have it from now on, or not all the time.</summary>
    public void Disappears(string id) => _thereSince.Remove(id);

    /// <summary>Call after every commit that may have made or ended a job.</summary>
    public void AfterCommit()
    {
        foreach (var job in Jobs())
        {
            if (_ended.Contains(job.Id)) continue;
            if (!_running.TryGetValue(job.Id, out var start)) _running[job.Id] = start = new Start(wire.Now, EnabledCompanies(job));
            if (job.Status < Succeeded) continue;
            _running.Remove(job.Id);
            _ended.Add(job.Id);
            if (job.Status != Succeeded) continue;
            var companies = EnabledCompanies(job);
            var wereEnabled = companies?.Intersect(start.Companies!, StringComparer.OrdinalIgnoreCase).ToHashSet(StringComparer.OrdinalIgnoreCase);
            Check(start.Since, wereEnabled, sameLists: wereEnabled is null || (wereEnabled.Count == companies!.Count && wereEnabled.Count == start.Companies!.Count));
        }
    }

    /// <param name="since">When the job began.</param>
    /// <param name="companies">Those whose subscriptions the job takes from its beginning to its end; null for all records.</param>
    /// <param name="sameLists">False where a company was enabled or disabled meanwhile: then other lists may be read than were counted.</param>
    private void Check(int since, HashSet<string>? companies, bool sameLists)
    {
        var here = Texts($"SELECT pax8_providerspecificid FROM {table}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var issues = Texts("SELECT COALESCE(pax8_recordid, '') || ' ' || COALESCE(pax8_name, '') || ' ' || COALESCE(pax8_reason, '') FROM pax8_syncissue WHERE pax8_issuestatus = 476500000");
        foreach (var told in wire.PagesSince(since).SelectMany(page => page.Rows).Where(IsWanted))
            Assert.True(here.Contains(told.Id) || HasIssue(told.Id), $"A job says Succeeded, and {Short(told.Id)}, which stood on a page it read, is neither here nor an issue.");
        // A record that is on no page and there when it is asked for by its id has been seen all the same.
        var seen = wire.SeenSince(since).ToList();
        foreach (var list in wire.AllPagesSince(since).Where(_ => sameLists).GroupBy(page => page.Company))
        {
            var totals = list.Select(page => page.Total).ToList();
            var ofList = list.SelectMany(page => page.Rows).Concat(seen.Where(told => list.Key is null || Wire.Same(told.Company, list.Key))).Select(told => told.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count();
            Assert.True(totals.Any(total => total is null || total <= ofList), $"A job says Succeeded, and the list promised {totals.Min()} records where {ofList} were seen.");
        }
        // Lies that hide a record without a trace: nobody who reads the pages could know of it.
        if (wire.AllPagesSince(since).Any(page => page.Lie is { } lie && Hides(lie.Name)) || wire.AllPagesSince(since).Select(page => page.Lie?.Name).Where(name => name is not null).Distinct().Count() > 1) return;
        var saidOf = wire.SaidOfSince(since).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, there) in _thereSince.Where(one => one.Value <= since))
            Assert.True(saidOf.Contains(id) || !IsThere(id), $"A job says Succeeded, and {id}, which was in Pax8 all along, was never read.");

        bool IsWanted(Wire.Told told) => companies is null || (told.Company is { } company && companies.Contains(company));

        bool IsThere(string id) => companies is null || CompanyOf?.Invoke(id) is { } company && companies.Contains(company);

        bool HasIssue(string id) => issues.Exists(issue => issue.Contains(id.Length > 36 ? id[..36] : id, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whose record it is in Pax8, in truth; not needed for companies.</summary>
    public Func<string, string?>? CompanyOf { get; init; }

    private static bool Hides(string lie) =>
        lie.StartsWith("another partner", StringComparison.Ordinal) || lie.StartsWith("id ", StringComparison.Ordinal) || lie.StartsWith("companyId ", StringComparison.Ordinal);

    private static string Short(string id) => id.Length <= 60 ? id : $"{id[..60]}… ({id.Length} characters)";

    /// <summary>Companies whose subscriptions a job takes; null where a job takes all records.</summary>
    private HashSet<string>? EnabledCompanies(Job job) => table == "pax8_provideraccount"
        ? null
        : Texts("SELECT pax8_providerspecificid FROM pax8_provideraccount WHERE pax8_syncstatus = 476500000 AND pax8_connectorid = '" + job.Connector + "'" + (job.Account is null ? "" : $" AND pax8_provideraccountid = '{job.Account}'"))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private List<Job> Jobs() => database.Read(connection => connection.Query(
        $"SELECT pax8_syncjobid, pax8_jobstatus, pax8_provideraccountid, pax8_connectorid FROM pax8_syncjob WHERE pax8_kind = {kind}",
        reader => new Job(reader.GetString(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3))));

    private List<string> Texts(string sql) => database.Read(connection => connection.Query(sql, reader => reader.GetString(0)));

    private sealed record Job(string Id, int Status, string? Account, string Connector);

    private sealed record Start(int Since, HashSet<string>? Companies);
}
