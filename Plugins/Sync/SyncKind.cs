using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Sync;

/// <summary>
/// All that the engine knows of a kind of sync job. The engine names no kind: whoever adds one writes this, what it reads from, and its
/// line in <c>Composition</c>; see Plugins/docs/kinds.md.
/// </summary>
internal abstract class SyncKind
{
    /// <summary>The value of <see cref="Sync.SyncJob.Kind"/> on jobs and issues. It stands in rows, so it never changes and is never used again.</summary>
    public abstract int Number { get; }

    /// <summary>Its caption, as the choice column shows it: <c>Provider Accounts</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What Pax8 lists, for messages: <c>companies</c>.</summary>
    public abstract string RecordsName { get; }

    /// <summary>What they are here, for messages: <c>provider accounts</c>.</summary>
    public abstract string RowsName { get; }

    /// <summary>Why records are passed over, for messages, behind their number: <c>because …</c>; null where none are.</summary>
    public virtual string? SkippedBecause => null;

    /// <summary>What a job reads from.</summary>
    public abstract ISyncSource Open(SyncJobState job);

    /// <summary>The rows of its records, for a person who is asked whether one of them is gone; null where another kind writes them.</summary>
    public virtual IGoneRows? GoneRows(Guid connectorId) => null;

    /// <summary>What of its rows is held before Pax8 may take it away; null where a kind takes nothing away.</summary>
    public virtual IHeldBack? HeldBack(SyncJobState job) => null;

    /// <summary>What becomes of rows that its pages leave for the end; null where a kind leaves none.</summary>
    public virtual ILeftRows? LeftRows => null;

    /// <summary>The kind that writes the rows of its records, whose issues are about them.</summary>
    public virtual int RowsOf => Number;

    /// <summary>Throws a <see cref="Registration.RefusedException"/> where a job would have nothing to do.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="providerAccountId">The provider account that the job is limited to; null for all.</param>
    public virtual void CheckStart(Guid connectorId, Guid? providerAccountId)
    {
    }

    /// <summary>Connectors that have a row of one of these records already, by its Pax8 id.</summary>
    public virtual IReadOnlyDictionary<string, Guid> HeldElsewhere(Guid connectorId, IReadOnlyCollection<string> listed) => NoneHeld;

    private static readonly Dictionary<string, Guid> NoneHeld = [];
}

/// <summary>The kinds that this version knows.</summary>
internal sealed class SyncKinds(params IReadOnlyList<SyncKind> all)
{
    public IReadOnlyList<SyncKind> All { get; } = all;

    public SyncKind? Find(int number) => All.FirstOrDefault(kind => kind.Number == number);

    public SyncKind Of(SyncJobState job) => Find(job.Kind) ?? throw new InvalidOperationException($"Sync jobs of kind {job.Kind} are not known to this version.");
}
