using System.Collections.Generic;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>What was asked for with a row, and what came of it in Pax8: the truth, which the row knows or does not know.</summary>
internal sealed class OrderIntent(string row)
{
    public string Row { get; } = row;

    /// <summary>Whether a person's word stands that it is to be sent, and no attempt of it ended in any other way than surely unread.</summary>
    public bool MayBeSent { get; set; }

    public bool WaitsForApproval { get; set; }

    public bool IsApproved { get; set; }

    public bool IsCancelled { get; set; }

    /// <summary>The attempt that the row shows.</summary>
    public string? Attempt { get; set; }

    /// <summary>Whether a request of this attempt came to Pax8 or got lost on the way there.</summary>
    public bool IsAttemptSent { get; set; }

    /// <summary>How the last request ended; null without one.</summary>
    public string? LastEnd { get; set; }

    /// <summary>Whether the last request ended so that nobody here can know what became of it.</summary>
    public bool IsUnclear { get; set; }

    /// <summary>Orders of Pax8 that requests of this row made.</summary>
    public List<Pax8Purchase> Bought { get; } = [];

    /// <summary>Status when it was last looked at.</summary>
    public int Status { get; set; }

    /// <summary>Whether its row took an order of somebody else that nobody here could tell from its own.</summary>
    public bool TookAnothers { get; set; }

    /// <summary>Whether it was ever released to be sent.</summary>
    public bool WasReleased { get; set; }

    /// <summary>Whether it ever was in review.</summary>
    public bool WasInReview { get; set; }

    /// <summary>Whether it came there although Pax8 has it: something like it is there too, and nobody here can tell which is which.</summary>
    public bool IsOneOfSeveral { get; set; }
}
