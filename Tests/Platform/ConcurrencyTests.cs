using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Dataverse.Pipeline;
using Pax8Dataverse.LocalTenant.Dataverse.Storage;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>Optimistic concurrency. Source: learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
public sealed class ConcurrencyTests
{
    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
    [Fact]
    public void Every_write_gives_the_row_another_version()
    {
        using var tenant = Given.Tenant();
        var order = tenant.Order();
        var before = tenant.Read(order).RowVersion;

        tenant.Update(order, row => row["sample_name"] = "changed");

        Assert.NotEqual(before, tenant.Read(order).RowVersion);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
    [Fact]
    public void An_update_of_the_version_that_was_read_passes_once()
    {
        using var tenant = Given.Tenant();
        var order = tenant.Order();
        var version = tenant.Read(order).RowVersion;
        UpdateRequest Update(string name) => new Entity(Sample.Order, order) { RowVersion = version, ["sample_name"] = name }.IfUnchanged();

        tenant.Admin.Execute(Update("first"));
        var fault = Fault(() => tenant.Admin.Execute(Update("second")));

        Assert.Equal(-2147088254, fault.ErrorCode);
        Assert.Equal("first", tenant.Read(order).Name());
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
    [Fact]
    public void Without_a_version_such_an_update_is_refused()
    {
        using var tenant = Given.Tenant();
        var order = tenant.Order();

        Assert.Equal(-2147088253, Fault(() => tenant.Admin.Execute(new Entity(Sample.Order, order).IfUnchanged())).ErrorCode);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
    [Fact]
    public void A_version_alone_without_the_behaviour_is_ignored()
    {
        using var tenant = Given.Tenant();
        var order = tenant.Order();

        tenant.Admin.Update(new Entity(Sample.Order, order) { RowVersion = "1", ["sample_name"] = "changed" });

        Assert.Equal("changed", tenant.Read(order).Name());
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
    [Fact]
    public void A_delete_compares_versions_too()
    {
        using var tenant = Given.Tenant();
        var order = tenant.Order();
        var version = tenant.Read(order).RowVersion;
        tenant.Update(order, row => row["sample_name"] = "changed");
        DeleteRequest Delete(string? from) => new()
        {
            Target = new EntityReference(Sample.Order, order) { RowVersion = from },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        };

        var fault = Fault(() => tenant.Admin.Execute(Delete(version)));
        tenant.Admin.Execute(Delete(tenant.Read(order).RowVersion));

        Assert.Equal(ErrorCodes.ConcurrencyVersionMismatch, fault.ErrorCode);
        Assert.Equal(0, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency: of several that read one version one gets through.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_threads_that_read_the_same_version_exactly_one_writes(bool inMemory)
    {
        using var file = new DatabaseFile();
        using var database = inMemory ? TenantDatabase.InMemory() : TenantDatabase.File(file.Path);
        using var tenant = new Given().Open(options => options with { Database = database });
        var order = tenant.Order();

        for (var round = 0; round < 30; round++)
        {
            var version = tenant.Read(order).RowVersion;
            var tries = Enumerable.Range(0, 4).Select(number => Task.Run(() => Passes(() => tenant.Admin.Execute(
                new Entity(Sample.Order, order) { RowVersion = version, ["sample_name"] = $"thread {number}" }.IfUnchanged()))));
            Assert.Single(await Task.WhenAll(tries), passed => passed);
        }
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/scalable-customization-design/transaction-isolation-levels (read committed)</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_thread_does_not_see_what_another_has_not_committed(bool inMemory)
    {
        using var file = new DatabaseFile();
        using var database = inMemory ? TenantDatabase.InMemory() : TenantDatabase.File(file.Path);
        var (written, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var tenant = new Given().Step("Update", 40, _ =>
        {
            written.SetResult();
            goOn.Task.GetAwaiter().GetResult();
        }).Open(options => options with { Database = database });
        var order = tenant.Order(row => row["sample_name"] = "old");

        var writing = Task.Run(() => tenant.Update(order, row => row["sample_name"] = "new"));
        await written.Task;
        var reading = Task.Run(() => tenant.Read(order).Name());
        // In memory a reader waits for the writer; from a file it reads what was committed before.
        var seen = inMemory ? null : await reading;
        goOn.SetResult();
        await writing;

        Assert.Equal(inMemory ? "new" : "old", seen ?? await reading);
        Assert.Equal("new", tenant.Read(order).Name());
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service: several servers work on jobs, each job is done by one.</summary>
    [Fact]
    public async Task Workers_run_each_job_once()
    {
        using var file = new DatabaseFile();
        using var database = TenantDatabase.File(file.Path);
        using var tenant = new Given()
            .Async("Create", run => run.Service.Create(new Entity(Sample.Remark) { ["sample_name"] = run.Target.Name() }))
            .Open(options => options with { Database = database, Time = TimeProvider.System });
        tenant.Dataverse.Async.Start(3);

        foreach (var number in Enumerable.Range(1, 40)) tenant.Order(row => row["sample_name"] = $"{number}");
        await tenant.Dataverse.Async.WhenIdleAsync(default);
        await tenant.Dataverse.Async.StopAsync();

        Assert.Equal(40, tenant.All(Sample.Remark, "sample_name").Select(row => row.Name()).Distinct().Count());
        Assert.Equal(40, tenant.Count(Sample.Remark));
    }

    private static bool Passes(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (System.ServiceModel.FaultException<OrganizationServiceFault> fault) when (fault.Detail.ErrorCode == ErrorCodes.ConcurrencyVersionMismatch)
        {
            return false;
        }
    }
}
