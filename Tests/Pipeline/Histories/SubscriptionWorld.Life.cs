using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>What else happens in a row's life: moves, other customers, another connector, another secret, copies and backups.</summary>
internal sealed partial class SubscriptionWorld
{
    private const string Mark = "pax8-own-write";

    private List<Guid> _connectors = [Started.Value.Connector];
    private Guid _connector = Started.Value.Connector;
    private string _secret;
    private bool _isVerified;
    private bool _isConnectionTouched;
    private CopiedWorld? _copy;
    private KeptRows? _backup;

    private bool HappenInLife(Happening what, byte which)
    {
        switch (what)
        {
            case Happening.MoveThere or Happening.ProductThere or Happening.ParentThere or Happening.ReviveThere: Turn(what, which); break;
            case Happening.MapHere: Map(which); break;
            case Happening.CustomerOff: SetCustomer(which, active: false); break;
            case Happening.CustomerOn: SetCustomer(which, active: true); break;
            case Happening.MergeCustomers: MergeCustomers(which); break;
            case Happening.SyncAccounts when _pax8.Faults is null:
                _isConnectionTouched = true;
                Ask("pax8_SyncProviderAccounts", "pax8_connector", _connector);
                _tenant.Settle();
                break;
            case Happening.SyncAccounts: break;
            case Happening.SendBefore: SendBefore(which); break;
            case Happening.Forge: Forge(which); break;
            case Happening.RotateSecret:
                _secret = Guid.NewGuid().ToString("N");
                _pax8.ChangeSecret(_secret);
                if (which % 2 == 0) _pax8.RevokeTokens();
                _isConnectionTouched = true;
                break;
            case Happening.EnterSecret: EnterSecret(); break;
            case Happening.Forbid:
                _pax8.Forbidden.UnionWith([ChangingScene.Put, ChangingScene.Delete]);
                _isConnectionTouched = true;
                break;
            case Happening.Allow:
                _pax8.Forbidden.Clear();
                Verify();
                break;
            case Happening.Verify: Verify(); break;
            case Happening.Replace: Replace(); break;
            case Happening.TakeOver: TakeOver(); break;
            case Happening.Copy: _copy ??= new CopiedWorld(_database, _time, _pax8, _findings, _connector, () => _secret); break;
            case Happening.InCopy: _copy?.Let(which); break;
            case Happening.Backup:
                _backup?.Rows.Dispose();
                _backup = new KeptRows(TenantDatabase.CopyOf(_database), _ledger.Keep(), _connector, [.. _connectors]);
                break;
            case Happening.Restore:
                _isOfAnotherPast = true;
                Restore(isDeclared: which % 2 == 0);
                break;
            case Happening.DeclareRestored: DeclareRestored(); break;
            default: return false;
        }
        return true;
    }

    /// <summary>What a sync reads and sends as things are.</summary>
    private SubscriptionLedger.SyncScope Scope()
    {
        var owners = _ledger.Rows().Select(row => row.Connector).Distinct().ToList();
        var isRead = IsOn() && owners.TrueForAll(owner => owner == _connector.ToString());
        var companies = _tenant.Rows("pax8_provideraccount", "pax8_syncstatus", "pax8_connectorid", "pax8_providerspecificid")
            .Where(row => row.Number("pax8_syncstatus") == 0 && row.GetAttributeValue<EntityReference>("pax8_connectorid").Id == _connector)
            .Select(row => row.Text("pax8_providerspecificid")!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var writesBack = _tenant.Rows("pax8_connector", "pax8_writeback").Single(row => row.Id == _connector).GetAttributeValue<bool>("pax8_writeback");
        return new(_connector.ToString(), isRead, isRead && writesBack, _isVerified, companies);
    }

    private Guid AnyAccount(byte which)
    {
        var accounts = _tenant.Rows("pax8_provideraccount", "pax8_providerspecificid").OrderBy(row => row.Text("pax8_providerspecificid"), StringComparer.Ordinal).ToList();
        return accounts[which % accounts.Count].Id;
    }

    /// <summary>A subscription becomes something else in Pax8. Its licences stay as they are, but for those that come back.</summary>
    private void Turn(Happening what, byte which)
    {
        var all = _pax8.State.Subscriptions;
        if (all.Count == 0) return;
        var one = all[which % all.Count];
        var draw = which / all.Count;
        switch (what)
        {
            case Happening.MoveThere:
                var companies = _pax8.State.Companies;
                _pax8.State.ChangeSubscription(one.Id, was => was with { CompanyId = companies[draw % companies.Count].Id });
                // Whoever read the list of the one company before and that of the other afterwards has not seen it.
                _jobs.Disappears(one.Id);
                _jobs.Appears(one.Id);
                break;
            case Happening.ProductThere:
                var products = _pax8.State.Products.Where(product => product.RequiresCommitment != true).ToList();
                var other = products[draw % products.Count];
                _pax8.State.ChangeSubscription(one.Id, was => was with { ProductId = other.Id, ProductName = other.Name });
                break;
            case Happening.ParentThere:
                // No circles: a parent stands before its add-ons in the list.
                var parents = all.TakeWhile(before => before.Id != one.Id).Select(before => before.Id).Concat(_vanished.Where(gone => string.CompareOrdinal(gone, one.Id) < 0)).Append(null).ToList();
                _pax8.State.ChangeSubscription(one.Id, was => was with { ParentSubscriptionId = parents[draw % parents.Count] });
                break;
            case Happening.ReviveThere when one.Status == "Cancelled":
                _pax8.State.ChangeSubscription(one.Id, was => was with { Status = "Active", EndDate = null });
                _ledger.NoteThere(one.Id, byPeople: true);
                break;
        }
    }

    private List<Guid> CustomersHere() =>
        _tenant.Rows("account", "masterid").Where(row => Started.Value.Customers.Contains(row.Id) && !row.Contains("masterid")).Select(row => row.Id).Order().ToList();

    private void Map(byte which)
    {
        var customers = CustomersHere();
        var chosen = which / 4 % (customers.Count + 1);
        _tenant.Administrator.Update(Refusing.Row(
            "pax8_provideraccount", AnyAccount(which), ("pax8_accountid", chosen == customers.Count ? null : new EntityReference("account", customers[chosen]))));
    }

    private void SetCustomer(byte which, bool active)
    {
        var customers = CustomersHere();
        _tenant.Administrator.Update(Refusing.Row(
            "account", customers[which % customers.Count], ("statecode", new OptionSetValue(active ? 0 : 1)), ("statuscode", new OptionSetValue(active ? 1 : 2))));
    }

    /// <summary>What a merge leaves by its documentation.</summary>
    private void MergeCustomers(byte which)
    {
        var customers = CustomersHere();
        if (customers.Count < 2) return;
        var other = which % customers.Count;
        _tenant.Administrator.Update(Refusing.Row(
            "account", customers[other], ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)), ("merged", true),
            ("masterid", new EntityReference("account", customers[(other + 1) % customers.Count]))));
    }

    private void SendBefore(byte which)
    {
        var behind = _ledger.Rows().SelectMany(row => _ledger.OpenLogs(row.Id).Skip(1)).ToList();
        if (behind.Count == 0) return;
        var log = behind[which % behind.Count];
        var queue = _ledger.OpenLogs(log.Subscription);
        _ledger.AsksBefore(log);
        if (!Ask("pax8_SendLicenseChangeBefore", "pax8_licensechangelog", Guid.Parse(log.Id))) _ledger.AssertSentBefore(log, queue);
    }

    /// <summary>Whoever sends the mark may do what he may do without it: order a quantity, and nothing else.</summary>
    private void Forge(byte which)
    {
        var rows = _ledger.Rows();
        var row = rows[which % rows.Count];
        var subscription = Guid.Parse(row.Id);
        var dataverse = _tenant.Dataverse;
        var user = Started.Value.People[which / 4 % Started.Value.People.Count];
        var service = which % 2 == 0 ? dataverse.ServiceFor(user) : dataverse.ServiceInside(user);
        if (which % 3 == 0)
        {
            var quantity = NextQuantity();
            _ledger.Asks(row.Pax8Id, $"quantity {quantity}");
            Try(() => Send(Refusing.Row("pax8_subscription", subscription, ("pax8_quantity", quantity))));
            return;
        }
        Entity[] forged =
        [
            Refusing.Row("pax8_subscription", subscription, ("pax8_quantity", 4711), ("pax8_basequantity", 4711)),
            Refusing.Row("pax8_subscription", subscription, ("pax8_basequantity", row.Agreed.Quantity + 1)),
            Refusing.Row("pax8_subscription", subscription, ("pax8_quantity", 4712), ("pax8_lastchangenumber", 99)),
            Refusing.Row("pax8_subscription", subscription, ("pax8_lasterror", "It was not me.")),
            .. _ledger.OpenLogs(row.Id).Take(1).SelectMany(log => new[]
            {
                Refusing.Row("pax8_licensechangelog", Guid.Parse(log.Id), ("pax8_provisioningstatus", Refusing.Option(1))),
                Refusing.Row("pax8_licensechangelog", Guid.Parse(log.Id), ("pax8_quantity", log.Delta + 1)),
            }),
        ];
        var before = (_ledger.Rows(), OpenLogs());
        foreach (var one in forged)
            Assert.True(Try(() => Send(one)), $"{string.Join(", ", one.Attributes.Keys)} of {one.LogicalName} was taken with the mark of own writes.");
        Assert.Equal(before, (_ledger.Rows(), OpenLogs()), (one, other) => one.Item1.SequenceEqual(other.Item1) && one.Item2.SequenceEqual(other.Item2));

        void Send(Entity target) => service.Execute(new UpdateRequest { Target = target, ["tag"] = Mark });
    }

    private void EnterSecret()
    {
        Try(() => _tenant.ChangeConnector(_connector, ("pax8_applicationsecret", _secret)));
        Verify();
    }

    private void Verify()
    {
        _isConnectionTouched = true;
        Ask("pax8_VerifyConnectivity", "pax8_connector", _connector);
    }

    /// <summary>Before everything rests: the secret that Pax8 has, and verified where anything was done that an administrator verifies.</summary>
    private void RepairConnection()
    {
        if (!_isConnectionTouched) return;
        EnterSecret();
        _isVerified = IsOn();
    }

    private void UseConnector(Guid connector)
    {
        _connector = connector;
        _ledger.PolicyBecomes(_tenant.Rows("pax8_connector", "pax8_conflictpolicy").Single(row => row.Id == connector).Number("pax8_conflictpolicy"));
    }

    private void TurnOn(byte which)
    {
        UseConnector(_connectors[which % _connectors.Count]);
        _tenant.Activate(_connector);
    }

    private void Replace()
    {
        if (IsOn()) _tenant.Deactivate(_connector);
        var fresh = _tenant.CreateConnector($"Pax8 {_connectors.Count + 1}", row =>
        {
            row["pax8_newaccountsare"] = Refusing.Option(1);
            row["pax8_applicationsecret"] = _secret;
        });
        GoOnWith(fresh);
    }

    private void GoOnWith(Guid fresh)
    {
        AskAbove(_tenant, fresh, 1_000_000_000);
        _connectors.Add(fresh);
        UseConnector(fresh);
        _isConnectionTouched = true;
    }

    /// <summary>Whoever does not learn whether the replacement was stored finds it in the list.</summary>
    private void FindReplacement()
    {
        foreach (var found in _tenant.Rows("pax8_connector", "pax8_name").Where(row => !_connectors.Contains(row.Id)).ToList()) GoOnWith(found.Id);
    }

    private void TakeOver()
    {
        var logs = _tenant.Rows("pax8_licensechangelog", "pax8_number").Count;
        var request = new OrganizationRequest("pax8_TakeOver") { ["Target"] = new EntityReference("pax8_connector", _connector) };
        Ask("pax8_PreviewTakeOver", "pax8_connector", _connector);
        for (var hasMore = true; hasMore;)
        {
            var answer = new OrganizationResponse();
            if (Try(() => answer = _tenant.Administrator.Execute(request))) return;
            hasMore = (bool)answer["HasMore"];
        }
        Assert.Equal(logs, _tenant.Rows("pax8_licensechangelog", "pax8_number").Count);
        Assert.All(_ledger.Rows(), row => Assert.Equal(_connector.ToString(), row.Connector));
    }

    /// <summary>The rows are those of the backup, the jobs of then that wait go on; Pax8 and the clock are as they are.</summary>
    private void Restore(bool isDeclared)
    {
        if (_backup is null) return;
        CloseProcess();
        _database.PutBack(_backup.Rows);
        (_connector, _connectors) = (_backup.Connector, [.. _backup.Connectors]);
        _ledger.GoesBackTo(_backup.Ledger, _time.GetUtcNow().UtcDateTime);
        _jobs.Forget();
        _isConnectionTouched = true;
        _tenant = Open();
        if (isDeclared) DeclareRestored();
        _ledger.StaysUnrecognised();
        _ledger.AfterCommit();
    }

    private void DeclareRestored()
    {
        if (!Ask("pax8_DeclareRestored", "pax8_connector", _connector)) _ledger.DeclaresRestored(_connector.ToString());
    }

    /// <summary>Before everything rests: whatever waits in the copy gets a last chance to be sent.</summary>
    private void EndTheCopy()
    {
        _copy?.ComeToRest();
        _findings.Throw();
    }

    private sealed record KeptRows(TenantDatabase Rows, SubscriptionLedger.Kept Ledger, Guid Connector, IReadOnlyList<Guid> Connectors);
}
