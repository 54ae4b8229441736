using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ProviderAccounts.ProvisioningScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>Provisionings that do not end as they should: one company at most, and none lost without a word.</summary>
public sealed class UnclearProvisioningTests
{
    public static TheoryData<string> Lost => ["time-out", "reset", "500", "503", "408", "cut", "truncated", "page", "another"];

    private static Fault FaultOf(string name, bool executed) => name switch
    {
        "time-out" => Fault.NeverAnswers(executed),
        "reset" => Fault.Reset(executed),
        "500" => Fault.ServerError(executed: executed),
        "503" => Fault.ServerError(503, TimeSpan.FromSeconds(3), executed: executed),
        "408" => Fault.ServerError(408, executed: executed),
        "cut" => Fault.CutJson(),
        "truncated" => Fault.Truncated(),
        "page" => Fault.Rewritten(right => right with { ContentType = "text/html", Body = "<html>Sign in</html>"u8.ToArray() }),
        _ => Fault.Rewritten(right => right with { Body = System.Text.Encoding.UTF8.GetBytes("""{"id":"11111111-1111-4111-8111-111111111111","name":"Another","externalId":"somebody else's"}""") }),
    };

    [Theory]
    [MemberData(nameof(Lost))]
    public void A_company_whose_answer_was_lost_is_found_and_taken_and_never_made_twice(string fault)
    {
        var (tenant, connector) = Given.TenantWithCompanies(450, options => options with { Faults = new ScriptedFaults().At(Creating, 1, FaultOf(fault, executed: true)) });
        var account = tenant.Customer();

        tenant.Provision(connector, account);

        Assert.Equal(1, tenant.Posts());
        tenant.AssertProvisioned(connector, account);
        Assert.StartsWith("Found in Pax8 by its External Id", tenant.Intent().Said(), StringComparison.Ordinal);
        tenant.AssertWithinLimits();
    }

    [Theory]
    [InlineData("time-out")]
    [InlineData("reset")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("408")]
    public void A_company_that_did_not_arrive_waits_for_a_person_and_is_not_sent_again_by_itself(string fault)
    {
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = new ScriptedFaults().At(Creating, 1, FaultOf(fault, executed: false)) });
        var account = tenant.Customer();

        var row = tenant.Provision(connector, account);
        tenant.AssertNeedsReview();
        tenant.Sync(connector);
        tenant.Advance(TimeSpan.FromDays(2));
        tenant.Sync(connector);

        Assert.Equal((1, NeedsReview), (tenant.Posts(), tenant.Intent().State()));
        Assert.Contains("It was looked for in all companies and not found", row.Said(), StringComparison.Ordinal);
        Assert.StartsWith("It is not known whether Pax8 created Contoso.", Refusal(() => tenant.PressAgain(row.Id)), StringComparison.Ordinal);
        Assert.StartsWith("It is not known whether Pax8 created Contoso.", Refusal(() => tenant.Press(connector, account)), StringComparison.Ordinal);

        tenant.PressAgain(row.Id, wasNotCreated: true);
        tenant.Settle();
        tenant.AssertProvisioned(connector, account);
    }

    /// <summary>Where something else than Pax8 answers, nobody knows what it let through.</summary>
    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public void An_answer_that_is_not_Pax8s_own_is_never_sent_again_by_itself(int status)
    {
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = new ScriptedFaults().At(Creating, 1, Fault.HtmlPage(status)) });
        var account = tenant.Customer();

        tenant.Provision(connector, account);
        tenant.Sync(connector);

        Assert.Equal(1, tenant.Posts());
        tenant.AssertNeedsReview();
    }

    [Theory]
    [InlineData(400, "name: has a word that is not allowed")]
    [InlineData(422, "phone: is no phone number")]
    [InlineData(403, "These credentials may only read")]
    public void What_Pax8_refuses_is_said_in_its_words_and_goes_again_only_by_a_person(int status, string words)
    {
        var body = $$"""{"type":"BAD_REQUEST","message":null,"status":{{status}},"details":[{"message":"{{words}}"}]}""";
        // What the simulator made is taken away again: a refusal carries nothing out.
        Tenant? made = null;
        var faults = new ScriptedFaults().At(Creating, 1, Fault.Rewritten(right =>
        {
            made!.Pax8!.State.VanishCompany((string)System.Text.Json.Nodes.JsonNode.Parse(right.Body.Span)!["id"]!);
            return right with { Status = status, ContentType = "application/json", Body = System.Text.Encoding.UTF8.GetBytes(body) };
        }));
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = faults });
        made = tenant;
        var account = tenant.Customer();

        var row = tenant.Provision(connector, account);
        tenant.Sync(connector);

        Assert.Equal((Refused, 1), (tenant.Intent().State(), tenant.Posts()));
        Assert.Contains(words, row.Said(), StringComparison.Ordinal);
        AssertKeepsNobody(row);
        tenant.PressAgain(row.Id, details: """{"name":"Contoso Ltd"}""");
        tenant.Settle();
        tenant.AssertProvisioned(connector, account);
        Assert.Equal("Contoso Ltd", tenant.MadeFor(account).Single().Name);
    }

    [Fact]
    public void Pax8s_limit_of_calls_is_no_failure()
    {
        var faults = new ScriptedFaults().At(Creating, 1, Fault.TooManyRequests(), times: 40);
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = faults });
        var account = tenant.Customer();

        tenant.Provision(connector, account);
        var row = tenant.Intent();
        Assert.True(row.State() is Waiting or Provisioned, row.Said());
        faults.Clear();
        tenant.Sync(connector);
        tenant.Settle();

        tenant.AssertProvisioned(connector, account);
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void A_token_that_was_revoked_meanwhile_is_renewed_and_the_company_made_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = new ScriptedFaults().At(Creating, 1, Fault.TokenExpired()) });
        var account = tenant.Customer();

        tenant.Provision(connector, account);

        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void What_surely_never_left_goes_by_itself_a_little_later()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = new ScriptedFaults().At("POST /token", 1, Fault.ServerError(), times: 6) });
        var account = tenant.Customer();

        tenant.Provision(connector, account);

        Assert.Equal(1, tenant.Posts());
        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void What_cannot_be_sent_for_long_is_given_up_before_it_was_sent_and_a_person_begins_it_again()
    {
        var faults = new ScriptedFaults().Always("POST /token", Fault.ServerError());
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = faults });
        var account = tenant.Customer();

        var row = tenant.Provision(connector, account);
        Assert.Equal((NotSent, 0), (row.State(), tenant.Posts()));
        Assert.StartsWith("Nothing was sent to Pax8.", row.Said(), StringComparison.Ordinal);
        AssertKeepsNobody(row);
        tenant.AssertWithinLimits();

        faults.Clear();
        tenant.Press(connector, account);
        tenant.Settle();
        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void A_company_that_has_the_accounts_id_already_is_taken_and_none_is_made_even_where_it_is_inactive()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var account = tenant.Customer();
        var there = tenant.Company("Other name", company => company with { ExternalId = account.ToString().ToUpperInvariant(), Status = "Inactive" });

        var row = tenant.Provision(connector, account);

        Assert.Equal((0, Provisioned, there.Id, "Other name"), (tenant.Posts(), row.State(), row.Text("pax8_providerspecificid"), row.Text("pax8_name")));
    }

    [Fact]
    public void Of_several_with_the_accounts_id_none_is_taken_unasked()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var account = tenant.Customer();
        var first = tenant.Company("First", company => company with { ExternalId = account.ToString() });
        var second = tenant.Company("Second", company => company with { ExternalId = account.ToString(), Status = "Inactive" });

        var row = tenant.Provision(connector, account);
        tenant.AssertNeedsReview();
        Assert.All(new[] { first, second }, company => Assert.Contains(company.Id, row.Said(), StringComparison.Ordinal));
        Assert.Equal(0, tenant.Posts());
        tenant.Sync(connector);
        Assert.Single(tenant.Rows("pax8_provideraccount", "pax8_externalid"), one => one.Text("pax8_externalid") == account.ToString());
        tenant.ResetCounts();
        tenant.Sync(connector);
        Assert.Equal(0, tenant.AccountWrites());

        Assert.StartsWith("Second is the company", tenant.ConfirmCreated(row.Id, second.Id), StringComparison.Ordinal);
        Assert.Equal((Provisioned, second.Id, 0), (tenant.Intent().State(), tenant.Intent().Text("pax8_providerspecificid"), tenant.Intent().Number("pax8_syncstatus")));
        tenant.Sync(connector);
        Assert.Contains(first.Id, tenant.ProviderAccounts().Keys);
    }

    [Fact]
    public void Where_Pax8_says_that_it_exists_already_the_one_of_that_name_is_proposed_and_never_taken_unasked()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var account = tenant.Customer();
        var there = tenant.Company("Contoso", company => company with { Address = new Pax8Address { Country = "US" }, Status = "Inactive" });

        var row = tenant.Provision(connector, account);
        tenant.AssertNeedsReview();
        Assert.Equal(1, tenant.Posts());
        Assert.Contains("already exists", row.Said(), StringComparison.Ordinal);
        Assert.StartsWith($"{there.Id} Contoso (Inactive), by name and country", row.Text("pax8_companycandidates"), StringComparison.Ordinal);

        tenant.Sync(connector);
        Assert.StartsWith("This company is the provider account Contoso already.", Refusal(() => tenant.ConfirmCreated(row.Id, there.Id)), StringComparison.Ordinal);
        tenant.Withdraw(row.Id);
        Assert.Single(tenant.Pax8!.State.Companies, company => company.Name == "Contoso");
    }

    [Fact]
    public void The_one_that_a_person_names_is_read_first_and_must_be_there()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var account = tenant.Customer();
        var there = tenant.Company("Contoso", company => company with { Address = new Pax8Address { Country = "US" } });
        var row = tenant.Provision(connector, account).Id;

        Assert.StartsWith("Pax8 has no company with this id", Refusal(() => tenant.ConfirmCreated(row, Guid.NewGuid().ToString())), StringComparison.Ordinal);
        tenant.ConfirmCreated(row, there.Id);

        Assert.Equal((Provisioned, there.Id), (tenant.Intent().State(), tenant.Intent().Text("pax8_providerspecificid")));
        Assert.StartsWith("It was created can be chosen only", Refusal(() => tenant.ConfirmCreated(row, there.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_Pax8_cannot_be_asked_what_became_of_it_a_person_decides_and_the_next_sync_finds_it()
    {
        var faults = new ScriptedFaults().At(Creating, 1, Fault.NeverAnswers(executed: true)).At(Listing, 2, Fault.ServerError(), times: int.MaxValue - 2);
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = faults });
        var account = tenant.Customer();

        tenant.Provision(connector, account);
        tenant.AssertNeedsReview();
        Assert.Contains("it could not be looked for", tenant.Intent().Said(), StringComparison.Ordinal);
        tenant.AssertWithinLimits();
        faults.Clear();
        tenant.Sync(connector);
        tenant.Settle();

        Assert.Equal(1, tenant.Posts());
        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void A_company_that_Pax8_shows_late_is_the_one_that_was_being_made_and_no_second_row()
    {
        var faults = new ScriptedFaults().At(Creating, 1, Fault.NeverAnswers(executed: false));
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { Faults = faults });
        var account = tenant.Customer();
        tenant.Provision(connector, account);
        tenant.AssertNeedsReview();

        tenant.Company("Contoso", company => company with { ExternalId = account.ToString() });
        tenant.Sync(connector);
        tenant.Settle();

        tenant.AssertProvisioned(connector, account);
        Assert.Equal(4, tenant.ProviderAccounts().Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_sync_that_reads_the_company_between_send_and_answer_makes_no_second_row(int seed)
    {
        var faults = new ScriptedFaults().At(Creating, 1, Fault.Latency(TimeSpan.FromSeconds(15)));
        var (tenant, connector) = Given.TenantWithCompanies(30, options => options with { Faults = faults, SimulatedWorkers = 4, Latency = TimeSpan.FromSeconds(seed / 2.0), Seed = seed });
        var account = tenant.Customer();
        tenant.Pax8!.BeforeCall = call =>
        {
            if (call.Endpoint == Creating) tenant.PressSync(connector);
        };

        tenant.Press(connector, account);
        tenant.Settle();

        Assert.Equal(1, tenant.Posts());
        tenant.AssertProvisioned(connector, account);
        Assert.Equal(31, tenant.Rows("pax8_provideraccount", "pax8_name").Count);
    }

    [Fact]
    public void Two_system_jobs_of_one_row_send_once()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3, options => options with { SimulatedWorkers = 4, DuplicateRuns = 1, Latency = TimeSpan.FromSeconds(3) });
        var account = tenant.Customer();

        tenant.Press(connector, account);
        tenant.Settle();

        Assert.Equal(1, tenant.Posts());
        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void The_look_does_not_rely_on_the_number_of_pages_that_Pax8_says()
    {
        var faults = new ScriptedFaults().When(Observing.AnyPage, Fault.Lie(Lies.TotalOff(-390)));
        var (tenant, connector) = Given.TenantWithCompanies(400, options => options with { Faults = faults });
        var account = tenant.Customer();
        var there = tenant.Company("Behind the end", company => company with { ExternalId = account.ToString() });

        var row = tenant.Provision(connector, account);

        Assert.Equal((0, there.Id), (tenant.Posts(), row.Text("pax8_providerspecificid")));
    }

    [Fact]
    public void A_look_that_takes_longer_than_an_execution_goes_on_where_it_was()
    {
        var (tenant, connector) = Given.TenantWithCompanies(5000, options => options with { Latency = TimeSpan.FromSeconds(8) });
        var account = tenant.Customer();

        tenant.Provision(connector, account);

        Assert.Equal(1, tenant.Posts());
        tenant.AssertProvisioned(connector, account);
        Assert.Equal(Observing.CallsOf(5000), tenant.CompanyCalls());
        tenant.AssertWithinLimits();
    }

    [Fact]
    public void What_waited_in_an_environment_that_was_restored_is_a_persons_to_decide()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var account = tenant.Customer();
        tenant.Press(connector, account);
        tenant.Administrator.Execute(new OrganizationRequest("pax8_DeclareRestored") { ["Target"] = new EntityReference("pax8_connector", connector) });

        tenant.Settle();

        tenant.AssertNeedsReview();
        Assert.Equal(0, tenant.Posts());
        tenant.Advance(TimeSpan.FromMinutes(1));
        tenant.PressAgain(tenant.Intent().Id, wasNotCreated: true);
        tenant.Settle();
        tenant.AssertProvisioned(connector, account);
    }

    [Fact]
    public void A_system_job_that_was_lost_is_made_good_by_the_next_sync()
    {
        var (tenant, connector) = Given.TenantWithCompanies(3);
        var account = tenant.Customer();
        tenant.Press(connector, account);
        tenant.LoseSystemJobs("pax8_provideraccount");
        tenant.Settle();
        Assert.Equal((Waiting, 0), (tenant.Intent().State(), tenant.Posts()));

        tenant.Sync(connector);
        tenant.Settle();

        tenant.AssertProvisioned(connector, account);
    }
}
