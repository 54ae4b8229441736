using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using DataverseEmulator.Storage;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Demo;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Histories;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>
/// Any history of changes in Pax8, changes here, syncs, faults, lies, crashes, system jobs that run twice and in any order comes to
/// the same rest: both sides equal, what people decided untouched, every lock free. On the way a job that says Succeeded has read
/// and kept everything, and no provider account is deactivated unless Pax8 said so of it.
/// A failing case prints its seed; FsCheck's Replay runs it again.
/// </summary>
public sealed class HistoryTests
{
    /// <summary>One thing that happens; the number picks the company, account or step it happens to.</summary>
    public enum Event { Rename, Add, Delete, Revive, Vanish, Return, Move, MapHere, UnmapHere, EnableHere, StartSync, WorkALittle, Settle, Crash, Faults, Lies, OneLie, ShownLate, CalmDown, Wait }

    [Property(MaxTest = 150, QuietOnSuccess = true)]
    public Property Every_history_comes_to_rest_with_both_sides_equal_and_peoples_choices_kept() => Prop.ForAll(
        ArbMap.Default.ArbFor<(Event, byte)[]>(), ArbMap.Default.ArbFor<byte>(), (history, seed) =>
        {
            using var world = new World(seed);
            foreach (var (what, which) in history) world.Let(what, which);
            world.ComeToRest();
        });

    private sealed class World : IDisposable
    {
        private const int Companies = 25;
        private const int OtherPartner = 476500007;

        private readonly TenantDatabase _database = TenantDatabase.InMemory();
        private readonly VirtualTime _time = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        private readonly Pax8Simulator _pax8;
        private readonly Guid _connector;
        private readonly Guid[] _accounts;
        private readonly List<string> _vanished = [];
        private readonly Dictionary<string, Guid?> _mappedByPeople = [];
        private readonly HashSet<string> _enabledByPeople = [];
        private readonly int _seed;
        private readonly Wire _wire = new("companies");
        private readonly HeardJobs _jobs;
        private readonly Findings _findings = new();
        private readonly HashSet<string> _ended = [];
        private CrashLater _probe;
        private Tenant _tenant;
        private int _processes;

        public World(int seed)
        {
            _seed = seed;
            _pax8 = new Pax8Simulator(new Pax8SimulatorOptions
            {
                Seed = seed,
                Companies = Companies,
                NastyNames = seed % 2 == 0,
                TimeProvider = _time,
                ApplicationSecret = Guid.NewGuid().ToString("N"),
            });
            _jobs = new HeardJobs(_database, _wire, "pax8_provideraccount", kind: 476500000);
            _probe = new CrashLater(AfterCommit);
            foreach (var company in _pax8.State.Companies.Where(company => company.Id.Length > 0)) _jobs.Appears(company.Id);
            _tenant = Open();
            _pax8.Observer = (call, answer) => _findings.Hold(() => _wire.Hear(call, answer));
            _connector = _tenant.CreateConnector("Pax8", row => row["pax8_automatch"] = false);
            _accounts = [.. Enumerable.Range(0, 3).Select(number => _tenant.Administrator.Create(new Entity("account") { ["name"] = $"Customer {number}" }))];
        }

        public void Let(Event what, byte which)
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
            }
            _findings.Throw();
        }

        public void ComeToRest()
        {
            _pax8.Faults = null;
            _probe.Disarm();
            EndWhatIsOpen();
            var job = _tenant.Sync(_connector);
            if (job.Status() == OtherPartner)
            {
                // Only another partner's companies were ever listed here, and now Pax8 has its own: people have to say which it is.
                _tenant.Administrator.Execute(new OrganizationRequest("pax8_AcceptOtherPartner") { ["Target"] = new EntityReference("pax8_connector", _connector) });
                job = _tenant.Sync(_connector);
            }
            Assert.True(job.Status() is Acting.Succeeded or Acting.CompletedWithIssues, $"The job ends with: {job.GetAttributeValue<string>("pax8_message")}");
            var comparison = Comparison.Of(_pax8.State.Companies, _tenant.Administrator, _connector);
            Assert.Empty(comparison.Differences);
            _tenant.ResetCounts();
            Assert.Equal(Acting.Succeeded, _tenant.Sync(_connector).Status());
            Assert.Equal(0, _tenant.AccountWrites());
            Assert.All(_tenant.Rows("pax8_syncjob", "pax8_lockkey"), row => Assert.False(row.Contains("pax8_lockkey"), "A lock was left behind."));
            var rows = _tenant.ProviderAccounts();
            foreach (var (company, account) in _mappedByPeople)
                Assert.Equal(account, rows[company].GetAttributeValue<EntityReference>("pax8_accountid")?.Id);
            _findings.Throw();
            foreach (var company in _enabledByPeople)
                Assert.Equal(476500000, rows[company].GetAttributeValue<OptionSetValue>("pax8_syncstatus").Value);
        }

        /// <summary>An interrupted job goes on from where it was, so it may not see what changed on pages it had read; the next one does.</summary>
        private void EndWhatIsOpen()
        {
            for (var tries = 0; ; tries++)
            {
                _tenant.SettleAsync().GetAwaiter().GetResult();
                if (_tenant.Rows("pax8_syncjob", "pax8_lockkey").All(row => !row.Contains("pax8_lockkey"))) return;
                Assert.True(tries < 5, "A job is still open after it was resumed five times.");
                _time.Advance(TimeSpan.FromMinutes(6));
                _tenant.PressSync(_connector);
            }
        }

        public void Dispose()
        {
            _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _database.Dispose();
        }

        private void Happen(Event what, byte which)
        {
            var companies = _pax8.State.Companies;
            var company = companies.Count == 0 ? null : companies[which % companies.Count];
            switch (what)
            {
                case Event.Add: _jobs.Appears(_pax8.State.AddCompany($"Added {which} at {_time.Elapsed.Ticks} {companies.Count}", at: which % (companies.Count + 1)).Id); break;
                case Event.Rename when company is not null: _pax8.State.RenameCompany(company.Id, $"Renamed {which} {companies.Count}"); break;
                case Event.Delete when company is not null: _pax8.State.SetCompanyStatus(company.Id, "Deleted"); break;
                case Event.Revive when company is not null: _pax8.State.SetCompanyStatus(company.Id, "Active"); break;
                case Event.Move when company is not null: _pax8.State.MoveCompany(company.Id, which * 7 % companies.Count); break;
                case Event.Vanish when company is not null:
                    _pax8.State.VanishCompany(company.Id);
                    _vanished.Add(company.Id);
                    _jobs.Disappears(company.Id);
                    break;
                case Event.Return when _vanished.Count > 0:
                    _pax8.State.ReturnCompany(_vanished[which % _vanished.Count]);
                    _jobs.Appears(_vanished[which % _vanished.Count]);
                    _vanished.RemoveAt(which % _vanished.Count);
                    break;
                case Event.MapHere: ChangeHere(which, (row, id) => Map(row, id, _accounts[which % _accounts.Length])); break;
                case Event.UnmapHere: ChangeHere(which, (row, id) => Map(row, id, null)); break;
                case Event.EnableHere: ChangeHere(which, Enable); break;
                case Event.StartSync: _tenant.PressSync(_connector); break;
                case Event.WorkALittle: for (var job = 0; job < which % 4 + 1; job++) _tenant.Dataverse.Async.RunNext(); break;
                case Event.Settle: _tenant.SettleAsync().GetAwaiter().GetResult(); break;
                case Event.Crash: _probe.Arm(which % 50 + 1); break;
                case Event.Faults: _pax8.Faults = FaultProfiles.Named("hostile", which); break;
                case Event.Lies: _pax8.Faults = FaultProfiles.Lying(which, Companies); break;
                case Event.OneLie: _pax8.Faults = new ScriptedFaults().Always(Fault.Lie(FaultProfiles.AnyLie(which, Companies))); break;
                case Event.ShownLate: _pax8.Faults = new ScriptedFaults().Always(Fault.Lie(Lies.Late(TimeSpan.FromMinutes(which % 20 + 1)))); break;
                case Event.CalmDown: _pax8.Faults = null; break;
                case Event.Wait: _time.Advance(TimeSpan.FromMinutes(which % 10)); break;
            }
        }

        private void AfterCommit(string operation, string table)
        {
            if (table == "pax8_syncjob") _findings.Hold(_jobs.AfterCommit);
            if (operation == "Update" && table == "pax8_provideraccount") _findings.Hold(AssertSaid);
        }

        /// <summary>No provider account is deactivated, or marked as deleted, unless Pax8 said so, in its own words, for that company.</summary>
        private void AssertSaid()
        {
            var ended = _database.Read(connection => connection.Query(
                "SELECT pax8_providerspecificid FROM pax8_provideraccount WHERE statecode = 1 OR pax8_companystatus = 476500002", reader => reader.GetString(0)));
            var before = _ended.ToHashSet();
            _ended.Clear();
            _ended.UnionWith(ended);
            foreach (var id in ended.Where(id => !before.Contains(id))) Assert.True(_wire.SaidEnded(id), $"{id} is deactivated, and Pax8 did not say so of it.");
        }

        private void ChangeHere(byte which, Action<Entity, string> change)
        {
            var rows = _tenant.ProviderAccounts();
            if (rows.Count == 0) return;
            var (id, row) = rows.ElementAt(which % rows.Count);
            change(row, id);
        }

        private void Map(Entity row, string company, Guid? account)
        {
            Write(new Entity("pax8_provideraccount", row.Id) { ["pax8_accountid"] = account is null ? null : new EntityReference("account", account.Value) });
            _mappedByPeople[company] = account;
        }

        private void Enable(Entity row, string company)
        {
            Write(new Entity("pax8_provideraccount", row.Id) { ["pax8_syncstatus"] = new OptionSetValue(476500000) });
            _enabledByPeople.Add(company);
        }

        /// <summary>A person whose browser loses the server tries again.</summary>
        private void Write(Entity change)
        {
            try
            {
                _tenant.Administrator.Update(change);
            }
            catch (ProcessStoppedException)
            {
                Restart();
                _tenant.Administrator.Update(change);
            }
        }

        private void Restart()
        {
            _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
            _probe = new CrashLater(AfterCommit);
            _tenant = Open();
        }

        private Tenant Open() => Given.Tenant(options => options with
        {
            Database = _database,
            Time = _time,
            Pax8 = _pax8,
            Seed = _seed * 100 + _processes++,
            Probe = _probe,
            DuplicateRuns = 0.3,
        });
    }

    /// <summary>Does nothing until armed; then stops the process so many steps later.</summary>
    private sealed class CrashLater(Action<string, string> afterCommit) : ITenantProbe
    {
        private int _stepsLeft = int.MaxValue;

        public void Arm(int steps) => _stepsLeft = steps;

        public void Disarm() => _stepsLeft = int.MaxValue;

        public void Before(string operation, string table) => Pass();

        public void After(string operation, string table)
        {
            if (operation != "Call") afterCommit(operation, table);
            Pass();
        }

        private void Pass()
        {
            if (_stepsLeft == int.MaxValue || --_stepsLeft > 0) return;
            throw new ProcessStoppedException();
        }
    }
}
