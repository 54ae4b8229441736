using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// A tenant with two customers and four subscriptions, two clerks, an administrator and a Pax8 where somebody is at work too. Pax8
/// has two more companies: one whose sync is disabled, and one that came after Sync Provider Accounts and is not known here.
/// The beginning is made once; each history goes on from a copy of it.
/// </summary>
internal sealed partial class SubscriptionWorld : IDisposable
{
    /// <summary>Billing terms in the order of the column's options.</summary>
    public static readonly string[] Terms = ["Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation", "Other"];

    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Start> Started = new(Begin);

    private readonly TenantDatabase _database = TenantDatabase.CopyOf(Started.Value.Database);
    private readonly VirtualTime _time = new(Beginning.AddHours(1));
    private readonly Pax8Simulator _pax8;
    private readonly SubscriptionLedger _ledger;
    private readonly CrashLater _crash = new();
    private readonly Queue<Action> _duringCalls = new();
    private readonly Queue<Action> _duringAnswers = new();
    private readonly Queue<Action> _afterCommits = new();
    private readonly List<(int PointsLeft, Action Act)> _between = [];
    private readonly List<string> _vanished = [];
    private readonly Wire _wire = new("subscriptions");
    private readonly HeardJobs _jobs;
    private readonly Findings _findings = new();
    private readonly int _seed;
    private Tenant _tenant;
    private int _processes;
    private int _values;

    public SubscriptionWorld(int seed)
    {
        _seed = seed;
        // Tokens are cached for the whole process; a secret of its own keeps one history from another's.
        var secret = Guid.NewGuid().ToString("N");
        _pax8 = Simulator(_time, secret);
        _pax8.State.AddCompany("Not known here Ltd");
        _secret = secret;
        _database.BeginWriting().Run("UPDATE pax8_connector SET pax8_applicationsecret = $0", secret);
        _database.EndWriting(commit: true);
        _ledger = new SubscriptionLedger(_database, _pax8, _wire);
        _ledger.Begin();
        _jobs = new HeardJobs(_database, _wire, "pax8_subscription", kind: Refusing.Option(1).Value) { CompanyOf = id => _pax8.State.FindSubscription(id)?.CompanyId };
        foreach (var subscription in _pax8.State.Subscriptions) _jobs.Appears(subscription.Id);
        _jobs.Begin();
        _pax8.BeforeCall = BeforeCall;
        _pax8.Observer = AfterCall;
        _tenant = Open();
    }

    /// <summary>
    /// Lets it happen so many points later, where one is between two reads, or between a read and a write, of whoever is at work then.
    /// </summary>
    public void LetBetween(int points, Happening what, byte which) => _between.Add((points, () => Happen(what, which)));

    /// <summary>True where all that was to happen between has happened.</summary>
    public bool IsNothingLeftBetween => _between.Count == 0;

    /// <summary>True where a subscription waits for a person to settle its conflict.</summary>
    public bool IsInConflict => _ledger.Rows().Any(row => row.SyncState == 2);

    /// <summary>What picks in Pax8 the subscription that this picks here.</summary>
    public byte ThereOf(byte which)
    {
        var rows = _ledger.Rows();
        return (byte)_pax8.State.Subscriptions.Select((one, at) => (one.Id, At: at)).Single(one => one.Id == rows[which % rows.Count].Pax8Id).At;
    }

    public void Let(Happening what, byte which)
    {
        var before = _wire.Now;
        try
        {
            Happen(what, which);
        }
        catch (ProcessStoppedException)
        {
            _wire.Forget(before);
            Restart();
            FindReplacement();
        }
        _findings.Throw();
        CheckNothingIsTakenAwayUnasked();
    }

    /// <summary>Lets everything come to its end, twice: as things are, and once every door is open and every date has come.</summary>
    public void ComeToRest()
    {
        _pax8.Faults = null;
        _pax8.Forbidden.Clear();
        _crash.Disarm();
        _duringCalls.Clear();
        _duringAnswers.Clear();
        _afterCommits.Clear();
        _between.Clear();
        EndTheCopy();
        RepairConnection();
        Rest();
        OpenEveryDoor();
        _time.Advance(TimeSpan.FromDays(3));
        Rest();
        AssertNothingIsDoneAgain();
    }

    public void Dispose()
    {
        _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database.Dispose();
        _copy?.Dispose();
        _backup?.Rows.Dispose();
    }

    private void Rest()
    {
        EndWhatIsOpen();
        // Whoever was cut off while sending holds the row for three minutes.
        _time.Advance(TimeSpan.FromMinutes(4));
        var scope = Scope();
        // Syncs of one that has not taken the rows over are refused, or end before they change anything; which, the ledger would see.
        if (IsOn() && !scope.IsRead) Ask("pax8_SyncSubscriptions", "pax8_connector", _connector);
        _tenant.Settle();
        CheckNothingIsTakenAwayUnasked();
        if (scope is { IsRead: true, Companies.Count: > 0 })
        {
            // The first settles what differs, the second sends what has become free by it, the third sees that.
            ConfirmAll();
            for (var sync = 0; sync < 3; sync++)
            {
                var job = _tenant.SyncSubscriptions(_connector);
                Assert.True(job.Status() is Acting.Succeeded or Acting.CompletedWithIssues or Acting.WaitingForConfirmation, $"The sync ends with: {job.Message()}");
                CheckNothingIsTakenAwayUnasked();
                ApplyAll();
                ConfirmAll();
            }
        }
        _findings.Throw();
        if (scope is { IsRead: true, Companies.Count: > 0 }) Assert.Empty(WaitingJobs());
        _ledger.AtRest(Scope(), _time.GetUtcNow().UtcDateTime);
    }

    private void OpenEveryDoor()
    {
        if (!IsOn()) _tenant.Activate(_connector);
        EnterSecret();
        TakeOver();
        _tenant.ChangeConnector(_connector, ("pax8_writeback", true));
        Assert.True(_tenant.Sync(_connector).Status() is Acting.Succeeded or Acting.CompletedWithIssues);
        foreach (var account in _tenant.Rows("pax8_provideraccount", "pax8_syncstatus").Where(row => row.Number("pax8_syncstatus") != 0))
        {
            _switched.Add(account.Id.ToString());
            SetSync(account.Id, enabled: true);
        }

        EndWhatIsOpen();
        Verify();
        _isVerified = true;
    }

    private void AssertNothingIsDoneAgain()
    {
        _tenant.ResetCounts();
        Assert.Equal(Acting.Succeeded, _tenant.SyncSubscriptions(_connector).Status());
        Assert.Equal(0, _tenant.SubscriptionWrites());
        Assert.DoesNotContain(_tenant.Pax8Requests.Keys, call => !call.StartsWith("GET ", StringComparison.Ordinal) && call != Observing.TokenCall);
    }

    private void Happen(Happening what, byte which)
    {
        switch (what)
        {
            case Happening.QuantityHere: EditQuantity(which, versioned: false, due: null); break;
            case Happening.QuantityHereVersioned: EditQuantity(which, versioned: true, due: null); break;
            case Happening.QuantityHereLater: EditQuantity(which, versioned: false, Tomorrow); break;
            case Happening.QuantityHereBack: Edit(which, row => [("pax8_quantity", row.Agreed.Quantity)]); break;
            case Happening.PriceHere: Edit(which, _ => [("pax8_price", NextPrice())]); break;
            case Happening.TermHere: Edit(which, _ => [("pax8_billingterm", Refusing.Option(which / 4 % 2))]); break;
            case Happening.SeveralHere: Edit(which, _ => [("pax8_quantity", NextQuantity()), ("pax8_price", NextPrice())]); break;
            case Happening.CancelHere: Cancel(which, on: null); break;
            case Happening.CancelOnHere: Cancel(which, AnyDay(which)); break;
            case Happening.CancelOnByHand: Edit(which, _ => [("pax8_cancelon", AnyDay(which))]); break;
            case Happening.AskAlways: AskAbove(_tenant, _connector, 0); break;
            case Happening.AskNever: AskAbove(_tenant, _connector, 1_000_000_000); break;
            case Happening.Confirm: Confirm(which); break;
            case Happening.ForbiddenHere: Forbidden(which); break;
            case Happening.Sync: Ask("pax8_SyncSubscriptions", "pax8_connector", _connector); break;
            case Happening.SyncOne: SyncOne(which); break;
            case Happening.Work: for (var job = 0; job < which % 4 + 1; job++) _tenant.Dataverse.Async.RunNext(); break;
            case Happening.Settle: _tenant.Settle(); break;
            case Happening.Crash: _crash.Arm(which % 40 + 1); break;
            case Happening.Hostile: _pax8.Faults = FaultProfiles.Named("hostile", which); break;
            case Happening.Outage: _pax8.Faults = new ScriptedFaults().Always(which % 2 == 0 ? Fault.ServerError(503) : Fault.Reset(executed: true)); break;
            case Happening.Lies: _pax8.Faults = FaultProfiles.Lying(which, records: 6); break;
            case Happening.OneLie: _pax8.Faults = new ScriptedFaults().Always(Fault.Lie(FaultProfiles.AnyLie(which, records: 6))); break;
            case Happening.ShownLate: _pax8.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.Late(TimeSpan.FromMinutes(which % 20 + 1)))); break;
            case Happening.Calm: _pax8.Faults = null; break;
            case Happening.Wait: Pass(TimeSpan.FromMinutes(which % 10)); break;
            case Happening.NextDay: Pass(TimeSpan.FromHours(25)); break;
            case Happening.EditDuringCall: _duringCalls.Enqueue(() => EditQuantity(which, versioned: which % 2 == 0, due: null)); break;
            case Happening.EditAfterCommit: _afterCommits.Enqueue(() => EditQuantity(which, versioned: which % 2 == 0, due: null)); break;
            case Happening.WorkDuringCall: _duringAnswers.Enqueue(() => _tenant.Dataverse.Async.RunNext()); break;
            case Happening.EditBetween: LetBetween(which / 4, Happening.QuantityHere, which); break;
            case Happening.WorkBetween: _between.Add((which / 2, () => _tenant.Dataverse.Async.RunNext())); break;
            case Happening.WithdrawBetween: LetBetween(which / 4, Happening.Withdraw, which); break;
            case Happening.LoseJobs: _tenant.LoseSystemJobs(which % 4 == 3 ? "pax8_provideraccount" : "pax8_licensechangelog"); break;
            default:
                if (!HappenThere(what, which) && !HappenInLife(what, which) && !HappenWithHeld(what, which)) Decide(what, which);
                break;
        }
    }

    private bool HappenThere(Happening what, byte which)
    {
        var all = _pax8.State.Subscriptions;
        if (what == Happening.ReturnThere)
        {
            if (_vanished.Count == 0) return true;
            var back = _vanished[which % _vanished.Count];
            _pax8.State.ReturnSubscription(back);
            _vanished.Remove(back);
            _jobs.Appears(back);
            _ledger.NoteThere(back, byPeople: true);
            return true;
        }
        if (all.Count == 0) return what is (>= Happening.QuantityThere and <= Happening.NewThere) or Happening.ShrinkThere;
        var one = all[which % all.Count];
        var isEnded = one.Status is "Cancelled" or "Converted";
        switch (what)
        {
            case Happening.QuantityThere when !isEnded: _pax8.State.ChangeQuantity(one.Id, NextQuantity()); break;
            case Happening.ShrinkThere when !isEnded: _pax8.State.ChangeQuantity(one.Id, Math.Max(1, one.Quantity - 1 - (which % 64))); break;
            case Happening.PriceThere when !isEnded: _pax8.State.ChangePrice(one.Id, NextPrice()); break;
            case Happening.TermThere when !isEnded: _pax8.State.ChangeSubscription(one.Id, was => was with { BillingTerm = was.BillingTerm == "Monthly" ? "Annual" : "Monthly" }); break;
            case Happening.SameThere when !isEnded && _ledger.Rows().SingleOrDefault(row => row.Pax8Id == one.Id) is { } here:
                _pax8.State.ChangeSubscription(one.Id, was => was with { Quantity = here.Here.Quantity > 0 ? here.Here.Quantity : was.Quantity, Price = here.Here.Price ?? was.Price });
                break;
            case Happening.CancelThere when !isEnded: _pax8.State.CancelSubscription(one.Id); break;
            case Happening.CancelLaterThere when !isEnded: _pax8.State.CancelSubscription(one.Id, AnyDay(which).AddHours(5)); break;
            case Happening.WithdrawCancelThere when one.Status == "PendingCancel": _pax8.State.ChangeSubscription(one.Id, was => was with { Status = "Active", EndDate = null }); break;
            case Happening.VanishThere:
                _pax8.State.VanishSubscription(one.Id);
                _vanished.Add(one.Id);
                _jobs.Disappears(one.Id);
                break;
            case Happening.DetailThere: _pax8.State.ChangeSubscription(one.Id, was => was with { PartnerCost = NextPrice() }); break;
            case Happening.NewThere:
                one = _pax8.State.AddSubscription(one.CompanyId, one.ProductId, NextQuantity());
                _jobs.Appears(one.Id);
                break;
            case Happening.ShrinkThere: return true;
            case Happening.QuantityThere or Happening.PriceThere or Happening.TermThere or Happening.SameThere or Happening.CancelThere or Happening.CancelLaterThere or Happening.WithdrawCancelThere: return true;
            default: return false;
        }
        _ledger.NoteThere(one.Id, byPeople: true);
        return true;
    }

    private void Decide(Happening what, byte which)
    {
        switch (what)
        {
            case Happening.Withdraw: Withdraw(which); break;
            case Happening.Retry: Retry(which); break;
            case Happening.KeepPax8: Keep(which, forPax8: true); break;
            case Happening.KeepWork365: Keep(which, forPax8: false); break;
            case Happening.Policy: SetPolicy(which % 3); break;
            case Happening.DisableAccount or Happening.EnableAccount:
                var account = AnyAccount(which);
                _switched.Add(account.ToString());
                SetSync(account, enabled: what == Happening.EnableAccount);
                break;
            case Happening.ReadOnly: _tenant.ChangeConnector(_connector, ("pax8_writeback", false)); break;
            case Happening.WriteBack: _tenant.ChangeConnector(_connector, ("pax8_writeback", true)); break;
            case Happening.TurnOff when IsOn(): _tenant.Deactivate(_connector); break;
            case Happening.TurnOn when !IsOn(): TurnOn(which); break;
            case Happening.TurnOff or Happening.TurnOn: break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "Nothing is known to happen by this name.");
        }
    }

    private DateTime Tomorrow => _time.GetUtcNow().UtcDateTime.Date.AddDays(1).AddHours(9);

    /// <summary>One of a few days, so that both sides meet on the same one now and then.</summary>
    private DateTime AnyDay(byte which) => Tomorrow.AddDays(which / 16 % 3);

    private int NextQuantity() => 1000 + ++_values;

    private decimal NextPrice() => 100 + ++_values / 100m;

    private bool IsOn() => _tenant.Connector(_connector).GetAttributeValue<OptionSetValue>("statecode").Value == 0;

    private void EditQuantity(byte which, bool versioned, DateTime? due)
    {
        Edit(which, row => due is null
            ? [("pax8_quantity", which % 8 == 7 && row.Here.Quantity > 1 ? row.Here.Quantity - 1 : NextQuantity())]
            : [("pax8_quantity", NextQuantity()), ("pax8_changeeffectiveon", due)], versioned);
    }

    /// <summary>Edits as one of three people; a refusal is read like one reads it and changes nothing.</summary>
    private void Edit(byte which, Func<SubscriptionLedger.Row, (string Column, object? Value)[]> change, bool versioned = false)
    {
        var rows = _ledger.Rows();
        var row = rows[which % rows.Count];
        var values = change(row);
        foreach (var (column, value) in values) _ledger.Asks(row.Pax8Id, Asked(column, value));
        var service = _tenant.Dataverse.ServiceFor(Started.Value.People[which / 4 % Started.Value.People.Count]);
        var target = Refusing.Row("pax8_subscription", Guid.Parse(row.Id), values);
        if (!versioned)
        {
            Try(() => service.Update(target));
            return;
        }
        target.RowVersion = service.Retrieve("pax8_subscription", target.Id, new Microsoft.Xrm.Sdk.Query.ColumnSet("pax8_quantity")).RowVersion;
        // Somebody else saves between reading and writing.
        if (which % 16 == 0) Edit((byte)(which + rows.Count * 4), _ => [("pax8_price", NextPrice())]);
        Try(() => service.Execute(new UpdateRequest { Target = target, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches }), ofVersion: true);
    }

    /// <summary>Cancels as one of three people.</summary>
    private void Cancel(byte which, DateTime? on)
    {
        var rows = _ledger.Rows();
        var row = rows[which % rows.Count];
        _ledger.Asks(row.Pax8Id, on is null ? "cancel" : "cancel later");
        var request = new OrganizationRequest("pax8_CancelSubscription") { ["Target"] = new EntityReference("pax8_subscription", Guid.Parse(row.Id)) };
        if (on is { } date) request["CancelOn"] = date;
        Try(() => _tenant.Dataverse.ServiceFor(Started.Value.People[which / 4 % Started.Value.People.Count]).Execute(request));
    }

    private static string Asked(string column, object? value) => (column, value) switch
    {
        ("pax8_quantity", int quantity) => $"quantity {quantity}",
        ("pax8_price", decimal price) => "price " + price.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture),
        ("pax8_billingterm", OptionSetValue term) => $"term {Terms[term.Value - 476500000]}",
        ("pax8_cancelon", _) => "cancel later",
        _ => column,
    };

    private void Forbidden(byte which)
    {
        var rows = _ledger.Rows();
        var row = rows[which % rows.Count];
        (string Column, object? Value) forbidden = (which / 4 % 7) switch
        {
            0 when row.Here.Quantity != 0 => ("pax8_quantity", 0),
            1 => ("pax8_lasterror", "It was not me."),
            2 => ("pax8_basequantity", 4711),
            3 => ("pax8_subscriptionstatus", Refusing.Option(9)),
            4 => ("statecode", new OptionSetValue(row.Here.Ended ? 0 : 1)),
            5 => ("pax8_cancelon", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
            _ => ("pax8_lastchangenumber", 99),
        };
        var target = Refusing.Row("pax8_subscription", Guid.Parse(row.Id), forbidden);
        Assert.True(Try(() => _tenant.Dataverse.ServiceFor(Started.Value.People[0]).Update(target)), $"{forbidden.Column} was changed by a person.");
    }

    private void SyncOne(byte which)
    {
        _isSyncedByCustomer = true;
        Ask("pax8_SyncSubscriptions", "pax8_connector", _connector, ("ProviderAccountId", AnyAccount(which)));
    }

    private void Withdraw(byte which)
    {
        var open = OpenLogs();
        if (open.Count == 0) return;
        var log = open[which % open.Count];
        _ledger.Withdraws(log.Id);
        Ask("pax8_WithdrawLicenseChange", "pax8_licensechangelog", Guid.Parse(log.Id));
    }

    private void Confirm(byte which)
    {
        var waiting = OpenLogs().Where(log => log.NeedsConfirmation).ToList();
        if (waiting.Count > 0) Confirm(waiting[which % waiting.Count]);
    }

    private void ConfirmAll()
    {
        foreach (var log in OpenLogs().Where(log => log.NeedsConfirmation)) Confirm(log);
    }

    private void Confirm(SubscriptionLedger.Log log) => Answer(log, () => Ask("pax8_ConfirmLicenseChange", "pax8_licensechangelog", Guid.Parse(log.Id)));

    /// <summary>Whoever does not learn whether his answer was stored has given it all the same.</summary>
    private void Answer(SubscriptionLedger.Log log, Func<bool> isRefused)
    {
        try
        {
            if (!isRefused()) _ledger.Answers(log.Id);
        }
        catch (ProcessStoppedException)
        {
            _ledger.Answers(log.Id);
            throw;
        }
    }

    private List<SubscriptionLedger.Log> OpenLogs() => _ledger.Rows().SelectMany(row => _ledger.OpenLogs(row.Id)).ToList();

    private static void AskAbove(Tenant tenant, Guid connector, int licences) =>
        tenant.ChangeConnector(connector, ("pax8_confirmlicences", licences), ("pax8_confirmfactor", licences == 0 ? 1m : 1_000_000m));

    private void Retry(byte which)
    {
        var failed = OpenLogs().Where(log => log.Status == 2).ToList();
        if (failed.Count == 0) return;
        var log = failed[which % failed.Count];
        var row = Refusing.Row("pax8_licensechangelog", Guid.Parse(log.Id), ("pax8_provisioningstatus", Refusing.Option(0)));
        Answer(log, () => Try(() => _tenant.Dataverse.ServiceFor(Started.Value.People[1]).Update(row)));
    }

    private void Keep(byte which, bool forPax8)
    {
        var conflicts = _ledger.Rows().Where(row => row.SyncState == 2).ToList();
        if (conflicts.Count == 0) return;
        var row = conflicts[which % conflicts.Count];
        _ledger.Decides(row.Pax8Id, forPax8);
        Ask(forPax8 ? "pax8_KeepPax8" : "pax8_KeepWork365", "pax8_subscription", Guid.Parse(row.Id));
        _ledger.Decides(row.Pax8Id, forPax8);
    }

    private void SetPolicy(int policy)
    {
        _ledger.PolicyBecomes(policy);
        _tenant.ChangeConnector(_connector, ("pax8_conflictpolicy", Refusing.Option(policy)));
    }

    private void SetSync(Guid account, bool enabled) =>
        _tenant.Administrator.Update(Refusing.Row("pax8_provideraccount", account, ("pax8_syncstatus", Refusing.Option(enabled ? 0 : 1))));

    /// <summary>True where it was refused.</summary>
    private bool Ask(string api, string table, Guid row, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(api) { ["Target"] = new EntityReference(table, row) };
        foreach (var (name, value) in parameters) request[name] = value;
        return Try(() => _tenant.Administrator.Execute(request));
    }

    /// <summary>True where the platform refused, in a sentence that people can read.</summary>
    /// <param name="act">What is tried.</param>
    /// <param name="ofVersion">Whether it is about one version of the row: then whoever comes second is sent away.</param>
    private bool Try(Action act, bool ofVersion = false)
    {
        try
        {
            act();
            return false;
        }
        catch (FaultException<OrganizationServiceFault>) when (_crash.HasStopped)
        {
            // Stopped at a call inside of an operation, which makes a sentence of whatever goes wrong.
            throw new ProcessStoppedException();
        }
        catch (FaultException<OrganizationServiceFault> refused)
        {
            Assert.True(refused.Message.EndsWith('.') && !refused.Message.Contains("unexpected", StringComparison.Ordinal), $"No sentence for people: {refused.Message}");
            // The key of log numbers would save the sums; but else whoever comes second waits for the first, and then comes in.
            Assert.False(!ofVersion && refused.Message.Contains("at the same moment", StringComparison.Ordinal), $"One who came second was sent away: {refused.Message}");
            return true;
        }
    }

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _ledger.NoteDue();
    }

    private void BeforeCall(Pax8Call call)
    {
        if (_copy is { IsAtWork: true })
        {
            _findings.Hold(() => _copy.BeforeCall(call));
            return;
        }
        if (call.Endpoint != Observing.TokenCall && call.Method == "GET" && _duringCalls.TryDequeue(out var act)) _findings.Hold(act);
        _findings.Hold(() => _ledger.BeforeCall(call));
    }

    private void AfterCall(Pax8Call call, Pax8Answer answer)
    {
        if (_copy is { IsAtWork: true })
        {
            // What another environment does to Pax8 is done by somebody, seen from here.
            _findings.Hold(_ledger.NoteThere);
            return;
        }
        _findings.Hold(() =>
        {
            _wire.Hear(call, answer);
            _ledger.AfterCall(call);
        });
        if (call.Endpoint != Observing.TokenCall && _duringAnswers.TryDequeue(out var act)) _findings.Hold(act);
    }

    private void AfterCommit(string operation, string table)
    {
        _findings.Hold(_ledger.AfterCommit);
        if (table == "pax8_syncjob") _findings.Hold(_jobs.AfterCommit);
        if (operation == "Update" && table is "pax8_subscription" or "pax8_licensechangelog" && _afterCommits.TryDequeue(out var act)) _findings.Hold(act);
    }

    private void Between()
    {
        // Whoever acts here reads and writes too; those are no points of the one who waits for it.
        var here = _between.ToList();
        _between.Clear();
        foreach (var (pointsLeft, act) in here)
        {
            if (pointsLeft > 0) _between.Add((pointsLeft - 1, act));
            else _findings.Hold(act);
        }
    }

    private void EndWhatIsOpen()
    {
        for (var tries = 0; ; tries++)
        {
            _tenant.Settle();
            if (_tenant.Rows("pax8_syncjob", "pax8_lockkey").FirstOrDefault(row => row.Contains("pax8_lockkey")) is not { } open) return;
            Assert.True(tries < 5, "A job is still open after it was resumed five times.");
            _time.Advance(TimeSpan.FromMinutes(6));
            Ask("pax8_ResumeSync", "pax8_syncjob", open.Id);
        }
    }

    private void Restart()
    {
        CloseProcess();
        _tenant = Open();
        _ledger.AfterCommit();
    }

    private void CloseProcess()
    {
        _duringCalls.Clear();
        _duringAnswers.Clear();
        _afterCommits.Clear();
        _between.Clear();
        _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _crash.Disarm();
    }

    private Tenant Open() => Given.Tenant(options => options with
    {
        Database = _database,
        Time = _time,
        Pax8 = _pax8,
        Seed = _seed * 100 + _processes++,
        Probe = new Probe(_crash, AfterCommit, Between),
        DuplicateRuns = 0.2,
    });

    private static Start Begin()
    {
        var database = TenantDatabase.InMemory();
        var time = new VirtualTime(Beginning);
        var pax8 = Simulator(time, Guid.NewGuid().ToString("N"));
        var tenant = Given.Tenant(options => options with { Database = database, Time = time, Pax8 = pax8 });
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = Refusing.Option(1));
        AskAbove(tenant, connector, 1_000_000_000);
        tenant.Sync(connector);
        Assert.Equal((4, 0, 0, 0), tenant.SyncSubscriptions(connector).Counts());
        List<Guid> people = [tenant.Dataverse.AdministratorId, tenant.Dataverse.AddUser("First Clerk", "Pax8 Billing"), tenant.Dataverse.AddUser("Second Clerk", "Pax8 Billing")];
        List<Guid> customers = [.. Enumerable.Range(1, 3).Select(number => tenant.Administrator.Create(new Entity("account") { ["name"] = $"Customer {number}" }))];
        // One of the two is mapped, the other is not yet.
        tenant.Administrator.Update(new Entity("pax8_provideraccount", tenant.ProviderAccounts()[pax8.State.Companies[0].Id].Id) { ["pax8_accountid"] = new EntityReference("account", customers[0]) });
        tenant.SetSync(pax8.State.Companies[2].Id, enabled: false);
        tenant.Settle();
        // What follows from a switch goes unasked in the next sync.
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0, 4, 0), tenant.SyncSubscriptions(connector).Counts());
        tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return new Start(database, connector, people, customers);
    }

    /// <summary>Two customers with two subscriptions each; the last one has a commitment, inside of which the quantity may only rise.</summary>
    private static Pax8Simulator Simulator(VirtualTime time, string secret)
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 2, ApplicationSecret = secret, TimeProvider = time });
        var state = pax8.State;
        var plain = state.Products.Where(product => product.RequiresCommitment != true).ToList();
        var bound = state.Products.First(product => product.RequiresCommitment == true);
        var yearly = bound.Commitments.First(term => term.Months == 12);
        for (var number = 0; number < 4; number++)
        {
            var company = state.Companies[number % 2].Id;
            if (number < 3) state.AddSubscription(company, plain[number].Id, 10 + number, Dated);
            else state.AddSubscription(company, bound.Id, 50, one => Dated(one) with { Commitment = new Pax8Commitment(yearly.Id, yearly.Term, "2026-12-01T00:00:00.000Z") });
        }
        state.AddCompany("Not synchronised Ltd");
        return pax8;

        static Pax8Subscription Dated(Pax8Subscription one) => one with { StartDate = "2025-12-01", CreatedDate = "2025-12-01", BillingStart = "2025-12-01" };
    }

    private sealed record Start(TenantDatabase Database, Guid Connector, IReadOnlyList<Guid> People, IReadOnlyList<Guid> Customers);

    /// <summary>Looks at every commit and may stop the process there, or at a call.</summary>
    private sealed class Probe(CrashLater crash, Action<string, string> afterCommit, Action between) : ITenantProbe
    {
        public void Before(string operation, string table) => crash.Pass();

        public void After(string operation, string table)
        {
            if (operation != "Call") afterCommit(operation, table);
            crash.Pass();
        }

        public void Between(string operation, string table) => between();
    }

    /// <summary>Does nothing until armed; then stops the process so many steps later.</summary>
    private sealed class CrashLater
    {
        private int _stepsLeft = int.MaxValue;

        public void Arm(int steps) => _stepsLeft = steps;

        public void Disarm() => _stepsLeft = int.MaxValue;

        public bool HasStopped => _stepsLeft <= 0;

        public void Pass()
        {
            if (_stepsLeft == int.MaxValue || --_stepsLeft > 0) return;
            throw new ProcessStoppedException();
        }
    }
}
