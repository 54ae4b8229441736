using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// A copy of an environment beside the same Pax8, with the secret and everything that waited. Until somebody enters the secret there
/// it sends nothing, and what waited at that moment is sent only once somebody was asked.
/// </summary>
internal sealed class CopiedWorld : IDisposable
{
    private readonly TenantDatabase _database;
    private readonly SubscriptionLedger _reading;
    private readonly Tenant _tenant;
    private readonly Findings _findings;
    private readonly Func<string> _secret;
    private readonly HashSet<string> _waited = [];
    private readonly HashSet<string> _answered = [];
    private Guid _connector;
    private bool _isHome;
    private int _values = 5000;

    public CopiedWorld(TenantDatabase source, VirtualTime time, Pax8Simulator pax8, Findings findings, Guid connector, Func<string> secret)
    {
        (_findings, _connector, _secret) = (findings, connector, secret);
        _database = TenantDatabase.CopyOf(source);
        _reading = new SubscriptionLedger(_database, pax8, new Wire("subscriptions"));
        _tenant = Given.Tenant(options => options with
        {
            Database = _database,
            Time = time,
            Pax8 = pax8,
            Seed = 77,
            OrganizationId = Guid.Parse("c0c0c0c0-0000-4000-8000-000000000001"),
            Probe = new Probe(() => _findings.Hold(_reading.AssertSums)),
        });
    }

    /// <summary>True while whatever calls Pax8 is done in the copy.</summary>
    public bool IsAtWork { get; private set; }

    public void Let(byte which) => Work(() =>
    {
        Act(which);
        if (which % 2 == 0) _tenant.Settle();
    });

    public void ComeToRest() => Work(() =>
    {
        _tenant.Settle();
        Ask("pax8_VerifyConnectivity", "pax8_connector", _connector);
        Ask("pax8_SyncSubscriptions", "pax8_connector", _connector);
        _tenant.Settle();
    });

    public void BeforeCall(Pax8Call call)
    {
        if (call.Method == "GET" || call.Endpoint == Observing.TokenCall) return;
        Assert.True(_isHome, $"{call.Method} {call.Path} is sent from a copy.");
        var id = call.Path[(call.Path.LastIndexOf('/') + 1)..];
        var change = _reading.OpenLogs(_reading.Rows().Single(row => row.Pax8Id == id).Id)[0];
        Assert.True(!_waited.Contains(change.Id) || _answered.Contains(change.Id), $"{call.Method} of {id} is sent from a copy for change {change.Number}, which waited when the secret was entered there, and nobody was asked.");
    }

    public void Dispose()
    {
        _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database.Dispose();
    }

    private void Work(Action act)
    {
        IsAtWork = true;
        try
        {
            act();
        }
        finally
        {
            IsAtWork = false;
        }
    }

    private void Act(byte which)
    {
        var rows = _reading.Rows();
        var row = rows[which / 16 % rows.Count];
        var open = rows.SelectMany(one => _reading.OpenLogs(one.Id)).ToList();
        switch (which % 16)
        {
            case 0 or 1: _tenant.Settle(); break;
            case 2 or 3 or 4: Save(row, ("pax8_quantity", ++_values)); break;
            case 5: Save(row, ("pax8_price", ++_values / 100m)); break;
            case 6: Ask("pax8_CancelSubscription", "pax8_subscription", Guid.Parse(row.Id)); break;
            case 7 or 8: Ask("pax8_SyncSubscriptions", "pax8_connector", _connector); break;
            case 9: Ask("pax8_VerifyConnectivity", "pax8_connector", _connector); break;
            case 10: Ask("pax8_DeclareRestored", "pax8_connector", _connector); break;
            case 11 when open.Count > 0: Ask("pax8_SendLicenseChangeBefore", "pax8_licensechangelog", Guid.Parse(open[^1].Id)); break;
            case 12: open.Where(log => log.NeedsConfirmation).Take(1).ToList().ForEach(Confirm); break;
            case 13: Replace(open); break;
            case 14: EnterSecret(open); break;
            case 15 when open.Count > 0: Ask("pax8_WithdrawLicenseChange", "pax8_licensechangelog", Guid.Parse(open[^1].Id)); break;
        }
    }

    private void Confirm(SubscriptionLedger.Log log)
    {
        if (Ask("pax8_ConfirmLicenseChange", "pax8_licensechangelog", Guid.Parse(log.Id))) _answered.Add(log.Id);
    }

    private void EnterSecret(List<SubscriptionLedger.Log> open)
    {
        if (!Try(() => _tenant.ChangeConnector(_connector, ("pax8_applicationsecret", _secret())))) return;
        BecomeHome(open);
    }

    /// <summary>Another provider integration is made in the copy, with the secret, and takes the rows over.</summary>
    private void Replace(List<SubscriptionLedger.Log> open)
    {
        if (_tenant.Connector(_connector).GetAttributeValue<OptionSetValue>("statecode").Value == 0) _tenant.Deactivate(_connector);
        BecomeHome(open);
        _connector = _tenant.CreateConnector($"Pax8 of the copy {++_values}", one => one["pax8_applicationsecret"] = _secret());
        Ask("pax8_TakeOver", "pax8_connector", _connector);
    }

    private void BecomeHome(List<SubscriptionLedger.Log> open)
    {
        _isHome = true;
        foreach (var log in open)
        {
            _waited.Add(log.Id);
            _answered.Remove(log.Id);
        }
    }

    private void Save(SubscriptionLedger.Row row, params (string Column, object? Value)[] values) =>
        Try(() => _tenant.Administrator.Update(Refusing.Row("pax8_subscription", Guid.Parse(row.Id), values)));

    private bool Ask(string api, string table, Guid row) =>
        Try(() => _tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference(table, row) }));

    /// <summary>True where it was done; a refusal is read and changes nothing.</summary>
    private static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return false;
        }
    }

    private sealed class Probe(Action afterCommit) : ITenantProbe
    {
        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
            if (operation != "Call") afterCommit();
        }
    }
}
