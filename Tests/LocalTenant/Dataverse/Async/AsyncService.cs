using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using SimulatedTime;

namespace DataverseEmulator.Async;

/// <summary>
/// Runs asynchronous steps after the commit of what caused them, in no promised order. Simulated: one thread, which calls
/// <see cref="RunNext"/>, and the seed picks the job; or several that share the virtual clock, about oldest first. Real: worker threads between <see cref="Start"/> and
/// <see cref="StopAsync"/>, about oldest first.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
/// </summary>
public sealed class AsyncService : IJobQueue, IDisposable
{
    private readonly JobStore jobs;
    private readonly TenantDatabase database;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly VirtualThreads? overlapping;
    private readonly int simulatedWorkers;
    private JobRunner runner = null!;
    private Workers? workers;

    internal AsyncService(JobStore jobs, TenantDatabase database, TimeProvider time, int simulatedWorkers)
    {
        if (simulatedWorkers > 1)
        {
            overlapping = new VirtualThreads(time as VirtualTime ?? throw new ArgumentException("Workers that are simulated need a virtual clock.", nameof(simulatedWorkers)));
        }

        this.simulatedWorkers = simulatedWorkers;
        this.jobs = jobs;
        this.database = database;
        this.time = time;
    }

    /// <summary>All rows of asyncoperation that this service made, oldest first.</summary>
    public IReadOnlyList<AsyncJob> Jobs => database.Read(jobs.All);

    /// <summary>Runs one job that is due now; false when there is none.</summary>
    /// <exception cref="InvalidOperationException">Workers are running.</exception>
    /// <exception cref="ProcessStoppedException">The probe stopped the process, now or before.</exception>
    public bool RunNext()
    {
        if (workers is not null)
        {
            throw new InvalidOperationException("Workers run the jobs: stop them before running jobs one by one.");
        }

        return runner.RunNext(anyOrder: true);
    }

    /// <summary>
    /// Runs jobs until none is left, moving the virtual clock to the next postponed one when nothing is due. Failed jobs
    /// stay failed.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something is postponed and the tenant's clock is not a virtual one.</exception>
    public void RunUntilIdle()
    {
        if (overlapping is not null)
        {
            overlapping.Run(simulatedWorkers, () => runner.RunNext(anyOrder: false), () => database.Read(jobs.NextDue));
            return;
        }

        while (true)
        {
            while (RunNext())
            {
            }

            if (database.Read(jobs.NextDue) is not { } next)
            {
                return;
            }

            var wait = next - time.GetUtcNow().UtcDateTime;
            if (wait > TimeSpan.Zero)
            {
                Clock().Advance(wait);
            }
        }
    }

    /// <summary>Starts worker threads. They sleep until a job is due.</summary>
    public void Start(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        lock (gate)
        {
            if (this.workers is not null)
            {
                throw new InvalidOperationException("The workers run already.");
            }

            this.workers = new Workers(runner, () => database.Read(jobs.NextDue), time, workers);
        }
    }

    /// <summary>Lets running jobs end and takes no more.</summary>
    public async Task StopAsync()
    {
        Workers? stopping;
        lock (gate)
        {
            stopping = workers;
        }

        if (stopping is not null)
        {
            await stopping.StopAsync().ConfigureAwait(false);
            lock (gate)
            {
                workers = null;
            }
        }
    }

    /// <summary>Completes when nothing is ready, postponed or in progress. Fails when a worker met an error that no job has.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) =>
        workers is { } running
            ? running.WhenIdleAsync(() => !database.Read(JobStore.AnyOpen), cancellation)
            : database.Read(JobStore.AnyOpen)
                ? throw new InvalidOperationException("Jobs are waiting and no workers run: start them, or call RunUntilIdle.")
                : Task.CompletedTask;

    public void Dispose() => StopAsync().GetAwaiter().GetResult();

    internal void Use(JobRunner by) => runner = by;

    void IJobQueue.Enqueue(OperationTransaction transaction, StepDefinition step, PluginContext context) =>
        jobs.Insert(transaction.Writer, step, context);

    void IJobQueue.Committed()
    {
        workers?.Wake();
        overlapping?.Wake();
    }

    private ITimeAdvance Clock() => time as ITimeAdvance
        ?? throw new InvalidOperationException("A job is postponed and the tenant runs on the real clock: start workers instead.");
}
