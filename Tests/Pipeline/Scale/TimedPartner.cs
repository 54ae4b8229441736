using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>
/// A partner in a tenant where everything takes time: half a second a call to Pax8, 25 ms a written row, 20 ms a query and 20 µs each row that
/// it returns; executions overlap.
/// </summary>
internal sealed record TimedPartner(Tenant Tenant, Guid Connector)
{
    /// <param name="companies">Companies in Pax8; new provider accounts are enabled.</param>
    /// <param name="subscriptions">Subscriptions in Pax8.</param>
    /// <param name="workers">Executions that overlap.</param>
    /// <param name="perMinute">Calls that Pax8 takes.</param>
    /// <param name="saysRetryAfter">Whether Pax8 says how long to wait then.</param>
    public static TimedPartner Open(int companies, int subscriptions, int workers, int perMinute, bool saysRetryAfter)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions
        {
            Companies = companies,
            Subscriptions = subscriptions,
            TimeProvider = time,
            ApplicationSecret = Guid.NewGuid().ToString("N"),
            Latency = TimeSpan.FromMilliseconds(500),
            RequestsPerMinute = perMinute,
            SendRetryAfter = saysRetryAfter,
        });
        var tenant = Given.Tenant(options => options with
        {
            Time = time,
            Pax8 = pax8,
            SimulatedWorkers = workers,
            RowLatency = TimeSpan.FromMilliseconds(25),
            QueryLatency = TimeSpan.FromMilliseconds(20),
            ReadLatency = TimeSpan.FromMicroseconds(20),
        });
        return new TimedPartner(tenant, tenant.CreateConnector("Pax8", row => row["pax8_newaccountsare"] = new OptionSetValue(476500001)));
    }
}
