using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>What the parts of the demo share: the tenant, the voice, the problems found, and how a person runs a sync.</summary>
internal sealed class DemoStage(Tenant tenant, IDemoVoice voice)
{
    /// <summary>A person whose sync fails presses the button again, and not for ever.</summary>
    public const int MaxTries = 5;

    private static readonly string[] DataTables = ["pax8_provideraccount", "pax8_product", "pax8_subscription", "pax8_licensechangelog"];

    private readonly List<string> _problems = [];

    public Tenant Tenant => tenant;

    public IDemoVoice Voice => voice;

    public IOrganizationService Administrator { get; } = tenant.Administrator;

    public IReadOnlyList<string> Problems => _problems;

    public void Problem(string sentence)
    {
        _problems.Add(sentence);
        voice.Problem(sentence);
    }

    /// <summary>Whether Pax8 lies: then nothing need be right before it tells the truth again.</summary>
    public bool IsLiedTo => tenant.Pax8?.Faults is LyingPax8;

    /// <summary>What is a problem unless Pax8 lies.</summary>
    public void Doubt(string sentence)
    {
        if (IsLiedTo) voice.Fact($"Not right while Pax8 lies: {sentence}");
        else Problem(sentence);
    }

    /// <summary>Starts a sync and lets it come to rest, again where it did not succeed. Returns the counts of all tries together.</summary>
    public async Task<JobOutcome> SyncUntilGoodAsync(string api, Guid connector)
    {
        var sum = new JobOutcome(0, 0, 0, 0, 0);
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var answer = Administrator.Execute(Bound(api, "pax8_connector", connector));
            await tenant.SettleAsync();
            var job = Administrator.Retrieve("pax8_syncjob", (Guid)answer["SyncJobId"], new ColumnSet(
                "pax8_jobstatus", "pax8_message", "pax8_createdcount", "pax8_updatedcount", "pax8_unchangedcount", "pax8_failedcount"));
            voice.Fact($"{job.FormattedValues["pax8_jobstatus"]}: {job.GetAttributeValue<string>("pax8_message")}");
            sum = sum.Plus(new JobOutcome(
                Number(job, "pax8_createdcount"), Number(job, "pax8_updatedcount"), Number(job, "pax8_unchangedcount"), Number(job, "pax8_failedcount"),
                job.GetAttributeValue<OptionSetValue>("pax8_jobstatus").Value));
            if (sum.Status is JobOutcome.Succeeded or JobOutcome.CompletedWithIssues) return sum;
        }
        Doubt($"After {MaxTries} tries the sync had still not succeeded.");
        return sum;
    }

    /// <summary>Rows of data written since the last reset of counts, or rows of the sync's own bookkeeping.</summary>
    public int Writes(bool isData) => (int)tenant.Dataverse.Statistics.Writes
        .Where(write => DataTables.Contains(write.Key.Table) == isData && write.Key.Table.StartsWith("pax8_", StringComparison.Ordinal))
        .Sum(write => write.Value);

    /// <summary>All rows of a query, page by page.</summary>
    public IEnumerable<Entity> All(QueryExpression query)
    {
        query.PageInfo = new PagingInfo { PageNumber = 1, Count = 5000 };
        while (true)
        {
            var page = Administrator.RetrieveMultiple(query);
            foreach (var row in page.Entities) yield return row;
            if (!page.MoreRecords) yield break;
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }

    public static OrganizationRequest Bound(string api, string table, Guid id) => new(api) { ["Target"] = new EntityReference(table, id) };

    public static int Number(Entity row, string column) => row.GetAttributeValue<int>(column);

    public static string Short(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "…";

    public static string Calls(IReadOnlyDictionary<string, int> requests) =>
        requests.Count == 0 ? "not at all" : string.Join(", ", requests.Select(call => string.Create(CultureInfo.InvariantCulture, $"{call.Value} × {call.Key}")));
}

/// <summary>What the jobs of a sync say they did, and how the last of them ended.</summary>
internal sealed record JobOutcome(int Created, int Updated, int Unchanged, int Failed, int Status)
{
    public const int Succeeded = 476500003;
    public const int CompletedWithIssues = 476500004;

    public JobOutcome Plus(JobOutcome next) =>
        new(Created + next.Created, Updated + next.Updated, Unchanged + next.Unchanged, Failed + next.Failed, next.Status);
}
