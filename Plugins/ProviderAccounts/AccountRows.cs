using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Dataverse;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>An account as far as its end as a customer goes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsActive">Its state.</param>
/// <param name="MasterId">The surviving account where it was merged.</param>
internal sealed record CustomerState(string Name, bool IsActive, Guid? MasterId);

/// <summary>Rows of <see cref="Account"/>; only read, an account is never created or changed unasked.</summary>
internal sealed class AccountRows(TenantRows rows)
{
    public CustomerState StateOf(Guid id)
    {
        var row = rows.Get(Account.Table, id, Account.Name, Account.Master, Common.State);
        return new CustomerState(row.Text(Account.Name) ?? "", row.IsActive(), row.Lookup(Account.Master));
    }

    /// <summary>All active accounts of the tenant, read page by page while they are asked for.</summary>
    public IEnumerable<AccountFacts> Active() => Read(ActiveOnes().OrderedBy(Account.Id));

    /// <summary>Of these accounts those that are active; one query.</summary>
    public IEnumerable<AccountFacts> Active(object[] ids) => Read(ActiveOnes().WhereIn(Account.Id, ids));

    private static QueryExpression ActiveOnes() =>
        From(Account.Table, Account.Name, Account.AccountNumber, Account.Website, Account.Country).Where(Common.State, Common.StateActive);

    private IEnumerable<AccountFacts> Read(QueryExpression query) => rows.Query(query)
        .Select(row => new AccountFacts(row.Id, row.Text(Account.Name) ?? "", row.Text(Account.AccountNumber), row.Text(Account.Website), row.Text(Account.Country)));
}
