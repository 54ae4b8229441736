namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Stands around every HTTP call of the simulated network. What it throws goes straight through to the caller: a crash test stops the "process" here.</summary>
public interface ICallProbe
{
    /// <summary>The call is about to be sent: Pax8 knows nothing of it yet.</summary>
    void Before(Pax8Call call);

    /// <summary>Pax8 has answered and the caller does not know it yet. Also called when the answer is lost on its way.</summary>
    void After(Pax8Call call, Pax8Answer answer);
}
