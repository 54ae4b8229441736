using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>What a client of the Web API can add to a request, and that none of it makes his write pass for one of this package.</summary>
public sealed class ForgedWriteTests(WebFixture web) : IClassFixture<WebFixture>
{
    private const string Tag = "?tag=pax8-own-write";
    private const int Awaiting = 476500000, Provisioned = 476500001, Open = 476500000, Resolved = 476500001;

    private static readonly (string Name, string Value)[][] Headers = [[], [("If-Match", "*")]];

    [Theory]
    [InlineData("Billing")]
    [InlineData("Reader")]
    [InlineData("Administrator")]
    public async Task The_tag_lets_nobody_write_what_the_system_keeps(string person)
    {
        var caller = web.With($"pax8-user={web.UserId(person)}");
        var (subscription, log, account) = await SubscriptionAsync();
        var before = await PictureAsync(subscription, log, account);

        foreach (var headers in Headers)
        {
            await RefusedAsync(caller, "PATCH", $"pax8_subscriptions({subscription})", new JsonObject { ["pax8_quantity"] = 999, ["pax8_basequantity"] = 999 }, headers);
            await RefusedAsync(caller, "PATCH", $"pax8_subscriptions({subscription})", new JsonObject { ["pax8_basequantity"] = 999 }, headers);
            await RefusedAsync(caller, "PATCH", $"pax8_subscriptions({subscription})", new JsonObject { ["pax8_name"] = "Forged", ["pax8_quantity"] = 999 }, headers);
            await RefusedAsync(caller, "PUT", $"pax8_subscriptions({subscription})/pax8_basequantity", new JsonObject { ["value"] = 999 }, headers);
            await RefusedAsync(caller, "DELETE", $"pax8_subscriptions({subscription})/pax8_syncstate", null, headers);
            await RefusedAsync(caller, "PATCH", $"pax8_licensechangelogs({log})", new JsonObject { ["pax8_quantity"] = 410 }, headers);
            await RefusedAsync(caller, "PATCH", $"pax8_licensechangelogs({log})", new JsonObject { ["pax8_provisioningstatus"] = Provisioned }, headers);
            await RefusedAsync(caller, "PATCH", $"pax8_licensechangelogs({log})", new JsonObject { ["pax8_reason"] = "Changed in Pax8", ["pax8_requestedbyid@odata.bind"] = null }, headers);
            await RefusedAsync(caller, "PATCH", $"pax8_provideraccounts({account})", new JsonObject { ["pax8_name"] = "Forged" }, headers);
            await RefusedAsync(caller, "DELETE", $"pax8_subscriptions({subscription})", null, headers);
            await RefusedAsync(caller, "DELETE", $"pax8_licensechangelogs({log})", null, headers);
        }
        await RefusedAsync(caller, "POST", "pax8_licensechangelogs", new JsonObject { ["pax8_name"] = "Forged", ["pax8_quantity"] = 300 });
        await RefusedAsync(caller, "POST", "pax8_subscriptions", new JsonObject { ["pax8_name"] = "Forged", ["pax8_quantity"] = 300 });
        await RefusedAsync(caller, "POST", "pax8_provideraccounts", new JsonObject { ["pax8_name"] = "Forged" });

        Assert.Equal(before, await PictureAsync(subscription, log, account));
    }

    [Theory]
    [InlineData("Billing")]
    [InlineData("Administrator")]
    public async Task The_tag_ties_no_subscription_to_another_customer(string person)
    {
        var caller = web.With($"pax8-user={web.UserId(person)}");
        var (subscription, log, account) = await SubscriptionAsync();
        var customer = await web.AccountAsync("Somebody else");
        var before = await PictureAsync(subscription, log, account);
        var navigation = web.Tenant.Dataverse.Metadata.Relationships.Single(r => r.ReferencingTable == "pax8_subscription" && r.ReferencingColumn == "pax8_accountid");

        await RefusedAsync(caller, "PUT", $"pax8_subscriptions({subscription})/pax8_AccountId/$ref", new JsonObject { ["@odata.id"] = $"accounts({customer})" });
        await RefusedAsync(caller, "DELETE", $"pax8_subscriptions({subscription})/pax8_ProviderAccountId/$ref", null);
        await RefusedAsync(caller, "POST", $"accounts({customer})/{navigation.Name}/$ref", new JsonObject { ["@odata.id"] = $"pax8_subscriptions({subscription})" });

        Assert.Equal(before, await PictureAsync(subscription, log, account));
    }

    [Theory]
    [InlineData("Billing")]
    [InlineData("Administrator")]
    public async Task What_a_sync_issue_says_is_rewritten_by_nobody_and_whoever_may_resolves_it_and_opens_it_again(string person)
    {
        var caller = web.With($"pax8-user={web.UserId(person)}");
        var issue = await IssueAsync();
        var before = (await web.Administrator.GetAsync($"pax8_syncissues({issue})")).Expect(200).Text;

        foreach (var column in new[] { "pax8_name", "pax8_reason", "pax8_whattodo", "pax8_recordid", "pax8_issuekey" })
            foreach (var tag in new[] { "", Tag })
                Assert.StartsWith("Sync issues record what a sync found and cannot be changed.", (await caller.SendAsync("PATCH", $"pax8_syncissues({issue}){tag}", new JsonObject { [column] = "Rewritten", ["pax8_issuestatus"] = Resolved })).Expect(400).Error, StringComparison.Ordinal);
        await RefusedAsync(caller, "PUT", $"pax8_syncissues({issue})/pax8_whattodo", new JsonObject { ["value"] = "Rewritten" });
        await RefusedAsync(caller, "DELETE", $"pax8_syncissues({issue})/pax8_reason", null);
        await RefusedAsync(caller, "PATCH", $"pax8_syncissues({issue})", new JsonObject { ["pax8_severity"] = 476500001 });
        Assert.Equal(before, (await web.Administrator.GetAsync($"pax8_syncissues({issue})")).Expect(200).Text);

        (await caller.SendAsync("PATCH", $"pax8_syncissues({issue})", new JsonObject { ["pax8_issuestatus"] = Resolved })).Expect(204);
        Assert.NotNull((await caller.GetAsync($"pax8_syncissues({issue})?$select=pax8_resolvedon")).Expect(200).Json["pax8_resolvedon"]);
        (await caller.SendAsync("PATCH", $"pax8_syncissues({issue})", new JsonObject { ["pax8_issuestatus"] = Open })).Expect(204);
        Assert.Null((await caller.GetAsync($"pax8_syncissues({issue})?$select=pax8_resolvedon")).Expect(200).Json["pax8_resolvedon"]);
    }

    [Fact]
    public async Task A_quantity_sent_with_the_tag_is_the_clerks_order()
    {
        var (subscription, _, _) = await SubscriptionAsync();
        var row = (await web.Administrator.GetAsync($"pax8_subscriptions({subscription})?$select=pax8_quantity")).Json;

        (await web.Billing.SendAsync("PATCH", $"pax8_subscriptions({subscription}){Tag}", new JsonObject { ["pax8_quantity"] = (int)row["pax8_quantity"]! + 1 })).Expect(204);

        var log = (await LogsAsync(subscription)).Last();
        Assert.Equal((1, Awaiting, web.UserId("Billing").ToString()), ((int)log["pax8_quantity"]!, (int)log["pax8_provisioningstatus"]!, (string)log["_pax8_requestedbyid_value"]!));
    }

    [Theory]
    [InlineData("Billing")]
    [InlineData("Administrator")]
    public async Task Nobody_without_the_right_to_act_on_behalf_of_others_writes_as_SYSTEM(string person)
    {
        var (subscription, log, account) = await SubscriptionAsync();
        var before = await PictureAsync(subscription, log, account);
        var address = $"pax8_subscriptions({subscription}){Tag}";
        JsonObject body = new() { ["pax8_quantity"] = 999, ["pax8_basequantity"] = 999 };
        var caller = web.With($"pax8-user={web.UserId(person)}");

        var answer = (await caller.SendAsync("PATCH", address, body.DeepClone(), ("MSCRMCallerID", web.Tenant.Dataverse.SystemUserId.ToString()))).Expect(403);
        (await caller.SendAsync("PATCH", address, body.DeepClone(), ("MSCRMCallerID", "SYSTEM"))).Expect(400);

        Assert.Contains("prvActOnBehalfOfAnotherUser", answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, await PictureAsync(subscription, log, account));
    }

    private static async Task RefusedAsync(Caller caller, string method, string address, JsonObject? body, params (string, string)[] headers)
    {
        var answer = await caller.SendAsync(method, address + Tag, body, headers);
        Assert.True(answer.Status is 400 or 403, $"{method} {address} {body?.ToJsonString()}: {answer.Status} {answer.Text}");
    }

    /// <summary>A subscription that people may change, one of its logs and its provider account.</summary>
    private async Task<(Guid Subscription, Guid Log, Guid Account)> SubscriptionAsync()
    {
        const string Changeable = "pax8_subscriptions?$select=_pax8_provideraccountid_value&$filter=statecode eq 0 and pax8_subscriptionstatus eq 476500000 and pax8_syncstate eq 476500000&$top=1";
        if ((await web.Administrator.GetAsync(Changeable)).Expect(200).Rows.Length == 0)
        {
            foreach (var row in (await web.Administrator.GetAsync("pax8_provideraccounts?$select=pax8_name")).Rows)
                (await web.Administrator.SendAsync("PATCH", $"pax8_provideraccounts({row["pax8_provideraccountid"]})", new JsonObject { ["pax8_syncstatus"] = 476500000 })).Expect(204);
            (await web.Administrator.SendAsync("PATCH", $"pax8_connectors({web.Connector})", new JsonObject { ["pax8_writeback"] = false })).Expect(204);
            (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/Microsoft.Dynamics.CRM.pax8_SyncSubscriptions", new JsonObject())).Expect(200);
            await web.Tenant.SettleAsync();
        }
        var subscription = (await web.Administrator.GetAsync(Changeable)).Expect(200).Rows.Single();
        var id = (Guid)subscription["pax8_subscriptionid"]!;
        return (id, (Guid)(await LogsAsync(id)).Last()["pax8_licensechangelogid"]!, (Guid)subscription["_pax8_provideraccountid_value"]!);
    }

    /// <summary>An issue that a sync has raised.</summary>
    private async Task<Guid> IssueAsync()
    {
        web.Tenant.Pax8!.Faults = new ScriptedFaults().At("GET /companies", 1, Fault.RowWithoutId());
        (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/Microsoft.Dynamics.CRM.pax8_SyncProviderAccounts", new JsonObject())).Expect(200);
        await web.Tenant.SettleAsync();
        web.Tenant.Pax8.Faults = null;
        return (Guid)(await web.Administrator.GetAsync("pax8_syncissues?$select=pax8_name&$top=1")).Expect(200).Rows.Single()["pax8_syncissueid"]!;
    }

    private async Task<JsonObject[]> LogsAsync(Guid subscription) =>
        (await web.Administrator.GetAsync($"pax8_licensechangelogs?$filter=_pax8_subscriptionid_value eq {subscription}&$orderby=pax8_number")).Expect(200).Rows;

    private async Task<string> PictureAsync(Guid subscription, Guid log, Guid account) => string.Join('\n',
        (await web.Administrator.GetAsync($"pax8_subscriptions({subscription})")).Expect(200).Text,
        (await web.Administrator.GetAsync($"pax8_licensechangelogs({log})")).Expect(200).Text,
        (await web.Administrator.GetAsync($"pax8_provideraccounts({account})")).Expect(200).Text,
        (await web.Administrator.GetAsync("pax8_licensechangelogs/$count")).Text,
        (await web.Administrator.GetAsync("pax8_subscriptions/$count")).Text);
}
