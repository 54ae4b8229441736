namespace Pax8Dataverse.Sync;

/// <summary>How far an execution has come with a batch; saved after every page.</summary>
internal sealed class SyncBatchProgress(SyncBatchState batch, SyncReading reading)
{
    public SyncBatchState Batch { get; } = batch;
    public SyncReading Reading { get; } = reading;
    public string? RowVersion { get; set; } = batch.RowVersion;
}

/// <summary>A batch to create.</summary>
/// <param name="Key">Makes a repetition harmless.</param>
/// <param name="Work">A value of <see cref="Sync.SyncBatch.Work"/>.</param>
/// <param name="FirstPage">From 0.</param>
/// <param name="LastPage">The last planned page; before <paramref name="FirstPage"/> for a successor that only reads on.</param>
/// <param name="Hop">Successors before it in its chain of executions.</param>
internal sealed record SyncBatchDraft(string Key, int Work, int FirstPage, int LastPage, int Hop)
{
    /// <summary>Whether it reads on after its last planned page until the list ends.</summary>
    public bool ReadsToEnd { get; init; }

    /// <summary>What its predecessor has seen.</summary>
    public SeenIds? Seen { get; init; }

    /// <summary>What it is to write of the rows that were left, see <see cref="ILeftRows"/>.</summary>
    public string? Share { get; init; }

    /// <summary>What its predecessor was told last, see <see cref="SyncReading.RemoteCount"/>.</summary>
    public int RemoteCount { get; init; }

    /// <summary>What its predecessor was given last, see <see cref="SyncReading.ListedCount"/>.</summary>
    public int ListedCount { get; init; }

    /// <summary>What was done of it before it is created.</summary>
    public SyncReading? Begun { get; init; }
}

/// <summary>Pages of a job, for people: read beyond the plan, a page counts in both.</summary>
internal readonly record struct SyncPages(int Done, int Total);
