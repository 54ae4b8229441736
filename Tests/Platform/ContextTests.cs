using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>What a plug-in is told of its execution.</summary>
public sealed class ContextTests
{
    private const string Before = "before", After = "after";

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#entity-images</summary>
    [Fact]
    public void Images_hold_the_named_columns_as_they_were_and_as_they_are()
    {
        Entity? before = null, after = null;
        using var tenant = new Given().Step("Update", 40, run => (before, after) = (run.Context.PreEntityImages[Before], run.Context.PostEntityImages[After]),
            images: [Given.Image(Before, ImageType.Pre, "sample_name"), Given.Image(After, ImageType.Post, "sample_name", "sample_code")]).Open();
        var order = tenant.Order(row => { row["sample_name"] = "old"; row["sample_code"] = "C"; });

        tenant.Update(order, row => row["sample_name"] = "new");

        Assert.Equal(["sample_name", "sample_orderid"], before!.Attributes.Keys.Order());
        Assert.Equal(("old", "new", "C"), (before.Name(), after!.Name(), after!["sample_code"]));
        Assert.Equal((order, order), (before.Id, after.Id));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#entity-images</summary>
    [Fact]
    public void An_image_without_named_columns_holds_all_that_have_a_value()
    {
        Entity? before = null;
        using var tenant = new Given().Step("Update", 20, run => before = run.Context.PreEntityImages[Before], images: Given.Image(Before, ImageType.Pre)).Open();
        var order = tenant.Order(row => row["sample_name"] = "old");

        tenant.Update(order, row => row["sample_code"] = "C");

        Assert.Equal("old", before!.Name());
        Assert.True(before!.Contains("createdon"));
        Assert.False(before!.Contains("sample_code"));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#entity-images</summary>
    [Fact]
    public void There_is_no_image_before_a_create_and_none_after_a_delete()
    {
        var seen = new List<(string, int Before, int After)>();
        void Note(Execution run) => seen.Add((run.Context.MessageName, run.Context.PreEntityImages.Count, run.Context.PostEntityImages.Count));
        var both = Given.Image("row", ImageType.Both, "sample_name");
        using var tenant = new Given().Step("Create", 40, Note, images: both).Step("Delete", 40, Note, images: both).Open();

        tenant.Admin.Delete(Sample.Order, tenant.Order());

        Assert.Equal([("Create", 0, 1), ("Delete", 1, 0)], seen);
    }

    /// <summary>learn.microsoft.com/power-platform/admin/field-level-security</summary>
    [Fact]
    public void An_image_lacks_the_secured_column_that_the_executing_user_may_not_read()
    {
        var seen = new List<bool>();
        using var tenant = new Given().Step("Update", 40, run => seen.Add(run.Context.PreEntityImages[Before].Contains("sample_secret")),
            images: Given.Image(Before, ImageType.Pre, "sample_secret")).Open();
        var order = tenant.Order(row => row["sample_secret"] = "hidden");
        var manager = tenant.Dataverse.AddUser("Mia Manager", Sample.Manager);

        tenant.Update(order, row => row["sample_code"] = "1");
        tenant.Update(order, row => row["sample_code"] = "2", tenant.As(manager));

        Assert.Equal([true, false], seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#shared-variables</summary>
    [Fact]
    public void Stages_20_and_40_share_variables_and_asynchronous_steps_get_a_copy()
    {
        string? later = null, asynchronous = null;
        using var tenant = new Given()
            .Step("Create", 20, run => run.Context.SharedVariables["basket"] = "apples")
            .Step("Create", 40, run => later = (string)run.Context.SharedVariables["basket"])
            .Async("Create", run => asynchronous = (string)run.Context.SharedVariables["basket"]).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(("apples", "apples"), (later, asynchronous));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#shared-variables</summary>
    [Fact]
    public void Variables_of_stage_10_are_in_the_parent_context_of_later_stages()
    {
        (bool Own, bool Parent) seen = default;
        using var tenant = new Given()
            .Step("Create", 10, run => run.Context.SharedVariables["basket"] = "apples")
            .Step("Create", 20, run => seen = (run.Context.SharedVariables.Contains("basket"), run.Context.ParentContext.SharedVariables.Contains("basket"))).Open();

        tenant.Order();

        Assert.Equal((false, true), seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optional-parameters#add-a-shared-variable-to-the-plugin-execution-context</summary>
    [Fact]
    public void The_optional_parameter_tag_is_a_shared_variable_in_every_stage_and_no_input()
    {
        var seen = new List<string>();
        void Note(Execution run) => seen.Add($"{run.Context.Stage} {run.Context.SharedVariables["tag"]} {run.Context.InputParameters.Contains("tag")}");
        using var tenant = new Given().Step("Create", 10, Note).Step("Create", 20, Note).Step("Create", 40, Note).Open();

        tenant.Admin.Execute(new OrganizationRequest("Create") { ["Target"] = new Entity(Sample.Order), ["tag"] = "import" });

        Assert.Equal(["10 import False", "20 import False", "40 import False"], seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#parentcontext</summary>
    [Fact]
    public void A_message_sent_by_a_plug_in_knows_the_execution_that_sent_it()
    {
        var parents = new List<string>();
        using var tenant = new Given()
            .Step("Create", 40, run => run.Service.Create(new Entity(Sample.Remark)))
            .Step("Create", 20, run =>
            {
                for (var context = run.Context.ParentContext; context is not null; context = context.ParentContext)
                    parents.Add($"{context.Stage} {context.MessageName} {context.PrimaryEntityName}");
            }, table: Sample.Remark).Open();

        tenant.Order();

        Assert.Equal(["30 Create sample_remark", "40 Create sample_order", "30 Create sample_order"], parents);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/impersonate-a-user#impersonate-in-plug-ins</summary>
    [Fact]
    public void SYSTEM_acts_for_the_user_who_began()
    {
        (Guid User, Guid Initiating) seen = default;
        using var tenant = new Given()
            .Step("Create", 40, run => run.System.Create(new Entity(Sample.Remark)))
            .Step("Create", 20, run => seen = (run.Context.UserId, run.Context.InitiatingUserId), table: Sample.Remark).Open();
        var clerk = tenant.Dataverse.AddUser("Carl Clerk", Sample.Clerk);

        tenant.Order(by: tenant.As(clerk));

        Assert.Equal((tenant.Dataverse.SystemUserId, clerk), seen);
    }

    /// <summary>learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservicefactory.createorganizationservice</summary>
    [Fact]
    public void An_empty_user_id_gives_the_service_of_the_executing_user()
    {
        using var tenant = new Given().Step("Create", 40, run => run.Factory.CreateOrganizationService(Guid.Empty).Create(new Entity(Sample.Remark))).Open();
        var clerk = tenant.Dataverse.AddUser("Carl Clerk", Sample.Clerk);

        tenant.Order(by: tenant.As(clerk));

        Assert.Equal(clerk, Assert.Single(tenant.All(Sample.Remark, "createdby")).GetAttributeValue<EntityReference>("createdby").Id);
    }

    /// <summary>learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext.correlationid</summary>
    [Fact]
    public void All_that_follows_from_one_call_has_its_correlation_and_another_call_another()
    {
        var seen = new List<Guid>();
        using var tenant = new Given()
            .Async("Create", run => run.Service.Create(new Entity(Sample.Remark)))
            .Step("Create", 20, run => seen.Add(run.Context.CorrelationId))
            .Step("Create", 20, run => seen.Add(run.Context.CorrelationId), table: Sample.Remark).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();
        tenant.Order();

        Assert.Equal(3, seen.Count);
        Assert.Equal(seen[0], seen[1]);
        Assert.NotEqual(seen[0], seen[2]);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#inputparameters</summary>
    [Fact]
    public void A_step_gets_the_target_with_what_was_sent_and_nothing_else()
    {
        Entity? target = null;
        using var tenant = new Given().Step("Update", 20, run => target = run.Target).Open();
        var order = tenant.Order(row => { row["sample_name"] = "kept"; row["sample_number"] = "7"; });

        tenant.Admin.Update(new Entity(Sample.Order, "sample_number", "7") { ["sample_code"] = "sent" });

        Assert.Equal(["sample_code", "sample_orderid"], target!.Attributes.Keys.Order());
        Assert.Equal(order, target.Id);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#outputparameters</summary>
    [Fact]
    public void After_a_create_the_id_is_an_output()
    {
        var output = Guid.Empty;
        using var tenant = new Given().Step("Create", 40, run => output = (Guid)run.Context.OutputParameters["id"]).Open();

        var order = tenant.Order();

        Assert.Equal(order, output);
    }
}
