using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Subscriptions.Held;

/// <summary>A synchronised tenant of forty subscriptions, of which Pax8 takes something away.</summary>
internal sealed class HeldScene
{
    public const int Fewer = 0, Ended = 1, Gone = 2, MovedAway = 3;

    public HeldScene(Func<TenantOptions, TenantOptions>? change = null)
    {
        (Tenant, Connector) = Given.TenantWithSubscriptions(companies: 4, subscriptions: 40, change);
        Tenant.SyncSubscriptions(Connector).AssertEnded(Acting.Succeeded);
        // Alike, so that a number of licences says a number of rows.
        Some = Tenant.Pax8!.State.Subscriptions.Where(one => one is { Status: "Active", Commitment: null }).Select(one => one.Id).ToList();
        foreach (var id in Some) Tenant.Pax8.State.ChangeSubscription(id, one => one with { Quantity = 500, Price = 2m, BillingTerm = "Monthly" });
        Tenant.AskAboutNothing(Connector);
        Tenant.SyncSubscriptions(Connector).AssertEnded(Acting.Succeeded);
        Tenant.ChangeConnector(Connector, ("pax8_holdpercent", null), ("pax8_holdnumber", null));
        // What was taken away to make them alike is of the day before.
        Tenant.Advance(TimeSpan.FromHours(25));
        Tenant.ResetCounts();
    }

    public Tenant Tenant { get; }

    public Guid Connector { get; }

    /// <summary>Pax8 ids of active subscriptions without commitment, with 500 licences each, for 2 a month.</summary>
    public IReadOnlyList<string> Some { get; }

    public Pax8State Pax8 => Tenant.Pax8!.State;

    public Entity Row(string pax8Id) => Tenant.Subscription(pax8Id);

    public int Quantity(string pax8Id) => Row(pax8Id).GetAttributeValue<int>("pax8_quantity");

    public int? Held(string pax8Id) => Row(pax8Id).Contains("pax8_held") ? Row(pax8Id).Number("pax8_held") : null;

    /// <summary>Rows that hold something.</summary>
    public int HeldCount => Tenant.Subscriptions().Values.Count(row => row.Contains("pax8_held"));

    public bool IsActive(string pax8Id) => Row(pax8Id).GetAttributeValue<OptionSetValue>("statecode").Value == 0;

    public Entity Sync() => Tenant.SyncSubscriptions(Connector);

    /// <summary>A sync that asks about what it met.</summary>
    public Entity Asked()
    {
        var job = Sync();
        job.AssertEnded(Acting.WaitingForConfirmation);
        return job;
    }

    public int StatusOf(Guid job) => Tenant.Job(job).Status();

    /// <summary>Ends all subscriptions but one at Pax8.</summary>
    public void EndMost()
    {
        foreach (var id in Some.Skip(1)) Pax8.CancelSubscription(id);
    }

    public void Answer(string api, string table, Guid row)
    {
        Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference(table, row) });
        Tenant.Settle();
    }

    public string AnswerOne(string api, string pax8Id)
    {
        var answer = (string)Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = new EntityReference("pax8_subscription", Row(pax8Id).Id) })["Message"];
        Tenant.Settle();
        return answer;
    }

    /// <summary>Both sides are the same, nothing is held and nobody is asked.</summary>
    public void AssertAgreed()
    {
        Tenant.AssertSubscriptionsEqualPax8();
        Assert.Equal(0, HeldCount);
        Assert.DoesNotContain(Tenant.Rows("pax8_syncjob", "pax8_jobstatus"), job => job.Status() == Acting.WaitingForConfirmation);
    }
}
