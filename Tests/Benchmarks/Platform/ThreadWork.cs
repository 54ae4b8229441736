using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>
/// What one thread has used: processor time in nanoseconds and allocated bytes. Other programs on the machine do not count,
/// collections that this thread's allocations cause do.
/// </summary>
internal readonly record struct ThreadWork(long Nanoseconds, long Bytes)
{
    /// <summary>Of the calling thread, since its start.</summary>
    public static ThreadWork Now => new(Processor(), GC.GetAllocatedBytesForCurrentThread());

    public static ThreadWork operator -(ThreadWork later, ThreadWork earlier) =>
        new(later.Nanoseconds - earlier.Nanoseconds, later.Bytes - earlier.Bytes);

    public static ThreadWork operator +(ThreadWork one, ThreadWork other) =>
        new(one.Nanoseconds + other.Nanoseconds, one.Bytes + other.Bytes);

    /// <summary>Where no clock of a thread's processor time can be read this finely, wall time stands in; then the machine must be quiet.</summary>
    public static bool IsProcessorTime => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    private static long Processor()
    {
        if (!IsProcessorTime) return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        return ClockGetTime(OperatingSystem.IsLinux() ? 3 : 16, out var time) == 0
            ? time.Seconds * 1_000_000_000L + time.Nanoseconds
            : throw new InvalidOperationException("The clock of the thread's processor time cannot be read.");
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

/// <summary>Adds up what the platform's side of an execution uses, so that it can be taken off the whole.</summary>
internal sealed class PlatformMeter
{
    private ThreadWork _entered;

    /// <summary>Used inside the platform since the last <see cref="Reset"/>.</summary>
    public ThreadWork Used { get; private set; }

    public void Enter() => _entered = ThreadWork.Now;

    public void Leave() => Used += ThreadWork.Now - _entered;

    public void Reset() => Used = default;
}
