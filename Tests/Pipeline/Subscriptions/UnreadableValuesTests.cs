using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions;

/// <summary>A bad value costs that value where it is optional, its record where it is not, and never a page, a count or a job.</summary>
public sealed class UnreadableValuesTests
{
    /// <summary>Member, JSON, what the warning says of it.</summary>
    public static TheoryData<string, string, string> OptionalValues() => new()
    {
        { "price", "{'amount':5,'currency':'USD'}", """price is not a number ({"amount":5,"currency":"USD"})""" },
        { "price", "1e400", "price is not a number (1e400)" },
        { "partnerCost", "NaN", "partnerCost is not a number (NaN)" },
        { "currencyCode", "'Dollar'", "currencyCode is not a currency code of three letters (Dollar)" },
        { "startDate", "'0001-01-01T00:00:00Z'", "startDate is a date that cannot be kept (0001-01-01T00:00:00Z)" },
        { "endDate", "'9999-12-31T23:59:59Z'", "endDate is a date that cannot be kept (9999-12-31T23:59:59Z)" },
        { "billingStart", "'next week'", "billingStart is not a date (next week)" },
        { "createdDate", "[1]", "createdDate is not a date ([1])" },
        { "updatedDate", "'1066-10-14'", "updatedDate is a date that cannot be kept (1066-10-14)" },
        { "status", "{}", "status is not a text ({})" },
        { "billingTerm", "['Monthly']", """billingTerm is not a text (["Monthly"])""" },
        { "vendorSubscriptionId", "{'id':1}", """vendorSubscriptionId is not a text ({"id":1})""" },
        { "productName", "['Mail']", """productName is not a text (["Mail"])""" },
        { "commitment", "7", "commitment is not an object (7)" },
        { "commitment", "{'id':'c','term':'1-Year','endDate':'soon'}", "commitment.endDate is not a date (soon)" },
        { "parentSubscriptionId", "'" + new string('p', 900) + "'", "parentSubscriptionId has 900 characters, more than the 100 that can be kept (" + new string('p', 99) + "…)" },
        { "productId", "'" + new string('p', 900) + "'", "productId has 900 characters, more than the 100 that can be kept (" + new string('p', 99) + "…)" },
    };

    [Theory]
    [MemberData(nameof(OptionalValues))]
    public void An_optional_value_of_a_subscription_that_cannot_be_taken_is_left_as_it_was_with_a_warning(string member, string json, string said)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.ChangeSubscription(id, one => one with
        {
            StartDate = "2025-02-03",
            EndDate = "2099-02-03",
            BillingStart = "2025-02-03",
            UpdatedDate = "2025-02-03",
            PartnerCost = 3,
            VendorSubscriptionId = "v",
            ParentSubscriptionId = tenant.ActiveSubscription(1).Id,
            Commitment = new Pax8Commitment("c", "1-Year", "2098-01-01"),
        });
        tenant.SyncSubscriptions(connector);
        var before = tenant.SubscriptionPicture();
        tenant.Pax8.Faults = Everywhere(Rewriting.Member(id, member, json));

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(before, tenant.SubscriptionPicture());
        var issue = tenant.SingleIssue();
        Assert.Equal((id, 1), ((string)issue["pax8_recordid"], issue.Number("pax8_severity")));
        Assert.Equal($"Pax8 sent what cannot be kept here: {said}.", issue["pax8_reason"]);

        tenant.Pax8.State.ChangeQuantity(id, 91);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Equal(91, tenant.Subscription(id)["pax8_quantity"]);
        AssertWritesNothingAgain(tenant, connector);

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [MemberData(nameof(OptionalValues))]
    public void A_new_subscription_comes_in_without_the_value_that_cannot_be_taken(string member, string json, string said)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.Faults = Everywhere(Rewriting.Member(id, member, json));

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((12, 0, 0, 0), job.Counts());
        Assert.Contains(said, (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
        AssertWritesNothingAgain(tenant, connector);

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("id", "'ID'", "id has 900 characters, more than the 100 that can be kept")]
    [InlineData("companyId", "'ID'", "companyId has 900 characters, more than the 100 that can be kept")]
    [InlineData("companyId", "null", "it has no companyId")]
    [InlineData("quantity", "1e400", "quantity is not a number")]
    [InlineData("quantity", "NaN", "quantity is not a number")]
    public void A_value_that_a_subscription_cannot_be_without_costs_that_record_alone(string member, string json, string said)
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        var id = tenant.Pax8!.State.Subscriptions[0].Id;
        tenant.Pax8.Faults = Everywhere(Rewriting.Member(id, member, json.Replace("ID", new string('x', 900), StringComparison.Ordinal)));

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((11, 0, 0, 1), job.Counts());
        Assert.Contains(said, (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);

        tenant.Pax8.Faults = null;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    [Theory]
    [InlineData("phone", "{'number':'5'}", """phone is not a text ({"number":"5"})""")]
    [InlineData("name", "['Contoso']", """name is not a text (["Contoso"])""")]
    [InlineData("address", "'12 Fictional Road'", "address is not an object (12 Fictional Road)")]
    [InlineData("address", "{'city':7e999}", null)]
    [InlineData("selfServiceAllowed", "'Yes'", "selfServiceAllowed is neither true nor false (Yes)")]
    [InlineData("orderApprovalRequired", "1", "orderApprovalRequired is neither true nor false (1)")]
    [InlineData("billOnBehalfOfEnabled", "NaN", "billOnBehalfOfEnabled is neither true nor false (NaN)")]
    [InlineData("updatedDate", "'0001-01-01T00:00:00Z'", "updatedDate is a date that cannot be kept (0001-01-01T00:00:00Z)")]
    [InlineData("status", "[]", "status is not a text ([])")]
    public void An_optional_value_of_a_company_that_cannot_be_taken_is_left_as_it_was_with_a_warning(string member, string json, string? said)
    {
        var (tenant, connector) = Given.TenantWithCompanies(6);
        tenant.Sync(connector);
        var id = tenant.Pax8!.State.Companies.First(company => company.Status == "Active").Id;
        var before = tenant.Picture();
        tenant.Pax8.Faults = new ScriptedFaults().Always("GET /companies", Rewriting.Member(id, member, json));

        tenant.Sync(connector).AssertEnded(Acting.Succeeded);

        if (said is not null)
        {
            Assert.Equal(before, tenant.Picture());
            Assert.Equal($"Pax8 sent what cannot be kept here: {said}.", tenant.SingleIssue()["pax8_reason"]);
        }
        tenant.ResetCounts();
        tenant.Sync(connector);
        Assert.Equal((0L, 0L), (tenant.AccountWrites(), tenant.Writes("pax8_syncissue")));
        tenant.Pax8.Faults = null;
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertEqualToPax8(connector);
    }

    [Fact]
    public void An_id_of_900_characters_costs_one_company_and_no_batch()
    {
        var (tenant, connector) = Given.TenantWithCompanies(6);
        tenant.Pax8!.Faults = new ScriptedFaults().Always("GET /companies", Rewriting.Member(tenant.Pax8.State.Companies[0].Id, "id", "'" + new string('x', 900) + "'"));

        var job = tenant.Sync(connector);

        job.AssertEnded(Acting.CompletedWithIssues);
        Assert.Equal((5, 0, 0, 1), job.Counts());
        Assert.Equal("Pax8 listed a company without a usable id.", tenant.SingleIssue()["pax8_name"]);
    }

    [Fact]
    public void What_only_a_single_answer_shows_is_warned_of_until_it_is_read_in_order()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        tenant.SyncSubscriptions(connector);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.State.ChangeQuantity(id, 71);
        tenant.Pax8.Faults = new ScriptedFaults().Always(SubscriptionScene.OneSubscription, Rewriting.Member(id, "vendorSkuId", "{}"));

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal("Pax8 sent what cannot be kept here: vendorSkuId is not a text ({}).", tenant.SingleIssue()["pax8_reason"]);
        AssertWritesNothingAgain(tenant, connector);

        tenant.Pax8.Faults = null;
        tenant.Pax8.State.ChangeQuantity(id, 72);
        tenant.SyncSubscriptions(connector);
        Assert.Empty(tenant.OpenIssues());
    }

    [Fact]
    public void An_end_of_the_commitment_that_stands_beside_it_is_taken_over()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        var id = tenant.ActiveSubscription().Id;
        tenant.Pax8!.Faults = Everywhere(Rewriting.Record(id, record => record["commitmentTermEndDate"] = "2027-03-04T00:00:00.000Z"));

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        Assert.Equal(new DateTime(2027, 3, 4, 0, 0, 0, DateTimeKind.Utc), tenant.Subscription(id)["pax8_commitmentendson"]);
    }

    [Fact]
    public void What_is_cut_is_always_told()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12);
        var id = tenant.ActiveSubscription().Id;
        var text = new string('w', 400);
        tenant.Pax8!.Faults = Everywhere(Rewriting.Record(id, record =>
        {
            foreach (var member in new[] { "status", "billingTerm", "productName" }) record[member] = text;
        }));

        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);

        var cut = Assert.Single(tenant.OpenIssues(), issue => ((string)issue["pax8_name"]).EndsWith("were cut.", StringComparison.Ordinal));
        foreach (var caption in new[] { "Billing Term Text (400 characters, 100 kept)", "Pax8 Status Text (400 characters, 100 kept)", "Name (4" })
            Assert.Contains(caption, (string)cut["pax8_reason"], StringComparison.Ordinal);
        AssertWritesNothingAgain(tenant, connector);
    }

    [Fact]
    public void An_exception_while_a_subscription_is_linked_to_its_parent_is_that_records_issue()
    {
        var refuses = true;
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 3, subscriptions: 12, options => options.Behind("Update", "pax8_subscription", target =>
        {
            if (refuses && target.Contains("pax8_parentsubscriptionid")) throw new InvalidPluginExecutionException("Families are locked until the invoice is out.");
        }));
        var (child, parent) = (tenant.ActiveSubscription(0).Id, tenant.ActiveSubscription(1).Id);
        foreach (var one in tenant.Pax8!.State.Subscriptions) tenant.Pax8.State.ChangeSubscription(one.Id, old => old with { ParentSubscriptionId = one.Id == child ? parent : null });

        var job = tenant.SyncSubscriptions(connector);

        job.AssertEnded(Acting.Succeeded);
        Assert.Equal((12, 0, 0, 0), job.Counts());
        Assert.Contains("Families are locked until the invoice is out.", (string)tenant.SingleIssue()["pax8_reason"], StringComparison.Ordinal);
        AssertWritesNothingAgain(tenant, connector);

        refuses = false;
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        Assert.Empty(tenant.OpenIssues());
        tenant.AssertSubscriptionsEqualPax8();
    }

    private static ScriptedFaults Everywhere(Fault fault) => new ScriptedFaults().Always(SubscriptionScene.Listing, fault).Always(SubscriptionScene.OneSubscription, fault);

    private static void AssertWritesNothingAgain(Tenant tenant, Guid connector)
    {
        tenant.ResetCounts();
        tenant.SyncSubscriptions(connector);
        Assert.Equal((0L, 0L), (tenant.SubscriptionWrites(), tenant.Writes("pax8_syncissue")));
    }
}
