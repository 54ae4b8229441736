using System;
using System.Net.Http;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.ConnectorCommands;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.DriftReport;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Orders;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse;

/// <summary>
/// Builds the services of one execution, and is the only place that does. Three things come from outside: the platform's
/// services, the network (a handler) and the clock; the platform hands in none of the last two, so the real ones are used.
/// Writes are made as the system user: what a person may start is decided at the custom API's door. One is made as the person:
/// the secret's, about which column security decides.
/// </summary>
internal sealed class Composition : IDisposable
{
    private readonly Pax8Access _pax8;
    private readonly SyncJobRows _jobs;
    private readonly SyncBatchRows _batches;
    private readonly ConnectorRows _connectors;
    private readonly ProviderAccountRows _providerAccounts;
    private readonly ProvisioningRows _provisionings;
    private readonly SubscriptionRows _subscriptions;
    private readonly LicenseChangeRows _changes;
    private readonly OrderRows _orders;
    private readonly TenantRows _rows;
    private readonly SyncKinds _kinds;
    private readonly SubscriptionKind _subscriptionKind;
    private readonly SyncSources _sources;
    private readonly IOrganizationServiceFactory _services;
    private readonly SyncIssueRows _issues;
    private readonly IClock _clock;
    private readonly Deadline _deadline;
    private readonly Action<string> _trace;

    public Composition(IServiceProvider services, ITracingService trace)
    {
        _services = (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory));
        var network = services.GetService(typeof(HttpMessageHandler)) as HttpMessageHandler;
        _clock = services.GetService(typeof(IClock)) as IClock ?? new SystemClock();
        _deadline = new Deadline(_clock, Deadline.OfAsynchronousWork);
        _trace = text => trace.Trace("{0}", text);
        _rows = new TenantRows(_services.CreateOrganizationService(null));
        _connectors = new ConnectorRows(_rows, EnvironmentIds.Of(services));
        _jobs = new SyncJobRows(_rows);
        _batches = new SyncBatchRows(_rows);
        _providerAccounts = new ProviderAccountRows(_rows, new HeldRows(_rows, ProviderAccountRows.Held));
        _provisionings = new ProvisioningRows(_rows, _clock);
        _subscriptions = new SubscriptionRows(_rows, new HeldRows(_rows, SubscriptionRows.Held));
        _changes = new LicenseChangeRows(_rows);
        _orders = new OrderRows(_rows);
        _pax8 = new Pax8Access(_connectors, (connection, wait, patience) => Gate(network, connection, wait, _trace, patience), Client, _clock, _deadline);
        _issues = new SyncIssueRows(_rows);
        _kinds = new SyncKinds(
        [
            new ProviderAccountKind(_pax8, _providerAccounts, ProviderAccountSync, new ProviderAccountMatching(_providerAccounts, new AccountRows(_rows))),
            _subscriptionKind = new SubscriptionKind(_pax8, _providerAccounts, _subscriptions, SubscriptionSync, HeldSubscriptions),
            new ComparisonKind(_pax8, _providerAccounts, SubscriptionComparison),
            new ProductKind(_pax8, CatalogueSync),
            .. (services.GetService(typeof(IFurtherKinds)) as IFurtherKinds)?.Of(_rows) ?? [],
        ]);
        _sources = new SyncSources(_connectors, _kinds, IssuesOf);
    }

    /// <summary>As whom rows are written.</summary>
    public Guid WriterId => _rows.WriterId();

    /// <summary>The time, in UTC.</summary>
    public DateTime Now => _clock.UtcNow;

    public ConnectorRules ConnectorRules => new(_connectors, _clock);

    /// <summary>In the name of this user, whom column security may not let write the secret.</summary>
    public ApplicationSecretChange SecretChangeBy(Guid userId) => new(new CallerRows(_services.CreateOrganizationService(userId)));

    public ConnectorCheck ConnectorCheck => new(_connectors, PartnerCheck, _pax8, LicenseChangeQueue, OrderQueue, _clock);

    public TakeOver TakeOver => new(_connectors, _providerAccounts, _subscriptions, _changes, _jobs, _pax8, _clock, _deadline);

    public CopiedEnvironment CopiedEnvironment => new(_connectors, LicenseChangeQueue, _clock);

    public PartnerCheck PartnerCheck => new(_connectors, _providerAccounts, _issues, _pax8, _clock);

    public GoneConfirmation GoneConfirmation => new(_connectors, _issues, IssuesOf, _kinds, _clock, _deadline);

    public SyncStart SyncStart => new(_connectors, _kinds, _jobs, SyncResume, _clock);

    public SyncPlan SyncPlan => new(_connectors, _jobs, _batches, _sources, SyncClose, [PartnerCheck, TakeOver], _clock, _deadline, _trace);

    public SyncWork SyncWork => new(_connectors, _jobs, _batches, _sources, SyncPlan, SyncClose, [PartnerCheck, TakeOver], _clock, _deadline, _trace);

    public HeldDecision HeldDecision => new(_connectors, _kinds, _jobs, _batches, _clock);

    public HeldSettlement HeldSettlement => new(_connectors, _subscriptions, _subscriptionKind, IssuesOf, _jobs, _clock, _deadline);

    public SyncResume SyncResume => new(_connectors, _jobs, _batches, _clock);

    public SyncIssueRules SyncIssueRules => new(_clock);

    public SyncCancel SyncCancel => new(_connectors, _kinds, _jobs, _batches, _clock);

    public SubscriptionRules SubscriptionRules => new(_subscriptions, _providerAccounts, _connectors, new LicenseChangeLogs(_changes, _clock), _changes, LicenseChangeHolds, _clock);

    public MappingFollow MappingFollow => new(_providerAccounts, _subscriptions, LicenseChangeQueue, _deadline);

    public Customers Customers => new(
        new AccountRows(_rows), _providerAccounts, _subscriptions, _connectors, connector => IssuesOf(connector, ProviderAccountKind.Value, jobId: null));

    public ProvisioningPush ProvisioningPush => new(_connectors, _provisionings, _pax8, _clock, _deadline);

    public ProvisioningSettlement ProvisioningSettlement => new(_connectors, _providerAccounts, _provisionings, _pax8, _clock);

    /// <summary>In the name of this user, who sees of the account and its contacts what his roles let him see.</summary>
    public ProvisioningStart ProvisioningStartBy(Guid userId) => new(_connectors, _provisionings, new ProvisionedCustomer(new CallerRows(_services.CreateOrganizationService(userId))));

    public LicenseChangeRules LicenseChangeRules => new(_rows, _changes, _subscriptions, _clock);

    public LicenseChangePush LicenseChangePush => new(_connectors, _providerAccounts, _subscriptions, _changes, new ProductRows(_rows), SubscriptionStore, LicenseChangeHolds, LicenseChangeQueue, new SendingPlaces(_subscriptions, _clock), _pax8, _clock, _deadline);

    public LicenseChangeWithdrawal LicenseChangeWithdrawal => new(_subscriptions, _changes, _clock);

    public LicenseChangeConfirmation LicenseChangeConfirmation => new(_subscriptions, _changes, _connectors, LicenseChangeHolds, _clock);

    public LicenseChangeOrder LicenseChangeOrder => new(_connectors, _subscriptions, _changes, LicenseChangeHolds, _clock);

    /// <summary>In the name of this user, whose privileges and whom the rules decide about.</summary>
    public SubscriptionCancellation SubscriptionCancellationBy(Guid userId) => new(_subscriptions, new CallerRows(_services.CreateOrganizationService(userId)));

    public ConflictSettlement ConflictSettlement => new(_subscriptions, _changes, SubscriptionStore, _clock);

    public OrderRules OrderRules => new(_orders, _providerAccounts, new ProductRows(_rows), _subscriptions, _clock);

    public OrderSubmission OrderSubmission => new(_orders, _connectors, OrderCheck, OrderFollow, _pax8, _clock);

    public OrderSettlement OrderSettlement => new(_orders, OrderBuilding, OrderLook, _pax8, _clock);

    public OrderPush OrderPush => new(_orders, _connectors, OrderCheck, OrderLook, OrderFollow, _pax8, _clock, _deadline);

    public OrderingAdvice OrderingAdvice => new(_providerAccounts, new ProductRows(_rows), _pax8, _clock);

    private OrderBuilding OrderBuilding => new(_orders, _providerAccounts, new ProductRows(_rows), _subscriptions);

    private OrderCheck OrderCheck => new(OrderBuilding, _orders, _clock);

    private OrderLook OrderLook => new(_orders, OrderBuilding, _pax8, _clock, _deadline);

    private OrderFollow OrderFollow => new(_orders, OrderBuilding, _connectors, _subscriptions, _pax8, _clock, _deadline);

    private OrderQueue OrderQueue => new(_orders, _connectors, _clock);

    public PriceQuestion PriceQuestion => new(_connectors, _pax8, new ProductRows(_rows), PriceStore, _providerAccounts, _clock);

    private PriceStore PriceStore => new(new ProductPriceRows(_rows), _connectors, _clock);

    private LicenseChangeHolds LicenseChangeHolds => new(_providerAccounts, _clock);

    private SubscriptionStore SubscriptionStore => new(_subscriptions, _changes, _clock);

    private LicenseChangeQueue LicenseChangeQueue => new(_connectors, _subscriptions, _changes, LicenseChangeHolds, _clock);

    private SyncClose SyncClose => new(_connectors, _jobs, _batches, _sources, new HeldLimit(_jobs, _clock), new OwnerNotices(new AppNotifications(_rows), _trace), _clock, _deadline);

    private HeldSubscriptions HeldSubscriptions(SubscriptionSync sync) => new(_subscriptions, sync, _clock);

    public static Pax8Gate Gate(HttpMessageHandler? network, Pax8Connection connection, IWait wait, Action<string> trace, Patience patience) =>
        new(network, connection, wait, trace, patience);

    public static Pax8Client Client(Pax8Gate gate) => new(gate);

    private SyncIssues IssuesOf(ConnectorSettings connector, int kind, Guid? jobId) => new(_issues, connector, kind, jobId, _clock);

    public void Dispose() => _pax8.Dispose();

    private ProviderAccountSync ProviderAccountSync(Pax8Client client) => new(client, _providerAccounts, Customers, new ProvisioningQueue(_connectors, _provisionings, _clock));

    private SubscriptionSync SubscriptionSync(Pax8Client client, SubscriptionScope scope, DateTime? previousOn) => new(
        client, scope, _subscriptions, _changes, new ProductSync(client, new ProductRows(_rows)), new SubscriptionParents(_subscriptions),
        new SubscriptionTurn(_providerAccounts, _changes, SubscriptionStore), SubscriptionStore, [LicenseChangeQueue, OrderQueue],
        new LogCustomers(_subscriptions, _changes, _deadline), _issues, previousOn, _clock);

    private CatalogueSync CatalogueSync(Pax8Client client) => new(
        client, new ProductRows(_rows), _connectors, new PriceReading(client, new ProductRows(_rows), PriceStore, new BuyRates(_subscriptions, new ProductPriceRows(_rows)), _clock));

    private SubscriptionComparison SubscriptionComparison(Pax8Client client, SubscriptionScope scope) => new(
        client, scope, _subscriptions, _changes, new ProductRows(_rows), new SubscriptionParents(_subscriptions), new SubscriptionDifferenceRows(_rows));
}
