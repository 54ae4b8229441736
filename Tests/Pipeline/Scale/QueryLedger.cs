using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;

namespace Pax8Dataverse.Tests.Pipeline.Scale;

/// <summary>Every query of the package and what it cost, by what was going on. Queries of clients are people's views and the test's own.</summary>
internal sealed class QueryLedger : IQueryObserver
{
    private readonly List<LedgerLine> _lines = [];

    /// <summary>What is going on.</summary>
    public string Chapter { private get; set; } = "";

    public IReadOnlyList<LedgerLine> Lines => _lines;

    public void Queried(QueryCost cost)
    {
        if (!cost.Operation.StartsWith("Retrieve", StringComparison.Ordinal)) _lines.Add(new LedgerLine(Chapter, cost with { Operation = cost.Operation.Split('.')[^1] }));
    }

    /// <summary>Queries of a chapter by execution, in the order in which they began.</summary>
    public IEnumerable<IGrouping<object, QueryCost>> ExecutionsOf(string chapter) =>
        _lines.Where(line => line.Chapter == chapter).Select(line => line.Cost).GroupBy(cost => cost.Execution, ReferenceEqualityComparer.Instance);
}

/// <summary>A query and when it was asked.</summary>
internal sealed record LedgerLine(string Chapter, QueryCost Cost);

/// <summary>A query of an operation: the plug-in of a system job, or message and table of a client's call.</summary>
internal sealed record Asked(string Operation, string Shape)
{
    public static Asked Of(QueryCost cost) => new(cost.Operation, cost.Shape);

    public override string ToString() => $"{Operation} | {Shape}";
}
