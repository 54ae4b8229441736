using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What people may change on a provider account: the account it is mapped to and its sync status. The rest belongs to Pax8.</summary>
internal static class ProviderAccountRules
{
    private static readonly string[] OwnedByPax8 = ProviderAccount.Columns.OwnedBy(ColumnOwner.Pax8);

    private static readonly string[] KeptBySystem = ProviderAccount.Columns.OwnedBy(ColumnOwner.System);

    /// <summary>Match reason of a row whose account a person took away: matching leaves it alone, as any choice of a person.</summary>
    public const string LeftUnmapped = "Left unmapped by a person";

    /// <summary>Match reason of a row whose account was merged into another.</summary>
    public const string Merged = "Account was merged";

    /// <summary>Columns that wake the rules.</summary>
    public static readonly string[] Watched =
        [.. OwnedByPax8, ProviderAccount.Connector, ProviderAccount.Account, ProviderAccount.SyncStatus, .. KeptBySystem];

    public static void ApplyToNew(bool ownWrite)
    {
        if (!ownWrite)
            throw new RefusedException("Provider accounts are created by Sync Provider Accounts and by Provision Account. Press Provision Account on the account, or create the company in Pax8 and press Sync Provider Accounts.");
    }

    /// <summary>Checks and completes a change; throws <see cref="RefusedException"/>.</summary>
    /// <param name="target">The columns being written.</param>
    /// <param name="before">The row before, in <see cref="Watched"/> columns.</param>
    /// <param name="ownWrite">True for this package's own writes.</param>
    /// <param name="isMerge">True inside of a merge of two accounts.</param>
    /// <param name="now">The time, in UTC.</param>
    public static void ApplyToChange(Entity target, Entity before, bool ownWrite, bool isMerge, DateTime now)
    {
        if (!ownWrite)
        {
            RefuseForeignColumns(target, before);
            FollowMapping(target, before, isMerge ? Merged : "Chosen by a person");
        }
        if (target.DifferenceFrom(before).Contains(ProviderAccount.SyncStatus)) target[ProviderAccount.SyncStatusOn] = now;
    }

    private static void RefuseForeignColumns(Entity target, Entity before)
    {
        var difference = target.DifferenceFrom(before);
        if (difference.Contains(ProviderAccount.Connector))
            throw new RefusedException("Provider cannot be changed: this provider account belongs to the integration that it was read from. Leave Provider as it is and save again.");
        if (before.Text(ProviderAccount.ProvisioningOf) is not null && (difference.Contains(ProviderAccount.Account) || difference.Contains(ProviderAccount.SyncStatus)))
            throw new RefusedException("Account and Sync status cannot be changed while the company is being created in Pax8. Settle that first, see Provisioning, or withdraw it.");
        if (OwnedByPax8.FirstOrDefault(difference.Contains) is { } owned)
            throw new RefusedException($"{ProviderAccount.Columns.CaptionOf(owned)} comes from Pax8 and would be overwritten by the next sync. Change it in Pax8, then press Sync Provider Accounts.");
        if (KeptBySystem.Any(difference.Contains))
            throw new RefusedException("Mapping, Candidates and Matched by follow from Account, Sync status changed on from Sync status, and all of Provisioning from its commands. Choose those instead and save again.");
    }

    /// <summary>A person's choice settles the mapping, and so does a merge.</summary>
    private static void FollowMapping(Entity target, Entity before, string reason)
    {
        if (!target.DifferenceFrom(before).Contains(ProviderAccount.Account)) return;
        var mapped = target.Lookup(ProviderAccount.Account) is not null;
        target[ProviderAccount.MatchStatus] = new OptionSetValue(mapped ? ProviderAccount.MatchStatuses.Mapped : ProviderAccount.MatchStatuses.Unmapped);
        target[ProviderAccount.MatchCandidates] = null;
        target[ProviderAccount.MatchReason] = mapped ? reason : LeftUnmapped;
    }
}
