using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The trace of one execution: 10 KB of text, the oldest lines give way.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/logging-tracing
/// </summary>
internal sealed class PluginTracing : ITracingService
{
    private const int Limit = 10 * 1024;
    private readonly Lock gate = new();
    private readonly Queue<string> lines = new();
    private int size;

    public void Trace(string format, params object[] args)
    {
        var line = args is { Length: > 0 } ? string.Format(CultureInfo.InvariantCulture, format, args) : format;
        lock (gate)
        {
            Keep(line);
        }
    }

    public string Text
    {
        get { lock (gate) { return string.Join('\n', lines); } }
    }

    private void Keep(string line)
    {
        if (Encoding.UTF8.GetByteCount(line) + 1 > Limit)
        {
            // A single line past the limit keeps its end, where an error says what it is.
            line = line[^(Limit / 4)..];
        }

        lines.Enqueue(line);
        size += Encoding.UTF8.GetByteCount(line) + 1;
        while (size > Limit)
        {
            size -= Encoding.UTF8.GetByteCount(lines.Dequeue()) + 1;
        }
    }
}
