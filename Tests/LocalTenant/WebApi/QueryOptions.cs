using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.AspNetCore.Http;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The options behind the question mark. What is not asked for by the address's own handling is refused: no option is ignored.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/query/overview
/// </summary>
internal sealed class QueryOptions
{
    /// <summary>
    /// What the steps of a write or an action find as the shared variable of this name.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/optional-parameters#add-a-shared-variable-to-the-plugin-execution-context
    /// </summary>
    public const string Tag = "tag";

    private static readonly string[] KnownElsewhere = ["$apply", "$search", "$skip", "$format", "$compute", "$levels", "$deltatoken", "$index", "userQuery", Tag, "partitionId"];

    private readonly Dictionary<string, string> values;

    /// <exception cref="ODataRefusal">An option stands twice.</exception>
    public QueryOptions(IQueryCollection query)
    {
        if (query.FirstOrDefault(option => option.Value.Count > 1).Key is { } twice) throw ODataRefusal.Address($"The query option '{twice}' stands in the address more than once.");
        values = query.ToDictionary(option => option.Key, option => option.Value.ToString(), StringComparer.Ordinal);
    }

    public string? this[string name] => values.GetValueOrDefault(name);

    public bool Has(string name) => values.ContainsKey(name);

    /// <exception cref="ODataRefusal">There is another option than these; parameter aliases (@p) belong to them.</exception>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in values.Keys)
        {
            if (names.Contains(name) || name.StartsWith('@')) continue;
            throw KnownElsewhere.Contains(name) ? ODataRefusal.NotSupported($"the query option {name}")
                : ODataRefusal.Address($"The query parameter {name} is not supported here; {(names.Length == 0 ? "this address takes none" : "this address takes " + string.Join(", ", names.ToArray()))}.");
        }
    }
}
