using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Dataverse;

/// <summary>Rows of <see cref="SubscriptionDifference"/>.</summary>
internal sealed class SubscriptionDifferenceRows(TenantRows rows)
{
    /// <summary>Creates the row unless this report has it: the key makes it safe to do the same again after a crash.</summary>
    public void Ensure(Entity row)
    {
        try
        {
            rows.Create(row);
        }
        catch (RowExistsException)
        {
            // An earlier execution that was cut off has created it.
        }
    }

    /// <summary>Amounts of a report's rows, in their currencies.</summary>
    public List<KeyValuePair<string, decimal>> AmountsOf(Guid jobId) =>
        rows.Query(From(SubscriptionDifference.Table, SubscriptionDifference.AmountPerMonth, SubscriptionDifference.CurrencyCode).Where(SubscriptionDifference.Job, jobId))
            .Select(row => new KeyValuePair<string, decimal>(
                row.Text(SubscriptionDifference.CurrencyCode) ?? "", row.GetAttributeValue<decimal?>(SubscriptionDifference.AmountPerMonth) ?? 0))
            .ToList();
}
