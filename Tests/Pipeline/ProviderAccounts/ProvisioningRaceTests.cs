using System;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ProviderAccounts.ProvisioningScene;
using Fault = Pax8Dataverse.LocalTenant.Pax8.Fault;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>People who act while a company is being made: between any two reads of it, and between any read and the write that rests on it.</summary>
public sealed class ProvisioningRaceTests
{
    [Theory]
    [InlineData("withdraws it", "")]
    [InlineData("withdraws it", "lost")]
    [InlineData("sends it again", "")]
    [InlineData("sends it again", "lost")]
    [InlineData("sends it again", "unclear")]
    [InlineData("names a company", "lost")]
    [InlineData("names a company", "unclear")]
    [InlineData("switches write-back off", "")]
    [InlineData("switches write-back off", "lost")]
    public void Whoever_acts_in_the_middle_of_a_provisioning_makes_no_second_company_and_loses_none(string act, string fault)
    {
        for (var point = 1; ; point++)
        {
            var probe = new AtPoint(point);
            var faults = new ScriptedFaults();
            if (fault == "lost") faults.At(Creating, 1, Fault.NeverAnswers(executed: true));
            if (fault == "unclear") faults.At(Creating, 1, Fault.NeverAnswers(executed: false));
            var (tenant, connector) = Given.TenantWithCompanies(2, options => options with { Probe = probe, Faults = faults });
            var account = tenant.Customer();
            tenant.Press(connector, account);
            probe.Act = () => Try(() => Act(tenant, connector, act));
            try
            {
                tenant.Settle();
                var hasActed = probe.Act is null;
                probe.Act = null;
                AssertEnds(tenant, connector, account);
                if (!hasActed)
                {
                    Assert.True(point > 8, $"Only {point} points were met; a provisioning has more.");
                    return;
                }
            }
            catch (Exception wrong) when (wrong is not Xunit.Sdk.TrueException)
            {
                throw new InvalidOperationException($"Somebody {act} at point {point}: {wrong.Message}", wrong);
            }
        }
    }

    private static void Act(Tenant tenant, Guid connector, string act)
    {
        var row = tenant.Intent();
        if (act == "withdraws it") tenant.Withdraw(row.Id);
        else if (act == "sends it again") tenant.PressAgain(row.Id);
        else if (act == "names a company") tenant.ConfirmCreated(row.Id, tenant.Pax8!.State.Companies.FirstOrDefault(company => company.ExternalId == row.Text("pax8_externalid"))?.Id ?? Guid.NewGuid().ToString());
        else tenant.ChangeConnector(connector, ("pax8_writeback", false));
    }

    private static void Try(Action act)
    {
        try
        {
            act();
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            // Refused, and told so.
        }
    }

    /// <summary>Once everybody has done his part there is one company at most, and the row knows of it.</summary>
    private static void AssertEnds(Tenant tenant, Guid connector, Guid account)
    {
        Assert.InRange(tenant.MadeFor(account).Count, 0, 1);
        tenant.ChangeConnector(connector, ("pax8_writeback", true));
        for (var round = 0; round < 3; round++)
        {
            tenant.Sync(connector);
            var row = tenant.Intent();
            if (row.State() == NeedsReview && tenant.MadeFor(account) is [var made]) tenant.ConfirmCreated(row.Id, made.Id);
            else if (row.State() == NeedsReview) tenant.PressAgain(row.Id, wasNotCreated: true);
            else if (row.State() == NotSent) tenant.PressAgain(row.Id);
            tenant.Settle();
            Assert.InRange(tenant.MadeFor(account).Count, 0, 1);
        }
        if (tenant.Intent().State() == Withdrawn) Assert.Empty(tenant.MadeFor(account));
        else tenant.AssertProvisioned(connector, account);
        Assert.DoesNotContain(tenant.Dataverse.Async.Jobs, job => job.Failed);
    }

    /// <summary>Lets somebody act once, at the n-th point at which another can.</summary>
    private sealed class AtPoint(int point) : ITenantProbe
    {
        private int _points;

        public Action? Act { get; set; }

        public void Before(string operation, string table)
        {
        }

        public void After(string operation, string table)
        {
        }

        public void Between(string operation, string table)
        {
            if (Act is not { } act || ++_points != point) return;
            Act = null;
            act();
        }
    }
}
