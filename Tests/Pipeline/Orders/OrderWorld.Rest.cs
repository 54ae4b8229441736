using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Orders.OrderScene;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>What holds in the end.</summary>
internal sealed partial class OrderWorld
{
    /// <summary>
    /// Lets everything come to its end three times: as things are once Pax8 answers again and some hours have passed; once people who know
    /// what became of each order in review have said so; and once Pax8 has provisioned everything.
    /// </summary>
    public void ComeToRest()
    {
        CalmDown();
        Hours(2);
        _findings.Throw();
        CheckOrders();
        SettleByPeople();
        CheckOrders();
        CheckNothingIsOpen();
        // Some products take hours to be provisioned.
        _time.Advance(TimeSpan.FromHours(5));
        Hours(1);
        CheckLines();
        ProvisionTheRest();
        Hours(1);
        CheckLines();
        AssertNothingIsDoneAgain();
        _findings.Throw();
    }

    /// <summary>As much of the end as a test wants that counts reviews: nobody settles anything.</summary>
    public void ComeToTheEndByItself()
    {
        CalmDown();
        Hours(3);
        _findings.Throw();
        CheckOrders();
    }

    private void CalmDown()
    {
        _pax8.Faults = null;
        _pax8.Habits = new Pax8Habits();
        _crash.Disarm();
        _duringCalls.Clear();
        _between.Clear();
        _isOvertaken = false;
        if (!IsOn()) _tenant.Activate(Connector);
        _tenant.ChangeConnector(Connector, ("pax8_writeback", true));
        _tenant.Settle();
        Ask("pax8_VerifyConnectivity");
        _tenant.Settle();
        EndWhatIsOpen();
    }

    private void EndWhatIsOpen()
    {
        for (var tries = 0; _tenant.Rows("pax8_syncjob", "pax8_lockkey").FirstOrDefault(row => row.Contains("pax8_lockkey")) is { } open; tries++)
        {
            Assert.True(tries < 5, "A job is still open after it was resumed five times.");
            _time.Advance(TimeSpan.FromMinutes(6));
            Try(() => _tenant.PressResume(open.Id));
            _tenant.Settle();
        }
    }

    /// <summary>Each row against what its requests bought.</summary>
    private void CheckOrders()
    {
        _witness.AfterCommit();
        foreach (var row in _witness.Rows())
        {
            var intent = _witness.Of(Guid.Parse(row.Id));
            var bought = string.Join(", ", intent.Bought.Select(purchase => purchase.OrderId));
            var story = $"Order {row.Id} is in status {row.Status} ({row.Message}); its last request ended so: {intent.LastEnd ?? "not sent"}; bought: {bought}.";
            Assert.True(intent.Bought.Count <= 1, $"Bought twice. {story}");
            switch (row.Status)
            {
                case Placed:
                    Assert.True(intent.TookAnothers || intent.Bought.Count == 1 && string.Equals(row.Pax8Id, intent.Bought[0].OrderId, StringComparison.OrdinalIgnoreCase), $"It stands for {row.Pax8Id}. {story}");
                    break;
                case NeedsReview:
                    CheckReview(intent, story);
                    break;
                case Draft or WaitingForApproval or Refused or Cancelled:
                    Assert.True(intent.Bought.Count == 0, $"It was bought, and the row does not say so. {story}");
                    break;
                default:
                    Assert.Fail($"It is not at its end. {story}");
                    break;
            }
        }
    }

    /// <summary>In review is only what nobody here could know; of one that arrived the witness has looked at what is like it, when it came there.</summary>
    private void CheckReview(OrderIntent intent, string story)
    {
        if (intent.Bought.Count == 0) Assert.True(intent.IsUnclear || _wasStopped, $"It was surely not placed, and is in review. {story}");
    }

    private void SettleByPeople()
    {
        for (var round = 0; round < 3 && _witness.Rows().Exists(row => row.Status is NeedsReview); round++)
        {
            foreach (var row in _witness.Rows().Where(row => row.Status == NeedsReview))
            {
                TellTruth(row);
                Assert.True(_witness.Rows().Single(now => now.Id == row.Id).Status != NeedsReview, $"A person told what became of the order, and was not heard: {row.Message}");
            }
            _tenant.Settle();
            Hours(2);
        }
        foreach (var row in _witness.Rows().Where(row => row.Status == WaitingForApproval)) Approve(row);
        _tenant.Settle();
        _findings.Throw();
    }

    private void CheckNothingIsOpen() =>
        Assert.DoesNotContain(_witness.Rows(), row => row.Status is Approved or Submitting or InFlight or NeedsReview);

    /// <summary>Each line of a placed order stands for one subscription that the order bought, and shows how far that is.</summary>
    private void CheckLines()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in _witness.Rows())
        {
            var intent = _witness.Of(Guid.Parse(row.Id));
            var lines = _witness.Lines(row.Id);
            if (row.Status != Placed)
            {
                Assert.True(lines.TrueForAll(line => line is { Status: NotOrdered, SubscriptionId: null }), $"An order in status {row.Status} has a line that is ordered.");
                continue;
            }
            if (intent.TookAnothers) continue;
            var bought = intent.Bought[0].Lines.ToDictionary(line => line.SubscriptionId, StringComparer.OrdinalIgnoreCase);
            foreach (var line in lines)
            {
                Assert.True(line.SubscriptionId is not null && bought.TryGetValue(line.SubscriptionId, out _), $"A line stands for {line.SubscriptionId ?? "no subscription"} ({line.Message}); the order bought {string.Join(", ", bought.Keys)}.");
                var like = bought[line.SubscriptionId!];
                Assert.Equal((line.Product, (decimal)line.Quantity, line.Term), (like.ProductId, like.Quantity, like.BillingTerm));
                Assert.True(seen.Add(line.SubscriptionId!), $"Two lines stand for subscription {line.SubscriptionId}.");
                var there = _pax8.State.FindSubscription(line.SubscriptionId!)!.Status;
                Assert.True(
                    line.Status switch
                    {
                        // It is followed as far as that; what comes later the subscription's own row tells.
                        Active => there is "Active" or "Cancelled",
                        Ended => there == "Cancelled",
                        Provisioning or Stuck => there.StartsWith("Pending", StringComparison.Ordinal),
                        _ => false,
                    },
                    $"A line is in status {line.Status} ({line.Message}), its subscription in Pax8 is {there}.");
            }
        }
    }

    private void ProvisionTheRest()
    {
        foreach (var line in _pax8.State.Purchases.SelectMany(purchase => purchase.Lines)) _pax8.State.Provision(line.SubscriptionId);
    }

    private void AssertNothingIsDoneAgain()
    {
        _tenant.ResetCounts();
        Assert.True(_tenant.SyncSubscriptions(Connector).Status() is Acting.Succeeded or Acting.CompletedWithIssues);
        Assert.Equal(0, _tenant.Writes("pax8_order") + _tenant.Writes("pax8_orderline"));
        Assert.DoesNotContain(_tenant.Pax8Requests.Keys, call => !call.StartsWith("GET ", StringComparison.Ordinal) && call != Observing.TokenCall);
    }
}
