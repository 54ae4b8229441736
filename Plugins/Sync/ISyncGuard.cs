using Pax8Dataverse.Connectors;

namespace Pax8Dataverse.Sync;

/// <summary>Somebody who knows more of a connector than the engine does, and is asked before a job makes anything of what Pax8 gave.</summary>
internal interface ISyncGuard
{
    /// <summary>Why a job must not go on once its first page has been read; null where nothing speaks against it.</summary>
    /// <param name="connector">As it was before the page was asked for: what came up since is about other credentials.</param>
    /// <param name="kind">What the job reads.</param>
    /// <param name="first">The page; nothing of it has been written.</param>
    SyncStop? OfFirstPage(ConnectorSettings connector, SyncKind kind, ListedPage first);

    /// <summary>Why a job that is at work must not go on; null where nothing speaks against it.</summary>
    SyncStop? OfConnector(ConnectorSettings connector);
}

/// <summary>The end of a job that no further batch could overcome.</summary>
/// <param name="Status">A value of <see cref="SyncJob.Status"/>.</param>
/// <param name="Message">What the job says.</param>
/// <param name="Issue">What stays to be read, and what to do.</param>
internal sealed record SyncStop(int Status, string Message, IssueDraft Issue);
