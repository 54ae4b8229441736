namespace Pax8Dataverse.Sync;

/// <summary>How far an execution has come with a batch; saved after every page.</summary>
internal sealed class SyncBatchProgress(SyncBatchState batch)
{
    public SyncBatchState Batch { get; } = batch;
    public string? RowVersion { get; set; } = batch.RowVersion;
    public int NextPage { get; set; } = batch.NextPage;
    public SyncCounts Counts { get; set; } = batch.Counts;
    public int FailedPages { get; set; } = batch.FailedPages;
    public int RemoteCount { get; set; } = batch.RemoteCount;
    public SeenIds Seen { get; } = batch.Seen;
}
