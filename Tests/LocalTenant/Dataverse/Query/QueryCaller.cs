using System;
using System.Collections.Generic;
using DataverseEmulator.Metadata;

namespace DataverseEmulator.Query;

/// <summary>
/// The condition that lets only those rows of a table through that the caller may read, as SQL over the table's
/// <paramref name="alias"/> (already quoted). Values go in by <paramref name="parameter"/>, which returns the
/// placeholder to write into the SQL. Null when the caller may read every row.
/// </summary>
public delegate string? RowPredicate(TableDefinition table, string alias, Func<object?, string> parameter);

/// <summary>Who asks, when, and what he may see.</summary>
public sealed record QueryCaller
{
    public required Guid UserId { get; init; }
    public required Guid BusinessUnitId { get; init; }
    /// <summary>Now, for the operators that count from it. Days begin at midnight UTC: users of the tenant live there.</summary>
    public required DateTime UtcNow { get; init; }
    /// <summary>Null: every row.</summary>
    public RowPredicate? Rows { get; init; }
    /// <summary>
    /// Secured columns of a table (by logical name) that the caller can't read; null: none. They are left out of the
    /// rows (learn.microsoft.com/power-apps/developer/data-platform/column-level-security). Conditions and orders see them
    /// empty: no page says what Dataverse does there, and anything else would let a caller guess the value.
    /// </summary>
    public Func<string, IReadOnlySet<string>>? HiddenColumns { get; init; }
    /// <summary>Told of each query that was answered, with the rows returned and SQLite's steps. Null: nothing is counted.</summary>
    public Action<TenantQuery, int, long>? Cost { get; init; }
}
