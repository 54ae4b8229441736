using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DataverseEmulator.Async;

/// <summary>
/// Threads that run jobs as they come. They wait on one condition: woken by a commit that brought jobs, by the end of
/// another job, or by the clock when a postponed one is due.
/// </summary>
internal sealed class Workers
{
    private readonly JobRunner runner;
    private readonly Func<DateTime?> nextDue;
    private readonly TimeProvider time;
    private readonly object gate = new();
    private readonly List<TaskCompletionSource> waitingForIdle = [];
    private readonly Task[] threads;
    private long signal;
    private bool stopping;
    private Exception? broken;

    public Workers(JobRunner runner, Func<DateTime?> nextDue, TimeProvider time, int count)
    {
        this.runner = runner;
        this.nextDue = nextDue;
        this.time = time;
        threads = [.. Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    public void Wake()
    {
        lock (gate)
        {
            signal++;
            Monitor.PulseAll(gate);
        }
    }

    public async Task StopAsync()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.PulseAll(gate);
        }

        await Task.WhenAll(threads).ConfigureAwait(false);
        Fail(new OperationCanceledException("The workers were stopped."));
    }

    public async Task WhenIdleAsync(Func<bool> idle, CancellationToken cancellation)
    {
        while (true)
        {
            // Asked for before looking, so that a job that ends in between is not missed.
            var changed = NextChange();
            if (idle())
            {
                return;
            }

            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private Task NextChange()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (broken is not null)
            {
                throw new InvalidOperationException("A worker of the asynchronous service stopped.", broken);
            }

            waitingForIdle.Add(source);
        }

        return source.Task;
    }

    private void Work()
    {
        while (Next(out var seen))
        {
            try
            {
                if (RunOne())
                {
                    continue;
                }
            }
            catch (Exception exception)
            {
                // The process "died", or the engine itself is at fault: no job can say so, the one who waits is told.
                Fail(exception);
                return;
            }

            Sleep(seen);
        }
    }

    private bool Next(out long seen)
    {
        lock (gate)
        {
            seen = signal;
            return !stopping && broken is null;
        }
    }

    private bool RunOne()
    {
        if (!runner.RunNext(anyOrder: false))
        {
            return false;
        }

        lock (gate)
        {
            Tell(source => source.TrySetResult());
        }

        return true;
    }

    private void Sleep(long seen)
    {
        var due = nextDue();
        lock (gate)
        {
            if (stopping || signal != seen)
            {
                return;
            }

            if (due is { } next)
            {
                var wait = next - time.GetUtcNow().UtcDateTime;
                Monitor.Wait(gate, wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait);
            }
            else
            {
                Monitor.Wait(gate);
            }
        }
    }

    private void Fail(Exception exception)
    {
        lock (gate)
        {
            broken ??= exception;
            Tell(source => source.TrySetException(new InvalidOperationException("A worker of the asynchronous service stopped.", broken)));
            Monitor.PulseAll(gate);
        }
    }

    private void Tell(Action<TaskCompletionSource> what)
    {
        foreach (var source in waitingForIdle)
        {
            what(source);
        }

        waitingForIdle.Clear();
    }
}
