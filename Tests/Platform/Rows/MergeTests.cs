using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/merge-table-rows; what is seen or assumed says the operation.</summary>
public sealed class MergeTests
{
    [Theory]
    [InlineData(MergedLinks.WithSteps, 1)]
    [InlineData(MergedLinks.WithStepsBackwards, 1)]
    [InlineData(MergedLinks.WithoutSteps, 0)]
    public void The_other_account_is_deactivated_with_its_master_and_what_pointed_to_it_points_to_the_target(MergedLinks links, int steps)
    {
        var seen = new List<(string? Within, bool AsSystem)>();
        var world = Merging().Step("Update", "contact", 40, run => seen.Add((Outermost(run.Context), run.Context.UserId != run.Context.InitiatingUserId)));
        using var tenant = world.Open(options => options with { MergedLinks = links });
        var (kept, left) = (Account(tenant, "Kept"), Account(tenant, "Left"));
        var contact = tenant.Admin().Create(Row("contact", ("lastname", "Somebody"), ("parentcustomerid", new EntityReference("account", left))));

        Merge(tenant, kept, left, content: Row("account", ("accountnumber", "4711")));

        var (survivor, merged) = (tenant.Admin().Read("account", kept), tenant.Admin().Read("account", left));
        Assert.Equal(("4711", 0), (survivor.GetAttributeValue<string>("accountnumber"), survivor.GetAttributeValue<OptionSetValue>("statecode").Value));
        Assert.Equal((1, true, kept), (merged.GetAttributeValue<OptionSetValue>("statecode").Value, merged.GetAttributeValue<bool>("merged"), merged.GetAttributeValue<EntityReference>("masterid").Id));
        Assert.Equal(kept, tenant.Admin().Read("contact", contact).GetAttributeValue<EntityReference>("parentcustomerid").Id);
        Assert.Equal(Enumerable.Repeat(((string?)"Merge", true), steps), seen);
    }

    [Fact]
    public void A_step_that_refuses_leaves_everything_as_it_was()
    {
        using var tenant = Merging().Step("Update", "account", 20, run =>
        {
            if (run.Target.Contains("statecode")) throw new InvalidPluginExecutionException("Not this one.");
        }).Open();
        var (kept, left) = (Account(tenant, "Kept"), Account(tenant, "Left"));
        var contact = tenant.Admin().Create(Row("contact", ("lastname", "Somebody"), ("parentcustomerid", new EntityReference("account", left))));

        Fault(ErrorCodes.IsvAborted, () => Merge(tenant, kept, left));

        Assert.Equal(left, tenant.Admin().Read("contact", contact).GetAttributeValue<EntityReference>("parentcustomerid").Id);
    }

    [Fact]
    public void What_cannot_be_merged_is_refused()
    {
        using var tenant = Merging().Open();
        var (kept, left, third) = (Account(tenant, "Kept"), Account(tenant, "Left"), Account(tenant, "Third"));
        Merge(tenant, kept, left);

        Fault(ErrorCodes.InvalidArgument, () => Merge(tenant, kept, kept));
        Fault(ErrorCodes.InvalidArgument, () => Merge(tenant, kept, left));
        Fault(ErrorCodes.InvalidArgument, () => Merge(tenant, left, third));
        Fault(ErrorCodes.ObjectDoesNotExist, () => Merge(tenant, kept, Guid.NewGuid()));
        Fault(ErrorCodes.InvalidArgument, () => Merge(tenant, kept, third, content: Row("contact", ("lastname", "x"))));
        tenant.Admin().Update(Row("account", third, ("parentaccountid", new EntityReference("account", kept))));
        Fault(ErrorCodes.InvalidArgument, () => Merge(tenant, kept, third, checksParents: true));
        Refusal(() => tenant.Admin().Execute(new OrganizationRequest("Merge") { ["Target"] = new EntityReference("contact", kept), ["SubordinateId"] = third, ["PerformParentingChecks"] = false }));
        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("Merge") { ["Target"] = new EntityReference("account", kept), ["SubordinateId"] = third }));
        var reader = tenant.AddUser("Reader", "Service Reader");
        Fault(ErrorCodes.PrivilegeDenied, () => tenant.ServiceFor(reader).Execute(Request(kept, third)));
    }

    private static World Merging() => new()
    {
        Relationships = [.. FixtureTables.Relationships, new("contact_customer_accounts", "account", "contact", "parentcustomerid", CascadeBehavior.Cascade, CascadeBehavior.Cascade)],
    };

    private static string? Outermost(IPluginExecutionContext context)
    {
        string? name = null;
        for (var outer = context.ParentContext; outer is not null; outer = outer.ParentContext) name = outer.MessageName;
        return name;
    }

    private static Guid Account(LocalDataverse tenant, string name) => tenant.Admin().Create(Row("account", ("name", name)));

    private static void Merge(LocalDataverse tenant, Guid target, Guid subordinate, Entity? content = null, bool checksParents = false) =>
        tenant.Admin().Execute(Request(target, subordinate, content, checksParents));

    private static OrganizationRequest Request(Guid target, Guid subordinate, Entity? content = null, bool checksParents = false)
    {
        var request = new OrganizationRequest("Merge") { ["Target"] = new EntityReference("account", target), ["SubordinateId"] = subordinate, ["PerformParentingChecks"] = checksParents };
        if (content is not null) request["UpdateContent"] = content;
        return request;
    }
}
