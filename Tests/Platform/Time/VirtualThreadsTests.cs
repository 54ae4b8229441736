using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Time;

/// <summary>Threads that share the virtual clock: their turns, their order, their end.</summary>
public sealed class VirtualThreadsTests
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_waits_gives_the_turn_to_the_one_whose_waiting_ends_first_and_the_clock_moves_there()
    {
        var run = new Working();
        foreach (var seconds in new[] { 30, 10, 20 }) run.Add(() => run.WaitAndNote($"after {seconds}", seconds));

        run.Run(threads: 3);

        Assert.Equal(["after 10 at 10", "after 20 at 20", "after 30 at 30"], run.History);
    }

    [Fact]
    public void Each_further_waiting_of_one_is_put_among_the_waitings_of_the_others()
    {
        var run = new Working();
        run.Add(() =>
        {
            run.WaitAndNote("a", 10);
            run.WaitAndNote("a", 25);
        });
        run.Add(() =>
        {
            run.WaitAndNote("b", 20);
            run.WaitAndNote("b", 5);
            run.WaitAndNote("b", 15);
        });

        run.Run(threads: 2);

        Assert.Equal(["a at 10", "b at 20", "b at 25", "a at 35", "b at 40"], run.History);
    }

    [Fact]
    public void Of_two_with_the_same_moment_the_one_that_began_to_wait_first_goes_on_first()
    {
        var run = new Working();
        run.Add(() =>
        {
            run.WaitAndNote("late", 4);
            run.WaitAndNote("late", 6);
        });
        run.Add(() => run.WaitAndNote("early", 10));
        run.Add(() =>
        {
            run.WaitAndNote("last", 9);
            run.WaitAndNote("last", 1);
        });

        run.Run(threads: 3);

        Assert.Equal(["late at 4", "last at 9", "early at 10", "late at 10", "last at 10"], run.History);
    }

    [Fact]
    public void Who_waits_for_no_time_lets_those_go_first_who_wait_for_the_same_moment()
    {
        var run = new Working();
        foreach (var name in new[] { "a", "b", "c" })
        {
            run.Add(() =>
            {
                run.Note(name);
                run.WaitAndNote(name, 0);
            });
        }

        run.Run(threads: 3);

        Assert.Equal(["a at 0", "b at 0", "c at 0", "a at 0", "b at 0", "c at 0"], run.History);
    }

    [Fact]
    public void One_runs_at_a_time_and_the_clock_never_moves_while_it_runs_or_back()
    {
        var run = new Working();
        var (inside, most, turns) = (0, 0, 0);
        var last = run.Time.GetUtcNow();
        for (var number = 1; number <= 60; number++)
        {
            var random = new Random(number);
            run.Add(() =>
            {
                for (var step = 0; step < 20; step++)
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    var now = run.Time.GetUtcNow();
                    Assert.True(now >= last, $"The clock went back from {last} to {now}.");
                    Thread.Yield();
                    Assert.Equal(now, run.Time.GetUtcNow());
                    last = now;
                    turns++;
                    Interlocked.Decrement(ref inside);
                    run.Time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 50)));
                }
            });
        }

        run.Run(threads: 12);

        Assert.Equal((1, 60 * 20), (most, turns));
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(2, 30)]
    [InlineData(3, 20)]
    [InlineData(4, 20)]
    [InlineData(6, 10)]
    [InlineData(9, 10)]
    public void Six_pieces_of_ten_seconds_take_as_long_as_so_many_threads_need(int threads, int seconds)
    {
        var run = new Working();
        for (var number = 0; number < 6; number++) run.Add(() => run.Time.Advance(TimeSpan.FromSeconds(10)));

        run.Run(threads);

        Assert.Equal(TimeSpan.FromSeconds(seconds), run.Time.Elapsed);
    }

    [Fact]
    public void The_same_run_gives_the_same_history_each_time()
    {
        var first = History();

        Assert.True(first.Count > 300, $"Only {first.Count} entries.");
        for (var again = 0; again < 4; again++) Assert.Equal(first, History());

        static List<string> History()
        {
            var run = new Working();
            var random = new Random(3);
            for (var number = 0; number < 30; number++) Add(number.ToString(System.Globalization.CultureInfo.InvariantCulture), 0);
            run.Run(threads: 7);
            return run.History;

            void Add(string name, int depth) => run.Add(() =>
            {
                for (var step = 0; step < 5; step++)
                {
                    run.WaitAndNote(name, random.Next(0, 4));
                    if (random.Next(6) > 0 || depth > 3) continue;
                    Add(name + "." + step, depth + 1);
                    run.Threads.Wake();
                }
            });
        }
    }

    [Fact]
    public void A_run_without_work_ends_at_once_and_moves_no_clock()
    {
        var run = new Working();

        run.Run(threads: 5);

        Assert.Equal(TimeSpan.Zero, run.Time.Elapsed);
    }

    [Fact]
    public void Work_that_is_to_come_is_waited_for_and_done_when_it_is_due()
    {
        var run = new Working();
        foreach (var seconds in new[] { 300, 60, 61 }) run.AddLater(seconds, () => run.WaitAndNote($"due {seconds}", 10));

        run.Run(threads: 2);

        Assert.Equal(["due 60 at 70", "due 61 at 71", "due 300 at 310"], run.History);
    }

    [Fact]
    public void Work_that_was_due_before_now_is_done_now()
    {
        var run = new Working();
        run.AddLater(30, () => run.WaitAndNote("overdue", 5));
        run.Add(() => run.WaitAndNote("long", 50));

        run.Run(threads: 1);

        Assert.Equal(["long at 50", "overdue at 55"], run.History);
    }

    [Fact]
    public void Wake_lets_those_without_work_look_again_and_shortens_nobodys_waiting()
    {
        var run = new Working();
        run.Add(() => run.WaitAndNote("waits", 100));
        run.Add(() =>
        {
            run.WaitAndNote("finds more", 10);
            for (var number = 0; number < 2; number++) run.Add(() => run.WaitAndNote("further", 7));
            run.Threads.Wake();
            run.WaitAndNote("goes on", 20);
        });

        run.Run(threads: 4);

        Assert.Equal(["finds more at 10", "further at 17", "further at 17", "goes on at 30", "waits at 100"], run.History);
    }

    [Fact]
    public void Wake_brings_forward_those_who_wait_for_what_is_due_later_and_they_are_there_when_it_is_due()
    {
        var run = new Working();
        run.AddLater(50, () => run.WaitAndNote("due 50", 1));
        run.Add(() =>
        {
            run.WaitAndNote("first", 10);
            run.Add(() => run.WaitAndNote("brought", 5));
            run.Threads.Wake();
            run.WaitAndNote("first", 90);
        });

        run.Run(threads: 2);

        Assert.Equal(["first at 10", "brought at 15", "due 50 at 51", "first at 100"], run.History);
    }

    [Fact]
    public void Nobody_is_left_asleep_over_work_that_was_added_by_the_last_one_that_ran()
    {
        var run = new Working();
        run.Add(() =>
        {
            run.WaitAndNote("first", 10);
            run.Add(() => run.WaitAndNote("second", 10));
        });

        run.Run(threads: 3);

        Assert.Equal(["first at 10", "second at 20"], run.History);
    }

    [Fact]
    public void An_exception_of_one_ends_all_and_is_thrown()
    {
        var run = new Working();
        var begun = 0;
        run.Add(() =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(10));
            throw new TimeZoneNotFoundException("of the work");
        });
        for (var number = 0; number < 3; number++)
        {
            run.Add(() =>
            {
                begun++;
                run.Time.Advance(TimeSpan.FromSeconds(60));
            });
        }
        for (var number = 0; number < 20; number++) run.Add(() => begun++);
        run.AddLater(20, () => begun++);

        // Three wait at that moment; what comes later was begun by nobody.
        var thrown = Assert.Throws<TimeZoneNotFoundException>(() => run.Run(threads: 4));

        Assert.Equal(("of the work", 3), (thrown.Message, begun));
        Assert.False(run.Time.IsShared);
    }

    [Fact]
    public void An_exception_ends_those_too_that_sleep_without_any_work_to_come()
    {
        var run = new Working();
        run.Add(() =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(1));
            throw new TimeZoneNotFoundException();
        });

        Assert.Throws<TimeZoneNotFoundException>(() => run.Run(threads: 10));
    }

    [Fact]
    public void An_exception_while_it_is_asked_for_work_to_come_is_thrown_as_well()
    {
        var threads = new VirtualThreads(new VirtualTime(Beginning));

        Ends(() => Assert.Throws<TimeZoneNotFoundException>(() => threads.Run(3, () => false, () => throw new TimeZoneNotFoundException())));
    }

    [Fact]
    public void Of_two_exceptions_the_first_is_thrown()
    {
        var run = new Working();
        run.Add(() =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(20));
            throw new TimeZoneNotFoundException("second");
        });
        run.Add(() =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(10));
            throw new TimeZoneNotFoundException("first");
        });

        Assert.Equal("first", Assert.Throws<TimeZoneNotFoundException>(() => run.Run(threads: 2)).Message);
    }

    [Fact]
    public void A_run_can_follow_another_on_the_same_threads_and_goes_on_from_its_moment()
    {
        var run = new Working();
        for (var number = 1; number <= 3; number++)
        {
            run.Add(() => run.WaitAndNote("once", 10));
            run.Add(() => run.WaitAndNote("twice", 10));
            run.Run(threads: 2);
            run.Time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(["once at 10", "twice at 10", "once at 25", "twice at 25", "once at 40", "twice at 40"], run.History);
    }

    [Fact]
    public void The_clock_is_shared_on_the_threads_of_a_run_and_nowhere_else()
    {
        var run = new Working();
        bool? here = null;
        bool? elsewhere = null;
        run.Add(() =>
        {
            here = run.Time.IsShared;
            var other = new Thread(() => elsewhere = run.Time.IsShared);
            other.Start();
            other.Join();
        });
        Assert.False(run.Time.IsShared);

        run.Run(threads: 2);

        Assert.Equal((true, false, false), (here, elsewhere, run.Time.IsShared));
    }

    [Fact]
    public void A_waiting_of_less_than_no_time_is_refused_on_a_shared_clock_too()
    {
        var run = new Working();
        run.Add(() => run.Time.Advance(TimeSpan.FromTicks(-1)));

        Assert.Throws<ArgumentOutOfRangeException>(() => run.Run(threads: 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_run_of_no_threads_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualThreads(new VirtualTime(Beginning)).Run(count, () => false, () => null));

    [Fact]
    public void A_limit_cuts_the_waiting_of_its_own_thread_and_not_that_of_another()
    {
        var run = new Working();
        run.Add(() =>
        {
            using var limit = run.Time.Limit(TimeSpan.FromSeconds(5));
            run.NoteAwait("limited", 10);
            Assert.True(limit.IsCancellationRequested);
        });
        run.Add(() => run.NoteAwait("unlimited", 10));
        run.Add(() =>
        {
            using var limit = run.Time.Limit(TimeSpan.FromSeconds(30));
            run.NoteAwait("widely limited", 10);
            Assert.False(limit.IsCancellationRequested);
            run.NoteAwait("widely limited", null);
            Assert.True(limit.IsCancellationRequested);
        });
        run.Add(() => run.NoteAwait("never answered", null));

        run.Run(threads: 4);

        Assert.Equal(
            ["limited cut at 5", "unlimited there at 10", "widely limited there at 10", "widely limited cut at 30", "never answered cut at 100"],
            run.History);
    }

    [Fact]
    public void A_limit_that_is_disposed_of_cuts_nothing_that_the_same_thread_does_next()
    {
        var run = new Working();
        for (var number = 0; number < 2; number++)
        {
            run.Add(() =>
            {
                using var limit = run.Time.Limit(TimeSpan.FromSeconds(5));
                run.NoteAwait("limited", 10);
            });
        }
        run.Add(() => run.NoteAwait("next", 10));

        run.Run(threads: 1);

        Assert.Equal(["limited cut at 5", "limited cut at 10", "next there at 20"], run.History);
    }

    [Fact]
    public void A_limit_runs_out_at_its_moment_while_its_thread_waits_for_something_longer()
    {
        var run = new Working();
        CancellationTokenSource? limit = null;
        run.Add(() =>
        {
            using var mine = limit = run.Time.Limit(TimeSpan.FromSeconds(5));
            run.Time.Advance(TimeSpan.FromSeconds(20));
        });
        run.Add(() =>
        {
            run.Time.Advance(TimeSpan.FromSeconds(4));
            Assert.False(limit!.IsCancellationRequested);
            run.Time.Advance(TimeSpan.FromSeconds(2));
            Assert.True(limit.IsCancellationRequested);
            run.Note("both seen");
        });

        run.Run(threads: 2);

        Assert.Equal(["both seen at 6"], run.History);
    }

    /// <summary>A run that does not end must not keep the others from ending.</summary>
    private static void Ends(Action run)
    {
        var running = Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(((IAsyncResult)running).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(4)), "The run did not end.");
        running.GetAwaiter().GetResult();
    }

    /// <summary>Pieces of work for threads to take, and what they noted with the second of the clock.</summary>
    private sealed class Working
    {
        private readonly List<(DateTime Due, Action Work)> _left = [];

        public Working() => Threads = new VirtualThreads(Time);

        public VirtualTime Time { get; } = new(Beginning);

        public VirtualThreads Threads { get; }

        public List<string> History { get; } = [];

        public void Add(Action work) => AddLater(0, work);

        public void AddLater(int seconds, Action work)
        {
            lock (_left) _left.Add((seconds == 0 ? Beginning.UtcDateTime : Time.GetUtcNow().UtcDateTime.AddSeconds(seconds), work));
        }

        public void Note(string what) => History.Add($"{what} at {Time.Elapsed.TotalSeconds:0}");

        public void WaitAndNote(string what, int seconds)
        {
            Time.Advance(TimeSpan.FromSeconds(seconds));
            Note(what);
        }

        public void NoteAwait(string what, int? seconds)
        {
            var isThere = Time.Await(seconds is { } some ? TimeSpan.FromSeconds(some) : null, otherwise: TimeSpan.FromSeconds(100));
            Note(what + (isThere ? " there" : " cut"));
        }

        public void Run(int threads) => Ends(() => Threads.Run(threads, Work, NextDue));

        private bool Work()
        {
            Action work;
            lock (_left)
            {
                var place = _left.FindIndex(one => one.Due <= Time.GetUtcNow().UtcDateTime);
                if (place < 0) return false;
                work = _left[place].Work;
                _left.RemoveAt(place);
            }
            work();
            return true;
        }

        private DateTime? NextDue()
        {
            lock (_left) return _left.Count == 0 ? null : _left.Min(one => one.Due);
        }
    }
}
