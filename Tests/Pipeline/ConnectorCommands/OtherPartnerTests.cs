using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.ConnectorCommands;

/// <summary>
/// Credentials of another partner are valid, their lists hold other companies or none, and each id of ours is unknown to them. Nothing
/// of that is believed until a person has answered.
/// </summary>
public sealed class OtherPartnerTests
{
    private const string Accounts = "accounts", Subscriptions = "subscriptions", Comparison = "comparison", OneCompany = "one company";
    private const int NotVerified = 0, SamePartner = 1, OtherPartner = 2, Accepted = 3;
    private const int Connected = 1, Failed = 2;

    public static TheoryData<string, int, int> Worlds()
    {
        var all = new TheoryData<string, int, int>();
        foreach (var kind in new[] { Accounts, Subscriptions, Comparison, OneCompany })
            foreach (var (companies, status) in new[] { (0, 404), (0, 403), (7, 404), (7, 403), (250, 404) }) all.Add(kind, companies, status);
        return all;
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void A_job_ends_as_Other_partner_with_numbers_and_changes_nothing(string kind, int companies, int status)
    {
        var (tenant, connector) = Synced();
        var before = Picture(tenant);
        Lie(tenant, companies, status);
        tenant.ResetCounts();

        var job = Start(tenant, connector, kind);

        job.AssertEnded(Acting.OtherPartner);
        Assert.Contains("4 provider accounts that are active here", job.Message(), StringComparison.Ordinal);
        Assert.Contains("any of the 3 that", job.Message(), StringComparison.Ordinal);
        Assert.Equal(before, Picture(tenant));
        Assert.Equal(OtherPartner, State(tenant, connector));
        var issue = tenant.SingleIssue();
        issue.AssertAnswersFourQuestions();
        Assert.Equal("Pax8 looks like another partner's, so nothing was synchronised.", issue["pax8_name"]);
        Assert.Equal(0L, tenant.Writes("pax8_syncbatch"));
        Assert.Equal(1, tenant.Pax8!.Count(kind == Accounts ? "GET /companies" : SubscriptionScene.Listing));
    }

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Subscriptions)]
    [InlineData(Comparison)]
    [InlineData(OneCompany)]
    public void The_next_job_says_the_same_and_writes_nothing_but_itself(string kind)
    {
        var (tenant, connector) = Synced();
        Lie(tenant);
        Start(tenant, connector, kind).AssertEnded(Acting.OtherPartner);
        tenant.ResetCounts();

        Start(tenant, connector, kind).AssertEnded(Acting.OtherPartner);

        Assert.Equal((0L, 0L, 0L, 0L), (tenant.Writes("pax8_connector"), tenant.Writes("pax8_syncissue"), tenant.AccountWrites(), tenant.SubscriptionWrites()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void Three_companies_are_asked_for_by_id_or_all_where_there_are_fewer(int companies)
    {
        var (tenant, connector) = Given.TenantWithCompanies(companies);
        tenant.Sync(connector);
        Lie(tenant);
        tenant.ResetCounts();

        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);

        Assert.Equal((1, Math.Min(3, companies)), (tenant.CompanyCalls(), tenant.Pax8!.Count(Observing.OneCompany)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_company_of_ours_on_the_first_page_makes_it_the_same_partner_and_costs_nothing(bool subscriptions)
    {
        var (tenant, connector) = Synced();
        var pax8 = tenant.Pax8!.State;
        var kept = pax8.Subscriptions.First(one => one.Status == "Active").CompanyId;
        foreach (var company in pax8.Companies.Where(company => company.Id != kept).ToList())
        {
            foreach (var one in pax8.Subscriptions.Where(one => one.CompanyId == company.Id).ToList()) pax8.VanishSubscription(one.Id);
            pax8.VanishCompany(company.Id);
        }
        tenant.AskAboutNothing(connector);
        tenant.ResetCounts();

        (subscriptions ? tenant.SyncSubscriptions(connector) : tenant.Sync(connector)).AssertEnded(Acting.Succeeded);

        Assert.Equal((subscriptions ? 0 : 3, 0), (tenant.Pax8.Count(Observing.OneCompany), State(tenant, connector)));
    }

    [Fact]
    public void A_partner_whose_list_is_empty_and_who_knows_one_company_of_ours_is_the_same()
    {
        var (tenant, connector) = Synced();
        var pax8 = tenant.Pax8!.State;
        foreach (var one in pax8.Subscriptions.ToList()) pax8.VanishSubscription(one.Id);
        tenant.AskAboutNothing(connector);
        tenant.ResetCounts();

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(1, tenant.Pax8.Count(Observing.OneCompany));
        Assert.All(tenant.Subscriptions().Values, row => Assert.True(row.GetAttributeValue<bool>("pax8_goneinpax8")));
    }

    [Fact]
    public void Where_nothing_is_here_an_empty_Pax8_is_as_good_as_any()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(0, tenant.Pax8!.Count(Observing.OneCompany));
    }

    [Fact]
    public void A_404_about_our_companies_that_is_not_in_Pax8s_words_decides_nothing_and_nothing_is_changed()
    {
        var (tenant, connector) = Synced();
        var before = Picture(tenant);
        tenant.Pax8!.Faults = new ScriptedFaults()
            .When(call => call.Endpoint == Observing.OneCompany, LocalTenant.Pax8.Fault.Lie(Lies.GatewayNotFound()))
            .Always(LocalTenant.Pax8.Fault.Lie(Lies.OtherPartner(5, companies: 7)));

        tenant.Sync(connector).AssertEnded(Acting.Failed);

        Assert.Equal(before, Picture(tenant));
        Assert.Equal(NotVerified, State(tenant, connector));
    }

    [Fact]
    public void The_right_credentials_and_Verify_Connectivity_take_the_doubt_back_and_send_what_waited()
    {
        var scene = new ChangingScene();
        var (tenant, connector) = (scene.Tenant, scene.Connector);
        Lie(tenant);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.OtherPartner);

        scene.Order(more: 3);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.OtherPartner);

        Assert.Equal((0, 0), (scene.ChangesThere, scene.Calls(ChangingScene.Put)));
        Assert.Equal((ChangingScene.Awaiting, ChangingScene.NotSynced), (scene.Status(), scene.State));
        Assert.Contains("another partner's with the credentials of Pax8", (string)scene.Log()["pax8_message"], StringComparison.Ordinal);

        tenant.ChangeConnector(connector, ("pax8_applicationsecret", tenant.Pax8!.Options.ApplicationSecret));
        Assert.Equal(OtherPartner, State(tenant, connector));
        tenant.Pax8!.Faults = null;
        var answer = tenant.PressVerify(connector);
        tenant.Settle();

        Assert.True((bool)answer["Success"], (string)answer["Message"]);
        Assert.Equal(SamePartner, State(tenant, connector));
        Assert.Equal((1, ChangingScene.Provisioned, ChangingScene.InSync), (scene.ChangesThere, scene.Status(), scene.State));
        Assert.Empty(tenant.OpenIssues());
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
    }

    [Fact]
    public void A_sync_that_finds_the_partner_again_takes_the_doubt_back_and_sends_what_waited()
    {
        var scene = new ChangingScene();
        var (tenant, connector) = (scene.Tenant, scene.Connector);
        Lie(tenant);
        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);
        scene.Order(more: 3);
        tenant.Pax8!.Faults = null;

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((SamePartner, 1, ChangingScene.Provisioned), (State(tenant, connector), scene.ChangesThere, scene.Status()));
        Assert.Empty(tenant.OpenIssues());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public void Verify_Connectivity_says_the_same_after_a_change_of_credentials(int status)
    {
        var (tenant, connector) = Synced();
        tenant.ChangeConnector(connector, ("pax8_applicationsecret", tenant.Pax8!.Options.ApplicationSecret));
        Lie(tenant, companies: 7, status);
        tenant.ResetCounts();

        var answer = tenant.PressVerify(connector);

        Assert.False((bool)answer["Success"]);
        Assert.StartsWith("Pax8 looks like another partner's.", (string)answer["Message"], StringComparison.Ordinal);
        Assert.Contains("7 companies", (string)answer["Message"], StringComparison.Ordinal);
        tenant.AssertStored(connector, Failed, (string)answer["Message"], companies: null);
        Assert.Equal((OtherPartner, 1, 3), (State(tenant, connector), tenant.CompanyCalls(), tenant.Pax8!.Count(Observing.OneCompany)));
    }

    [Fact]
    public void Verify_Connectivity_looks_once_for_the_same_credentials()
    {
        var (tenant, connector) = Synced();
        tenant.Pax8!.State.AddCompany("One more");
        tenant.ResetCounts();

        tenant.PressVerify(connector);
        tenant.AssertStored(connector, Connected, "Connected. 5 companies visible.", 5);
        Assert.Equal(SamePartner, State(tenant, connector));
        tenant.PressVerify(connector);

        Assert.Equal(["page=0&size=200", "page=0&size=1"], tenant.Pax8.Log.Where(call => call.Template == "/companies").TakeLast(2).Select(call => call.Query.TrimStart('?')));
        Assert.Equal(0, tenant.Pax8.Count(Observing.OneCompany));
        tenant.ChangeConnector(connector, ("pax8_applicationsecret", tenant.Pax8!.Options.ApplicationSecret));
        Assert.Equal(NotVerified, State(tenant, connector));
    }

    [Fact]
    public void Verify_Connectivity_that_finds_out_nothing_of_the_partner_says_so_and_looks_again()
    {
        var (tenant, connector) = Synced();
        tenant.Pax8!.Faults = new ScriptedFaults()
            .Always(Observing.OneCompany, LocalTenant.Pax8.Fault.ServerError())
            .Always(LocalTenant.Pax8.Fault.Lie(Lies.OtherPartner(5, companies: 7)));

        var answer = tenant.PressVerify(connector);

        Assert.Contains("was not found out", (string)answer["Message"], StringComparison.Ordinal);
        Assert.Equal(NotVerified, State(tenant, connector));
    }

    [Fact]
    public void An_administrator_says_that_it_is_another_partner_and_syncs_go_on_with_it()
    {
        var (tenant, connector) = Synced();
        var ours = tenant.ProviderAccounts().Keys.ToList();
        Lie(tenant, companies: 7);
        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);
        AssertDenied(() => Accept(tenant.Person("Pax8 Billing"), connector));

        Observing.AssertSentences((string)Accept(tenant.Person("Pax8 Administrator"), connector)["Message"]);

        Assert.Equal(Accepted, State(tenant, connector));
        Assert.Empty(tenant.OpenIssues());
        Assert.StartsWith("It is not in doubt whose Pax8 this is", Refusal(() => Accept(tenant.Administrator, connector)), StringComparison.Ordinal);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        // That all of ours is gone is asked about once more.
        var question = tenant.SyncSubscriptions(connector);
        question.AssertEnded(Acting.WaitingForConfirmation);
        tenant.ApplyHeld(question.Id).AssertEnded(Acting.Succeeded);
        var rows = tenant.ProviderAccounts();
        Assert.Equal(7, rows.Values.Count(row => !ours.Contains((string)row["pax8_providerspecificid"])));
        Assert.All(ours, id => Assert.Equal(1, rows[id].GetAttributeValue<OptionSetValue>("statecode").Value));
        tenant.AssertLogsAddUp();

        tenant.ChangeConnector(connector, ("pax8_applicationsecret", tenant.Pax8!.Options.ApplicationSecret));
        Assert.Equal(NotVerified, State(tenant, connector));
        tenant.Pax8!.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);
    }

    [Fact]
    public void People_cannot_set_the_state_by_hand()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);

        foreach (var (column, value) in new (string, object)[] { ("pax8_partnerstate", Option(Accepted)), ("pax8_partnermessage", "Mine.") })
            Assert.StartsWith("Whose Pax8 this is, is kept by the system.", Refusal(() => tenant.ChangeConnector(connector, (column, value))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_job_that_is_at_work_when_the_doubt_comes_up_ends_before_it_takes_anything_away()
    {
        var (tenant, connector) = Synced();
        tenant.Pax8!.State.VanishCompany(tenant.Pax8.State.Companies[3].Id);
        var before = Picture(tenant);
        // Somebody enters other credentials and verifies them while the page is on its way.
        tenant.Pax8.Faults = new ScriptedFaults().When(Observing.AnyPage, LocalTenant.Pax8.Fault.Rewritten(right =>
        {
            SetState(tenant, connector, OtherPartner);
            return right;
        }));

        tenant.Sync(connector).AssertEnded(Acting.OtherPartner);

        Assert.Equal(before, Picture(tenant));
        Assert.Equal(0, tenant.Pax8.Count(Observing.OneCompany));
    }

    [Fact]
    public void A_connector_of_the_version_before_is_not_in_doubt()
    {
        var (tenant, connector) = Synced();
        SetState(tenant, connector, state: null);

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.True((bool)tenant.PressVerify(connector)["Success"]);

        Assert.Equal(SamePartner, State(tenant, connector));
    }

    [Theory]
    [InlineData(Accounts)]
    [InlineData(Subscriptions)]
    public void A_job_stopped_at_any_step_ends_like_one_that_was_not(string kind)
    {
        using var scene = new CrashScene(4, 12, tenant =>
        {
            var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = Option(1));
            tenant.Sync(connector).AssertEnded(Acting.Succeeded);
            tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
            return connector;
        })
        {
            Faults = () => new ScriptedFaults().Always(LocalTenant.Pax8.Fault.Lie(Lies.OtherPartner(5, companies: 7))),
            Act = (tenant, connector) =>
            {
                if (CrashScene.Jobs(tenant).Count == 0) Press(tenant, connector, kind);
            },
            Ending = tenant => [CrashScene.EndOfJob(tenant), .. tenant.Rows("pax8_connector", "pax8_partnerstate", "pax8_partnermessage").Select(row => $"{row.Number("pax8_partnerstate")} {row.Text("pax8_partnermessage")}"), .. Picture(tenant), .. CrashScene.Issues(tenant)],
        };

        var steps = scene.StopAtEveryStep();

        Assert.True(steps > 15, $"Only {steps} steps were stopped at; such a job has more.");
    }

    private static (Tenant Tenant, Guid Connector) Synced()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 20);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        return (tenant, connector);
    }

    private static void Lie(Tenant tenant, int companies = 0, int status = 404) =>
        tenant.Pax8!.Faults = new ScriptedFaults().Always(LocalTenant.Pax8.Fault.Lie(Lies.OtherPartner(5, companies, companies * 2, status)));

    /// <summary>As the package does, past the rules for people.</summary>
    private static void SetState(Tenant tenant, Guid connector, int? state) =>
        tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Execute(new UpdateRequest
        {
            Target = Row("pax8_connector", connector, ("pax8_partnerstate", state is { } number ? Option(number) : null), ("pax8_partnermessage", "Pax8 looks like another partner's.")),
            Parameters = { ["tag"] = "pax8-own-write" },
        });

    private static Entity Start(Tenant tenant, Guid connector, string kind)
    {
        var job = Press(tenant, connector, kind);
        tenant.Settle();
        return tenant.Job(job);
    }

    private static Guid Press(Tenant tenant, Guid connector, string kind)
    {
        var request = new OrganizationRequest(kind switch { Accounts => "pax8_SyncProviderAccounts", Comparison => "pax8_CompareSubscriptions", _ => "pax8_SyncSubscriptions" })
        {
            ["Target"] = new EntityReference("pax8_connector", connector),
        };
        if (kind == OneCompany) request["ProviderAccountId"] = tenant.ProviderAccounts().Values.First().Id;
        return (Guid)tenant.Administrator.Execute(request)["SyncJobId"];
    }

    private static OrganizationResponse Accept(IOrganizationService person, Guid connector) =>
        person.Execute(new OrganizationRequest("pax8_AcceptOtherPartner") { ["Target"] = new EntityReference("pax8_connector", connector) });

    private static IReadOnlyList<string> Picture(Tenant tenant) => [.. tenant.Picture(), .. tenant.SubscriptionPicture()];

    private static int State(Tenant tenant, Guid connector)
    {
        var row = tenant.Administrator.Retrieve("pax8_connector", connector, new ColumnSet("pax8_partnerstate"));
        return row.Contains("pax8_partnerstate") ? row.Number("pax8_partnerstate") : NotVerified;
    }
}
