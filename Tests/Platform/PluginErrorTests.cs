using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Dataverse.Pipeline;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>What the caller gets when a synchronous plug-in fails.</summary>
public sealed class PluginErrorTests
{
    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions</summary>
    [Fact]
    public void An_InvalidPluginExecutionException_reaches_the_caller_as_IsvAborted_with_its_message()
    {
        using var tenant = new Given().Step("Create", 20, _ => throw new InvalidPluginExecutionException("Name the order.")).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal((-2147220891, "Name the order."), (fault.ErrorCode, fault.Message));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions (HTTP status code)</summary>
    [Theory]
    [InlineData(PluginHttpStatusCode.NotSet, 400)]
    [InlineData(PluginHttpStatusCode.Conflict, 409)]
    public void An_InvalidPluginExecutionException_decides_the_HTTP_status(PluginHttpStatusCode given, int status)
    {
        using var tenant = new Given().Step("Create", 20, _ => throw new InvalidPluginExecutionException("No.", given)).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal(status, fault.ErrorDetails["ApiExceptionHttpStatusCode"]);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions</summary>
    [Fact]
    public void Any_other_exception_reaches_the_caller_as_IsvUnExpected_with_a_technical_text()
    {
        using var tenant = new Given().Step("Create", 40, _ => throw new FormatException("bad date")).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal(-2147220956, fault.ErrorCode);
        Assert.Contains("System.FormatException: bad date", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions</summary>
    [Fact]
    public void A_fault_of_a_service_call_that_leaves_the_plug_in_is_an_unexpected_error_with_the_fault_inside()
    {
        using var tenant = new Given()
            .Step("Create", 20, run => run.Service.Retrieve(Sample.Remark, Guid.NewGuid(), new ColumnSet())).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal((-2147220956, ErrorCodes.ObjectDoesNotExist), (fault.ErrorCode, fault.InnerFault.ErrorCode));
    }

    /// <summary>learn.microsoft.com/troubleshoot/power-platform/power-apps/dataverse/dataverse-plug-ins-errors#transaction-errors</summary>
    [Fact]
    public void A_synchronous_step_that_swallows_a_fault_of_the_service_breaks_the_transaction()
    {
        using var tenant = new Given().Step("Create", 40, run => Swallow(() => run.Service.Delete(Sample.Remark, Guid.NewGuid()))).Open();

        var fault = Fault(() => tenant.Order());

        Assert.Equal(-2146893812, fault.ErrorCode);
        Assert.Equal(0, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/troubleshoot/power-platform/power-apps/dataverse/dataverse-plug-ins-errors#transaction-errors</summary>
    [Fact]
    public void After_a_swallowed_fault_the_next_service_call_fails_too()
    {
        OrganizationServiceFault? second = null;
        using var tenant = new Given().Step("Create", 40, run =>
        {
            Swallow(() => run.Service.Delete(Sample.Remark, Guid.NewGuid()));
            second = Fault(() => run.Service.Create(new Entity(Sample.Remark)));
        }).Open();

        Fault(() => tenant.Order());

        Assert.Equal(-2146893812, second!.ErrorCode);
        Assert.Equal(0, tenant.Count(Sample.Remark));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service (asynchronous steps run outside of transactions)</summary>
    [Fact]
    public void An_asynchronous_step_may_catch_a_fault_and_go_on()
    {
        using var tenant = new Given().Async("Create", run =>
        {
            Swallow(() => run.Service.Delete(Sample.Remark, Guid.NewGuid()));
            run.Service.Create(new Entity(Sample.Remark));
        }).Open();

        tenant.Order();
        tenant.Dataverse.Async.RunUntilIdle();

        Assert.Equal(1, tenant.Count(Sample.Remark));
        Assert.True(Assert.Single(tenant.Jobs).Succeeded);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/logging-tracing</summary>
    [Fact]
    public void What_a_plug_in_traced_is_kept_when_its_operation_is_rolled_back()
    {
        using var tenant = new Given().Step("Create", 20, run =>
        {
            run.Trace("weighing");
            throw new InvalidPluginExecutionException("Too heavy.");
        }).Open();

        Fault(() => tenant.Order());

        var trace = Assert.Single(tenant.Dataverse.Traces);
        Assert.Equal("weighing", trace.Text);
        Assert.Contains("Too heavy.", trace.Exception, StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/logging-tracing (10 KB of text)</summary>
    [Fact]
    public void A_trace_keeps_its_last_10_kilobytes()
    {
        using var tenant = new Given().Step("Create", 20, run =>
        {
            foreach (var line in Enumerable.Range(1, 2000)) run.Trace($"line {line}");
        }).Open();

        tenant.Order();

        var text = Assert.Single(tenant.Dataverse.Traces).Text;
        Assert.InRange(text.Length, 9 * 1024, 10 * 1024);
        Assert.EndsWith("line 2000", text, StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/develop-iplugin-implementations-stateless</summary>
    [Fact]
    public void A_service_that_a_plug_in_kept_from_an_execution_before_is_refused()
    {
        IOrganizationService? kept = null;
        using var tenant = new Given().Step("Create", 20, run => kept = run.Service).Open();

        tenant.Order();

        Assert.Throws<InvalidOperationException>(() => kept!.Create(new Entity(Sample.Remark)));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/develop-iplugin-implementations-stateless</summary>
    [Fact]
    public void A_plug_in_is_made_once_for_each_step_and_used_again()
    {
        var made = new List<string>();
        var given = new Given().Step("Create", 20, _ => { });
        using var tenant = given.Open(options => options with
        {
            CreatePlugin = name =>
            {
                made.Add(name);
                return options.CreatePlugin!(name);
            },
        });

        tenant.Order();
        tenant.Order();

        Assert.Single(made);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/org-service/use-messages: what is not copied is said, not ignored.</summary>
    [Fact]
    public void A_message_that_the_tenant_does_not_know_is_refused_by_name()
    {
        using var tenant = Given.Tenant();

        var refused = Assert.Throws<NotSupportedException>(() => tenant.Admin.Execute(new OrganizationRequest("Merge")));

        Assert.Contains("Merge", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optional-parameters: what is not copied is said, not ignored.</summary>
    [Fact]
    public void An_optional_parameter_that_the_tenant_does_not_know_is_refused_by_name()
    {
        using var tenant = Given.Tenant();
        var request = new OrganizationRequest("Create") { ["Target"] = new Entity(Sample.Order), ["BypassCustomPluginExecution"] = true };

        var refused = Assert.Throws<NotSupportedException>(() => tenant.Admin.Execute(request));

        Assert.Contains("BypassCustomPluginExecution", refused.Message, StringComparison.Ordinal);
    }

    private static void Swallow(Action call)
    {
        try
        {
            call();
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            // What these plug-ins do wrong on purpose.
        }
    }
}
