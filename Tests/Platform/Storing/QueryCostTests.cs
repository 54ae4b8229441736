using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Storing;

/// <summary>What a query costs, and who is told.</summary>
public sealed class QueryCostTests
{
    /// <summary>
    /// Documented: an alternate key has an index (…/data-platform/define-alternate-keys-entity). Assumed: so has a lookup that is no
    /// system column. No page promises more.
    /// </summary>
    [Theory]
    [InlineData(Book, "x_bookid", false)]
    [InlineData(Book, "x_shelfid", false)]
    [InlineData(Shelf, "x_code", false)]
    [InlineData(Shelf, "x_name", true)]
    [InlineData(Shelf, "x_count", true)]
    [InlineData(Shelf, "x_wood", true)]
    [InlineData(Shelf, "ownerid", true)]
    [InlineData(Shelf, "owninguser", true)]
    [InlineData(Shelf, "createdby", true)]
    [InlineData(Shelf, "statecode", true)]
    [InlineData(Shelf, "createdon", true)]
    [InlineData("asyncoperation", "statecode", true)]
    public void A_query_walks_the_table_unless_it_names_the_primary_key_an_alternate_key_or_a_lookup(string table, string column, bool walks)
    {
        var (few, many) = (Steps(table, column, rows: 10), Steps(table, column, rows: 200));

        Assert.True(walks ? many > 10 * few : many == few, $"{few} steps among 10 rows, {many} among 200.");
    }

    [Fact]
    public void A_query_is_told_with_its_shape_its_values_and_its_rows()
    {
        var told = new Told();
        using var tenant = new World().Open(options => options with { QueryObserver = told });
        var shelf = tenant.Admin().Create(Row(Shelf, ("x_name", "A")));
        tenant.Admin().Create(Row(Book, ("x_shelfid", new EntityReference(Shelf, shelf))));
        var query = new QueryExpression(Book) { ColumnSet = new ColumnSet("x_name"), TopCount = 3 };
        query.Criteria.AddCondition("x_name", ConditionOperator.Null);
        query.Criteria.AddFilter(LogicalOperator.Or).AddCondition("x_shelfid", ConditionOperator.In, shelf, Guid.NewGuid());
        query.AddLink(Shelf, "x_shelfid", "x_shelfid").LinkCriteria.AddCondition("x_name", ConditionOperator.Equal, "A");
        query.AddOrder("createdon", OrderType.Descending);

        tenant.Admin().RetrieveMultiple(query);

        var cost = Assert.Single(told);
        Assert.Equal("x_book: x_name Null, (x_shelfid In); x_shelf on x_shelfid: x_name Equal; by createdon; first", cost.Shape);
        Assert.Equal(("RetrieveMultiple x_book", 2, 1), (cost.Operation, cost.Values, cost.Rows));
        Assert.InRange(cost.Steps, 10, 200);
    }

    [Fact]
    public void Queries_belong_to_the_clients_call_or_the_system_job_that_they_run_in_and_what_a_write_does_itself_is_not_told()
    {
        var told = new Told();
        using var tenant = new World()
            .Step("Create", Shelf, 20, run => run.System.RetrieveMultiple(new QueryExpression(Book)))
            .Step("Create", Shelf, 40, run => run.System.Retrieve(Shelf, run.Context.PrimaryEntityId, new ColumnSet("x_name")))
            .Step("Create", Shelf, 40, run => run.System.RetrieveMultiple(new QueryExpression(ShelfLabel)), asynchronous: true)
            .Open(options => options with { QueryObserver = told });

        var shelf = tenant.Admin().Create(Row(Shelf, ("x_code", "A-1")));
        tenant.Admin().Create(Row(Book, ("x_shelfid", new EntityReference(Shelf, shelf))));
        tenant.Async.RunUntilIdle();
        tenant.Admin().Delete(Shelf, shelf);

        Assert.Equal(["Create x_shelf", "Create x_shelf", "Step3"], told.Select(cost => cost.Operation));
        Assert.Equal(["x_book", "x_shelf: x_shelfid Equal; first", "x_label"], told.Select(cost => cost.Shape));
        Assert.Same(told[0].Execution, told[1].Execution);
        Assert.NotSame(told[1].Execution, told[2].Execution);
    }

    private static long Steps(string table, string column, int rows)
    {
        var told = new Told();
        using var tenant = new World().Step("Create", Shelf, 40, _ => { }, asynchronous: true).Open(options => options with { QueryObserver = told });
        for (var number = 0; number < rows; number++)
        {
            var shelf = tenant.Admin().Create(Row(Shelf));
            tenant.Admin().Create(Row(Book, ("x_shelfid", new EntityReference(Shelf, shelf))));
        }

        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, column switch
        {
            "x_code" or "x_name" => "none",
            "x_count" => 7,
            "x_wood" => 2,
            "statecode" => 1,
            "createdon" => DateTime.UnixEpoch.AddYears(1000),
            _ => Guid.NewGuid(),
        });
        Assert.Empty(tenant.Admin().RetrieveMultiple(query).Entities);
        return told[^1].Steps;
    }

    private sealed class Told : List<QueryCost>, IQueryObserver
    {
        public void Queried(QueryCost cost) => Add(cost);
    }
}
