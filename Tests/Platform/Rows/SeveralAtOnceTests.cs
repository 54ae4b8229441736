using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/bulk-operations</summary>
public sealed class SeveralAtOnceTests
{
    [Fact]
    public void Several_rows_are_created_and_changed_in_one_request_and_steps_run_for_each_with_its_tag()
    {
        var seen = new List<(string, object)>();
        using var tenant = new World()
            .Step("Create", Shelf, 20, run => seen.Add(("Create", run.Context.SharedVariables["tag"])))
            .Step("Update", Shelf, 20, run => seen.Add(("Update", run.Context.SharedVariables["tag"]))).Open();

        var ids = (Guid[])tenant.Admin().Execute(Several("CreateMultiple", Row(Shelf), Row(Shelf))).Results["Ids"];
        tenant.Admin().Execute(Several("UpdateMultiple", [.. ids.Select(id => Row(Shelf, id, ("x_count", 7)))]));

        Assert.All(ids, id => Assert.Equal(7, tenant.Admin().Read(Shelf, id)["x_count"]));
        Assert.Equal([("Create", "import"), ("Create", "import"), ("Update", "import"), ("Update", "import")], seen);
    }

    [Fact]
    public void All_of_them_are_written_or_none()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        Fault(ErrorCodes.ObjectDoesNotExist, () => tenant.Admin().Execute(Several("UpdateMultiple", Row(Shelf, id, ("x_count", 7)), Row(Shelf, Guid.NewGuid(), ("x_count", 7)))));

        Assert.NotEqual(7, tenant.Admin().Read(Shelf, id).GetAttributeValue<int>("x_count"));
    }

    [Fact]
    public void Rows_of_another_table_are_refused()
    {
        using var tenant = new World().Open();

        Fault(ErrorCodes.InvalidArgument, () => tenant.Admin().Execute(Several("CreateMultiple", Row(Shelf), Row(ShelfLabel))));

        Assert.Equal(0, tenant.Admin().Count(Shelf));
    }

    private static OrganizationRequest Several(string message, params Entity[] rows) =>
        new(message) { ["Targets"] = new EntityCollection([.. rows]) { EntityName = Shelf }, ["tag"] = "import" };
}
