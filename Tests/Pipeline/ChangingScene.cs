using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>A synchronised tenant and one subscription in it that people change: active, begun, free of commitment.</summary>
internal sealed class ChangingScene
{
    public const int Awaiting = 0, Provisioned = 1, FailedProvisioning = 2, NotApplicable = 3;
    public const int InSync = 0, WaitingToBeSent = 1, InConflict = 2, Failed = 3, NotSynced = 4;
    public const int Confirmation = 0, EarlierChange = 1, EffectiveDate = 2, WriteBack = 3, Inactive = 4, SyncDisabled = 5, NotShownYet = 7;
    public const string Put = "PUT /subscriptions/{subscriptionId}", Delete = "DELETE /subscriptions/{subscriptionId}";

    private readonly TenantDatabase _database = TenantDatabase.InMemory();

    public ChangingScene(Func<TenantOptions, TenantOptions>? change = null)
    {
        (Tenant, Connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 30, options => (change ?? (same => same))(options with { Database = _database }));
        Tenant.SyncSubscriptions(Connector);
        Pax8Id = Tenant.ActiveSubscription().Id;
        Before = (int)There.Quantity;
        Tenant.ResetCounts();
    }

    private ChangingScene(ChangingScene source, TenantDatabase rows, Func<TenantOptions, TenantOptions> change)
    {
        _database = TenantDatabase.CopyOf(rows);
        Tenant = Given.Tenant(options => change(options with { Database = _database, Pax8 = source.Tenant.Pax8, Time = (VirtualTime)source.Tenant.Time, Seed = 2 }));
        (Connector, Pax8Id, Before) = (source.Connector, source.Pax8Id, source.Before);
    }

    private ChangingScene(ChangingScene before, Tenant tenant) =>
        (Tenant, Connector, Pax8Id, Before) = (tenant, before.Connector, before.Pax8Id, before.Before);

    public Tenant Tenant { get; }

    public Guid Connector { get; }

    public string Pax8Id { get; }

    /// <summary>Licences that both sides had in the beginning.</summary>
    public int Before { get; }

    public Pax8Subscription There => Tenant.Pax8!.State.FindSubscription(Pax8Id)!;

    public Entity Here => Tenant.Subscription(Pax8Id);

    public int Quantity => Here.GetAttributeValue<int>("pax8_quantity");

    public int State => Here.Number("pax8_syncstate");

    /// <summary>What is stored at this moment, as a backup keeps it.</summary>
    public TenantDatabase Backup() => TenantDatabase.CopyOf(_database);

    /// <summary>A copy of this environment with everything in it, the secret and the waiting system jobs included, beside the same Pax8.</summary>
    public ChangingScene Copied(Guid? organization = null, string? environment = null) =>
        new(this, _database, options => options with { OrganizationId = organization ?? Guid.NewGuid(), EnvironmentId = environment });

    /// <summary>This environment as it was when the backup was made; it is still the same one.</summary>
    public ChangingScene Restored(TenantDatabase backup) => new(this, backup, options => options);

    /// <summary>Every quantity that Pax8 has had since the beginning, in order.</summary>
    public List<int> QuantitiesThere => Tenant.Pax8!.State.HistoryOf(Pax8Id).Reverse().Skip(1).Select(one => (int)one.Quantity).ToList();

    /// <summary>The same scene in a new process: same clock, same Pax8, and a database that the options name.</summary>
    public ChangingScene Reopen(Func<TenantOptions, TenantOptions> change) =>
        new(this, Given.Tenant(options => change(options with { Time = (VirtualTime)Tenant.Time, Pax8 = Tenant.Pax8 })));

    /// <summary>Saves columns of the subscription as the administrator does.</summary>
    public void Save(params (string Column, object? Value)[] values) => Tenant.Administrator.Update(Row("pax8_subscription", Here.Id, values));

    /// <summary>Saves a quantity so much above the first one, and lets what follows come to rest.</summary>
    public void Order(int more)
    {
        Save(("pax8_quantity", Before + more));
        Tenant.Settle();
    }

    /// <summary>Cancels the subscription as the administrator does, at once or on a date.</summary>
    public string Cancel(DateTime? on = null, string? reason = null)
    {
        var request = new OrganizationRequest("pax8_CancelSubscription") { ["Target"] = Here.ToEntityReference() };
        if (on is { } date) request["CancelOn"] = DateTime.SpecifyKind(date, DateTimeKind.Utc);
        if (reason is not null) request["Reason"] = reason;
        return (string)Tenant.Administrator.Execute(request)["Message"];
    }

    public void Press(string api) => Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = Here.ToEntityReference() });

    public void Withdraw(Entity log) => Tenant.Administrator.Execute(new OrganizationRequest("pax8_WithdrawLicenseChange") { ["Target"] = log.ToEntityReference() });

    /// <summary>Writes columns of a licence change log as the package does, past the rules for people.</summary>
    public void WriteLog(Entity log, params (string Column, object? Value)[] values) =>
        Tenant.Dataverse.ServiceInside(Tenant.Dataverse.SystemUserId).Execute(new UpdateRequest { Target = Row("pax8_licensechangelog", log.Id, values), Parameters = { ["tag"] = "pax8-own-write" } });

    /// <summary>The licence change log with the highest number but so many.</summary>
    public Entity Log(int butLast = 0)
    {
        var query = new QueryExpression("pax8_licensechangelog")
        {
            ColumnSet = new ColumnSet("pax8_name", "pax8_number", "pax8_quantity", "pax8_provisioningstatus", "pax8_message", "pax8_attempts", "pax8_reason", "pax8_effectiveon", "pax8_withdrawn", "pax8_requestedbyid", "pax8_changetype", "pax8_waitsfor", "pax8_queuedon", "pax8_connectionfailure"),
        };
        query.Criteria.AddCondition("pax8_subscriptionid", ConditionOperator.Equal, Here.Id);
        return Tenant.Administrator.RetrieveMultiple(query).Entities.OrderByDescending(log => log.GetAttributeValue<int>("pax8_number")).ElementAt(butLast);
    }

    public int Status(int butLast = 0) => Log(butLast).Number("pax8_provisioningstatus");

    /// <summary>Why the change waits; null where nothing holds it.</summary>
    public int? WaitsFor(int butLast = 0) => Log(butLast).GetAttributeValue<OptionSetValue>("pax8_waitsfor") is { } reason ? reason.Value - 476500000 : null;

    /// <summary>Changes of the subscription in Pax8, told by its history there.</summary>
    public int ChangesThere => Tenant.Pax8!.State.HistoryOf(Pax8Id).Count - 1;

    public int Calls(string endpoint) => Tenant.Pax8Requests.TryGetValue(endpoint, out var count) ? count : 0;
}
