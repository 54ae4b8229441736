using System;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-create</summary>
public sealed class CreateTests
{
    [Fact]
    public void A_created_row_has_its_values_its_defaults_and_what_the_platform_keeps()
    {
        using var tenant = new World().Open();

        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "First")));

        var row = tenant.Admin().Read(Shelf, id);
        Assert.Equal("First", row["x_name"]);
        Assert.True((bool)row["x_sturdy"]);
        Assert.Equal(1, ((OptionSetValue)row["x_wood"]).Value);
        Assert.Equal(0, ((OptionSetValue)row["statecode"]).Value);
        Assert.Equal(1, ((OptionSetValue)row["statuscode"]).Value);
        Assert.Equal(new DateTime(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc), row["createdon"]);
        Assert.Equal(row["createdon"], row["modifiedon"]);
        Assert.Equal(tenant.AdministratorId, ((EntityReference)row["createdby"]).Id);
        Assert.Equal(tenant.AdministratorId, ((EntityReference)row["ownerid"]).Id);
        Assert.Equal(tenant.BusinessUnitId, ((EntityReference)row["owningbusinessunit"]).Id);
        Assert.Equal(id, row["x_shelfid"]);
        Assert.NotNull(row.RowVersion);
    }

    [Fact]
    public void The_id_that_the_caller_gives_is_kept_and_taken_once()
    {
        using var tenant = new World().Open();
        var id = Guid.NewGuid();

        Assert.Equal(id, tenant.Admin().Create(Row(Shelf, id)));

        Fault(ErrorCodes.DuplicateRecord, () => tenant.Admin().Create(Row(Shelf, id)));
    }

    [Fact]
    public void An_empty_text_is_no_value()
    {
        using var tenant = new World().Open();

        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "")));

        Assert.False(tenant.Admin().Read(Shelf, id).Contains("x_name"));
    }

    [Fact]
    public void Unknown_tables_and_columns_are_refused()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.NoSuchTable, () => tenant.Admin().Create(Row("x_nothing")));
        Fault(ErrorCodes.NoSuchColumn, () => tenant.Admin().Create(Row(Shelf, ("x_nothing", 1))));
    }

    [Fact]
    public void Columns_that_the_platform_keeps_itself_are_refused()
    {
        using var tenant = new World().Open();

        Refusal(() => tenant.Admin().Create(Row(Shelf, ("createdon", DateTime.UtcNow))));
    }

    [Fact]
    public void Row_ids_follow_from_the_seed()
    {
        using var one = new World().Open(options => options with { Seed = 7 });
        using var same = new World().Open(options => options with { Seed = 7 });
        using var other = new World().Open(options => options with { Seed = 8 });

        var id = one.Admin().Create(Row(Shelf));

        Assert.Equal(id, same.Admin().Create(Row(Shelf)));
        Assert.NotEqual(id, other.Admin().Create(Row(Shelf)));
    }
}
