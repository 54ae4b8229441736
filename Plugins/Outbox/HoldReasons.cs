namespace Pax8Dataverse.Outbox;

/// <summary>
/// Why what is meant for Pax8 is not sent now; nothing that has a reason is sent by itself. Values of the choice <c>pax8_waitsfor</c>; rows from
/// before there was the column have none.
/// </summary>
internal static class HoldReasons
{
    public const int Confirmation = 476500000;
    public const int EarlierChange = 476500001;
    public const int EffectiveDate = 476500002;
    public const int WriteBack = 476500003;
    public const int Inactive = 476500004;
    public const int SyncDisabled = 476500005;
    public const int CopiedEnvironment = 476500006;
    public const int NotShownYet = 476500007;
}
