using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.Orders;

/// <summary>What Pax8 says of an order before it is placed, and what it would cost.</summary>
/// <param name="Built">What was asked about.</param>
/// <param name="Costs">Of each whole line by its number, for one billing term; null where Pax8 does not tell it.</param>
/// <param name="Complaints">Pax8's words about the order as a whole; with those of lines, all that it said.</param>
/// <param name="LineComplaints">Pax8's words by line.</param>
internal sealed record OrderFindings(
    BuiltOrder Built, IReadOnlyDictionary<int, decimal?> Costs, IReadOnlyList<string> Complaints, IReadOnlyDictionary<int, IReadOnlyList<string>> LineComplaints)
{
    public bool IsAccepted => Built.Problems.Count == 0 && Complaints.Count == 0;

    /// <summary>All that is wrong, one below the other.</summary>
    public string Sentences => string.Join("\n", Built.Problems.Concat(Complaints));

    /// <summary>
    /// Cost a month of what is paid again and again: what is paid yearly is divided by twelve, what is paid once does not count. Null where
    /// a cost is not known.
    /// </summary>
    public decimal? MonthlyAmount
    {
        get
        {
            decimal sum = 0;
            foreach (var line in Built.Lines)
            {
                if (line.BillingTerm is not { } term || SubscriptionMap.MonthsOfTerm(term) is not { } months) continue;
                if (!Costs.TryGetValue(line.Number, out var cost) || cost is not { } known) return null;
                sum += known / months;
            }
            return Math.Round(sum, 2, MidpointRounding.AwayFromZero);
        }
    }
}

/// <summary>
/// Has Pax8 check an order without placing it: prices are read fresh, and Pax8 validates the whole of it (<c>isMock=true</c>). Pax8 keeps
/// nothing of that. Source: API reference, orders and products.
/// </summary>
internal sealed class OrderCheck(OrderBuilding building, OrderRows orders, Execution.IClock clock)
{
    /// <summary>Asks Pax8; writes nothing.</summary>
    /// <exception cref="Pax8Exception">Pax8 gave no answer about the order.</exception>
    public OrderFindings Of(OrderState order, Func<Pax8Client> pax8)
    {
        var built = building.Build(order);
        var costs = new Dictionary<int, decimal?>();
        var none = new Dictionary<int, IReadOnlyList<string>>();
        if (built.Problems.Count > 0 || built.Request is not { } request) return new OrderFindings(built, costs, [], none);
        var client = pax8();
        foreach (var product in request.Lines.GroupBy(line => line.ProductId, StringComparer.OrdinalIgnoreCase))
        {
            var prices = PricesOf(client, product.Key, request.CompanyId);
            foreach (var line in product)
                costs[line.Number] = OrderPrices.CostOf(prices, line.BillingTerm, built.Lines.Single(one => one.Number == line.Number).CommitmentTerm, line.Quantity);
        }
        try
        {
            client.CheckOrder(request);
            return new OrderFindings(built, costs, [], none);
        }
        catch (Pax8Exception refused) when (refused.Kind is Pax8Error.Refused or Pax8Error.NotFound or Pax8Error.NotFoundUnproven)
        {
            IReadOnlyList<string> complaints = refused.FieldMessages.Count > 0 ? refused.FieldMessages : [refused.Message];
            return new OrderFindings(built, costs, complaints, ByLine(client, request, complaints));
        }
    }

    /// <summary>Keeps costs and complaints on the lines; writes nothing where they stand there.</summary>
    public void StoreLines(OrderFindings findings)
    {
        foreach (var line in findings.Built.Lines)
        {
            var row = new Entity(OrderLine.Table, line.Id);
            if (findings.Costs.TryGetValue(line.Number, out var cost))
            {
                row[OrderLine.UnitPrice] = cost is { } known ? OrderPrices.UnitCost(known, line.Quantity) : null;
                row[OrderLine.PriceReadOn] = clock.UtcNow.ForColumn();
            }
            row[OrderLine.Message] = findings.LineComplaints.TryGetValue(line.Number, out var said) ? string.Join("\n", said).CutTo(OrderLine.Message) : null;
            var difference = row.DifferenceFrom(line.Row);
            // When it was read is no news where nothing else is.
            if (difference.Attributes.Keys.Any(column => column != OrderLine.PriceReadOn.Name)) orders.SaveLine(difference);
        }
    }

    /// <summary>The first line whose cost differs from the one kept on it; null where none does.</summary>
    public static string? PriceChange(OrderFindings findings)
    {
        foreach (var line in findings.Built.Lines)
        {
            if (!findings.Costs.TryGetValue(line.Number, out var cost)) continue;
            decimal? now = cost is { } known ? OrderPrices.UnitCost(known, line.Quantity) : null;
            if (now != line.UnitPrice)
                return FormattableString.Invariant($"Cost per Unit of line {line.Number} ({line.Name}) is {Text(now)} now; {Text(line.UnitPrice)} was approved.");
        }
        return null;
    }

    private static string Text(decimal? amount) => amount is { } known ? FormattableString.Invariant($"{known:0.00##}") : "not told by Pax8";

    /// <summary>A product without a price list can be ordered all the same; its cost is then not known.</summary>
    private static IReadOnlyList<Pax8Price> PricesOf(Pax8Client client, string productId, string companyId)
    {
        try
        {
            return client.ReadPrices(productId, companyId)?.Prices ?? [];
        }
        catch (Pax8Exception refused) when (refused.Kind == Pax8Error.Refused)
        {
            return [];
        }
    }

    /// <summary>
    /// Pax8 names a field by its label and no line: a complaint is shown at every line whose product has a field of that label, and at the
    /// only line where there is one.
    /// </summary>
    private static Dictionary<int, IReadOnlyList<string>> ByLine(Pax8Client client, NewOrder request, IReadOnlyList<string> complaints)
    {
        if (request.Lines.Count == 1) return new Dictionary<int, IReadOnlyList<string>> { [request.Lines[0].Number] = complaints };
        var byLine = new Dictionary<int, List<string>>();
        foreach (var product in request.Lines.GroupBy(line => line.ProductId, StringComparer.OrdinalIgnoreCase))
        {
            var names = NamesOf(client, product.Key);
            foreach (var complaint in complaints.Where(complaint => complaint.IndexOf(product.Key, StringComparison.OrdinalIgnoreCase) >= 0 || names.Exists(name => complaint.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))))
            {
                foreach (var line in product)
                {
                    if (!byLine.TryGetValue(line.Number, out var said)) byLine[line.Number] = said = [];
                    said.Add(complaint);
                }
            }
        }
        return byLine.ToDictionary(line => line.Key, line => (IReadOnlyList<string>)line.Value);
    }

    private static List<string> NamesOf(Pax8Client client, string productId)
    {
        try
        {
            return client.ReadProvisioningFields(productId).SelectMany(field => new[] { field.Label, field.Key }).ToList();
        }
        catch (Pax8Exception)
        {
            // Then the complaint stands at the order alone.
            return [];
        }
    }
}
