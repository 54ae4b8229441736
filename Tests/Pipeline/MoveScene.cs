using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>A synchronised tenant whose companies are mapped to customers, and a subscription that Pax8 moves.</summary>
internal sealed class MoveScene
{
    private readonly ChangingScene _scene;
    private readonly Dictionary<string, Guid> _customers = [];

    public MoveScene(Func<TenantOptions, TenantOptions>? change = null)
    {
        _scene = new ChangingScene(change);
        foreach (var (company, account) in Tenant.ProviderAccounts())
        {
            _customers[company] = Tenant.Administrator.Create(new Entity("account") { ["name"] = "Customer " + account["pax8_name"] });
            Tenant.Administrator.Update(new Entity("pax8_provideraccount", account.Id) { ["pax8_accountid"] = new EntityReference("account", _customers[company]) });
        }
        Tenant.Settle();
        Tenant.SyncSubscriptions(Connector).AssertEnded(Acting.Succeeded);
        Home = There.CompanyId;
        Other = Tenant.ProviderAccounts().Keys.First(company => company != Home);
        FirstProduct = There.ProductId;
        Tenant.ResetCounts();
    }

    public Tenant Tenant => _scene.Tenant;

    public Guid Connector => _scene.Connector;

    public string Pax8Id => _scene.Pax8Id;

    /// <summary>The company that has the subscription in the beginning.</summary>
    public string Home { get; }

    /// <summary>Another company whose sync is enabled.</summary>
    public string Other { get; }

    public string FirstProduct { get; }

    public int Before => _scene.Before;

    public Pax8Subscription There => _scene.There;

    public Entity Here => _scene.Here;

    public int Quantity => _scene.Quantity;

    public int State => _scene.State;

    public string? MovedTo => Tenant.Administrator.Retrieve("pax8_subscription", Here.Id, new ColumnSet("pax8_movedto")).Text("pax8_movedto");

    public void Save(params (string Column, object? Value)[] values) => _scene.Save(values);

    public void Order(int more) => _scene.Order(more);

    public void Withdraw(Entity log) => _scene.Withdraw(log);

    public int Status() => _scene.Status();

    public int Calls(string endpoint) => _scene.Calls(endpoint);

    public void MoveTo(string company) => Tenant.Pax8!.State.ChangeSubscription(Pax8Id, one => one with { CompanyId = company });

    /// <summary>A company that Pax8 has and that is not synchronised here: its provider account is disabled, or there is none.</summary>
    public string NotSynchronised(bool isKnown)
    {
        if (!isKnown) return Tenant.Pax8!.State.AddCompany("Unknown Ltd").Id;
        var company = Tenant.ProviderAccounts().Keys.Last(one => one != Home && one != Other);
        Tenant.SetSync(company, enabled: false);
        return company;
    }

    public Entity Sync() => Tenant.SyncSubscriptions(Connector);

    public Guid AccountOf(string company) => Tenant.ProviderAccounts()[company].Id;

    public Guid CustomerOf(string company) => _customers[company];

    public string NameOf(string company) => (string)Tenant.ProviderAccounts()[company]["pax8_name"];

    public string CompanyOf(Entity log) => Tenant.ProviderAccounts().Single(pair => pair.Value.Id == log.GetAttributeValue<EntityReference>("pax8_provideraccountid").Id).Key;

    /// <summary>Licence change logs of the subscription in their order.</summary>
    public List<Entity> LogRows() => Tenant
        .Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_number", "pax8_name", "pax8_quantity", "pax8_provideraccountid", "pax8_accountid", "pax8_reason", "pax8_provisioningstatus", "pax8_waitsfor", "pax8_message", "pax8_requestedbyid", "ownerid")
        .Where(log => log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id == Here.Id)
        .OrderBy(log => log.GetAttributeValue<int>("pax8_number")).ToList();

    /// <summary>The one change that waits to be sent.</summary>
    public Entity Pending() => LogRows().Single(log => log.Number("pax8_provisioningstatus") == ChangingScene.Awaiting);

    /// <summary>The user who does all of this.</summary>
    public Guid Administrator => Tenant.Dataverse.AdministratorId;

    public Guid NewCustomer(string name) => Tenant.Administrator.Create(new Entity("account") { ["name"] = name });

    public void Map(string company, Guid? customer) => Tenant.Administrator.Update(
        new Entity("pax8_provideraccount", AccountOf(company)) { ["pax8_accountid"] = customer is { } id ? new EntityReference("account", id) : null });

    public void SetActive(Guid customer, bool active) => Tenant.Administrator.Update(
        Refusing.Row("account", customer, ("statecode", new OptionSetValue(active ? 0 : 1)), ("statuscode", new OptionSetValue(active ? 1 : 2))));

    /// <summary>What a merge leaves by its documentation: the other account inactive, marked, and with the surviving one as its master.</summary>
    public void LeaveLikeAMerge(Guid other, Guid survivor) => Tenant.Administrator.Update(Refusing.Row(
        "account", other, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)), ("merged", true), ("masterid", new EntityReference("account", survivor))));

    /// <summary>Merges an account into another one, as the administrator does.</summary>
    public void Merge(Guid other, Guid survivor) => Tenant.Administrator.Execute(new OrganizationRequest("Merge")
    {
        ["Target"] = new EntityReference("account", survivor),
        ["SubordinateId"] = other,
        ["PerformParentingChecks"] = false,
    });

    public void AssertNothingIsDoneAgain()
    {
        Tenant.ResetCounts();
        Sync().AssertEnded(Acting.Succeeded);
        Assert.Equal((0L, 0L), (Tenant.SubscriptionWrites(), Tenant.Writes("pax8_syncissue")));
    }
}
