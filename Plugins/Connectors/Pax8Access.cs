using System;
using System.Collections.Generic;
using System.Threading;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Connectors;

/// <summary>Opens Pax8 for a connector, within the time that this execution has left.</summary>
internal sealed class Pax8Access(ConnectorRows connectors, Func<Pax8Connection, IWait, Patience, Pax8Gate> gateOf, Func<Pax8Gate, Pax8Client> clientOf, IClock clock, Deadline deadline) : IDisposable
{
    /// <summary>What a person waits for at most, token and call together.</summary>
    private static readonly TimeSpan WaitingUser = TimeSpan.FromSeconds(28);

    /// <summary>One attempt: whoever pressed the button can press it again, and sees the true answer.</summary>
    private static readonly Patience OneAttempt = new(1, TimeSpan.FromSeconds(13));

    private readonly List<IDisposable> _gates = [];

    public Pax8Client ForBackgroundWork(Guid connectorId) => Open(connectorId, deadline, Patience.OfBackgroundWork);

    /// <summary>For a list that takes long: beside another client of the same connector where that is in use.</summary>
    public Pax8Client ForOrderListing(Guid connectorId) => Open(connectorId, deadline, Patience.OfOrderListing);

    /// <summary>For one request that must not be sent twice.</summary>
    public Pax8Client ForPlacing(Guid connectorId) => Open(connectorId, deadline, Patience.OfPlacing);

    public Pax8Client ForWaitingUser(Guid connectorId) => Open(connectorId, new Deadline(clock, WaitingUser), OneAttempt);

    public void Dispose()
    {
        foreach (var gate in _gates) gate.Dispose();
    }

    private Pax8Client Open(Guid connectorId, Deadline until, Patience patience)
    {
        var connection = connectors.Connection(connectorId)
            ?? throw new Pax8Exception(Pax8Error.CredentialsRejected, "Application Secret is missing. Enter the Client Secret of the integration in Pax8, save, and try again.");
        var gate = gateOf(connection, new ExecutionWait(clock, until), patience);
        _gates.Add(gate);
        return clientOf(gate);
    }

    private sealed class ExecutionWait(IClock clock, Deadline until) : IWait
    {
        public DateTime UtcNow => clock.UtcNow;
        public TimeSpan Remaining => until.Remaining;
        public void Delay(TimeSpan time) => clock.Delay(time);
        public CancellationTokenSource Limit(TimeSpan time) => clock.Limit(time);
    }
}
