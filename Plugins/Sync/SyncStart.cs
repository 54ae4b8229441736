using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>What the person who pressed the button is told.</summary>
internal sealed class SyncStarted(Guid jobId, bool alreadyRunning, string message)
{
    public Guid JobId { get; } = jobId;
    public bool AlreadyRunning { get; } = alreadyRunning;
    public string Message { get; } = message;
}

/// <summary>What the custom APIs that start a sync have in common.</summary>
internal static class SyncStartDeclaration
{
    public static CustomApiBuilder ReturnsSyncStarted(this CustomApiBuilder api) => api
        .For("prvCreate" + SyncJob.SchemaName)
        .Returns("SyncJobId", ParameterType.Guid)
        .Returns("AlreadyRunning", ParameterType.Boolean)
        .Returns("Message", ParameterType.String);

    public static void Return(this PluginExecution run, SyncStarted started)
    {
        run.Return("SyncJobId", started.JobId);
        run.Return("AlreadyRunning", started.AlreadyRunning);
        run.Return("Message", started.Message);
    }
}

/// <summary>Starts a sync: one open job per connector and kind, a second click returns the running one, an interrupted one is resumed.</summary>
internal sealed class SyncStart(ConnectorRows connectors, SyncKinds kinds, SyncJobRows jobs, SyncResume resume, IClock clock)
{
    /// <summary>Creates the job, or returns the one that runs. The work itself is done by asynchronous steps.</summary>
    /// <param name="connectorId">The connector.</param>
    /// <param name="kind">What to synchronise, a value of <see cref="SyncJob.Kind"/>.</param>
    /// <param name="providerAccountId">Limits a sync of subscriptions to one provider account.</param>
    public SyncStarted Start(Guid connectorId, int kind, Guid? providerAccountId = null)
    {
        var connector = connectors.Get(connectorId);
        if (!connector.IsActive)
            throw new RefusedException($"{connector.Name} is inactive, so nothing is synchronised. Activate the provider integration and try again.");
        if (jobs.Open(connectorId, kind) is { } running)
        {
            return SyncResume.NeedsResume(running, clock.UtcNow)
                ? new SyncStarted(running.Id, true, resume.Resume(running.Id))
                : new SyncStarted(running.Id, true, $"A sync is already running: {Progress(running)}. Nothing new was started.");
        }
        try
        {
            return new SyncStarted(jobs.Create(connectorId, kind, providerAccountId), false, "The sync was started. It goes on in the background; its progress is shown on the sync job.");
        }
        catch (RowExistsException)
        {
            throw new RefusedException("Somebody else started this sync at the same moment. Refresh to see it running.");
        }
    }

    /// <summary>Completes a new job before it is written, whoever creates it; the lock key makes a second open one impossible.</summary>
    public void Complete(Entity job)
    {
        var connectorId = job.Lookup(SyncJob.Connector)
            ?? throw new RefusedException("Provider is missing. Choose the provider integration to synchronise and save again.");
        var number = job.Choice(SyncJob.Kind)
            ?? throw new RefusedException("Kind is missing. Choose what to synchronise and save again.");
        var kind = kinds.Find(number)
            ?? throw new RefusedException($"Kind is not one that can be synchronised. Choose {Names()} and save again.");
        var connector = connectors.Get(connectorId);
        if (!connector.IsActive)
            throw new RefusedException($"Provider {connector.Name} is inactive. Activate it, or choose another, and save again.");
        kind.CheckStart(connectorId, job.Lookup(SyncJob.ProviderAccount));
        job[SyncJob.Name] = $"{connector.Name}: {kind.Name}, {clock.UtcNow:yyyy-MM-dd HH:mm} UTC".CutTo(SyncJob.Name);
        job[SyncJob.LockKey] = SyncJobRows.LockKey(connectorId, number);
        job[SyncJob.Status] = new OptionSetValue(SyncJob.Statuses.Waiting);
        job[SyncJob.Phase] = new OptionSetValue(SyncJob.Phases.Planning);
        job[SyncJob.PreviousOn] = jobs.LastReadOn(connectorId, number);
        job[SyncJob.StartedOn] = clock.UtcNow;
        job[SyncJob.ProgressOn] = clock.UtcNow;
        foreach (var count in new[] { SyncJob.PagesTotal, SyncJob.PagesDone, SyncJob.RemoteCount, SyncJob.Created, SyncJob.Updated, SyncJob.Unchanged, SyncJob.Failed, SyncJob.Skipped, SyncJob.Differences, SyncJob.Attempts, SyncJob.Round })
            job[count] = 0;
        if (connector.Owner is not null) job[Common.Owner] = connector.Owner;
    }

    private string Names() => string.Join(", ", kinds.All.Take(kinds.All.Count - 1).Select(kind => kind.Name)) + $" or {kinds.All[kinds.All.Count - 1].Name}";

    private static string Progress(SyncJobState job) =>
        job.PagesTotal == 0 ? "it is being planned" : $"{job.PagesDone} of {job.PagesTotal} pages done";
}
