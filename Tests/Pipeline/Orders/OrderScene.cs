using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>A synchronised tenant, a customer in it who buys, and products without and with commitment.</summary>
internal sealed class OrderScene : IDisposable
{
    public const int Draft = 0, WaitingForApproval = 1, Approved = 2, Submitting = 3, InFlight = 4, Placed = 5, Refused = 6, NeedsReview = 7, Cancelled = 8;
    public const int NotOrdered = 0, Provisioning = 1, Active = 2, Stuck = 3, Ended = 4;
    public const string Post = "POST /orders", List = "GET /orders";

    public OrderScene(Func<TenantOptions, TenantOptions>? change = null, Action<Entity>? connector = null)
    {
        Tenant = Given.Tenant(options => (change ?? (same => same))(options with { Companies = 4, Subscriptions = 30 }));
        Connector = Tenant.CreateConnector("Pax8", row =>
        {
            row["pax8_newaccountsare"] = new OptionSetValue(476500001);
            connector?.Invoke(row);
        });
        Tenant.Sync(Connector);
        Tenant.SyncSubscriptions(Connector);
        CompanyId = Tenant.ActiveSubscription().CompanyId;
        ProviderAccount = Tenant.ProviderAccounts()[CompanyId].Id;
        Pax8.ClearLog();
    }

    public Tenant Tenant { get; }

    public Guid Connector { get; }

    public string CompanyId { get; }

    public Guid ProviderAccount { get; }

    public Pax8Simulator Pax8 => Tenant.Pax8!;

    /// <summary>Orders of the company in Pax8, oldest first.</summary>
    public IReadOnlyList<Pax8Order> There => Pax8.State.Orders.Where(order => order.CompanyId == CompanyId).ToList();

    /// <summary>POSTs that were to place an order, not those that had one checked.</summary>
    public int Posts => Pax8.Log.Count(entry => entry.Endpoint == Post && !IsMock(entry));

    /// <summary>A product without commitment and without provisioning details.</summary>
    public Pax8Product Plain => Pax8.State.Products.First(product => product is { RequiresCommitment: not true, ProvisionedByHand: false, ProvisioningFields.Count: 0, Requires.Count: 0 } && product.Prices.Any(price => price.BillingTerm == "Monthly"));

    /// <summary>A product that wants a commitment and details.</summary>
    public Pax8Product Committed => Pax8.State.Products.First(product => product.RequiresCommitment == true && product.ProvisioningFields.Any(one => one.Required) && product.Requires.Count == 0);

    public static bool IsMock(Pax8LogEntry entry) => entry.Query.Contains("isMock=true", StringComparison.Ordinal);

    public static bool IsMock(Pax8Call call) => call.Query.TryGetValue("isMock", out var mock) && mock == "true";

    public static Func<Pax8Call, bool> Placing => call => call.Endpoint == Post && !IsMock(call);

    public void Dispose() => Tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>A row of the product, made where there is none.</summary>
    public Guid Row(Pax8Product product)
    {
        var query = new QueryExpression("pax8_product");
        query.Criteria.AddCondition("pax8_pax8productid", ConditionOperator.Equal, product.Id);
        return Tenant.Administrator.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id
            ?? Tenant.Administrator.Create(new Entity("pax8_product") { ["pax8_name"] = product.Name, ["pax8_pax8productid"] = product.Id });
    }

    public Guid NewOrder(IOrganizationService? author = null) => (author ?? Tenant.Administrator).Create(new Entity("pax8_order")
    {
        ["pax8_name"] = "New licenses",
        ["pax8_provideraccountid"] = new EntityReference("pax8_provideraccount", ProviderAccount),
    });

    public Guid AddLine(Guid order, Pax8Product product, int quantity, int term = 0, Action<Entity>? change = null)
    {
        var line = new Entity("pax8_orderline")
        {
            ["pax8_orderid"] = new EntityReference("pax8_order", order),
            ["pax8_productid"] = new EntityReference("pax8_product", Row(product)),
            ["pax8_quantity"] = quantity,
            ["pax8_billingterm"] = Option(term),
        };
        change?.Invoke(line);
        return Tenant.Administrator.Create(line);
    }

    /// <summary>A draft of one plain product.</summary>
    public Guid Simple(int quantity = 5)
    {
        var order = NewOrder();
        AddLine(order, Plain, quantity);
        return order;
    }

    public string Press(string command, Guid order, IOrganizationService? person = null, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(command) { ["Target"] = new EntityReference("pax8_order", order) };
        foreach (var (name, value) in parameters) request[name] = value;
        return (string)(person ?? Tenant.Administrator).Execute(request)["Message"];
    }

    /// <summary>Presses Submit and lets everything come to rest.</summary>
    public string Submit(Guid order)
    {
        var message = Press("pax8_SubmitOrder", order);
        Tenant.Settle();
        return message;
    }

    public Entity Order(Guid id) => Tenant.Administrator.Retrieve("pax8_order", id, new ColumnSet(true));

    public int Status(Guid id) => Order(id).Number("pax8_orderstatus");

    public string Message(Guid id) => Order(id).Text("pax8_message") ?? "";

    public List<Entity> Lines(Guid order)
    {
        var query = new QueryExpression("pax8_orderline") { ColumnSet = new ColumnSet(true) };
        query.Criteria.AddCondition("pax8_orderid", ConditionOperator.Equal, order);
        query.AddOrder("pax8_linenumber", OrderType.Ascending);
        return [.. Tenant.Administrator.RetrieveMultiple(query).Entities];
    }

    public void Wait(TimeSpan time) => ((VirtualTime)Tenant.Time).Advance(time);
}
