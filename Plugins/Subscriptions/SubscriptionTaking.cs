using System;
using System.Collections.Generic;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Subscriptions;

/// <summary>What turned up while one subscription was taken over, told once it is.</summary>
internal sealed class SubscriptionTaking
{
    /// <summary>The row; null until there is one.</summary>
    public Guid? RowId { get; set; }

    /// <summary>Whether what Pax8 takes away is taken as well, whatever it is: nobody is to be asked about it.</summary>
    public bool TakesAway { get; set; }

    /// <summary>Whether what the row holds is decided: that much may be taken away, and no more.</summary>
    public bool IsDecided { get; set; }

    /// <summary>What licence change logs give as reason; null for that it changed in Pax8.</summary>
    public string? Reason { get; set; }

    /// <summary>Captions of texts that had to be cut.</summary>
    public List<string> Cut { get; } = [];

    /// <summary>The answer about this one record; null where it was not asked for.</summary>
    public Pax8Subscription? Detail { get; set; }
}
