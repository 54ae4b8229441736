using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Demo;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>What several tests look at after a sync.</summary>
internal static class Observing
{
    public const string OneCompany = "GET /companies/{companyId}";
    public const string TokenCall = "POST /token";

    /// <summary>The choice value of the numbered option: option value prefix and number.</summary>
    public static int Option(int number) => 476500000 + number;

    public static int Choice(this Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column)!.Value;

    public static string Message(this Entity job) => job.GetAttributeValue<string>("pax8_message") ?? "";

    public static bool IsLocked(this Entity job) => job.Contains("pax8_lockkey");

    /// <summary>The calls of one page, from 0. Page 0 is read while the job is planned.</summary>
    public static Func<Pax8Call, bool> Page(int number) =>
        call => AnyPage(call) && call.Query["page"] == number.ToString(CultureInfo.InvariantCulture);

    public static bool AnyPage(Pax8Call call) => call.Endpoint == "GET /companies" && call.Query["size"] == "200";

    public static bool LaterPage(Pax8Call call) => AnyPage(call) && call.Query["page"] != "0";

    /// <summary>
    /// Calls of a list of so many records: one per page of 200, an empty one included; where the last page is full, one more
    /// that finds nothing behind it.
    /// </summary>
    public static int CallsOf(int records) => (records / 200) + 1;

    public static Func<Pax8Call, bool> AskingFor(string id) => call => call.Endpoint == OneCompany && call.Path.EndsWith(id, StringComparison.Ordinal);

    /// <summary>Provider accounts are what Pax8 has now, by the demo's own comparison, which does not use the package's map.</summary>
    public static void AssertEqualToPax8(this Tenant tenant, Guid connector) =>
        Assert.Empty(Comparison.Of(tenant.CompaniesOfPax8(), tenant.Administrator, connector).Differences);

    public static void AssertEnded(this Entity job, int status)
    {
        Assert.True(job.Status() == status, $"The job has status {job.Status() - 476500000}: {job.Message()}");
        Assert.False(job.IsLocked(), "The lock was not freed.");
        Assert.True(job.Contains("pax8_finishedon"), "The job has no end.");
        AssertSentences(job.Message());
    }

    /// <summary>What, why, what to do, tried again: each answered in sentences that a person can read.</summary>
    public static void AssertAnswersFourQuestions(this Entity issue)
    {
        AssertSentences(issue.GetAttributeValue<string>("pax8_name"));
        AssertSentences(issue.GetAttributeValue<string>("pax8_whattodo"));
        var why = issue.GetAttributeValue<string>("pax8_reason");
        Assert.True(why.Length > 20 && char.IsUpper(why[0]) && why.Contains('.', StringComparison.Ordinal), $"No sentence: {why}");
        Assert.DoesNotContain("Exception", why, StringComparison.Ordinal);
        Assert.True(issue.Contains("pax8_retryable"));
        Assert.True(issue.Contains("pax8_recordid"));
    }

    public static Entity SingleIssue(this Tenant tenant)
    {
        var issue = Assert.Single(tenant.OpenIssues());
        issue.AssertAnswersFourQuestions();
        return issue;
    }

    public static int IssuesEver(this Tenant tenant) => tenant.Rows("pax8_syncissue", "pax8_name").Count;

    public static long Writes(this Tenant tenant, string table) =>
        tenant.Dataverse.Statistics.Writes.Where(write => write.Key.Table == table).Sum(write => write.Value);

    /// <summary>Executions of system jobs: how often the step's plug-in was started.</summary>
    public static int Executions(this Tenant tenant, string plugin) =>
        tenant.Dataverse.Traces.Count(trace => trace.Asynchronous && trace.PluginType.EndsWith("." + plugin, StringComparison.Ordinal));

    /// <summary>The platform's two limits: two minutes for an execution, a depth of eight.</summary>
    public static void AssertWithinLimits(this Tenant tenant)
    {
        Assert.True(tenant.LongestExecution < TimeSpan.FromMinutes(2), $"An execution took {tenant.LongestExecution}.");
        Assert.True(tenant.Dataverse.Traces.Max(trace => trace.Depth) <= 8);
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, job => job.Failed);
    }

    /// <summary>Cancels the system jobs of rows of a table that wait: what an administrator can do, and what a lost job looks like.</summary>
    public static void LoseSystemJobs(this Tenant tenant, string table)
    {
        foreach (var job in tenant.Dataverse.Async.Jobs.Where(job => job.Table == table && job.State == 0))
            tenant.Administrator.Update(new Entity("asyncoperation", job.Id) { ["statecode"] = new OptionSetValue(3), ["statuscode"] = new OptionSetValue(32) });
    }

    public static void Advance(this Tenant tenant, TimeSpan time) => ((VirtualTime)tenant.Time).Advance(time);

    public static void Settle(this Tenant tenant) => tenant.SettleAsync().GetAwaiter().GetResult();

    /// <summary>Updates that ended a job, out of all updates of jobs.</summary>
    public static int Closings(this IEnumerable<Entity> updates) =>
        updates.Count(target => target.Contains("pax8_jobstatus") && target.Choice("pax8_jobstatus") >= Acting.Succeeded);

    public static void AssertSentences(string? text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text));
        Assert.True(text!.Contains(' ', StringComparison.Ordinal) && text.EndsWith('.'), $"No sentence: {text}");
    }
}
