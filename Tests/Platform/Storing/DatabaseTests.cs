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

namespace Pax8Dataverse.Tests.Platform.Storing;

/// <summary>Rows outlive the tenant, copies are apart, an import keeps rows.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public void A_database_that_is_opened_again_has_its_rows_users_and_roles()
    {
        using var database = TenantDatabase.InMemory();
        var world = new World().Role("Clerk", PrivilegeDepth.Global, "prvReadx_Shelf");
        Guid row, user, administrator;
        using (var tenant = world.Open(options => options with { Database = database }))
        {
            row = tenant.Admin().Create(Row(Shelf, ("x_name", "One")));
            user = tenant.AddUser("Clerk", "Clerk");
            administrator = tenant.AdministratorId;
        }

        using var again = world.Open(options => options with { Database = database });

        Assert.Equal(administrator, again.AdministratorId);
        Assert.Equal("One", again.ServiceFor(user).Read(Shelf, row)["x_name"]);
    }

    [Fact]
    public void Versions_go_on_and_ids_do_not_come_again_after_a_restart()
    {
        using var database = TenantDatabase.InMemory();
        Guid first;
        long version;
        using (var tenant = new World().Open(options => options with { Database = database }))
        {
            first = tenant.Admin().Create(Row(Shelf));
            version = (long)tenant.Admin().Read(Shelf, first)["versionnumber"];
        }

        using var again = new World().Open(options => options with { Database = database });
        var second = again.Admin().Create(Row(Shelf));

        Assert.NotEqual(first, second);
        Assert.True((long)again.Admin().Read(Shelf, second)["versionnumber"] > version);
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        using var original = TenantDatabase.InMemory();
        using var tenant = new World().Open(options => options with { Database = original });
        tenant.Admin().Create(Row(Shelf));

        using var copy = TenantDatabase.CopyOf(original);
        using var other = new World().Open(options => options with { Database = copy });
        other.Admin().Create(Row(Shelf));

        Assert.Equal(1, tenant.Admin().Count(Shelf));
        Assert.Equal(2, other.Admin().Count(Shelf));
        Assert.Equal(tenant.AdministratorId, other.AdministratorId);
    }

    [Fact]
    public void A_file_keeps_its_rows_when_the_process_ends()
    {
        using var file = new TemporaryFile();
        using (var database = TenantDatabase.File(file.Path))
        using (var tenant = new World().Open(options => options with { Database = database }))
        {
            tenant.Admin().Create(Row(Shelf));
        }

        using var reopened = TenantDatabase.File(file.Path);
        using var again = new World().Open(options => options with { Database = reopened });
        Assert.Equal(1, again.Admin().Count(Shelf));
    }

    [Fact]
    public void A_changed_solution_keeps_the_rows_and_brings_its_new_columns_and_keys()
    {
        using var database = TenantDatabase.InMemory();
        var world = new World();
        Guid id;
        using (var tenant = world.Open(options => options with { Database = database, Metadata = Without("x_name", "x_code") }))
        {
            id = tenant.Admin().Create(Row(Shelf, ("x_count", 5)));
        }

        using var again = world.Open(options => options with { Database = database });

        Assert.Equal(5, again.Admin().Read(Shelf, id)["x_count"]);
        again.Admin().Update(Row(Shelf, id, ("x_code", "a")));
        Fault(ErrorCodes.DuplicateRecordEntityKey, () => again.Admin().Create(Row(Shelf, ("x_code", "A"))));

        TenantMetadata Without(params string[] columns)
        {
            var shelf = FixtureTables.All[Shelf];
            var tables = FixtureTables.All.ToDictionary();
            tables[Shelf] = shelf with { Columns = shelf.Columns.Where(column => !columns.Contains(column.Key)).ToDictionary(), Keys = [] };
            return world.Metadata with { Tables = tables };
        }
    }

    [Fact]
    public void An_empty_database_gets_an_organization_a_business_unit_two_users_and_five_currencies()
    {
        using var tenant = new World().Open();

        Assert.Equal("Local Tenant", tenant.Admin().Read("organization", tenant.OrganizationId)["name"]);
        Assert.Equal("SYSTEM", tenant.Admin().Read("systemuser", tenant.SystemUserId)["fullname"]);
        var query = new QueryExpression("transactioncurrency") { ColumnSet = new ColumnSet("isocurrencycode") };
        Assert.Equal(["AUD", "CAD", "EUR", "GBP", "USD"], tenant.Admin().RetrieveMultiple(query).Entities.Select(row => (string)row["isocurrencycode"]).Order());
    }
}
