using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant.Dataverse;
using Pax8Dataverse.LocalTenant.Dataverse.Metadata;
using Pax8Dataverse.LocalTenant.Dataverse.Storage;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>What a process leaves behind when it ends, in order or not.</summary>
public sealed class RestartTests
{
    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/entities: rows last.</summary>
    [Fact]
    public void Rows_users_and_waiting_jobs_of_a_database_file_survive_a_restart()
    {
        var runs = 0;
        var given = new Given().Async("Create", _ => runs++);
        Guid order, clerk;
        using var file = new DatabaseFile();
        using (var database = TenantDatabase.File(file.Path))
        using (var tenant = given.Open(options => options with { Database = database }))
        {
            clerk = tenant.Dataverse.AddUser("Carl Clerk", Sample.Clerk);
            order = tenant.Order(row => row["sample_name"] = "kept", tenant.As(clerk));
        }

        using var reopened = TenantDatabase.File(file.Path);
        using var after = given.Open(options => options with { Database = reopened });
        after.Dataverse.Async.RunUntilIdle();

        Assert.Equal("kept", after.Read(order, after.As(clerk)).Name());
        Assert.Equal([Sample.Clerk], after.Dataverse.RolesOf(clerk));
        Assert.Equal(1, runs);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency: row versions only grow.</summary>
    [Fact]
    public void After_a_restart_ids_are_new_and_row_versions_go_on()
    {
        using var database = TenantDatabase.InMemory();
        Entity before, after;
        using (var tenant = new Given().Open(options => options with { Database = database })) before = tenant.Read(tenant.Order());
        using (var tenant = new Given().Open(options => options with { Database = database })) after = tenant.Read(tenant.Order());

        Assert.NotEqual(before.Id, after.Id);
        Assert.True(Number(after) > Number(before));

        static long Number(Entity row) => long.Parse(row.RowVersion, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service: jobs of a server that died are run again.</summary>
    [Fact]
    public void A_job_that_was_in_progress_when_the_process_stopped_is_ready_again()
    {
        var runs = 0;
        var given = new Given().Async("Create", run =>
        {
            runs++;
            run.Service.Create(new Entity(Sample.Remark));
        });
        using var database = TenantDatabase.InMemory();
        using (var tenant = given.Open(options => options with { Database = database, Probe = new Stop("Create", Sample.Remark) }))
        {
            tenant.Order();
            Assert.Throws<ProcessStoppedException>(() => tenant.Dataverse.Async.RunNext());
            Assert.Throws<ProcessStoppedException>(() => tenant.Order());
        }

        using var after = given.Open(options => options with { Database = database });
        var job = Assert.Single(after.Jobs);
        after.Dataverse.Async.RunUntilIdle();

        Assert.Equal((0, 1), (job.State, job.Attempts));
        Assert.Equal((2, 1), (runs, after.Count(Sample.Remark)));
        Assert.Equal(2, Assert.Single(after.Jobs).Attempts);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/scalable-customization-design/database-transactions</summary>
    [Fact]
    public void A_process_that_stops_before_the_commit_leaves_nothing_of_the_operation()
    {
        using var database = TenantDatabase.InMemory();
        var given = new Given().Step("Create", 40, run => run.Service.Create(new Entity(Sample.Remark)));
        using (var tenant = given.Open(options => options with { Database = database, Probe = new Stop("Create", Sample.Order) }))
            Assert.Throws<ProcessStoppedException>(() => tenant.Order());

        using var after = given.Open(options => options with { Database = database });

        Assert.Equal((0, 0), (after.Count(Sample.Order), after.Count(Sample.Remark)));
    }

    /// <summary>learn.microsoft.com/power-platform/alm/solution-concepts-alm (an import adds columns and keeps rows)</summary>
    [Fact]
    public void A_solution_with_a_new_column_keeps_the_rows_of_the_database()
    {
        using var database = TenantDatabase.InMemory();
        Guid order;
        using (var tenant = new Given().Open(options => options with { Database = database })) order = tenant.Order(row => row["sample_name"] = "kept");

        using var after = new Given().Open(options => options with { Database = database, Metadata = WithColumn() });
        after.Update(order, row => row["sample_new"] = "filled");

        var row = after.Read(order);
        Assert.Equal(("kept", "filled"), (row.Name(), row["sample_new"]));
    }

    private static TenantMetadata WithColumn()
    {
        var column = ColumnSketch.Text("sample_New", "New", 10);
        var order = Sample.Metadata.Tables[Sample.Order];
        order = order with { Columns = new Dictionary<string, ColumnDefinition>(order.Columns) { [column.LogicalName] = column } };
        return Sample.Metadata with { Tables = new Dictionary<string, TableDefinition>(Sample.Metadata.Tables) { [Sample.Order] = order } };
    }

    /// <summary>Stops the process before the first commit of this operation.</summary>
    private sealed class Stop(string operation, string table) : ITenantProbe
    {
        public void Before(string asked, string of)
        {
            if (asked == operation && of == table) throw new ProcessStoppedException();
        }

        public void After(string asked, string of) { }
    }
}
