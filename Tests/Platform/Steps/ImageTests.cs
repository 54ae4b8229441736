using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
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

namespace Pax8Dataverse.Tests.Platform.Steps;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#entity-images</summary>
public sealed class ImageTests
{
    private static readonly StepImageDefinition[] Both =
    [
        World.Image(ImageType.Pre, "before", "x_name", "x_count"),
        World.Image(ImageType.Post, "after", "x_name", "x_count"),
    ];

    [Fact]
    public void A_pre_image_is_the_row_as_it_was_and_a_post_image_as_it_is()
    {
        Entity? before = null, after = null;
        var world = new World().Step("Update", Shelf, 40, run => (before, after) = (run.Context.PreEntityImages["before"], run.Context.PostEntityImages["after"]), images: Both);
        using var tenant = world.Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_name", "One"), ("x_count", 1), ("x_code", "c")));

        tenant.Admin().Update(Row(Shelf, id, ("x_count", 2)));

        Assert.Equal(1, before!["x_count"]);
        Assert.Equal("One", before["x_name"]);
        Assert.Equal(2, after!["x_count"]);
        Assert.Equal(id, before.Id);
        Assert.False(before.Contains("x_code"), "The image names its columns.");
    }

    [Fact]
    public void A_column_without_value_is_absent_from_an_image()
    {
        var has = true;
        using var tenant = new World().Step("Update", Shelf, 20, run => has = run.Context.PreEntityImages["before"].Contains("x_name"), images: Both[..1]).Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Update(Row(Shelf, id, ("x_name", "One")));

        Assert.False(has);
    }

    [Fact]
    public void An_image_without_named_columns_has_all()
    {
        Entity? before = null;
        using var tenant = new World().Step("Delete", Shelf, 20, run => before = run.Context.PreEntityImages["before"], images: World.Image(ImageType.Pre, "before")).Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_code", "c")));

        tenant.Admin().Delete(Shelf, id);

        Assert.Equal("c", before!["x_code"]);
        Assert.True(before.Contains("createdon"));
    }

    [Fact]
    public void There_is_no_image_before_a_create_and_none_after_a_delete()
    {
        int before = -1, after = -1;
        var world = new World()
            .Step("Create", Shelf, 40, run => before = run.Context.PreEntityImages.Count, images: Both[..1])
            .Step("Delete", Shelf, 40, run => after = run.Context.PostEntityImages.Count, images: Both[1..]);
        using var tenant = world.Open();

        tenant.Admin().Delete(Shelf, tenant.Admin().Create(Row(Shelf)));

        Assert.Equal(0, before);
        Assert.Equal(0, after);
    }

    [Fact]
    public void A_post_image_exists_only_after_the_operation()
    {
        var count = -1;
        using var tenant = new World().Step("Update", Shelf, 20, run => count = run.Context.PostEntityImages.Count, images: Both).Open();
        var id = tenant.Admin().Create(Row(Shelf));

        tenant.Admin().Update(Row(Shelf, id, ("x_count", 2)));

        Assert.Equal(0, count);
    }

    // Source: learn.microsoft.com/power-platform/admin/field-level-security
    [Fact]
    public void An_image_lacks_the_secured_columns_that_the_executing_user_may_not_read()
    {
        var seen = new List<bool>();
        var world = new World()
            .Role("Clerk", PrivilegeDepth.Global, "prvReadx_Shelf", "prvWritex_Shelf")
            .Step("Update", Shelf, 40, run => seen.Add(run.Context.PreEntityImages["before"].Contains("x_secret")), images: World.Image(ImageType.Pre, "before", "x_secret"));
        using var tenant = world.Open();
        var id = tenant.Admin().Create(Row(Shelf, ("x_secret", "hush")));
        var clerk = tenant.AddUser("Clerk", "Clerk");

        tenant.ServiceFor(clerk).Update(Row(Shelf, id, ("x_count", 1)));
        tenant.Admin().Update(Row(Shelf, id, ("x_count", 2)));

        Assert.Equal([false, true], seen);
    }
}
