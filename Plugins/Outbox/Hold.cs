namespace Pax8Dataverse.Outbox;

/// <summary>Why something is not sent to Pax8 now.</summary>
/// <param name="Reason">One of <see cref="HoldReasons"/>.</param>
/// <param name="Sentence">What people read of it, and what lets it go.</param>
internal sealed record Hold(int Reason, string Sentence)
{
    /// <summary>Whether its record is shown as not synchronised for it: not where all goes as it was meant to.</summary>
    public bool IsToldOnRow => Reason is not (HoldReasons.EffectiveDate or HoldReasons.NotShownYet);
}
