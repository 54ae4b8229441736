using System;
using System.ServiceModel;
using System.Threading;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Async;

/// <summary>
/// Takes one job, runs its plug-in outside of any transaction and notes how it ended.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/handle-exceptions
/// </summary>
internal sealed class JobRunner(Engine engine, PluginRunner plugins, JobStore jobs, LocalDataverseOptions options)
{
    /// <summary>Executions in total of a job that asks for a retry each time.</summary>
    public const int MaximumExecutions = 4;
    private readonly Lock drawing = new();
    private readonly Random random = new(options.Seed);

    /// <summary>Runs the oldest due job, or in <paramref name="anyOrder"/> one drawn by the seed; false when none is due.</summary>
    public bool RunNext(bool anyOrder)
    {
        engine.Commits.ThrowIfStopped();
        if (Claim(anyOrder) is not { } job)
        {
            return false;
        }

        var limit = new ExecutionLimit(engine.Time, job.Step.PluginType);
        var failure = plugins.Execute(engine.Plugins.Of(job.Step), job.Step.Name, job.Step.PluginType, job.Context, limit, transaction: null);
        engine.Statistics.AddExecution(limit.Elapsed);
        Finish(job, failure);
        return true;
    }

    private ClaimedJob? Claim(bool anyOrder)
    {
        if (engine.Database.Read(jobs.CountDue) is not (> 0 and var due))
        {
            return null;
        }

        ClaimedJob? job = null;
        Commit("Start", connection => job = jobs.Claim(connection, anyOrder ? Draw(due) : 0));
        return job;
    }

    private void Finish(ClaimedJob job, Exception? failure)
    {
        if (failure is InvalidPluginExecutionException { Status: OperationStatus.Retry } retry && job.Retries + 1 < MaximumExecutions)
        {
            Commit("Retry", connection => jobs.Postpone(connection, job, options.RetryDelay, retry.Message));
        }
        else if (!job.Doubled && options.DuplicateRuns > 0 && Draw() < options.DuplicateRuns)
        {
            Commit("Retry", connection => jobs.RunAgain(connection, job));
        }
        else if (failure is null)
        {
            Commit("Finish", connection => jobs.Complete(connection, job));
        }
        else
        {
            Commit("Finish", connection => jobs.Fail(connection, job, failure.Message, CodeOf(failure)));
        }
    }

    private void Commit(string operation, Action<DatabaseConnection> work)
    {
        var transaction = new OperationTransaction(engine.Database);
        try
        {
            work(transaction.Writer);
        }
        catch
        {
            transaction.Rollback();
            throw;
        }

        engine.Commits.Commit(transaction, operation, AsyncOperationTable.Name);
    }

    private static int CodeOf(Exception failure) => failure switch
    {
        FaultException<OrganizationServiceFault> fault => fault.Detail.ErrorCode,
        InvalidPluginExecutionException => ErrorCodes.IsvAborted,
        _ => ErrorCodes.IsvUnExpected,
    };

    private int Draw(int count)
    {
        lock (drawing) { return random.Next(count); }
    }

    private double Draw()
    {
        lock (drawing) { return random.NextDouble(); }
    }
}
