using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>Orders of Pax8 that may be one of ours.</summary>
/// <param name="Behind">Listed behind those that were there before the attempt.</param>
/// <param name="All">And those that stand where it would if Pax8 listed the newest first, which no document rules out.</param>
internal sealed record OrderCandidates(IReadOnlyList<Pax8Order> Behind, IReadOnlyList<Pax8Order> All);

/// <summary>
/// Looks in Pax8 for what became of an attempt whose end is not known. Pax8 keeps no reference of ours, so an order counts as this one
/// where it is listed behind those that were there before the attempt, asks for the same lines, is of that day, and stands on no other
/// row here. Exactly one is adopted; with several, or none after an hour, a person decides. Nothing is ever sent from here.
/// Source: API reference, conventions (idempotency) and orders (oldest first).
/// </summary>
internal sealed class OrderLook(OrderRows orders, OrderBuilding building, Pax8Access pax8, IClock clock, Deadline deadline)
{
    /// <summary>How long an order that Pax8 took may stay out of its list before a person is asked. An hour was to be survived (assumed).</summary>
    private static readonly TimeSpan LongestOutOfSight = TimeSpan.FromMinutes(70);

    /// <summary>How long it is looked for where Pax8's list cannot be read to its end in the time of an execution.</summary>
    private static readonly TimeSpan LongestLooking = TimeSpan.FromDays(1);

    private const int MostNamed = 10;

    private const string WhatToDo = "Look in Pax8, then choose It was placed and enter the id of Pax8's order, or It was not placed to have it sent again.";

    /// <summary>The order of Pax8 that this one was found to be, adopted by the row; null where that is not known yet, or a person has to say.</summary>
    /// <exception cref="Pax8Exception">Pax8 gave no answer.</exception>
    public Pax8Order? For(OrderState order)
    {
        var request = building.Build(order).Request;
        if (request is null)
        {
            orders.Save(order, OrderChanges.NeedsReview(order, $"What was ordered can no longer be told from the rows here, so nobody knows by itself whether Pax8 placed it. {WhatToDo}"));
            return null;
        }
        if (Candidates(order, request) is not { } candidates)
        {
            if (order.AttemptedOn is { } begun && clock.UtcNow >= begun + LongestLooking)
                orders.Save(orders.Get(order.Id), OrderChanges.NeedsReview(order, $"The request was sent on {begun:yyyy-MM-dd HH:mm} UTC, no answer came, and Pax8 answers too slowly to look through its orders. {WhatToDo}"));
            return null;
        }
        // Alone among what came since, and nothing like it where it would stand if the newest came first.
        var found = candidates.Behind.Count == 0 ? candidates.Behind : candidates.All;
        if (found.Count == 1 && AlikeInReview(order, request) is { } alike)
        {
            orders.Save(order, OrderChanges.NeedsReview(order, $"Pax8 lists the order {found[0].Id}, which may be this one or {alike.Name}, which asked for the same. {WhatToDo}"));
            return null;
        }
        if (found.Count == 1)
        {
            try
            {
                orders.Save(order, OrderChanges.Placed(order, found[0], clock.UtcNow));
                return found[0];
            }
            catch (RowExistsException)
            {
                orders.Save(orders.Get(order.Id), OrderChanges.NeedsReview(order, $"Pax8 lists the order {found[0].Id}, which another order here was found to be at this moment. {WhatToDo}"));
                return null;
            }
        }
        if (found.Count > 1)
        {
            orders.Save(order, OrderChanges.NeedsReview(order, $"Pax8 lists {found.Count} orders that may be this one: {string.Join(", ", found.Take(MostNamed).Select(one => one.Id))}. {WhatToDo}"));
            return null;
        }
        var seen = new Entity(Order.Table, order.Id) { [Order.LookedOn] = clock.UtcNow.ForColumn(), [Order.LookFrom] = order.OrdersBefore };
        if (order.AttemptedOn is { } attempted && clock.UtcNow >= attempted + LongestOutOfSight)
            orders.Save(order, OrderChanges.NeedsReview(order, $"The request was sent on {attempted:yyyy-MM-dd HH:mm} UTC, no answer came, and Pax8 lists no order like it since.{Hints(order, request, attempted)} {WhatToDo}"));
        else orders.Save(order, seen);
        return null;
    }

    /// <summary>Orders of Pax8 that may be this one, as <see cref="For"/> takes them; asked by a person before something is sent again.</summary>
    public OrderCandidates? Candidates(OrderState order, NewOrder request)
    {
        var attempted = order.AttemptedOn ?? clock.UtcNow;
        var client = pax8.ForOrderListing(order.ConnectorId);
        var found = new List<Pax8Order>();
        IReadOnlyList<Pax8Order>? beginning = null;
        int since;
        for (var page = Math.Max(order.LookFrom, order.OrdersBefore) / Pax8Client.LargestPage; ; page++)
        {
            var read = client.ListOrders(request.CompanyId, page, Pax8Client.LargestPage);
            if (page == 0) beginning = read.Records;
            var size = read.Size is > 0 and var given ? given : Pax8Client.LargestPage;
            found.AddRange(read.Records.Where((_, at) => page * size + at >= order.OrdersBefore).Where(one => OrderMatch.IsLike(request, one, attempted)));
            since = read.TotalElements - order.OrdersBefore;
            if ((page + 1) * size >= read.TotalElements || read.Records.Count == 0) break;
            if (!deadline.LeavesNoPageAfter(Patience.OfOrderListing.TimeLimit)) continue;
            // Where nothing was found so far, the next execution goes on behind it.
            if (found.Count == 0) orders.Save(order, new Entity(Order.Table, order.Id) { [Order.LookFrom] = (page + 1) * size });
            return null;
        }
        var isToBeProven = order.OrdersBefore > 0 && since > 0;
        if (isToBeProven && beginning is null)
        {
            if (deadline.LeavesNoPageAfter(Patience.OfOrderListing.TimeLimit)) return null;
            beginning = client.ListOrders(request.CompanyId, 0, Pax8Client.LargestPage).Records;
        }
        var first = isToBeProven ? beginning!.Take(Math.Min(since, order.OrdersBefore)).Where(one => OrderMatch.IsLike(request, one, attempted)).ToList() : [];
        var known = orders.Known([.. found.Concat(first).Select(one => one.Id).Distinct(StringComparer.OrdinalIgnoreCase)]);
        var behind = found.Where(one => !known.Contains(one.Id)).ToList();
        return new OrderCandidates(behind, [.. behind, .. first.Where(one => !known.Contains(one.Id) && !behind.Exists(other => string.Equals(other.Id, one.Id, StringComparison.OrdinalIgnoreCase)))]);
    }

    /// <summary>Another order of the company that asked for the same and whose end nobody knows: what is found may be either's.</summary>
    private OrderState? AlikeInReview(OrderState order, NewOrder request) =>
        orders.InReviewOf(order.ProviderAccountId, order.Id).FirstOrDefault(other => building.Build(other).Request is not { } asked || OrderMatch.AskTheSame(asked, request));

    /// <summary>Subscriptions that appeared since and may come of it: they prove nothing, and tell a person where to look.</summary>
    private string Hints(OrderState order, NewOrder request, DateTime attempted)
    {
        try
        {
            var page = pax8.ForBackgroundWork(order.ConnectorId).ListSubscriptions(0, Pax8Client.LargestPage, request.CompanyId);
            var since = page.Records
                .Where(one => one.CreatedOn >= attempted.Date && request.Lines.Any(line => string.Equals(line.ProductId, one.ProductId, StringComparison.OrdinalIgnoreCase)))
                .Select(one => one.Id).Take(MostNamed).ToList();
            return since.Count == 0 ? "" : $" Subscriptions of its products that appeared since: {string.Join(", ", since)}.";
        }
        catch (Pax8Exception)
        {
            return "";
        }
    }
}
