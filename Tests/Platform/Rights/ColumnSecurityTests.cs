using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using DataverseEmulator.Async;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rights;

/// <summary>Source: learn.microsoft.com/power-platform/admin/field-level-security</summary>
public sealed class ColumnSecurityTests
{
    [Fact]
    public void A_secured_column_that_the_user_may_not_read_is_absent_without_error()
    {
        using var tenant = Clerks().Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_secret", "hush"), ("x_name", "One")));
        var clerk = tenant.ServiceFor(tenant.AddUser("Clerk", "Clerk"));

        Assert.False(clerk.Retrieve(Shelf, id, new ColumnSet("x_secret", "x_name")).Contains("x_secret"));
        Assert.False(clerk.RetrieveMultiple(new QueryExpression(Shelf) { ColumnSet = new ColumnSet(true) }).Entities[0].Contains("x_secret"));
        Assert.Equal("hush", tenant.Admin().Read(Shelf, id)["x_secret"]);
        Assert.Equal("hush", tenant.ServiceFor(tenant.SystemUserId).Read(Shelf, id)["x_secret"]);
    }

    [Fact]
    public void A_secured_column_cannot_be_guessed_by_a_condition()
    {
        using var tenant = Clerks().Open();
        tenant.Admin().Create(Row(Shelf, ("x_secret", "hush")));
        var clerk = tenant.ServiceFor(tenant.AddUser("Clerk", "Clerk"));
        var query = new QueryExpression(Shelf);
        query.Criteria.AddCondition("x_secret", ConditionOperator.Like, "h%");

        Assert.Empty(clerk.RetrieveMultiple(query).Entities);
    }

    [Fact]
    public void Writing_a_secured_column_needs_a_profile_that_says_so()
    {
        using var tenant = Clerks().Profile("Creators", create: true).Profile("Changers", update: true).Open();
        var id = tenant.Admin().Create(Row(Shelf));
        var user = tenant.AddUser("Clerk", "Clerk");
        var clerk = tenant.ServiceFor(user);
        Fault(ErrorCodes.SecuredColumnCreateDenied, () => clerk.Create(Row(Shelf, ("x_secret", "a"))));
        Fault(ErrorCodes.SecuredColumnUpdateDenied, () => clerk.Update(Row(Shelf, id, ("x_secret", "a"))));

        tenant.AddToColumnSecurityProfile(user, "Creators");
        clerk.Create(Row(Shelf, ("x_secret", "a")));
        Fault(ErrorCodes.SecuredColumnUpdateDenied, () => clerk.Update(Row(Shelf, id, ("x_secret", "a"))));

        tenant.AddToColumnSecurityProfile(user, "Changers");
        clerk.Update(Row(Shelf, id, ("x_secret", "b")));
        Assert.Equal("b", tenant.Admin().Read(Shelf, id)["x_secret"]);
        Assert.False(clerk.Read(Shelf, id).Contains("x_secret"), "To write is not to read.");
    }

    [Fact]
    public void Members_of_a_reading_profile_and_of_the_administrators_profile_see_the_column()
    {
        using var tenant = Clerks().Profile("Readers", read: true).Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_secret", "hush")));
        var reader = tenant.AddUser("Reader", "Clerk");
        var administrator = tenant.AddUser("Trusted", "Clerk");

        tenant.AddToColumnSecurityProfile(reader, "Readers");
        tenant.AddToColumnSecurityProfile(administrator, "System Administrator");

        Assert.Equal("hush", tenant.ServiceFor(reader).Read(Shelf, id)["x_secret"]);
        Assert.Equal("hush", tenant.ServiceFor(administrator).Read(Shelf, id)["x_secret"]);
        Assert.Throws<ArgumentException>(() => tenant.AddToColumnSecurityProfile(reader, "No such profile"));
    }

    private static World Clerks() => new World().Role("Clerk", PrivilegeDepth.Global, "prvCreatex_Shelf", "prvReadx_Shelf", "prvWritex_Shelf");
}
