using System;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/use-messages</summary>
public sealed class RequestTests
{
    [Fact]
    public void A_message_may_be_sent_by_its_name()
    {
        using var tenant = new World().Open();

        var answer = tenant.Admin().Execute(new OrganizationRequest("Create") { ["Target"] = Row(Shelf, ("x_name", "One")) });

        var id = (Guid)answer["id"];
        var read = tenant.Admin().Execute(new OrganizationRequest("Retrieve") { ["Target"] = new EntityReference(Shelf, id), ["ColumnSet"] = new ColumnSet("x_name") });
        Assert.Equal("One", ((Entity)read["Entity"])["x_name"]);
    }

    [Fact]
    public void Who_am_I_tells_the_user_and_where_he_belongs()
    {
        using var tenant = new World().Open();

        var answer = tenant.Admin().Execute(new OrganizationRequest("WhoAmI"));

        Assert.Equal(tenant.AdministratorId, answer["UserId"]);
        Assert.Equal(tenant.BusinessUnitId, answer["BusinessUnitId"]);
        Assert.Equal(tenant.OrganizationId, answer["OrganizationId"]);
    }

    [Fact]
    public void What_the_tenant_does_not_know_is_refused_by_its_name()
    {
        using var tenant = new World().Open();
        var admin = tenant.Admin();

        var message = Assert.Throws<NotSupportedException>(() => admin.Execute(new OrganizationRequest("ExecuteMultiple"))).Message;

        Assert.Equal("The local tenant does not support the message ExecuteMultiple.", message);
        Refusal(() => admin.Execute(new OrganizationRequest("Create") { ["Target"] = Row(Shelf), ["BypassCustomPluginExecution"] = true }));
        Refusal(() => admin.Associate(Shelf, Guid.NewGuid(), new Relationship("x"), []));
        Refusal(() => admin.Disassociate(Shelf, Guid.NewGuid(), new Relationship("x"), []));
        Refusal(() => admin.Create(Row("asyncoperation")));
    }

    [Fact]
    public void A_message_without_its_target_is_refused()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(new OrganizationRequest("Update")));
        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Update(Row(Shelf, ("x_count", 1))));
    }
}
