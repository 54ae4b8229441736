namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Decides what goes wrong. Called once for every call, never by two threads at once.</summary>
public interface IFaultPlan
{
    /// <summary>The fault for this call, or null.</summary>
    /// <param name="call">With its template set.</param>
    /// <param name="number">1 for the simulator's first call.</param>
    Fault? Next(Pax8Call call, int number);
}
