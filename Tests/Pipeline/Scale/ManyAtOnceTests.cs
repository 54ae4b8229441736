using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using Xunit.Abstractions;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>Many changes at once, sent by as many executions as overlap: more than Pax8 takes in a minute.</summary>
public sealed class ManyAtOnceTests(ITestOutputHelper output)
{
    private const int Provisioned = 476500001;

    [Theory]
    [InlineData(300, 48, 200, false)]
    [InlineData(300, 48, 200, true)]
    [InlineData(1000, 50, 1000, false)]
    public void All_changes_of_many_at_once_arrive_in_few_calls_within_Pax8s_limit(int changes, int workers, int perMinute, bool saysRetryAfter)
    {
        var (tenant, connector) = TimedPartner.Open(companies: 20, 2 * changes, workers, perMinute, saysRetryAfter);
        tenant.Sync(connector).AssertEnded(Acting.Succeeded);
        tenant.SyncSubscriptions(connector).AssertEnded(Acting.Succeeded);
        tenant.Advance(TimeSpan.FromMinutes(2));
        tenant.ResetCounts();

        var grown = tenant.Rows("pax8_subscription", "pax8_quantity", "pax8_providerspecificid", "pax8_subscriptionstatus")
            .Where(row => row.Choice("pax8_subscriptionstatus") == 476500000).Take(changes).ToList();
        foreach (var row in grown)
            tenant.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = row.GetAttributeValue<int>("pax8_quantity") + 1 });
        var began = tenant.Time.GetUtcNow();
        tenant.Settle();

        var calls = tenant.Pax8!.Log.ToList();
        var (refused, puts, gets) = (calls.Count(call => call.Status == 429), calls.Count(call => call.Method == "PUT" && call.Status != 429), calls.Count(call => call.Method == "GET" && call.Status != 429));
        output.WriteLine($"{grown.Count} changes in {tenant.Time.GetUtcNow() - began}: {puts} PUT, {gets} GET, {refused} answers of 429, the longest execution {tenant.LongestExecution}");
        Assert.All(grown, row => Assert.Equal(row.GetAttributeValue<int>("pax8_quantity") + 1, (int)tenant.Pax8.State.Subscriptions.Single(one => one.Id == row.Text("pax8_providerspecificid")).Quantity));
        Assert.Equal(grown.Count, tenant.Rows("pax8_licensechangelog", "pax8_provisioningstatus").Count(log => log.Choice("pax8_provisioningstatus") == Provisioned));
        Assert.Equal(grown.Count, puts);
        // One whose time ends between reading and sending is read once more.
        Assert.InRange(gets, 2 * grown.Count, 2.02 * grown.Count);
        Assert.True(refused <= 0.05 * calls.Count, $"{refused} of {calls.Count} calls were answered with 429.");
        tenant.AssertWithinLimits();
    }
}
