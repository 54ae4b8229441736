using System;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.Execution;

/// <summary>Time as the package sees it. The platform offers none, so the real clock is used there; the local tenant hands in its own.</summary>
public interface IClock
{
    /// <summary>Now, in UTC.</summary>
    DateTime UtcNow { get; }

    /// <summary>Waits on the calling thread.</summary>
    void Delay(TimeSpan time);

    /// <summary>A source whose token is cancelled when so much time has passed. The caller disposes of it.</summary>
    CancellationTokenSource Limit(TimeSpan time);
}

internal sealed class SystemClock : IClock
{
    public DateTime UtcNow => DateTime.UtcNow;

    // Plug-ins are synchronous and may not start threads, so waiting means blocking.
    public void Delay(TimeSpan time) => Task.Delay(time).GetAwaiter().GetResult();

    public CancellationTokenSource Limit(TimeSpan time) => new(time);
}

/// <summary>
/// Time left in this execution. The platform stops an execution after two minutes; work stops well before, so that
/// progress is saved and the rest handed over.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/analyze-performance.
/// </summary>
internal sealed class Deadline(IClock clock, TimeSpan budget)
{
    /// <summary>What a long piece of work may use of the two minutes.</summary>
    public static readonly TimeSpan OfAsynchronousWork = TimeSpan.FromSeconds(100);

    /// <summary>Below this a new page is not begun: one call to Pax8 with its time-out must still fit.</summary>
    private static readonly TimeSpan ForAnotherPage = TimeSpan.FromSeconds(25);

    /// <summary>Below this no further record is begun: progress must still be saved and handed over.</summary>
    private static readonly TimeSpan ForAnotherRecord = TimeSpan.FromSeconds(5);

    private readonly DateTime _end = clock.UtcNow + budget;

    public TimeSpan Remaining => _end - clock.UtcNow;

    public bool LeavesNoPage => Remaining < ForAnotherPage;

    /// <summary>The same once so much time has passed.</summary>
    public bool LeavesNoPageAfter(TimeSpan pause) => Remaining - pause < ForAnotherPage;

    /// <summary>The same where a page has taken so long to be written before.</summary>
    public bool LeavesNoPageOf(TimeSpan longest) => LeavesNoPage || Remaining < ForAnotherRecord + longest;

    public bool LeavesNoRecord => Remaining < ForAnotherRecord;
}
