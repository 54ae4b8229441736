using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>Pax8 does not answer, or not with what was asked for: what is tried again, how often, and what a person is told in the end.</summary>
public sealed class SyncFaultsTests
{
    /// <summary>Three pages; all in one batch.</summary>
    private const int Companies = 401;

    /// <summary>Attempts of one request within an execution, and executions of a system job.</summary>
    private const int Attempts = 4, Executions = 4;

    private static readonly Dictionary<string, Fault> Passing = new()
    {
        ["429 with seconds"] = Fault.TooManyRequests(TimeSpan.FromSeconds(3)),
        ["429 with a date"] = Fault.TooManyRequests(TimeSpan.FromSeconds(3), asDate: true),
        ["429 without a time"] = Fault.TooManyRequests(),
        ["500"] = Fault.ServerError(),
        ["502"] = Fault.ServerError(502),
        ["503"] = Fault.ServerError(503),
        ["503 with seconds"] = Fault.ServerError(503, TimeSpan.FromSeconds(2)),
        ["reset"] = Fault.Reset(),
        ["time-out"] = Fault.NeverAnswers(),
        ["truncated"] = Fault.Truncated(),
        ["truncated chunks"] = Fault.Truncated(chunked: true),
        ["cut JSON"] = Fault.CutJson(),
        ["web page 200"] = Fault.HtmlPage(),
        ["web page 502"] = Fault.HtmlPage(502),
    };

    public static TheoryData<string> PassingNames => [.. Passing.Keys];

    /// <summary>Without Pax8's limit, which is waited for and never a failure.</summary>
    public static TheoryData<string> FailingNames => [.. Passing.Keys.Where(name => !name.StartsWith("429", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(PassingNames))]
    public void A_fault_met_once_or_twice_costs_as_many_calls_and_nothing_else(string fault)
    {
        for (var times = 1; times <= 2; times++)
        {
            var (tenant, connector) = Given.TenantWithCompanies(Companies);
            tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(1), Passing[fault], times: times);

            var job = tenant.Sync(connector);

            job.AssertEnded(Acting.Succeeded);
            Assert.Equal((Companies, 0, 0, 0), job.Counts());
            Assert.Equal(3 + times, tenant.CompanyCalls());
            Assert.Equal(1, tenant.Pax8.Count(Observing.TokenCall));
            // Waiting for the limit twice, without being told how long, uses an execution up; the last one decides about what is unmapped.
            Assert.InRange(tenant.Executions("SyncBatchWorkPlugin"), 2, fault == "429 without a time" ? times + 1 : 2);
            Assert.Equal(0, tenant.IssuesEver());
            tenant.AssertEqualToPax8(connector);
            tenant.AssertWithinLimits();
        }
    }

    [Theory]
    [MemberData(nameof(FailingNames))]
    public void A_page_that_never_comes_is_an_issue_while_the_others_are_read_and_the_next_sync_repairs_it(string fault)
    {
        var (tenant, connector) = Given.TenantWithCompanies(Companies);
        tenant.Sync(connector);
        foreach (var position in new[] { 0, 200, 400 }) tenant.Pax8!.State.RenameCompany(tenant.Pax8.State.Companies[position].Id, $"Renamed {position}");
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(1), Passing[fault]);
        tenant.ResetCounts();

        var failed = tenant.Sync(connector);

        failed.AssertEnded(Acting.Failed);
        Assert.StartsWith("1 of 3 pages could not be read; the sync issues say why. ", failed.Message(), StringComparison.Ordinal);
        Assert.Equal((0, 2, 199, 0), failed.Counts());
        // Time-outs use an execution up; the successor that reads the last page does not know of the failed one, and looks behind it.
        Assert.Equal(2 + (Attempts * Executions) + (fault == "time-out" ? 1 : 0), tenant.CompanyCalls());
        Assert.Equal(2, tenant.AccountWrites());
        Assert.Equal(0, tenant.Pax8.Count(Observing.OneCompany));
        var issue = tenant.SingleIssue();
        Assert.Equal("Page 2 of the companies in Pax8 could not be read.", issue["pax8_name"]);
        Assert.Equal(true, issue["pax8_retryable"]);
        tenant.AssertWithinLimits();

        tenant.Pax8.Faults = null;
        tenant.ResetCounts();
        var repaired = tenant.Sync(connector);

        repaired.AssertEnded(Acting.Succeeded);
        Assert.Equal((0, 1, Companies - 1, 0), repaired.Counts());
        Assert.Equal(3, tenant.CompanyCalls());
        Assert.Empty(tenant.OpenIssues());
        Assert.Equal(1, tenant.IssuesEver());
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Pax8s_limit_never_fails_a_sync_it_is_paused_and_goes_on_where_it_was(int page)
    {
        var (tenant, connector) = Given.TenantWithCompanies(1300);
        tenant.Pax8!.Faults = new ScriptedFaults().When(call => call.Endpoint == "GET /companies" && call.Query.GetValueOrDefault("page") == $"{page}", Fault.TooManyRequests());

        var paused = tenant.Sync(connector);

        Assert.Equal(Acting.Paused, paused.Status());
        Assert.Contains("paused", paused.Message(), StringComparison.Ordinal);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertWithinLimits();

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(1300, tenant.ProviderAccounts().Count);
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void Pax8s_limit_while_vanished_companies_are_asked_for_is_no_issue_of_theirs()
    {
        var (tenant, connector) = Given.TenantWithCompanies(30);
        tenant.Sync(connector);
        foreach (var company in tenant.Pax8!.State.Companies.Take(3).ToList()) tenant.Pax8.State.VanishCompany(company.Id);
        tenant.Pax8.Faults = new ScriptedFaults().Always("GET /companies/{companyId}", Fault.TooManyRequests());

        var paused = tenant.Sync(connector);

        Assert.Equal(Acting.Paused, paused.Status());
        Assert.Empty(tenant.OpenIssues());
        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(3, tenant.ProviderAccounts().Values.Count(row => row.Choice("statecode") == 1));
    }

    [Theory]
    [MemberData(nameof(FailingNames))]
    public void A_Pax8_that_never_answers_fails_the_job_with_a_reason_and_frees_the_lock(string fault)
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Pax8!.Faults = new ScriptedFaults().Always("GET /companies", Passing[fault]);

        var failed = tenant.Sync(connector);

        failed.AssertEnded(Acting.Failed);
        Assert.Equal(Attempts * Executions, tenant.CompanyCalls());
        Assert.Equal(Executions, tenant.Executions("SyncJobPlanPlugin"));
        Assert.Contains("read page 1 of the companies", failed.Message(), StringComparison.Ordinal);
        Assert.Equal(failed.Message(), tenant.SingleIssue()["pax8_reason"]);
        Assert.Empty(tenant.ProviderAccounts());
        tenant.AssertWithinLimits();

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertEqualToPax8(connector);
    }

    [Theory]
    [InlineData("500", 21)]
    [InlineData("time-out", 33)]
    public void Pages_that_all_fail_but_the_first_end_the_job_with_an_issue_for_each(string fault, int calls)
    {
        var (tenant, connector) = Given.TenantWithCompanies(Companies);
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.LaterPage, Passing[fault]);

        var job = tenant.Sync(connector);

        // A page after the first gets the executions that are left; a time-out uses up an execution, so each page has its own four.
        job.AssertEnded(Acting.Failed);
        Assert.Equal(calls, tenant.CompanyCalls());
        Assert.StartsWith("2 of 3 pages could not be read", job.Message(), StringComparison.Ordinal);
        Assert.Equal(2, tenant.OpenIssues().Count);
        Assert.All(tenant.OpenIssues(), issue => issue.AssertAnswersFourQuestions());
        tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_wait_beyond_the_deadline_is_left_to_the_asynchronous_service(bool asDate)
    {
        var (tenant, connector) = Given.TenantWithCompanies(Companies);
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(1), Fault.TooManyRequests(TimeSpan.FromSeconds(150), asDate), times: 1);

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal(4, tenant.CompanyCalls());
        // The last one decides about what is unmapped.
        Assert.Equal(2 + 1, tenant.Executions("SyncBatchWorkPlugin"));
        Assert.Equal((Companies, 0, 0, 0), job.Counts());
        Assert.Equal(0, tenant.IssuesEver());
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void While_the_plan_waits_for_its_next_try_the_job_says_so()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Pax8!.Faults = new ScriptedFaults().At("GET /companies", 1, Fault.TooManyRequests(TimeSpan.FromMinutes(5)));
        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];

        tenant.Dataverse.Async.RunNext();
        var waiting = tenant.Job(id);
        tenant.Settle();

        Assert.Equal(Acting.InProgress, waiting.Status());
        Assert.StartsWith("Pax8 takes no more requests for the moment", waiting.Message(), StringComparison.Ordinal);
        Assert.EndsWith("The sync tries again by itself.", waiting.Message(), StringComparison.Ordinal);
        tenant.Job(id).AssertEnded(Acting.Succeeded);
    }

    [Fact]
    public void A_token_that_runs_out_in_the_middle_is_renewed_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(Companies);
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(1), Fault.TokenExpired(), times: 1);

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(2, tenant.Pax8.Count(Observing.TokenCall));
        Assert.Equal(4, tenant.CompanyCalls());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_new_token_that_is_refused_too_fails_the_job_at_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(Companies);
        tenant.Pax8!.Faults = new ScriptedFaults().When(Observing.Page(1), Fault.TokenExpired());

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Failed);
        Assert.Equal(2, tenant.Pax8.Count(Observing.TokenCall));
        Assert.Equal(1 + 2, tenant.CompanyCalls());
        Assert.Equal(1, tenant.Executions("SyncBatchWorkPlugin"));
        Assert.StartsWith("Pax8 accepted Application ID and Application Secret but not the request to read page 2 of the companies", job.Message(), StringComparison.Ordinal);
        Assert.Equal(200, job.Counts().Created);
        tenant.SingleIssue();

        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_secret_that_was_replaced_in_Pax8_fails_the_job_with_one_try_until_it_is_entered()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Pax8!.ChangeSecret("another-secret");

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Failed);
        Assert.StartsWith("Pax8 did not accept Application ID and Application Secret", job.Message(), StringComparison.Ordinal);
        Assert.Equal((1, 0), (tenant.Pax8.Count(Observing.TokenCall), tenant.CompanyCalls()));
        Assert.Equal(false, tenant.SingleIssue()["pax8_retryable"]);

        tenant.Administrator.Update(new("pax8_connector", connector) { ["pax8_applicationsecret"] = "another-secret" });
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_missing_right_fails_the_job_with_one_call()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Pax8!.Forbidden.Add("GET /companies");

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.Failed);
        Assert.Equal(1, tenant.CompanyCalls());
        Assert.StartsWith("Pax8 does not allow these credentials to read page 1 of the companies", job.Message(), StringComparison.Ordinal);
        tenant.SingleIssue();
        tenant.Pax8.Forbidden.Clear();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void A_right_taken_away_between_two_batches_keeps_what_was_read()
    {
        var (tenant, connector) = Given.TenantWithCompanies(1001);
        tenant.PressSync(connector);
        tenant.Dataverse.Async.RunNext();
        tenant.Dataverse.Async.RunNext();
        tenant.Pax8!.Forbidden.Add("GET /companies");
        tenant.Settle();

        var job = Assert.Single(tenant.Rows("pax8_syncjob", "pax8_jobstatus", "pax8_lockkey", "pax8_message", "pax8_finishedon", "pax8_createdcount"));
        job.AssertEnded(Acting.Failed);
        Assert.Equal(tenant.ProviderAccounts().Count, job["pax8_createdcount"]);
        Assert.NotEmpty(tenant.ProviderAccounts());

        tenant.Pax8.Forbidden.Clear();
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void A_token_answer_without_token_is_asked_for_again()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        tenant.Pax8!.Faults = new ScriptedFaults().At(Observing.TokenCall, 1, Fault.MissingToken());

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(2, tenant.Pax8.Count(Observing.TokenCall));
    }

    [Fact]
    public async Task Over_real_sockets_broken_answers_are_asked_for_again()
    {
        await using var tenant = Given.Tenant(options => options with { Simulated = false, Companies = 801 });
        var connector = tenant.CreateConnector("Pax8");
        tenant.Pax8!.Faults = new ScriptedFaults()
            .When(Observing.Page(0), Fault.Truncated(), times: 1)
            .When(Observing.Page(1), Fault.TokenExpired(), times: 1)
            .When(Observing.Page(2), Fault.TooManyRequests(TimeSpan.Zero), times: 2)
            .When(Observing.Page(3), Fault.Reset(), times: 1);

        var id = (Guid)tenant.PressSync(connector)["SyncJobId"];
        await tenant.SettleAsync();

        tenant.Job(id).AssertEnded(Acting.Succeeded);
        Assert.Equal(5 + 5, tenant.CompanyCalls());
        // Two batches that need a token at the same moment may both fetch one.
        Assert.InRange(tenant.Pax8.Count(Observing.TokenCall), 2, 3);
        Assert.Equal(0, tenant.IssuesEver());
        tenant.AssertEqualToPax8(connector);
    }
}
