using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// An order as Pax8 sends it. It has no status, and its day of creation no time. Source: Pax8 partner API, schema Order
/// (devx.pax8.com/openapi), and reports of the live API.
/// </summary>
/// <param name="Id">A UUID in lower case.</param>
/// <param name="CompanyId">Whom it is for.</param>
internal sealed record Pax8Order(string Id, string CompanyId) : Pax8Record(Id)
{
    /// <summary>The day, at midnight UTC; null where Pax8 does not tell it.</summary>
    public DateTime? CreatedOn { get; init; }

    public IReadOnlyList<Pax8OrderLine> Lines { get; init; } = [];
}

/// <summary>A line of an order. Which line of the request it answers is not told.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">Licences; null where it is not a whole number.</param>
/// <param name="BillingTerm">The word of the term.</param>
/// <param name="SubscriptionId">What came of it; null until Pax8 has made it.</param>
internal sealed record Pax8OrderLine(string ProductId, int? Quantity, string BillingTerm, string? SubscriptionId);

/// <summary>An order to be placed.</summary>
/// <param name="CompanyId">Whom it is for.</param>
/// <param name="Lines">What is ordered.</param>
internal sealed record NewOrder(string CompanyId, IReadOnlyList<NewOrderLine> Lines);

/// <summary>A line of an order to be placed; null leaves a member out, since Pax8 refuses what it does not expect.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Quantity">Licences.</param>
/// <param name="BillingTerm">The word of the term.</param>
internal sealed record NewOrderLine(int Number, string ProductId, int Quantity, string BillingTerm)
{
    public string? CommitmentTermId { get; init; }

    public string? ParentSubscriptionId { get; init; }

    public int? ParentLineNumber { get; init; }

    /// <summary>Values by key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ProvisioningDetails { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
