using System;
using DataverseEmulator;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>
/// Lets somebody else act once, between what an operation has read and its first write: where nothing is locked yet. What is under way
/// then goes on with what it has read.
/// </summary>
/// <param name="operation">The message that is about to write.</param>
/// <param name="table">Logical name of its table.</param>
internal sealed class Meanwhile(string operation, string table) : ITenantProbe
{
    private Action? _act;

    /// <summary>True once it has acted.</summary>
    public bool HasActed { get; private set; }

    public void Let(Action act) => _act = act;

    public void Before(string operation, string table)
    {
    }

    public void After(string operation, string table)
    {
    }

    public void Between(string about, string of)
    {
        if (about != operation || of != table || _act is not { } act) return;
        _act = null;
        HasActed = true;
        act();
    }
}
