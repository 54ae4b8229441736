using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>What a change says of itself.</summary>
/// <param name="Reason">Why it was made.</param>
/// <param name="EffectiveOn">When it is due, in UTC; null for at once.</param>
/// <param name="RequestedBy">Who asked for it; null for a change that came from Pax8.</param>
internal sealed record ChangeWords(string? Reason, DateTime? EffectiveOn, Guid? RequestedBy);

/// <summary>Writes the licence change log of a change, in the transaction that makes the change.</summary>
internal sealed class LicenseChangeLogs(LicenseChangeRows changes, Execution.IClock clock)
{
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
    public void Write(Guid subscriptionId, Entity from, Entity to, bool isSent, ChangeWords words, Hold? hold = null)
    {
        var type = TypeOf(from, to, words);
        var log = new Entity(LicenseChangeLog.Table)
        {
            [LicenseChangeLog.Name] = NameOf(from, to, type).CutTo(LicenseChangeLog.Name),
            [LicenseChangeLog.Number] = to.Number(Subscription.LastChangeNumber),
            [LicenseChangeLog.Quantity] = Delta(from, to),
            [LicenseChangeLog.FromQuantity] = from.Number(Subscription.Quantity),
            [LicenseChangeLog.ToQuantity] = to.Number(Subscription.Quantity),
            [LicenseChangeLog.ChangeType] = new OptionSetValue(type),
            [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(
                isSent ? LicenseChangeLog.ProvisioningStatuses.AwaitingProvisioning : LicenseChangeLog.ProvisioningStatuses.NotApplicable),
        };
        AddPriceAndTerm(log, from, to);
        AddLinks(log, subscriptionId, to);
        AddWords(log, words);
        if (isSent && (hold ?? LicenseChangeHolds.DueLater(words.EffectiveOn, new LicenseChange(log).IsDue(clock.UtcNow))) is { } held) LicenseChangeRows.AddHold(log, held);
        var id = changes.Create(log);
        if (isSent && new LicenseChange(log) is { NeedsConfirmation: false } change && change.IsDue(clock.UtcNow)) changes.Queue(id, clock.UtcNow);
    }

    /// <summary>
    /// Takes the licences off the customer that had them and puts them on the one that has them now: two logs, neither of which is
    /// sent. Their numbers are the next two behind the row's before.
    /// </summary>
    /// <param name="before">The row with the customer that had the licences.</param>
    /// <param name="after">The row with the customer that has them.</param>
    /// <param name="words">Why, and who asked for it.</param>
    public void WriteTransfer(Entity before, Entity after, ChangeWords words)
    {
        var licenses = before.Number(Subscription.Quantity);
        var number = before.Number(Subscription.LastChangeNumber);
        changes.Create(Log(before.Id, before, -licenses, licenses, 0, number + 1, $"{-licenses}, to another customer: {before.Text(Subscription.Name)}", words));
        changes.Create(Log(before.Id, after, licenses, 0, licenses, number + 2, $"+{licenses}, from another customer: {after.Text(Subscription.Name)}", words));
    }

    /// <summary>
    /// Logs whose customer was not known yet get the one that the subscription has: its provider account was not mapped when they were
    /// written, or they are of a version that did not note it.
    /// </summary>
    public void NameCustomer(Guid subscriptionId, Guid providerAccountId, Guid accountId)
    {
        foreach (var log in changes.WithoutCustomer(subscriptionId, providerAccountId)) changes.NameCustomer(log, accountId);
    }

    /// <summary>Gives the logs of an account to the one that it was merged into.</summary>
    public void Lead(Guid subscriptionId, Guid merged, Guid survivor)
    {
        foreach (var log in changes.OfCustomer(subscriptionId, merged)) changes.NameCustomer(log, survivor);
    }

    private static Entity Log(Guid subscriptionId, Entity of, int quantity, int from, int to, int number, string name, ChangeWords words)
    {
        var log = new Entity(LicenseChangeLog.Table)
        {
            [LicenseChangeLog.Name] = name.CutTo(LicenseChangeLog.Name),
            [LicenseChangeLog.Number] = number,
            [LicenseChangeLog.Quantity] = quantity,
            [LicenseChangeLog.FromQuantity] = from,
            [LicenseChangeLog.ToQuantity] = to,
            [LicenseChangeLog.ChangeType] = new OptionSetValue(LicenseChangeLog.ChangeTypes.Update),
            [LicenseChangeLog.ProvisioningStatus] = new OptionSetValue(LicenseChangeLog.ProvisioningStatuses.NotApplicable),
        };
        AddLinks(log, subscriptionId, of);
        AddWords(log, words);
        return log;
    }

    /// <summary>Whose change it is.</summary>
    private static void AddLinks(Entity log, Guid subscriptionId, Entity of)
    {
        log[LicenseChangeLog.Subscription] = new EntityReference(Subscription.Table, subscriptionId);
        log[LicenseChangeLog.Connector] = of.GetAttributeValue<EntityReference>(Subscription.Connector);
        log[LicenseChangeLog.ProviderAccount] = of.GetAttributeValue<EntityReference>(Subscription.ProviderAccount);
        if (of.GetAttributeValue<EntityReference>(Subscription.Account) is { } account) log[LicenseChangeLog.Account] = account;
        if (of.GetAttributeValue<EntityReference>(Common.Owner) is { } owner) log[Common.Owner] = owner;
    }

    private static void AddWords(Entity log, ChangeWords words)
    {
        if (words.Reason is not null) log[LicenseChangeLog.Reason] = words.Reason;
        if (words.EffectiveOn is { } effective) log[LicenseChangeLog.EffectiveOn] = effective;
        if (words.RequestedBy is { } user) log[LicenseChangeLog.RequestedBy] = new EntityReference("systemuser", user);
    }

    private static int Delta(Entity from, Entity to) => to.Number(Subscription.Quantity) - from.Number(Subscription.Quantity);

    private static int TypeOf(Entity from, Entity to, ChangeWords words)
    {
        var cancelsLater = words.EffectiveOn is not null && words.EffectiveOn == to.Date(Subscription.CancelOn) && from.IsActive() == to.IsActive() && !Differ(from, to);
        return ((from.IsActive() && !to.IsActive()) || cancelsLater) && !MovesAway(to) ? LicenseChangeLog.ChangeTypes.Deactivate
            : !from.IsActive() && to.IsActive() ? LicenseChangeLog.ChangeTypes.Activate
            : LicenseChangeLog.ChangeTypes.Update;
    }

    /// <summary>Not its end: Pax8 has it under a company that is not synchronised here.</summary>
    private static bool MovesAway(Entity to) => to.Text(Subscription.MovedTo) is not null;

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
        else if (MovesAway(to)) parts.Add(Invariant($"{delta:+0;-0;0}, moved away"));
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
        return change.Name.StartsWith(written, StringComparison.Ordinal) ? (Invariant($"{change.Delta:+0;-0} to {quantity}") + change.Name.Substring(written.Length)).CutTo(LicenseChangeLog.Name) : change.Name;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
