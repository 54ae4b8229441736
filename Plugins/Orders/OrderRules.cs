using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.Orders;

/// <summary>What people may write of orders and their lines: all of a draft, nothing of one that is on its way. Fills in what follows from that.</summary>
internal sealed class OrderRules(OrderRows orders, ProviderAccountRows providerAccounts, ProductRows products, SubscriptionRows subscriptions, Execution.IClock clock)
{
    private static readonly string[] KeptOfOrder = [.. Order.Columns.OwnedBy(ColumnOwner.System), .. Order.Columns.OwnedBy(ColumnOwner.None).Where(column => column != Order.Id), Common.State, Common.StatusReason];

    private static readonly string[] KeptOfLine = [.. OrderLine.Columns.OwnedBy(ColumnOwner.System), Common.State, Common.StatusReason];

    /// <summary>Columns that wake the rules of orders.</summary>
    public static readonly string[] WatchedOfOrder = [Order.Name, Order.ProviderAccount, Order.Connector, Order.Account, .. KeptOfOrder];

    /// <summary>Columns that wake the rules of lines.</summary>
    public static readonly string[] WatchedOfLine =
        [.. OrderLine.Columns.OwnedBy(ColumnOwner.People), .. OrderLine.Columns.OwnedBy(ColumnOwner.Belonging), .. KeptOfLine];

    /// <summary>What they compare with; without the details, since a secured column does not belong into an image.</summary>
    public static readonly string[] ComparedOfLine = [.. WatchedOfLine.Where(column => column != OrderLine.ProvisioningDetails)];

    private const string OrderKept = "What became of an order is kept by the system. Use the commands Submit, Approve, Reject and Cancel Order instead.";

    private const string LineKept = "What became of an order line is kept by the system. Leave it out of your change.";

    /// <summary>Checks and completes a new order; throws <see cref="RefusedException"/>.</summary>
    public void ApplyToNew(Entity target, bool ownWrite)
    {
        if (!ownWrite)
        {
            if (KeptOfOrder.Except([Order.Status.Name, Common.State, Common.StatusReason]).Any(column => target.Attributes.TryGetValue(column, out var value) && value is not null)) throw new RefusedException(OrderKept);
            if (target.Choice(Order.Status) is { } status && status != Order.Statuses.Draft) throw new RefusedException("A new order is a draft. Save it as one, then press Submit.");
        }
        if (target.Lookup(Order.ProviderAccount) is not { } account) throw new RefusedException("Provider Account is missing. Choose the customer in Pax8 for whom the order is.");
        target[Order.Status] = new OptionSetValue(Order.Statuses.Draft);
        // Orders that wait are taken up in the order of their numbers, so it begins with the time.
        target[Order.Number] = FormattableString.Invariant($"{clock.UtcNow:yyyyMMddHHmmssfff}{Guid.NewGuid():N}");
        var customer = Belong(target, account);
        if (string.IsNullOrWhiteSpace(target.Text(Order.Name))) target[Order.Name] = $"Order for {customer.Name}, {clock.UtcNow:yyyy-MM-dd}".CutTo(Order.Name);
    }

    /// <summary>Checks and completes a change of an order; throws <see cref="RefusedException"/>.</summary>
    public void ApplyToChange(Entity target, Entity before, bool ownWrite)
    {
        if (ownWrite) return;
        var difference = target.DifferenceFrom(before);
        if (KeptOfOrder.Any(difference.Contains)) throw new RefusedException(OrderKept);
        if (difference.Contains(Order.Connector) || difference.Contains(Order.Account))
            throw new RefusedException("Provider and Account follow from Provider Account. Choose another provider account instead.");
        if (!difference.Contains(Order.Name) && !difference.Contains(Order.ProviderAccount)) return;
        if (!OrderState.IsEditableIn(before.Choice(Order.Status) ?? Order.Statuses.Draft)) throw new RefusedException(NotEditable);
        if (difference.Contains(Order.ProviderAccount))
            Belong(target, difference.Lookup(Order.ProviderAccount) ?? throw new RefusedException("Provider Account is missing. Choose the customer in Pax8 for whom the order is."));
    }

    /// <summary>Checks and completes a new line; throws <see cref="RefusedException"/>.</summary>
    public void ApplyToNewLine(Entity target, bool ownWrite)
    {
        if (target.Lookup(OrderLine.Order) is not { } orderId) throw new RefusedException("Order is missing. Add the line on the order that it belongs to.");
        if (!ownWrite && KeptOfLine.Except([OrderLine.Name.Name, OrderLine.Status.Name, Common.State, Common.StatusReason]).Any(column => target.Attributes.TryGetValue(column, out var value) && value is not null))
            throw new RefusedException(LineKept);
        var order = Open(orderId);
        if (target.Number(OrderLine.Number) == 0) target[OrderLine.Number] = orders.LastNumberOf(orderId) + 1;
        target[OrderLine.Status] = new OptionSetValue(OrderLine.Statuses.NotOrdered);
        CheckLine(target, order);
        target[OrderLine.Name] = NameOf(target);
    }

    /// <summary>Checks and completes a change of a line; throws <see cref="RefusedException"/>.</summary>
    public void ApplyToChangedLine(Entity target, Entity before, bool ownWrite)
    {
        if (ownWrite) return;
        var difference = target.DifferenceFrom(before);
        if (difference.Attributes.Count == 0) return;
        if (KeptOfLine.Any(column => column != OrderLine.Name && difference.Contains(column))) throw new RefusedException(LineKept);
        if (difference.Contains(OrderLine.Order)) throw new RefusedException("Order cannot be changed. Add a line on the other order, and delete this one.");
        var order = Open(before.Lookup(OrderLine.Order)!.Value);
        var merged = before.MergedWith(target);
        CheckLine(merged, order);
        target[OrderLine.Name] = NameOf(merged);
    }

    /// <summary>A line of an order that is on its way cannot be deleted; neither can what was bought with it.</summary>
    public void CheckLineDeletion(Entity before)
    {
        if (before.Lookup(OrderLine.Order) is not { } orderId || orders.Find(orderId) is not { } order) return;
        // The lines of an order that is deleted go before it; of a cancelled one nothing was sent.
        if (order.Status != Order.Statuses.Cancelled) Open(orderId);
    }

    public static void CheckDeletion(Entity before)
    {
        var status = before.Choice(Order.Status) ?? Order.Statuses.Draft;
        if ((status is not (Order.Statuses.Draft or Order.Statuses.Cancelled or Order.Statuses.Refused)) || before.Date(Order.AttemptedOn) is not null)
            throw new RefusedException("An order that was sent, or is on its way, cannot be deleted: it says what was bought. Press Cancel Order where it has not been sent.");
    }

    private const string NotEditable = "Only a draft, or an order that Pax8 refused, can be changed. An order that waits for approval can be rejected or cancelled.";

    /// <summary>
    /// The order, if it may be changed. Writing it first makes whoever submits it at the same moment begin anew, and lets this one see what
    /// he has done.
    /// </summary>
    private OrderState Open(Guid orderId)
    {
        orders.Touch(orderId);
        return orders.Get(orderId) is { IsEditable: true } order ? order : throw new RefusedException(NotEditable);
    }

    private OrderableAccount Belong(Entity target, Guid providerAccountId)
    {
        var account = providerAccounts.OrderableOf(providerAccountId);
        target[Order.Connector] = new EntityReference(Connector.Table, account.ConnectorId);
        target[Order.Account] = account.CustomerId is { } customer ? new EntityReference(Account.Table, customer) : null;
        return account;
    }

    private void CheckLine(Entity line, OrderState order)
    {
        if (line.Lookup(OrderLine.Product) is null) throw new RefusedException("Product is missing. Choose what is to be ordered.");
        if (line.Number(OrderLine.Quantity) < 1) throw new RefusedException("Quantity must be at least 1. Enter how many licenses are to be ordered.");
        if (line.Number(OrderLine.Number) < 1) throw new RefusedException("Line must be at least 1. Leave it empty to have the next number taken.");
        if (line.Choice(OrderLine.BillingTerm) is not { } term || SubscriptionMap.WordOfTerm(term) is null)
            throw new RefusedException("Billing Term is missing, or one that cannot be ordered. Choose one that Pax8 offers for the product.");
        if (OrderingJson.ReadProvisioningDetails(line.Text(OrderLine.ProvisioningDetails)) is null)
            throw new RefusedException("Provisioning Details must be a JSON object of lists of texts by key, such as {\"msDomain\":[\"contoso.com\"]}. Enter them with the editor on the form.");
        if (line.Lookup(OrderLine.ParentLine) is { } parent && (parent == line.Id || orders.OrderOfLine(parent) != order.Id))
            throw new RefusedException("Parent Line must be another line of the same order. Choose one of them, or none.");
        if (line.Lookup(OrderLine.ParentSubscription) is { } subscription && subscriptions.Get(subscription).ProviderAccountId != order.ProviderAccountId)
            throw new RefusedException("Parent Subscription must be one of the same provider account. Choose one of its subscriptions, or none.");
    }

    private string NameOf(Entity line)
    {
        var productId = line.Lookup(OrderLine.Product)!.Value;
        var name = products.Linked([productId]).TryGetValue(productId, out var product) ? product.Name : "";
        return FormattableString.Invariant($"{line.Number(OrderLine.Quantity)} × {name}").CutTo(OrderLine.Name);
    }
}
