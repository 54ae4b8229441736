namespace Pax8Dataverse.Connectors;

/// <summary>Who decides where both sides changed to different values.</summary>
internal enum ConflictPolicy
{
    /// <summary>People do.</summary>
    Ask,

    /// <summary>What Pax8 has is taken over here.</summary>
    Pax8Wins,

    /// <summary>What is here is sent to Pax8.</summary>
    Work365Wins,
}
