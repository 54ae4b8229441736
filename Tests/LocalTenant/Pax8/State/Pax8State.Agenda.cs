using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> agenda = new();
    private int agendaOrder;

    /// <summary>Lets something happen in Pax8 at a moment: before the first call that comes then, in the order of the moments.</summary>
    public void Later(DateTimeOffset moment, Action<Pax8State> happening)
    {
        lock (Gate)
            agenda.Enqueue(() => happening(this), (moment, agendaOrder++));
    }

    private void HideFor<T>(Pax8Delay delay, Table<T> table, string id)
        where T : class
    {
        if (delay.Time <= TimeSpan.Zero)
            return;
        table.Hide(id, delay.ByIdToo);
        Later(Now + delay.Time, _ => table.Show(id));
    }
}

/// <summary>How long something new is not in its list, and whether it is not to be had by id so long either.</summary>
internal readonly record struct Pax8Delay(TimeSpan Time, bool ByIdToo);
