using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Tests.Pipeline.Histories;
using SimulatedTime;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>
/// A tenant with three customers who buy, people who order and one who approves, and a Pax8 where others order too. The beginning is made
/// once; each history goes on from a copy of it.
/// </summary>
internal sealed partial class OrderWorld : IDisposable
{
    private const int MostOrders = 12;

    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<Start> Started = new(Begin);

    private readonly TenantDatabase _database = TenantDatabase.CopyOf(Started.Value.Database);
    private readonly VirtualTime _time = new(Beginning.AddHours(1));
    private readonly Pax8Simulator _pax8;
    private readonly OrderWitness _witness;
    private readonly CrashLater _crash = new();
    private readonly Queue<Action> _duringCalls = new();
    private readonly List<(int PointsLeft, Action Act)> _between = [];
    private readonly Findings _findings = new();
    private readonly Random _random;
    private readonly int _seed;
    private Tenant _tenant;
    private bool _isPressing;
    private bool _isOvertaken;
    private bool _wasStopped;
    private int _processes;

    public OrderWorld(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        // Tokens are cached for the whole process; a secret of its own keeps one history from another's.
        var secret = Guid.NewGuid().ToString("N");
        _pax8 = Simulator(_time, secret);
        _database.BeginWriting().Run("UPDATE pax8_connector SET pax8_applicationsecret = $0", secret);
        _database.EndWriting(commit: true);
        _witness = new OrderWitness(_database, _pax8);
        _pax8.BeforeCall = BeforeCall;
        _pax8.Observer = (call, answer) => _findings.Hold(() => _witness.AfterCall(call, answer));
        _tenant = Open();
    }

    /// <summary>What was asked for, and what came of it.</summary>
    public IReadOnlyCollection<OrderIntent> Intents => _witness.Intents;

    public void Let(OrderHappening what, byte which)
    {
        try
        {
            Happen(what, which);
        }
        catch (ProcessStoppedException)
        {
            Restart();
        }
        _findings.Throw();
    }

    public void Dispose()
    {
        _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database.Dispose();
    }

    private void Happen(OrderHappening what, byte which)
    {
        switch (what)
        {
            case OrderHappening.New: New(which); break;
            case OrderHappening.NewEqual: NewEqual(which); break;
            case OrderHappening.Submit: With(which, Draft, Submit); break;
            case OrderHappening.CheckHere: With(which, Draft, row => Press("pax8_CheckOrder", row, AnyAuthor(which))); break;
            case OrderHappening.SubmitAll: foreach (var row in _witness.Rows().Where(row => row.Status == Draft)) Submit(row); break;
            case OrderHappening.Edit: With(which, null, row => EditLine(row, which)); break;
            case OrderHappening.AddLine: With(which, null, row => Try(() => AddLine(Guid.Parse(row.Id), AnyAuthor(which)))); break;
            case OrderHappening.RemoveLine: With(which, null, row => RemoveLine(row, which)); break;
            case OrderHappening.Retarget: With(which, null, row => Try(() => AnyAuthor(which).Update(Row("pax8_order", Guid.Parse(row.Id), ("pax8_provideraccountid", Account(which / 16)))))); break;
            case OrderHappening.Approve: With(which, WaitingForApproval, Approve); break;
            case OrderHappening.Reject: With(which, WaitingForApproval, row => Press("pax8_RejectOrder", row, Approver, ("Reason", "Not now"))); break;
            case OrderHappening.CancelHere: With(which, null, row => Press("pax8_CancelOrder", row, AnyAuthor(which))); break;
            case OrderHappening.Delete: With(which, null, row => Try(() => AnyAuthor(which).Delete("pax8_order", Guid.Parse(row.Id)))); break;
            case OrderHappening.TellTruth: With(which, NeedsReview, TellTruth); break;
            case OrderHappening.PressAnything: With(which, null, row => PressAnything(row, which)); break;
            case OrderHappening.Sync: Ask("pax8_SyncSubscriptions"); break;
            case OrderHappening.Verify: Ask("pax8_VerifyConnectivity"); break;
            case OrderHappening.Work: for (var job = 0; job < which % 4 + 1; job++) _tenant.Dataverse.Async.RunNext(); break;
            case OrderHappening.Settle: _tenant.Settle(); break;
            case OrderHappening.Crash: _crash.Arm(which % 60 + 1); break;
            case OrderHappening.Wait: _time.Advance(TimeSpan.FromMinutes(which % 60)); break;
            case OrderHappening.Hours: Hours(which % 3 + 1); break;
            case OrderHappening.Often: Often(3 + which % 4, TimeSpan.FromMinutes(10 + which % 16)); break;
            case OrderHappening.NextDay: Hours(25); break;
            case OrderHappening.LoseJobs: _tenant.LoseSystemJobs("pax8_order"); break;
            case OrderHappening.WorkDuringCall: _duringCalls.Enqueue(() => _tenant.Dataverse.Async.RunNext()); break;
            case OrderHappening.CancelDuringCall: _duringCalls.Enqueue(() => Happen(OrderHappening.CancelHere, which)); break;
            case OrderHappening.OrderThereDuringCall: _duringCalls.Enqueue(() => Happen(OrderHappening.OrderThere, which)); break;
            case OrderHappening.WorkBetween: _between.Add((which / 2, () => _tenant.Dataverse.Async.RunNext())); break;
            case OrderHappening.CancelBetween: _between.Add((which / 4, () => Happen(OrderHappening.CancelHere, which))); break;
            case OrderHappening.EditBetween: _between.Add((which / 4, () => Happen(OrderHappening.Edit, which))); break;
            default: HappenThere(what, which); break;
        }
    }

    private void HappenThere(OrderHappening what, byte which)
    {
        switch (what)
        {
            case OrderHappening.Faulty: _pax8.Faults = new OrderFaults(_seed * 256 + which, 0.1); break;
            case OrderHappening.FaultyWrites: _pax8.Faults = WriteFaults.Drawn(_seed * 256 + which, 0.75); break;
            case OrderHappening.LoseNext: LoseNext(which); break;
            case OrderHappening.RefuseNext: _pax8.Faults = new ScriptedFaults().When(Placing, Fault.ServerError(new[] { 400, 404, 409, 422 }[which % 4]), times: 1); break;
            case OrderHappening.Overtaken:
                _isOvertaken = true;
                LoseNext(which);
                break;
            case OrderHappening.SubmitLate:
                With(which, Draft, row =>
                {
                    OrderThere(row);
                    LoseNext((byte)(which / 2));
                    Submit(row);
                });
                break;
            case OrderHappening.Outage: _pax8.Faults = new ScriptedFaults().Always(which % 2 == 0 ? Fault.ServerError(503) : Fault.Reset(executed: true)); break;
            case OrderHappening.Calm: _pax8.Faults = null; break;
            case OrderHappening.OrderThere: With(which, _witness.Rows().Exists(row => row.Status == InFlight) ? InFlight : null, OrderThere); break;
            case OrderHappening.OtherOrderThere: _pax8.State.OrderInPortal(Started.Value.Companies[which % Started.Value.Companies.Count], Goods[which % Goods.Count].Product, 1 + which % 4); break;
            case OrderHappening.OrdersLate: _pax8.Habits = _pax8.Habits with { OrderListedAfter = TimeSpan.FromMinutes(1 + which % 59), LateByIdToo = which % 2 == 0 }; break;
            case OrderHappening.SubscriptionsLate: _pax8.Habits = _pax8.Habits with { SubscriptionListedAfter = TimeSpan.FromMinutes(1 + which % 59), LateByIdToo = which % 2 == 0 }; break;
            case OrderHappening.IdsLate: _pax8.Habits = _pax8.Habits with { SubscriptionIdInOrder = (SubscriptionIdInOrder)(1 + which % 2) }; break;
            case OrderHappening.Punctual: _pax8.Habits = new Pax8Habits(); break;
            case OrderHappening.PriceThere: _pax8.State.ChangePrices(Goods[which % Goods.Count].Product, price => price.With(buys => buys + 1, retail => retail + 1)); break;
            case OrderHappening.EndThere: EndThere(which); break;
            case OrderHappening.ApprovalOn: _tenant.ChangeConnector(Connector, ("pax8_ordersneedapproval", true), ("pax8_approveordersfrom", which % 2 == 0 ? null : (object)(decimal)which)); break;
            case OrderHappening.ApprovalOff: _tenant.ChangeConnector(Connector, ("pax8_ordersneedapproval", false)); break;
            case OrderHappening.ReadOnly: _tenant.ChangeConnector(Connector, ("pax8_writeback", false)); break;
            case OrderHappening.WriteBack: _tenant.ChangeConnector(Connector, ("pax8_writeback", true)); break;
            case OrderHappening.TurnOff: if (IsOn()) _tenant.Deactivate(Connector); break;
            case OrderHappening.TurnOn: if (!IsOn()) _tenant.Activate(Connector); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "Nothing is known to happen by this name.");
        }
    }

    private static Guid Connector => Started.Value.Connector;

    /// <summary>Products to order, each with its term and, where it wants them, commitment and details; those drawn more often stand there more often.</summary>
    private static IReadOnlyList<Good> Goods => Started.Value.Goods;

    private IOrganizationService Approver => _tenant.Dataverse.ServiceFor(Started.Value.Approver);

    private IOrganizationService AnyAuthor(int which) => _tenant.Dataverse.ServiceFor(Started.Value.Authors[which / 4 % Started.Value.Authors.Count]);

    private static EntityReference Account(int which) => new("pax8_provideraccount", Started.Value.Accounts[which % Started.Value.Accounts.Count]);

    private bool IsOn() => _tenant.Connector(Connector).GetAttributeValue<OptionSetValue>("statecode").Value == 0;

    /// <summary>One of the orders in this status, or of all.</summary>
    private void With(byte which, int? status, Action<OrderWitness.Row> act)
    {
        var rows = _witness.Rows().Where(row => status is null || row.Status == status || (status == Draft && row.Status == Refused)).ToList();
        if (rows.Count > 0) act(rows[which % rows.Count]);
    }

    private void New(byte which)
    {
        if (_witness.Rows().Count >= MostOrders) return;
        var author = AnyAuthor(which);
        Guid? order = null;
        Try(() => order = author.Create(new Entity("pax8_order") { ["pax8_name"] = "Order", ["pax8_provideraccountid"] = Account(which) }));
        if (order is null) return;
        for (var line = 0; line < which / 16 % 3 + 1; line++) Try(() => AddLine(order.Value, author));
    }

    private void NewEqual(byte which) => With(which, null, row =>
    {
        if (_witness.Rows().Count >= MostOrders) return;
        var author = AnyAuthor(which);
        var account = Started.Value.Accounts[Started.Value.Companies.ToList().FindIndex(company => string.Equals(company, row.Company, StringComparison.OrdinalIgnoreCase))];
        Guid? order = null;
        Try(() => order = author.Create(new Entity("pax8_order") { ["pax8_name"] = "Equal order", ["pax8_provideraccountid"] = new EntityReference("pax8_provideraccount", account) }));
        if (order is null) return;
        foreach (var line in _witness.Lines(row.Id)) Try(() => AddLine(order.Value, author, Goods.First(good => good.Product == line.Product && good.Term == line.Term), line.Quantity));
    });

    private void AddLine(Guid order, IOrganizationService author, Good? good = null, int? quantity = null)
    {
        good ??= Goods[_random.Next(Goods.Count)];
        var line = new Entity("pax8_orderline")
        {
            ["pax8_orderid"] = new EntityReference("pax8_order", order),
            ["pax8_productid"] = new EntityReference("pax8_product", good.Row),
            ["pax8_quantity"] = quantity ?? _random.Next(1, 4),
            ["pax8_billingterm"] = Option(Array.IndexOf(SubscriptionWorld.Terms, good.Term)),
        };
        if (good.Commitment is not null) line["pax8_commitmentid"] = good.Commitment;
        if (good.Details is not null) line["pax8_provisioningdetails"] = good.Details;
        // Details are secured; of those who order, the administrator alone may write them here.
        (good.Details is null ? author : _tenant.Administrator).Create(line);
    }

    private List<Guid> LineIds(OrderWitness.Row order) => _tenant.Rows("pax8_orderline", "pax8_orderid", "pax8_linenumber")
        .Where(line => line.GetAttributeValue<EntityReference>("pax8_orderid").Id == Guid.Parse(order.Id)).OrderBy(line => line.GetAttributeValue<int>("pax8_linenumber")).Select(line => line.Id).ToList();

    private void EditLine(OrderWitness.Row order, byte which)
    {
        var lines = LineIds(order);
        if (lines.Count == 0) return;
        var before = _witness.KeyOf(order.Id);
        Try(() => AnyAuthor(which).Update(Row("pax8_orderline", lines[which % lines.Count], ("pax8_quantity", _random.Next(1, 5)))));
        if (order.Status is not (Draft or Refused)) Assert.True(_witness.KeyOf(order.Id) == before || _witness.Rows().Exists(row => row.Id == order.Id && row.Status is Draft or Refused), "A line of an order that is on its way was changed.");
    }

    private void RemoveLine(OrderWitness.Row order, byte which)
    {
        var lines = LineIds(order);
        if (lines.Count > 1) Try(() => AnyAuthor(which).Delete("pax8_orderline", lines[which % lines.Count]));
    }

    private void Submit(OrderWitness.Row order) => Released(order, () => Press("pax8_SubmitOrder", order, AnyAuthor(_random.Next(64))));

    private void Approve(OrderWitness.Row order)
    {
        var intent = _witness.Of(Guid.Parse(order.Id));
        var was = intent.IsApproved;
        intent.IsApproved = true;
        if (Press("pax8_ApproveOrder", order, Approver)) intent.IsApproved = was;
    }

    /// <summary>Whoever does not learn whether his word was stored has given it all the same.</summary>
    private void Released(OrderWitness.Row order, Func<bool> isRefused)
    {
        var intent = _witness.Of(Guid.Parse(order.Id));
        var was = intent.MayBeSent;
        intent.MayBeSent = true;
        if (isRefused()) intent.MayBeSent = was;
    }

    /// <summary>He looks in Pax8's own pages, where nothing is late.</summary>
    private void TellTruth(OrderWitness.Row order)
    {
        var intent = _witness.Of(Guid.Parse(order.Id));
        if (intent.Bought.Count > 0) Press("pax8_SettleOrder", order, AnyAuthor(0), ("Placed", true), ("Pax8OrderId", intent.Bought[0].OrderId));
        else Released(order, () => Press("pax8_SettleOrder", order, AnyAuthor(0), [("Placed", false), .. Others(order)]));
    }

    private (string, object)[] Others(OrderWitness.Row order) => _witness.AllAlikeOfOthers(order) is { Count: > 0 } others ? [("Pax8OrderId", string.Join(", ", others))] : [];

    private void PressAnything(OrderWitness.Row order, byte which)
    {
        switch (which / 8 % 5)
        {
            case 0 when order.Status is not (Draft or Refused): Press("pax8_SubmitOrder", order, AnyAuthor(which)); break;
            case 1 when order.Status != WaitingForApproval: Press("pax8_ApproveOrder", order, Approver); break;
            case 2 when order.Status != NeedsReview: Press("pax8_SettleOrder", order, AnyAuthor(which), ("Placed", false)); break;
            case 3 when order.Status != NeedsReview: Press("pax8_SettleOrder", order, AnyAuthor(which), ("Placed", true), ("Pax8OrderId", Guid.NewGuid().ToString())); break;
            case 4: Try(() => AnyAuthor(which).Update(Row("pax8_order", Guid.Parse(order.Id), ("pax8_orderstatus", Option(Submitting)), ("pax8_queuedon", _time.GetUtcNow().UtcDateTime)))); break;
        }
    }

    private void OrderThere(OrderWitness.Row row)
    {
        var lines = _witness.Lines(row.Id);
        if (lines.Count == 0) return;
        var order = _pax8.State.OrderInPortal(row.Company, lines[0].Product, lines[0].Quantity, made => made with
        {
            LineItems = [.. lines.Select((line, at) => made.LineItems[0] with
            {
                Id = $"{at:x8}{made.LineItems[0].Id[8..]}",
                ProductId = line.Product,
                Quantity = line.Quantity,
                BillingTerm = line.Term,
                SubscriptionId = at == 0 ? made.LineItems[0].SubscriptionId : _pax8.State.AddSubscription(row.Company, line.Product, line.Quantity).Id,
            })],
        });
        Assert.Equal(lines.Count, order.LineItems.Count);
    }

    private void LoseNext(byte which)
    {
        var names = WriteFaults.Names.Where(name => !name.Contains("401", StringComparison.Ordinal) && !name.Contains("429", StringComparison.Ordinal) && !name.Contains("refused", StringComparison.Ordinal)).ToList();
        _pax8.Faults = new ScriptedFaults().When(Placing, WriteFaults.Named(names[which % names.Count]), times: 1);
    }

    private void EndThere(byte which)
    {
        var bought = _pax8.State.Purchases.SelectMany(purchase => purchase.Lines).Select(line => _pax8.State.FindSubscription(line.SubscriptionId)).OfType<Pax8Subscription>().Where(one => one.Status == "Active").ToList();
        if (bought.Count > 0) _pax8.State.CancelSubscription(bought[which % bought.Count].Id);
    }

    /// <summary>The schedule: a sync each hour.</summary>
    private void Hours(int hours) => Often(hours, TimeSpan.FromHours(1));

    private void Often(int times, TimeSpan apart)
    {
        for (var time = 0; time < times; time++)
        {
            _time.Advance(apart);
            Ask("pax8_SyncSubscriptions");
            _tenant.Settle();
        }
    }

    /// <summary>True where it was refused.</summary>
    private bool Press(string command, OrderWitness.Row order, IOrganizationService person, params IEnumerable<(string Name, object Value)> parameters)
    {
        var request = new OrganizationRequest(command) { ["Target"] = new EntityReference("pax8_order", Guid.Parse(order.Id)) };
        foreach (var (name, value) in parameters) request[name] = value;
        return Try(() => person.Execute(request));
    }

    private bool Ask(string command) => Try(() => _tenant.Administrator.Execute(new OrganizationRequest(command) { ["Target"] = new EntityReference("pax8_connector", Connector) }));

    /// <summary>True where it was refused, in a sentence that people can read.</summary>
    private bool Try(Action act)
    {
        var wasPressing = _isPressing;
        _isPressing = true;
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
            return true;
        }
        finally
        {
            _isPressing = wasPressing;
        }
    }

    private void BeforeCall(Pax8Call call)
    {
        _findings.Hold(() => _witness.BeforeCall(call));
        if (_isOvertaken && Placing(call))
        {
            _isOvertaken = false;
            _findings.Hold(() => OrderThere(_witness.Rows().Single(row => row.Id == _witness.UnderWay(call)!.Row)));
        }
        // What a person waits for is one transaction; others wait for its end.
        if (!_isPressing && call.Endpoint != Observing.TokenCall && _duringCalls.TryDequeue(out var act)) _findings.Hold(act);
    }

    private void AfterCommit(string operation, string table)
    {
        if (table != "asyncoperation") _findings.Hold(_witness.AfterCommit);
    }

    private void Between()
    {
        if (_isPressing) return;
        var here = _between.ToList();
        _between.Clear();
        foreach (var (pointsLeft, act) in here)
        {
            if (pointsLeft > 0) _between.Add((pointsLeft - 1, act));
            else _findings.Hold(act);
        }
    }

    private void Restart()
    {
        _wasStopped = true;
        _duringCalls.Clear();
        _between.Clear();
        _isPressing = false;
        _tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _crash.Disarm();
        _tenant = Open();
        _witness.AfterCommit();
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
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = Option(1));
        tenant.AskAboutNothing(connector);
        tenant.Sync(connector);
        Assert.Equal(Acting.Succeeded, tenant.SyncSubscriptions(connector).Status());
        var accounts = tenant.ProviderAccounts();
        List<Guid> authors = [tenant.Dataverse.AdministratorId, tenant.Dataverse.AddUser("First Buyer", "Pax8 Orders"), tenant.Dataverse.AddUser("Second Buyer", "Pax8 Orders")];
        var approver = tenant.Dataverse.AddUser("Approver", "Pax8 Order Approver");
        var products = GoodsOf(pax8).DistinctBy(good => good.Product).ToDictionary(
            good => good.Product, good => tenant.Administrator.Create(new Entity("pax8_product") { ["pax8_name"] = good.Name, ["pax8_pax8productid"] = good.Product }));
        var goods = GoodsOf(pax8).Select(good => good with { Row = products[good.Product] }).ToList();
        tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return new Start(database, connector, authors, approver, [.. accounts.Keys], [.. accounts.Values.Select(row => row.Id)], goods);
    }

    private static List<Good> GoodsOf(Pax8Simulator pax8)
    {
        Pax8Product Named(string name) => pax8.State.Products.Single(product => product.Name == name);
        var suite = Named(Marketplace.WithCommitments);
        return
        [
            new(Named(Marketplace.Plain).Id, Marketplace.Plain, "Monthly"),
            new(Named(Marketplace.ByVolume).Id, Marketplace.ByVolume, "Monthly"),
            new(Named(Marketplace.AnyTerm).Id, Marketplace.AnyTerm, "Monthly"),
            new(Named(Marketplace.AnyTerm).Id, Marketplace.AnyTerm, "Annual"),
            new(suite.Id, suite.Name, "Monthly") { Commitment = suite.Commitments.First(term => term.Months == 12).Id },
            new(Named(Marketplace.WithQuestions).Id, Marketplace.WithQuestions, "Monthly") { Details = """{"fwHost":["fw.example.com"],"fwRegion":["Europe"],"fwServices":["Web","Mail"]}""" },
            new(Named(Marketplace.Stuck).Id, Marketplace.Stuck, "Monthly"),
        ];
    }

    private static Pax8Simulator Simulator(VirtualTime time, string secret)
    {
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = 6, Subscriptions = 4, ApplicationSecret = secret, TimeProvider = time });
        // Three that buy, whatever became of the others.
        foreach (var company in pax8.State.Companies.Where(company => company.Status != "Active").Concat(pax8.State.Companies.Where(company => company.Status == "Active").Skip(3)).ToList())
            pax8.State.VanishCompany(company.Id);
        Assert.Equal(3, pax8.State.Companies.Count);
        return pax8;
    }

    private sealed record Start(
        TenantDatabase Database, Guid Connector, IReadOnlyList<Guid> Authors, Guid Approver, IReadOnlyList<string> Companies, IReadOnlyList<Guid> Accounts, IReadOnlyList<Good> Goods);

    private sealed record Good(string Product, string Name, string Term)
    {
        public string? Commitment { get; init; }

        public string? Details { get; init; }

        public Guid Row { get; init; }
    }

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

        public bool HasStopped => _stepsLeft <= 0;

        public void Arm(int steps) => _stepsLeft = steps;

        public void Disarm() => _stepsLeft = int.MaxValue;

        public void Pass()
        {
            if (_stepsLeft == int.MaxValue || --_stepsLeft > 0) return;
            throw new ProcessStoppedException();
        }
    }
}
