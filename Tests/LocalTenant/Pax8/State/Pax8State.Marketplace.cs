using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    private readonly Table<Pax8Product> products = new(product => product.Id);
    private readonly Table<Pax8Order> orders = new(order => order.Id);

    /// <summary>The products of the marketplace.</summary>
    public IReadOnlyList<Pax8Product> Products
    {
        get { lock (Gate) return products.Listed; }
    }

    /// <summary>All orders, oldest first, also those that Pax8 does not show yet.</summary>
    public IReadOnlyList<Pax8Order> Orders
    {
        get { lock (Gate) return orders.All.ToList(); }
    }

    /// <summary>A product by id, or null.</summary>
    public Pax8Product? FindProduct(string id)
    {
        lock (Gate)
            return products.Find(id);
    }

    /// <summary>An order that the API answers by id, or null.</summary>
    public Pax8Order? FindOrder(string id)
    {
        lock (Gate)
            return orders.Find(id);
    }

    /// <summary>Adds a product, or replaces the one with the same id.</summary>
    public void SetProduct(Pax8Product product)
    {
        lock (Gate)
        {
            if (products.Find(product.Id) is null)
                products.Insert(product, null);
            else
                products.Replace(product);
        }
    }

    /// <summary>From now on the product is not listed and answers 404 by id. Subscriptions of it stay.</summary>
    public void VanishProduct(string id)
    {
        lock (Gate)
            products.Vanish(id);
    }

    /// <summary>A vanished product is listed again, at its old place.</summary>
    public void ReturnProduct(string id)
    {
        lock (Gate)
            products.Return(id);
    }

    internal void Seed(IEnumerable<Pax8Product> rows)
    {
        foreach (var row in rows)
            products.Insert(row, null);
    }

    internal void Seed(IEnumerable<Pax8Order> rows)
    {
        foreach (var row in rows)
            orders.Insert(row, null);
    }

    /// <summary>Buys in Pax8's own portal: an order like any other, and its Active subscription.</summary>
    /// <param name="companyId">A company.</param>
    /// <param name="productId">A product.</param>
    /// <param name="quantity">Licences.</param>
    /// <param name="configure">Changes the order that would be added.</param>
    public Pax8Order OrderInPortal(string companyId, string productId, decimal quantity, Func<Pax8Order, Pax8Order>? configure = null)
    {
        lock (Gate)
        {
            var bought = AddSubscription(companyId, productId, quantity);
            var order = new Pax8Order
            {
                Id = ids.Uuid(),
                CompanyId = companyId,
                CreatedDate = Pax8Dates.Day(Now),
                OrderedBy = "Pax8Partner",
                OrderedByUserId = ids.Uuid(),
                LineItems = [new Pax8OrderLine { Id = ids.Uuid(), ProductId = productId, SubscriptionId = bought.Id, BillingTerm = bought.BillingTerm, Quantity = quantity }],
            };
            order = configure?.Invoke(order) ?? order;
            orders.Insert(order, null);
            return order;
        }
    }

    internal void AddOrder(Pax8Order order, Pax8Delay delay)
    {
        orders.Insert(order, null);
        HideFor(delay, orders, order.Id);
    }

    internal IReadOnlyList<Pax8Order> ListedOrders => orders.Listed;

    internal IReadOnlyList<Pax8Product> ListedProducts => products.Listed;
}
