using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Sync;

/// <summary>An answer is believed only as far as it is Pax8's own, and about the record that was asked for.</summary>
public sealed class BelievedAnswersTests
{
    public static TheoryData<string> NotInPax8sWords() =>
    [
        "",
        """{"message":"no Route matched with those values"}""",
        """{"message":"Route GET:/v1/x/ID not found","error":"Not Found","statusCode":404}""",
        """{"type":"NOT_FOUND","message":"No such resource","instance":"/public/v1/x/ID","status":404,"details":[]}""",
        """{"type":"NOT_FOUND","message":"Not Found: 5e6f7a8b-0000-4000-8000-000000000001"}""",
    ];

    [Theory]
    [MemberData(nameof(NotInPax8sWords))]
    public void A_404_that_is_not_in_Pax8s_words_leaves_a_subscription_with_its_licences_and_is_told(string body)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        tenant.SyncSubscriptions(connector);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.VanishSubscription(id);
        tenant.Pax8.Faults = new ScriptedFaults().When(Asking(id), Rewriting.Answer(404, body.Replace("ID", id, StringComparison.Ordinal)));
        var before = tenant.SubscriptionPicture();

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(before, tenant.SubscriptionPicture());
        var issue = tenant.SingleIssue();
        Assert.Equal(id, issue["pax8_recordid"]);
        Assert.Contains("answered 404 when asked to read the subscription", (string)issue["pax8_reason"], StringComparison.Ordinal);
        AssertWritesNothingAgain(tenant, connector, Acting.CompletedWithIssues);

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.True((bool)tenant.Subscription(id)["pax8_goneinpax8"]);
        Assert.DoesNotContain("404", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(NotInPax8sWords))]
    public void A_404_that_is_not_in_Pax8s_words_leaves_a_provider_account_active_and_is_told(string body)
    {
        var (tenant, connector) = Given.TenantWithCompanies(5);
        tenant.Sync(connector);
        var id = tenant.Pax8!.State.Companies.First(company => company.Status == "Active").Id;
        tenant.Pax8.State.VanishCompany(id);
        tenant.Pax8.Faults = new ScriptedFaults().When(Observing.AskingFor(id), Rewriting.Answer(404, body.Replace("ID", id, StringComparison.Ordinal)));
        var before = tenant.Picture();

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal(before, tenant.Picture());
        Assert.Equal(id, tenant.SingleIssue()["pax8_recordid"]);
    }

    [Theory]
    [MemberData(nameof(NotInPax8sWords))]
    public void A_404_that_is_not_in_Pax8s_words_makes_no_company_one_without_subscriptions(string body)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 4);
        tenant.SyncSubscriptions(connector);
        var company = tenant.Pax8!.State.Companies[0].Id;
        tenant.Pax8.Faults = new ScriptedFaults()
            .Always(SubscriptionScene.Listing, Rewriting.Answer(403, """{"type":"FORBIDDEN","message":"Invalid companyId"}"""))
            .When(Observing.AskingFor(company), Rewriting.Answer(404, body.Replace("ID", company, StringComparison.Ordinal)));
        var before = tenant.SubscriptionPicture();

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Failed);
        Assert.Equal(before, tenant.SubscriptionPicture());
    }

    [Fact]
    public void A_subscription_that_answers_with_another_ones_body_takes_nothing_of_it()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        tenant.SyncSubscriptions(connector);
        var (asked, other) = (tenant.ActiveSubscription(0).Id, tenant.ActiveSubscription(1).Id);
        tenant.Pax8!.State.ChangeQuantity(asked, 41);
        tenant.Pax8.State.ChangeQuantity(other, 77);
        tenant.Pax8.Faults = new ScriptedFaults().When(Asking(asked), Rewriting.Answer(200, $$"""{"id":"{{other}}","companyId":"c","quantity":977,"vendorSkuId":"of the other","status":"Active"}"""));

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal((41, 77), (tenant.Subscription(asked)["pax8_quantity"], tenant.Subscription(other)["pax8_quantity"]));
        Assert.NotEqual("of the other", tenant.Subscription(asked).GetAttributeValue<string>("pax8_vendorsku"));
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_company_that_answers_with_another_ones_body_takes_nothing_of_it()
    {
        var (tenant, connector) = Given.TenantWithCompanies(5);
        tenant.Sync(connector);
        var companies = tenant.Pax8!.State.Companies.Where(company => company.Status == "Active").ToList();
        tenant.Pax8.State.VanishCompany(companies[0].Id);
        tenant.Pax8.Faults = new ScriptedFaults().When(Observing.AskingFor(companies[0].Id), Rewriting.Answer(200, $$"""{"id":"{{companies[1].Id}}","name":"Another name"}"""));
        var before = tenant.Picture();

        tenant.Sync(connector).AssertEnded(Acting.CompletedWithIssues);

        Assert.Equal(before, tenant.Picture());
        Assert.Contains("answered with another company", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_by_company_with_a_subscription_of_another_one_is_no_answer()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 1, subscriptions: 4);
        tenant.SyncSubscriptions(connector);
        var id = tenant.Pax8!.State.Subscriptions[0].Id;
        tenant.Pax8.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, Rewriting.Record(id, record => record["companyId"] = "another"));
        var before = tenant.SubscriptionPicture();

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Failed);
        Assert.Equal(before, tenant.SubscriptionPicture());
        Assert.Contains("a subscription of the company another instead of", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_and_a_record_that_differ_about_the_company_are_both_not_believed()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 6, subscriptions: 30);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        var other = tenant.Pax8!.State.Companies.First(company => company.Id != subscription.CompanyId && company.Status == "Active").Id;
        tenant.Pax8.State.ChangeQuantity(subscription.Id, 66);
        var before = tenant.Subscription(subscription.Id)["pax8_quantity"];
        var elsewhere = Rewriting.Record(subscription.Id, record => record["companyId"] = other);

        foreach (var faults in new[]
        {
            new ScriptedFaults().Always(SubscriptionScene.Listing, elsewhere),
            new ScriptedFaults().Always(SubscriptionScene.OneSubscription, elsewhere),
            new ScriptedFaults().Always(SubscriptionScene.Listing, elsewhere).Always(SubscriptionScene.OneSubscription, Fault.ServerError()),
        })
        {
            tenant.Pax8.Faults = faults;
            tenant.SyncSubscriptions(connector).AssertEnded(Acting.CompletedWithIssues);

            Assert.Equal(before, tenant.Subscription(subscription.Id)["pax8_quantity"]);
            Assert.StartsWith("Pax8 does not say clearly which company ", (string)tenant.SingleIssue()["pax8_name"], StringComparison.Ordinal);
        }

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Fact]
    public void A_subscription_that_no_company_lists_and_by_its_id_another_companys_is_left_as_it_is()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 6, subscriptions: 30);
        tenant.SyncSubscriptions(connector);
        var subscription = tenant.ActiveSubscription();
        var to = tenant.Pax8!.State.Companies.First(company => company.Id != subscription.CompanyId && company.Status == "Active").Id;
        tenant.Pax8.State.ChangeSubscription(subscription.Id, one => one with { CompanyId = to });
        tenant.Pax8.Faults = new ScriptedFaults().Always(SubscriptionScene.Listing, Rewriting.Record(subscription.Id, record => ((System.Text.Json.Nodes.JsonArray)record.Parent!).Remove(record)));
        var before = tenant.SubscriptionPicture();

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.CompletedWithIssues);

        Assert.Equal(before, tenant.SubscriptionPicture());
        Assert.Contains("does not list the subscription and shows it under", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
    }

    private static Func<Pax8Call, bool> Asking(string id) => call => call.Endpoint == SubscriptionScene.OneSubscription && call.Path.EndsWith(id, StringComparison.Ordinal);

    private static void AssertWritesNothingAgain(Tenant tenant, Guid connector, int status)
    {
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector).AssertEnded(status);
        Assert.Equal((0L, 0L), (tenant.SubscriptionWrites(), tenant.Writes("pax8_syncissue")));
    }
}
