using System;
using System.Collections.Generic;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What is billed to customers, as far as a customer's fate hangs on it.</summary>
internal interface IBilledSubscriptions
{
    /// <summary>Name of an active subscription of a customer, by its own link or by that of its provider account; null for none.</summary>
    string? FirstActiveOf(Guid accountId, List<Guid> providerAccounts);

    int CountActiveUnder(Guid providerAccountId);
}
