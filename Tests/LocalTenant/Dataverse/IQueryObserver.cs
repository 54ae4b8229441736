namespace DataverseEmulator;

/// <summary>
/// Is told what each query of a client or a plug-in cost. What the platform does by itself inside a write (unique keys, cascades,
/// lookups, images) belongs to the write and is not told. Called while the database is held: it must not use the tenant.
/// </summary>
public interface IQueryObserver
{
    void Queried(QueryCost cost);
}

/// <summary>What a query that was answered did.</summary>
/// <param name="Execution">
/// The same object for all queries of one execution: a client's call with everything that runs synchronously inside it, or one run of a
/// system job.
/// </param>
/// <param name="Operation">What is executed: message and table of a client's call, name of the plug-in type of a system job.</param>
/// <param name="Shape">The query without its values: table, columns of its conditions with their operators, links, orders.</param>
/// <param name="Values">How many values its lists (In, NotIn) name.</param>
/// <param name="Rows">Rows that it returned.</param>
/// <param name="Steps">
/// Steps of SQLite's machine, the same on every computer: they grow with the rows that are walked, returned or not.
/// Source: sqlite.org/c3ref/c_stmtstatus_counter.html, SQLITE_STMTSTATUS_VM_STEP.
/// </param>
/// <param name="Columns">How many columns it asked for of its own table; 0 for all.</param>
public sealed record QueryCost(object Execution, string Operation, string Shape, int Values, int Rows, long Steps, int Columns);
