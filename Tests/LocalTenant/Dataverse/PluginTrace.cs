using System;

namespace DataverseEmulator;

/// <summary>
/// What one execution of a plug-in traced, as a row of plugintracelog has it: kept whether or not the operation was rolled
/// back, text cut to its last 10 KB. Source: learn.microsoft.com/power-apps/developer/data-platform/logging-tracing
/// </summary>
/// <param name="Owner">Name of the step, or unique name of the custom API.</param>
/// <param name="Exception">The exception that left the plug-in, as text; null when it ended well.</param>
public sealed record PluginTrace(
    string Owner, string PluginType, string Message, string Table, int Depth, bool Asynchronous, Guid CorrelationId,
    DateTime StartedOn, TimeSpan Duration, string Text, string? Exception);
