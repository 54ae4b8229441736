using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;
using Pax8Dataverse.LocalTenant.Dataverse.Pipeline;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>Custom APIs.</summary>
public sealed class CustomApiTests
{
    private const string Api = "sample_Send";

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api#write-a-plug-in-for-your-custom-api</summary>
    [Fact]
    public void The_plug_in_is_the_main_operation_in_stage_30_and_its_outputs_are_the_response()
    {
        IPluginExecutionContext? context = null;
        using var tenant = new Given().Api(Api, run =>
        {
            context = run.Context;
            run.Context.OutputParameters["Copies"] = (int)run.Context.InputParameters["Pages"] * 2;
        }, input: [Parameter("Pages", CustomApiType.Integer)], output: [Parameter("Copies", CustomApiType.Integer)]).Open();
        var order = tenant.Order();

        var response = tenant.Admin.Execute(Request(order, ("Pages", 21)));

        Assert.Equal(42, response["Copies"]);
        Assert.Equal((30, 0, 1, Api, Sample.Order, order, true),
            (context!.Stage, context.Mode, context.Depth, context.MessageName, context.PrimaryEntityName, context.PrimaryEntityId, context.IsInTransaction));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api#secure-your-custom-api-by-adding-a-privilege</summary>
    [Fact]
    public void Only_who_holds_the_privilege_may_call()
    {
        var calls = 0;
        using var tenant = new Given().Api(Api, _ => calls++, privilege: "prvWritesample_Order").Open();
        var order = tenant.Order();
        var reader = tenant.Dataverse.AddUser("Rita Reader", Sample.Reader);
        var manager = tenant.Dataverse.AddUser("Mia Manager", Sample.Manager);

        var fault = Fault(() => tenant.As(reader).Execute(Request(order)));
        tenant.As(manager).Execute(Request(order));

        Assert.Equal(ErrorCodes.PrivilegeDenied, fault.ErrorCode);
        Assert.Contains("prvWritesample_Order", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, calls);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api</summary>
    [Fact]
    public void An_error_rolls_back_what_the_API_wrote_and_what_came_of_it()
    {
        using var tenant = new Given()
            .Async("Create", _ => { }, table: Sample.Remark)
            .Api(Api, run =>
            {
                run.Service.Create(new Entity(Sample.Remark));
                throw new InvalidPluginExecutionException("Not today.");
            }).Open();

        var fault = Fault(() => tenant.Admin.Execute(Request(tenant.Order())));

        Assert.Equal((ErrorCodes.IsvAborted, "Not today."), (fault.ErrorCode, fault.Message));
        Assert.Equal(0, tenant.Count(Sample.Remark));
        Assert.Empty(tenant.Jobs);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables (binding adds the parameter Target)</summary>
    [Fact]
    public void A_bound_API_needs_a_target_of_its_table()
    {
        using var tenant = new Given().Api(Api, _ => { }).Open();

        Assert.Equal(ErrorCodes.InvalidArgument, Fault(() => tenant.Admin.Execute(new OrganizationRequest(Api))).ErrorCode);
        Assert.Equal(ErrorCodes.InvalidArgument,
            Fault(() => tenant.Admin.Execute(new OrganizationRequest(Api) { ["Target"] = To(Sample.Line, Guid.NewGuid()) })).ErrorCode);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables</summary>
    [Theory]
    [InlineData("Pages", "two", "System.String")]
    [InlineData("Sheets", 2, "Sheets")]
    [InlineData(null, null, "Pages")]
    public void A_parameter_of_another_type_an_unknown_one_and_a_missing_one_are_refused(string? name, object? value, string named)
    {
        using var tenant = new Given().Api(Api, _ => { }, input: [Parameter("Pages", CustomApiType.Integer)]).Open();
        var order = tenant.Order();

        var fault = Fault(() => tenant.Admin.Execute(name is null ? Request(order) : Request(order, (name, value!))));

        Assert.Equal(ErrorCodes.InvalidArgument, fault.ErrorCode);
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables (optional request parameters)</summary>
    [Fact]
    public void An_optional_parameter_may_be_left_out()
    {
        var seen = new List<bool>();
        using var tenant = new Given().Api(Api, run => seen.Add(run.Context.InputParameters.Contains("Pages")),
            input: [Parameter("Pages", CustomApiType.Integer) with { Optional = true }]).Open();

        tenant.Admin.Execute(Request(tenant.Order()));

        Assert.Equal([false], seen);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables (response properties): a caller never sees another output.</summary>
    [Fact]
    public void An_output_that_the_API_does_not_declare_is_an_error()
    {
        using var tenant = new Given().Api(Api, run => run.Context.OutputParameters["Pages"] = 1).Open();
        var order = tenant.Order();

        Assert.Throws<InvalidOperationException>(() => tenant.Admin.Execute(Request(order)));
    }

    private static CustomApiParameter Parameter(string name, CustomApiType type) => new(name, name, type, Optional: false, Table: null);

    private static OrganizationRequest Request(Guid order, params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest(Api) { ["Target"] = To(Sample.Order, order) };
        foreach (var (name, value) in parameters) request[name] = value;
        return request;
    }
}
