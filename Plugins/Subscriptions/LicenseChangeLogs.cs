using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What a change says of itself.</summary>
/// <param name="Reason">Why it was made.</param>
/// <param name="EffectiveOn">When it is due, in UTC; null for at once.</param>
/// <param name="RequestedBy">Who asked for it; null for a change that came from Pax8.</param>
internal sealed record ChangeWords(string? Reason, DateTime? EffectiveOn, Guid? RequestedBy);

/// <summary>Writes the licence change log of a change, in the transaction that makes the change.</summary>
internal sealed class LicenseChangeLogs(LicenseChangeRows changes, Sync.IClock clock)
{
    private const int NameLength = 300;

    /// <summary>True where a change is one that a log is written of. The state alone is none: whoever ends has licences to lose.</summary>
    public static bool Differ(Entity from, Entity to) =>
        from.Number(Subscription.Quantity) != to.Number(Subscription.Quantity)
        || from.GetAttributeValue<decimal?>(Subscription.Price) != to.GetAttributeValue<decimal?>(Subscription.Price)
        || from.Choice(Subscription.BillingTerm) != to.Choice(Subscription.BillingTerm);

    /// <summary>Writes the log; one that is sent is put into the queue unless it is due later, or has to be confirmed.</summary>
    /// <param name="subscriptionId">The subscription.</param>
    /// <param name="from">Its values before.</param>
    /// <param name="to">The whole row after, its new change number included.</param>
    /// <param name="isSent">Whether Pax8 is to be told; a change that came from there is not.</param>
    /// <param name="words">What the change says of itself.</param>
    /// <param name="hold">What holds it already; null where nothing but its effective date does.</param>
    public void Write(Guid subscriptionId, Entity from, Entity to, bool isSent, ChangeWords words, LicenseChangeHold? hold = null)
    {
        var type = TypeOf(from, to, words);
        var log = new Entity(LicenseChangeLog.Table)
        {
            [LicenseChangeLog.Name] = NameOf(from, to, type).CutTo(NameLength),
            [LicenseChangeLog.Number] = to.Number(Subscription.LastChangeNumber),
            [LicenseChangeLog.Subscription] = new EntityReference(Subscription.Table, subscriptionId),
            [LicenseChangeLog.Connector] = to.GetAttributeValue<EntityReference>(Subscription.Connector),
            [LicenseChangeLog.ProviderAccount] = to.GetAttributeValue<EntityReference>(Subscription.ProviderAccount),
            [LicenseChangeLog.Quantity] = Delta(from, to),
            [LicenseChangeLog.FromQuantity] = from.Number(Subscription.Quantity),
            [LicenseChangeLog.ToQuantity] = to.Number(Subscription.Quantity),
            [LicenseChangeLog.ChangeType] = new OptionSetValue(type),
            [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(
                isSent ? LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning : LicenseChangeLog.ProvisioningStatuses.NotApplicable),
        };
        AddPriceAndTerm(log, from, to);
        if (words.Reason is not null) log[LicenseChangeLog.Reason] = words.Reason;
        if (words.EffectiveOn is { } effective) log[LicenseChangeLog.EffectiveOn] = effective;
        if (words.RequestedBy is { } user) log[LicenseChangeLog.RequestedBy] = new EntityReference("systemuser", user);
        if (to.GetAttributeValue<EntityReference>(Common.Owner) is { } owner) log[Common.Owner] = owner;
        if (isSent && (hold ?? LicenseChangeHolds.DueLater(words.EffectiveOn, new LicenseChange(log).IsDue(clock.UtcNow))) is { } held) LicenseChangeRows.AddHold(log, held);
        var id = changes.Create(log);
        if (isSent && new LicenseChange(log) is { NeedsConfirmation: false } change && change.IsDue(clock.UtcNow)) changes.Queue(id, clock.UtcNow);
    }

    private static int Delta(Entity from, Entity to) => to.Number(Subscription.Quantity) - from.Number(Subscription.Quantity);

    private static int TypeOf(Entity from, Entity to, ChangeWords words)
    {
        var cancelsLater = words.EffectiveOn is not null && words.EffectiveOn == to.Date(Subscription.CancelOn) && from.IsActive() == to.IsActive() && !Differ(from, to);
        return (from.IsActive() && !to.IsActive()) || cancelsLater ? LicenseChangeLog.ChangeTypes.Deactivate
            : !from.IsActive() && to.IsActive() ? LicenseChangeLog.ChangeTypes.Activate
            : LicenseChangeLog.ChangeTypes.Update;
    }

    private static void AddPriceAndTerm(Entity log, Entity from, Entity to)
    {
        var before = from.GetAttributeValue<decimal?>(Subscription.Price);
        var after = to.GetAttributeValue<decimal?>(Subscription.Price);
        if (before != after)
        {
            if (before is not null) log[LicenseChangeLog.FromPrice] = before;
            if (after is not null) log[LicenseChangeLog.ToPrice] = after;
        }
        if (from.Choice(Subscription.BillingTerm) == to.Choice(Subscription.BillingTerm)) return;
        if (from.Choice(Subscription.BillingTerm) is { } old) log[LicenseChangeLog.FromBillingTerm] = new OptionSetValue(old);
        if (to.Choice(Subscription.BillingTerm) is { } term) log[LicenseChangeLog.ToBillingTerm] = new OptionSetValue(term);
    }

    private static string NameOf(Entity from, Entity to, int type)
    {
        var parts = new List<string>();
        var delta = Delta(from, to);
        if (type == LicenseChangeLog.ChangeTypes.Deactivate)
            parts.Add(delta == 0 && to.Date(Subscription.CancelOn) is { } date && to.IsActive() ? $"Cancel on {date:yyyy-MM-dd}" : Invariant($"Ended, {delta:+0;-0;0}"));
        else if (delta != 0) parts.Add(Invariant($"{delta:+0;-0} to {to.Number(Subscription.Quantity)}"));
        if (from.GetAttributeValue<decimal?>(Subscription.Price) != to.GetAttributeValue<decimal?>(Subscription.Price))
            parts.Add(Invariant($"price {to.GetAttributeValue<decimal?>(Subscription.Price):0.####}"));
        if (from.Choice(Subscription.BillingTerm) != to.Choice(Subscription.BillingTerm)) parts.Add("billing term");
        if (type == LicenseChangeLog.ChangeTypes.Activate) parts.Insert(0, "Active again");
        return $"{string.Join(", ", parts)}: {to.Text(Subscription.Name)}";
    }

    /// <summary>The name of the change where it leads to another quantity than it was written with.</summary>
    public static string NameAt(LicenseChange change, int quantity)
    {
        var written = Invariant($"{change.Delta:+0;-0} to {change.StartsAt + change.Delta}");
        return change.Name.StartsWith(written, StringComparison.Ordinal) ? (Invariant($"{change.Delta:+0;-0} to {quantity}") + change.Name.Substring(written.Length)).CutTo(NameLength) : change.Name;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
