using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace SimulatedTime;

/// <summary>
/// Threads that share a virtual clock as the workers of a machine share the real one. Only one runs at any moment: whoever waits gives
/// the turn to the one whose waiting ends first, and the clock moves there. So work that overlaps in time overlaps here, and runs the
/// same way each time.
/// </summary>
/// <remarks>Nobody may wait on the clock while he holds what another thread needs: that one would never get its turn.</remarks>
public sealed class VirtualThreads(VirtualTime time)
{
    [ThreadStatic]
    private static VirtualThread? current;

    private readonly List<VirtualThread> threads = [];
    private long order;
    private volatile bool ended;
    private ExceptionDispatchInfo? broken;

    /// <summary>True on a thread that shares this clock.</summary>
    internal bool IsHere => current?.Of == this;

    /// <summary>Does work on so many threads until none is left and none is to come.</summary>
    /// <param name="count">Threads.</param>
    /// <param name="work">Does one piece of work; false where there is none now.</param>
    /// <param name="nextDue">When there will be some, in UTC; null where nobody knows of any.</param>
    public void Run(int count, Func<bool> work, Func<DateTime?> nextDue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var all = new List<Thread>();
        (ended, broken) = (false, null);
        for (var number = 0; number < count; number++)
        {
            var mine = new VirtualThread(this) { Due = time.Ticks, Order = order++ };
            threads.Add(mine);
            all.Add(new Thread(() => Live(mine, work, nextDue)) { IsBackground = true, Name = $"virtual {number}" });
        }

        time.Share(this);
        try
        {
            foreach (var thread in all)
            {
                thread.Start();
            }

            threads[0].Turn.Release();
            foreach (var thread in all)
            {
                thread.Join();
            }
        }
        finally
        {
            time.Share(null);
            threads.ForEach(thread => thread.Turn.Dispose());
            threads.Clear();
        }

        broken?.Throw();
    }

    /// <summary>Lets those that found no work look again.</summary>
    public void Wake()
    {
        foreach (var thread in threads)
        {
            if (thread.IsIdle)
            {
                (thread.IsIdle, thread.Due, thread.Order) = (false, time.Ticks, order++);
            }
        }
    }

    /// <summary>The calling thread waits.</summary>
    internal void Wait(TimeSpan duration) => Wait(current!, time.Ticks + duration.Ticks);

    private void Live(VirtualThread me, Func<bool> work, Func<DateTime?> nextDue)
    {
        current = me;
        me.Turn.Wait();
        try
        {
            while (!ended)
            {
                if (!work())
                {
                    me.IsIdle = true;
                    Wait(me, nextDue() is { } due ? Math.Max(due.Ticks, time.Ticks) : long.MaxValue);
                    me.IsIdle = false;
                }
            }
        }
        catch (Exception exception)
        {
            broken ??= ExceptionDispatchInfo.Capture(exception);
            ended = true;
            Wake();
        }
        finally
        {
            me.IsOver = true;
            if (Earliest() is { } next)
            {
                GiveTurnTo(next);
            }
        }
    }

    private void Wait(VirtualThread me, long due)
    {
        (me.Due, me.Order) = (due, order++);
        // Somebody is left: the one who asks, at least.
        GiveTurnTo(Earliest()!);
        me.Turn.Wait();
    }

    private void GiveTurnTo(VirtualThread next)
    {
        if (next.Due == long.MaxValue)
        {
            // All that is left are those who found nothing to do and know of nothing to come.
            ended = true;
        }
        else
        {
            time.MoveTo(next.Due);
        }

        next.Turn.Release();
    }

    private VirtualThread? Earliest() => threads.Where(thread => !thread.IsOver).MinBy(thread => (thread.Due, thread.Order));

    private sealed class VirtualThread(VirtualThreads of)
    {
        public VirtualThreads Of => of;

        public SemaphoreSlim Turn { get; } = new(0);

        public long Due { get; set; }

        /// <summary>Of two with the same moment the one that began to wait first.</summary>
        public long Order { get; set; }

        public bool IsIdle { get; set; }

        public bool IsOver { get; set; }
    }
}
