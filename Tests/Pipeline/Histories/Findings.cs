using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>
/// Keeps what was found while a call or a commit was under way until the step is over: thrown there, the package would take it
/// for a failed call and go on.
/// </summary>
internal sealed class Findings
{
    private readonly List<Exception> _found = [];

    /// <summary>Looks at something. Only the end of the process goes through.</summary>
    public void Hold(Action look)
    {
        try
        {
            look();
        }
        catch (Exception finding) when (finding is not ProcessStoppedException)
        {
            _found.Add(finding);
        }
    }

    /// <summary>Throws what was found since the last time: the first of it, with the words of all.</summary>
    public void Throw()
    {
        if (_found.Count == 0) return;
        var found = _found.ToList();
        _found.Clear();
        throw new InvalidOperationException(string.Join(Environment.NewLine, found.Select(one => one.Message).Distinct().Take(10)), found[0]);
    }
}
