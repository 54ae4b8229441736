using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.LicenseChanges;

/// <summary>A refusal is one sentence, said once, however many plug-ins it passes on its way to the user.</summary>
public sealed class RefusalSentenceTests
{
    [Fact]
    public void What_another_solutions_plug_in_says_reaches_the_user_as_it_was_said()
    {
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 12, options => options.Behind(
            "Create", "pax8_licensechangelog", log =>
            {
                if (log.GetAttributeValue<int>("pax8_number") > 1) throw new InvalidPluginExecutionException("Quantities are locked until the invoice is out.");
            }));
        tenant.SyncSubscriptions(connector);
        var row = tenant.Subscription(tenant.ActiveSubscription().Id);

        var refusal = Refusing.Refusal(() => tenant.Administrator.Update(new Entity("pax8_subscription", row.Id) { ["pax8_quantity"] = (int)row["pax8_quantity"] + 1 }));

        Assert.Equal("Quantities are locked until the invoice is out.", refusal);
    }

    [Fact]
    public void What_Dataverse_refuses_says_what_to_do_once()
    {
        // The log's name is longer than an administrator left room for, and the row is written by the plug-in of a plug-in's write.
        var (tenant, connector) = Given.TenantWithSubscriptions(companies: 2, subscriptions: 12, options => options.Shortening("pax8_licensechangelog", "pax8_name", 1));

        tenant.SyncSubscriptions(connector);

        var reasons = tenant.OpenIssues().ConvertAll(issue => (string)issue["pax8_reason"]);
        Assert.NotEmpty(reasons);
        Assert.All(reasons, reason =>
        {
            Assert.StartsWith("Dataverse refused a change: ", reason, StringComparison.Ordinal);
            Assert.Equal(1, Times(reason, "Dataverse refused a change"));
            Assert.Equal(1, Times(reason, "try again"));
            Assert.EndsWith(". Put that right and try again.", reason, StringComparison.Ordinal);
            Assert.DoesNotContain("..", reason, StringComparison.Ordinal);
        });
    }

    private static int Times(string text, string words) => text.Split(words).Length - 1;
}
