using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace SimulatedTime;

/// <summary>
/// The clock of the simulated mode. It moves only by <see cref="Advance"/>, so latency, back-off and time limits cost no
/// waiting, and one seed gives one history. Thread-safe. It has no timers: nothing in the simulated mode may wait for one.
/// </summary>
public sealed class VirtualTime : TimeProvider, ITimeAdvance
{
    private readonly List<TimeLimit> limits = [];
    private readonly long start;
    private long ticks;
    private volatile VirtualThreads? threads;

    /// <param name="start">The first moment; kept as UTC.</param>
    public VirtualTime(DateTimeOffset start) => this.start = ticks = start.UtcTicks;

    /// <summary>UTC, so that no machine's time zone changes a history.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Time stamps are ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How far the clock has moved since it was made.</summary>
    public TimeSpan Elapsed => new(Interlocked.Read(ref ticks) - start);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    /// <inheritdoc />
    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <inheritdoc />
    public bool IsShared => threads is { IsHere: true };

    internal long Ticks => Interlocked.Read(ref ticks);

    /// <inheritdoc />
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        if (threads is { IsHere: true } others)
        {
            others.Wait(duration);
        }
        else
        {
            MoveTo(Ticks + duration.Ticks);
        }
    }

    internal void Share(VirtualThreads? among) => threads = among;

    internal void MoveTo(long moment)
    {
        Interlocked.Exchange(ref ticks, Math.Max(moment, Ticks));
        List<TimeLimit> due;
        lock (limits) due = limits.FindAll(limit => limit.Due <= Interlocked.Read(ref ticks));
        foreach (var limit in due) limit.Cancel();
    }

    /// <inheritdoc />
    public CancellationTokenSource Limit(TimeSpan time)
    {
        var limit = new TimeLimit(this, Interlocked.Read(ref ticks) + time.Ticks);
        lock (limits) limits.Add(limit);
        return limit;
    }

    /// <inheritdoc />
    public bool Await(TimeSpan? duration, TimeSpan otherwise)
    {
        TimeSpan patience;
        lock (limits)
        {
            var mine = limits.FindAll(limit => limit.Thread == Environment.CurrentManagedThreadId);
            patience = mine.Count == 0 ? otherwise : new TimeSpan(Math.Max(0, mine.Min(limit => limit.Due) - Interlocked.Read(ref ticks)));
        }

        var arrives = duration is { } time && time <= patience;
        Advance(arrives ? duration!.Value : patience);
        return arrives;
    }

    /// <summary>Always refused: a timer would need a thread, and the order of events would no longer follow from the seed.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("The virtual clock has no timers. Advance it instead of waiting for it.");

    private sealed class TimeLimit(VirtualTime time, long due) : CancellationTokenSource
    {
        public long Due => due;

        /// <summary>Whose it is: others share the clock, and wait for something else.</summary>
        public int Thread { get; } = Environment.CurrentManagedThreadId;

        protected override void Dispose(bool disposing)
        {
            lock (time.limits) time.limits.Remove(this);
            base.Dispose(disposing);
        }
    }
}
