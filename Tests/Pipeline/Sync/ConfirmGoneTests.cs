using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>"It is gone": a person answers for a record about which something said 404, but not in Pax8's words.</summary>
public sealed class ConfirmGoneTests
{
    private const string Api = "pax8_ConfirmGone", Administrator = "Pax8 Administrator", Billing = "Pax8 Billing";
    private const int IsItGone = 0;

    private static readonly LocalTenant.Pax8.Fault Gateway = LocalTenant.Pax8.Fault.Lie(Lies.GatewayNotFound());

    [Fact]
    public void A_subscription_that_an_administrator_says_is_gone_ends_as_by_the_check_at_the_end_of_a_sync()
    {
        var (tenant, connector, id) = Doubtful();
        var issue = tenant.SingleIssue();
        Assert.Equal(IsItGone, Question(tenant, issue.Id));
        Assert.Contains("It is gone", (string)issue["pax8_whattodo"], StringComparison.Ordinal);

        var answer = Press(tenant.Person(Administrator), issue.Id);

        var row = tenant.Subscription(id);
        Assert.Equal(("Marked", row["pax8_name"]), (answer["Outcome"], answer["RecordName"]));
        Assert.Equal((true, 0, 1), (row["pax8_goneinpax8"], row["pax8_quantity"], row.GetAttributeValue<OptionSetValue>("statecode").Value));
        tenant.AssertLogsAddUp();
        var left = tenant.SingleIssue();
        Assert.Equal($"{row["pax8_name"]} no longer exists in Pax8.", left["pax8_name"]);
        Assert.Contains("a person confirmed", (string)left["pax8_reason"], StringComparison.Ordinal);
        left.AssertAnswersFourQuestions();

        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal((0L, 0L, 0), (tenant.SubscriptionWrites(), tenant.Writes("pax8_syncissue"), tenant.Pax8!.Count(SubscriptionScene.OneSubscription)));

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(1, tenant.Subscription(id).GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    [Fact]
    public void A_company_that_an_administrator_says_is_gone_is_deactivated()
    {
        var (tenant, connector) = Given.TenantWithCompanies(5);
        tenant.Sync(connector);
        var id = tenant.Pax8!.State.Companies.First(company => company.Status == "Active").Id;
        tenant.Pax8.State.VanishCompany(id);
        tenant.Pax8.Faults = new ScriptedFaults().When(Observing.AskingFor(id), Gateway);
        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);

        var answer = Press(tenant.Administrator, tenant.SingleIssue().Id);

        Assert.Equal("Marked", answer["Outcome"]);
        Assert.Equal(1, tenant.ProviderAccounts()[id].GetAttributeValue<OptionSetValue>("statecode").Value);
        Assert.EndsWith("no longer exists in Pax8.", (string)tenant.SingleIssue()["pax8_name"], StringComparison.Ordinal);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
    }

    [Fact]
    public void What_Pax8_says_in_its_own_words_by_then_is_enough()
    {
        var (tenant, _, id) = Doubtful();
        tenant.Pax8!.Faults = null;

        Assert.Equal("Marked", Press(tenant.Administrator, tenant.SingleIssue().Id)["Outcome"]);

        Assert.True((bool)tenant.Subscription(id)["pax8_goneinpax8"]);
    }

    [Fact]
    public void A_record_that_Pax8_shows_is_not_gone_whatever_a_person_says()
    {
        var (tenant, _, id) = Doubtful();
        tenant.Pax8!.State.ReturnSubscription(id);
        tenant.Pax8.Faults = null;
        var before = tenant.SubscriptionPicture();

        var answer = Press(tenant.Administrator, tenant.SingleIssue().Id);

        Assert.Equal("StillThere", answer["Outcome"]);
        Observing.AssertSentences((string)answer["Message"]);
        Assert.Equal(before, tenant.SubscriptionPicture());
    }

    [Fact]
    public void Without_an_answer_nothing_is_changed()
    {
        var (tenant, _, id) = Doubtful();
        tenant.Pax8!.Faults = new ScriptedFaults().When(Asking(id), LocalTenant.Pax8.Fault.ServerError());
        var before = tenant.SubscriptionPicture();

        var answer = Press(tenant.Administrator, tenant.SingleIssue().Id);

        Assert.Equal("NotAnswered", answer["Outcome"]);
        Assert.Equal(before, tenant.SubscriptionPicture());
        Assert.Equal(IsItGone, Question(tenant, tenant.SingleIssue().Id));
    }

    [Fact]
    public void A_subscription_with_a_change_that_waits_becomes_a_conflict()
    {
        var (tenant, connector, id) = Doubtful();
        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        tenant.Administrator.Update(Row("pax8_subscription", tenant.Subscription(id).Id, ("pax8_quantity", 77)));
        tenant.Settle();

        var answer = Press(tenant.Administrator, tenant.SingleIssue().Id);

        Assert.Equal("Conflict", answer["Outcome"]);
        Assert.Equal((ChangingScene.InConflict, 77), (tenant.Subscription(id).Number("pax8_syncstate"), tenant.Subscription(id)["pax8_quantity"]));
    }

    [Fact]
    public void Only_administrators_may_say_it_and_only_where_it_is_asked()
    {
        var (tenant, connector, _) = Doubtful();
        var issue = tenant.SingleIssue().Id;
        AssertDenied(() => Press(tenant.Person(Billing), issue));

        tenant.Administrator.Update(Row("pax8_syncissue", issue, ("pax8_issuestatus", Option(1))));
        Assert.StartsWith("This issue is resolved", Refusal(() => Press(tenant.Administrator, issue)), StringComparison.Ordinal);

        tenant.Pax8!.Forbidden.Add("GET /companies");
        tenant.Sync(connector);
        Assert.StartsWith("It is gone can be chosen only where the issue asks for it.", Refusal(() => Press(tenant.Administrator, tenant.SingleIssue().Id)), StringComparison.Ordinal);
        Assert.Null(Question(tenant, tenant.SingleIssue().Id));
    }

    /// <summary>A subscription is not listed any more, and a gateway answers about it.</summary>
    private static (Tenant Tenant, Guid Connector, string Id) Doubtful()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        tenant.SyncSubscriptions(connector);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.VanishSubscription(id);
        tenant.Pax8.Faults = new ScriptedFaults().When(Asking(id), Gateway);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.CompletedWithIssues);
        return (tenant, connector, id);
    }

    private static Func<Pax8Call, bool> Asking(string id) => call => call.Endpoint == SubscriptionScene.OneSubscription && call.Path.EndsWith(id, StringComparison.Ordinal);

    private static OrganizationResponse Press(IOrganizationService person, Guid issue) =>
        person.Execute(new OrganizationRequest(Api) { ["Target"] = new EntityReference("pax8_syncissue", issue) });

    private static int? Question(Tenant tenant, Guid issue)
    {
        var row = tenant.Administrator.Retrieve("pax8_syncissue", issue, new ColumnSet("pax8_question"));
        return row.Contains("pax8_question") ? row.Number("pax8_question") : null;
    }
}
