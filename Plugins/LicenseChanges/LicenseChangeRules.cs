using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// What people may change on a licence change log: set a failed one back to Awaiting Provisioning, which puts it into the queue
/// again. Everything else would make the logs say something that did not happen.
/// </summary>
internal sealed class LicenseChangeRules(TenantRows rows, LicenseChangeRows changes, SubscriptionRows subscriptions, Execution.IClock clock)
{
    private static readonly string[] Kept = [.. LicenseChangeLog.Columns.OwnedBy(ColumnOwner.System), Common.State, Common.StatusReason];

    /// <summary>Columns that wake the rules.</summary>
    public static readonly string[] Watched = [.. Kept, LicenseChangeLog.ProvisioningStatus];

    public static void ApplyToNew(bool ownWrite)
    {
        if (!ownWrite)
            throw new RefusedException("Licence change logs are written by the system. Change the subscription instead; its log follows by itself.");
    }

    public void ApplyToChange(Entity target, Entity before, bool ownWrite)
    {
        if (ownWrite) return;
        var difference = target.DifferenceFrom(before);
        if (Kept.Any(difference.Contains))
            throw new RefusedException("Licence change logs record what happened and cannot be changed. Only Provisioning Status can be set, from Failed Provisioning back to Awaiting Provisioning.");
        if (difference.Choice(LicenseChangeLog.ProvisioningStatus) is not { } status) return;
        if (before.Choice(LicenseChangeLog.ProvisioningStatus) != LicenseChangeLog.ProvisioningStatuses.FailedProvisioning || status != LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning)
            throw new RefusedException("Provisioning Status can only be set from Failed Provisioning back to Awaiting Provisioning. Choose Awaiting Provisioning to have a failed change sent again.");
        target[LicenseChangeLog.Attempts] = 0;
        target[LicenseChangeLog.Waits] = 0;
        target[LicenseChangeLog.TakenOn] = null;
        target[LicenseChangeLog.WaitsFor] = null;
        target[LicenseChangeLog.ConnectionFailure] = null;
        target[LicenseChangeLog.Message] = null;
        target[LicenseChangeLog.QueuedOn] = clock.UtcNow;
        ShowWaiting(before.Lookup(LicenseChangeLog.Subscription)!.Value, except: before.Id);
    }

    public static void RefuseDeletion(string what) => throw new RefusedException(
        $"{what} cannot be deleted: the quantities of a subscription's licence change logs must add up to its quantity. Cancel the subscription instead, or withdraw a change that was not sent.");

    private void ShowWaiting(Guid subscriptionId, Guid except)
    {
        var subscription = subscriptions.Get(subscriptionId);
        if (subscription.SyncState != Subscription.SyncStates.Failed || changes.OpenOf(subscriptionId).Any(change => change.IsFailed && change.Id != except)) return;
        rows.Update(SubscriptionState.Waiting(subscriptionId));
    }
}
