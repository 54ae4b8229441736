namespace Pax8Dataverse.LocalTenant.Pax8;

public sealed partial class Pax8State
{
    /// <summary>Lets happen what has become due since the last call.</summary>
    internal void Settle()
    {
    }
}
