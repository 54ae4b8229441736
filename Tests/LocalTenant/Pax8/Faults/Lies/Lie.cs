using System;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// One way in which Pax8 does not tell the truth, or tells it in a way that no document promises: an answer that arrives, has a
/// form that can be read, and is wrong. Made by <see cref="Lies"/>, told by <see cref="Fault.Lie(Pax8.Lie)"/>.
/// </summary>
public sealed class Lie
{
    private readonly Func<Pax8Call, bool> fits;
    private readonly Func<LiedCall, Pax8Answer> tell;

    internal Lie(string name, Func<Pax8Call, bool> fits, Func<LiedCall, Pax8Answer> tell)
    {
        Name = name;
        this.fits = fits;
        this.tell = tell;
    }

    /// <summary>What is not true, in a few words.</summary>
    public string Name { get; }

    /// <summary>Whether the lie means something for a call; for any other it changes nothing.</summary>
    public bool Fits(Pax8Call call) => fits(call);

    internal Pax8Answer Tell(LiedCall call) => Fits(call.Call) ? tell(call) : call.Right();

    /// <inheritdoc />
    public override string ToString() => Name;
}
