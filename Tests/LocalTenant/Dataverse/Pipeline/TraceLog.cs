using System.Collections.Generic;
using System.Threading;

namespace DataverseEmulator.Pipeline;

/// <summary>The latest traces of all plug-ins. Safe for threads.</summary>
internal sealed class TraceLog
{
    private const int Limit = 10_000;
    private readonly Lock gate = new();
    private readonly Queue<PluginTrace> traces = new();

    public void Add(PluginTrace trace)
    {
        lock (gate)
        {
            traces.Enqueue(trace);
            if (traces.Count > Limit)
            {
                traces.Dequeue();
            }
        }
    }

    public IReadOnlyList<PluginTrace> All
    {
        get { lock (gate) { return [.. traces]; } }
    }
}
