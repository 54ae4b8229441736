using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.ProviderAccounts;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Dataverse;

/// <summary>Rows of <see cref="Account"/>; only read, an account is never created or changed unasked.</summary>
internal sealed class AccountRows(TenantRows rows)
{
    public List<AccountFacts> Active() =>
        rows.Query(From(Account.Table, Account.Name, Account.AccountNumber, Account.Website, Account.Country)
                .Where(Common.State, Common.StateActive))
            .Select(row => new AccountFacts(row.Id, row.Text(Account.Name) ?? "", row.Text(Account.AccountNumber), row.Text(Account.Website), row.Text(Account.Country)))
            .ToList();
}
