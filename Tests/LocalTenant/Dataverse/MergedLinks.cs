namespace DataverseEmulator;

/// <summary>How a merge leads rows that pointed to the one account to the other; which of these the platform does is not documented.</summary>
public enum MergedLinks
{
    /// <summary>Each by an update that runs its steps, table by table in the order of their names.</summary>
    WithSteps,

    /// <summary>The same in the reverse order.</summary>
    WithStepsBackwards,

    /// <summary>Without a step.</summary>
    WithoutSteps,
}
