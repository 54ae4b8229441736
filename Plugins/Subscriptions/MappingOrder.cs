using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What subscriptions are to take over from their provider account, and which of them one system job is about.</summary>
/// <param name="OfCustomer">The customer.</param>
/// <param name="OfOwner">The owner.</param>
/// <param name="RequestedBy">The person who changed it; null where matching did.</param>
internal sealed record MappingOrder(bool OfCustomer, bool OfOwner, Guid? RequestedBy)
{
    public const int MaxLanes = 200;

    /// <summary>Changes that wait to be sent are to be looked at again.</summary>
    public bool OfSyncStatus { get; init; }

    /// <summary>From 0, below <see cref="Lanes"/>.</summary>
    public int Lane { get; init; }

    /// <summary>Among so many system jobs the subscriptions are shared out.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>Executions that had to stop before.</summary>
    public int Hop { get; init; }

    /// <summary>From what was written of a provider account: a share as <see cref="ToString"/> writes it, else what changed.</summary>
    public static MappingOrder Of(Entity target, Guid? userId) =>
        target.Text(ProviderAccount.Follow) is { } share ? Parse(share) : new MappingOrder(target.Contains(ProviderAccount.Account), target.Contains(Common.Owner), userId)
        {
            OfSyncStatus = target.Contains(ProviderAccount.SyncStatus),
        };

    /// <summary>Whether a subscription belongs to this share; the same answer at any time.</summary>
    public bool Includes(Guid id)
    {
        var sum = 0;
        foreach (var part in id.ToByteArray()) sum = unchecked((sum * 31) + part) & 0x7FFFFFFF;
        return sum % Lanes == Lane;
    }

    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture, "{0};{1};{2};{3};{4};{5}", OfCustomer ? 1 : 0, OfOwner ? 1 : 0, RequestedBy?.ToString("D") ?? "", Lane, Lanes, Hop);

    private static MappingOrder Parse(string share)
    {
        var parts = share.Split(';');
        return new MappingOrder(parts[0] == "1", parts[1] == "1", Guid.TryParse(parts[2], out var user) ? user : null)
        {
            Lane = Number(parts[3]),
            Lanes = Number(parts[4]),
            Hop = Number(parts[5]),
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
