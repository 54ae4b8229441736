using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using Xunit.Abstractions;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>
/// The syncs of a large partner in simulated time, made smaller: a hundredth of a million subscriptions, a tenth of the executions and
/// less still of Pax8's limit. The benchmarks run the million.
/// </summary>
public sealed class LargePartnerTests(ITestOutputHelper output)
{
    private const int Subscriptions = 10_000, Companies = 1_000, PerMinute = 40, Workers = 5;

    private static readonly TimeSpan LongestOfAnExecution = TimeSpan.FromSeconds(100);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_syncs_of_a_large_partner_end_by_themselves_within_the_limits_of_both_sides(bool saysRetryAfter)
    {
        var (tenant, connector) = TimedPartner.Open(Companies, Subscriptions, Workers, PerMinute, saysRetryAfter);

        AssertEndsByItself(tenant, "companies, first", () => tenant.Sync(connector), Companies);
        AssertEndsByItself(tenant, "subscriptions, first", () => tenant.SyncSubscriptions(connector), Subscriptions);
        AssertEndsByItself(tenant, "subscriptions, second", () => tenant.SyncSubscriptions(connector), Subscriptions);

        Assert.Equal(Subscriptions, tenant.Rows("pax8_subscription", "pax8_providerspecificid").Count);
        tenant.AssertWithinLimits();
    }

    private void AssertEndsByItself(Tenant tenant, string name, Func<Entity> sync, int records)
    {
        tenant.ResetCounts();
        var began = tenant.Time.GetUtcNow();

        var job = sync();

        var lists = tenant.Pax8!.Log.Where(call => call.Endpoint is "GET /companies" or "GET /subscriptions").ToList();
        var read = lists.Count(call => call.Status == 200);
        output.WriteLine($"{name}: {tenant.Time.GetUtcNow() - began}, {read} pages, {lists.Count - read} answers of 429, the longest execution {tenant.Dataverse.Statistics.LongestExecution}");
        job.AssertEnded(Acting.Succeeded);
        // Who waits for a product that Pax8 has no call left for may come too late to write its page; there are few products, however many records.
        var late = tenant.Pax8.Log.Count(call => call.Status == 429 && call.Endpoint == "GET /products/{productId}");
        Assert.InRange(read, records / 200, Math.Ceiling(1.01 * ((records / 200) + 1)) + late);
        Assert.True(tenant.Dataverse.Statistics.LongestExecution <= LongestOfAnExecution, $"{name}: an execution took {tenant.Dataverse.Statistics.LongestExecution}.");
    }
}
