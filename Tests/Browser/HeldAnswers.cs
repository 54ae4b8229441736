using System;
using System.Threading;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>Pax8 keeps its answers below a path to itself until they are released, so that a page can be seen at work.</summary>
internal sealed class HeldAnswers : IDisposable
{
    private readonly ManualResetEventSlim released = new();
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Pax8Simulator pax8;

    public HeldAnswers(Pax8Simulator pax8, string path)
    {
        this.pax8 = pax8;
        pax8.BeforeCall = call =>
        {
            if (!call.Path.Contains(path, StringComparison.Ordinal)) return;
            arrived.TrySetResult();
            released.Wait(TimeSpan.FromSeconds(30));
        };
    }

    /// <summary>Ends when the first call has come.</summary>
    public Task Arrived => arrived.Task;

    public void Release() => released.Set();

    /// <inheritdoc />
    public void Dispose()
    {
        Release();
        pax8.BeforeCall = null;
    }
}
