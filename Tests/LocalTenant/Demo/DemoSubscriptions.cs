using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>
/// The subscriptions' part of the demo: enable, sync, sync again, change a quantity here and see it in Pax8, change one in Pax8
/// and see it here.
/// </summary>
internal sealed class DemoSubscriptions(DemoStage stage, Guid connector)
{
    private const string Api = "pax8_SyncSubscriptions";
    private const int Enabled = 476500000;
    private const int AwaitingProvisioning = 476500000;
    private const int Provisioned = 476500001;
    private const int FailedProvisioning = 476500002;
    private const int Conflict = 476500002;

    /// <summary>Enables the sync of every provider account that is active in Pax8.</summary>
    public void EnableAll()
    {
        stage.Voice.Step("Enable the sync of all active provider accounts");
        var query = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("pax8_syncstatus") };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_companystatus", ConditionOperator.Equal, 476500000);
        query.Criteria.AddCondition("pax8_syncstatus", ConditionOperator.NotEqual, Enabled);
        var rows = stage.All(query).ToList();
        foreach (var row in rows) stage.Administrator.Update(new Entity("pax8_provideraccount", row.Id) { ["pax8_syncstatus"] = new OptionSetValue(Enabled) });
        stage.Voice.Fact($"{rows.Count} more provider accounts are enabled");
    }

    /// <summary>The first sync of subscriptions, or a later one.</summary>
    public async Task<JobOutcome> SyncAsync(string title)
    {
        stage.Voice.Step(title);
        stage.Tenant.ResetCounts();
        var outcome = await stage.SyncUntilGoodAsync(Api, connector);
        stage.Voice.Fact($"Pax8 was called {DemoStage.Calls(stage.Tenant.Pax8Requests)}; {stage.Writes(isData: true)} rows of subscriptions, products and licence change logs were written");
        return outcome;
    }

    public async Task ChangeOneOnEachSideAsync()
    {
        if (stage.Tenant.Pax8 is not { } pax8) return;
        var changeable = Changeable(pax8);
        if (changeable.Count < 2) return;
        await ChangeHereAsync(pax8, changeable[0]);
        await ChangeThereAsync(pax8, changeable[^1]);
    }

    /// <summary>Does what is left to people: keeps Pax8's values where both sides differ, and sets failed changes back.</summary>
    public async Task SettleAsPersonAsync()
    {
        var conflicts = Those("pax8_subscription", "pax8_syncstate", Conflict);
        foreach (var row in conflicts) stage.Administrator.Execute(DemoStage.Bound("pax8_KeepPax8", row.LogicalName, row.Id));
        await stage.Tenant.SettleAsync();
        var failed = Those("pax8_licensechangelog", "pax8_provisioningstatus", FailedProvisioning);
        foreach (var row in failed) stage.Administrator.Update(new Entity(row.LogicalName, row.Id) { ["pax8_provisioningstatus"] = new OptionSetValue(AwaitingProvisioning) });
        await stage.Tenant.SettleAsync();
        stage.Voice.Fact($"{conflicts.Count} conflicts were settled for Pax8, {failed.Count} failed changes were sent again");
    }

    private async Task ChangeHereAsync(Pax8Simulator pax8, Pax8Subscription subscription)
    {
        stage.Voice.Step("Change a quantity here");
        var row = Row(subscription.Id);
        var wanted = row.GetAttributeValue<int>("pax8_quantity") + 3;
        stage.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = wanted, ["pax8_changereason"] = "Three colleagues join" });
        for (var attempt = 1; ; attempt++)
        {
            await stage.Tenant.SettleAsync();
            var log = LatestLog(row.Id);
            var status = log.GetAttributeValue<OptionSetValue>("pax8_provisioningstatus").Value;
            stage.Voice.Fact($"{DemoStage.Short(log.GetAttributeValue<string>("pax8_name"))}: {log.FormattedValues["pax8_provisioningstatus"]}{Because(log)}");
            if (status == Provisioned) break;
            if (attempt == DemoStage.MaxTries)
            {
                stage.Doubt($"After {attempt} tries the change had still not reached Pax8.");
                return;
            }
            // A failed change is set back by a person; a waiting one is sent by the next sync.
            if (status != AwaitingProvisioning)
                stage.Administrator.Update(new Entity("pax8_licensechangelog", log.Id) { ["pax8_provisioningstatus"] = new OptionSetValue(AwaitingProvisioning) });
            else await stage.SyncUntilGoodAsync(Api, connector);
        }
        var there = pax8.State.FindSubscription(subscription.Id)!.Quantity;
        stage.Voice.Fact($"Pax8 has {there} licences now");
        if (there != wanted) stage.Doubt($"Pax8 has {there} licences of {subscription.ProductName}, {wanted} were ordered here.");
    }

    private async Task ChangeThereAsync(Pax8Simulator pax8, Pax8Subscription subscription)
    {
        stage.Voice.Step("Change a quantity in Pax8, then sync");
        var wanted = (int)subscription.Quantity + 2;
        pax8.State.ChangeQuantity(subscription.Id, wanted);
        await stage.SyncUntilGoodAsync(Api, connector);
        var row = Row(subscription.Id);
        var log = LatestLog(row.Id);
        stage.Voice.Fact($"{DemoStage.Short(log.GetAttributeValue<string>("pax8_name"))}: {log.FormattedValues["pax8_provisioningstatus"]}, since Pax8 has it already");
        if (row.GetAttributeValue<int>("pax8_quantity") != wanted) stage.Doubt($"{row["pax8_name"]} has {row["pax8_quantity"]} licences here, Pax8 has {wanted}.");
    }

    /// <summary>Active, begun, and free to grow; of companies that are enabled.</summary>
    private List<Pax8Subscription> Changeable(Pax8Simulator pax8)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_providerspecificid") };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_subscriptionstatus", ConditionOperator.Equal, 476500000);
        query.Criteria.AddCondition("pax8_startson", ConditionOperator.LessThan, stage.Tenant.Time.GetUtcNow().UtcDateTime);
        return stage.All(query).Select(row => pax8.State.FindSubscription(row.GetAttributeValue<string>("pax8_providerspecificid")))
            .Where(found => found is { Status: "Active" }).Select(found => found!)
            .OrderBy(found => found.Id, StringComparer.Ordinal).ToList();
    }

    private List<Entity> Those(string table, string column, int value)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(column) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return stage.All(query).ToList();
    }

    private Entity Row(string pax8Id)
    {
        var query = new QueryExpression("pax8_subscription") { ColumnSet = new ColumnSet("pax8_name", "pax8_quantity"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        query.Criteria.AddCondition("pax8_providerspecificid", ConditionOperator.Equal, pax8Id);
        return stage.Administrator.RetrieveMultiple(query).Entities.Single();
    }

    private Entity LatestLog(Guid subscription)
    {
        var query = new QueryExpression("pax8_licensechangelog") { ColumnSet = new ColumnSet("pax8_name", "pax8_provisioningstatus", "pax8_message"), TopCount = 1 };
        query.Criteria.AddCondition("pax8_subscriptionid", ConditionOperator.Equal, subscription);
        query.AddOrder("pax8_number", OrderType.Descending);
        return stage.Administrator.RetrieveMultiple(query).Entities.Single();
    }

    private static string Because(Entity log) => log.GetAttributeValue<string>("pax8_message") is { } message ? $" ({message})" : "";
}
