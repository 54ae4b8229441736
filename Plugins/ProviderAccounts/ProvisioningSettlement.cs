using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>The word of a person where it is not known whether Pax8 created a company, or where it is no longer wanted.</summary>
internal sealed class ProvisioningSettlement(ConnectorRows connectors, ProviderAccountRows providerAccounts, ProvisioningRows rows, Pax8Access pax8, IClock clock)
{
    /// <summary>It was created, and is this one. It is read from Pax8 before it is taken.</summary>
    public string WasCreated(Guid id, string companyId)
    {
        var row = rows.Get(id);
        if (row.State != ProviderAccount.ProvisioningStates.NeedsReview)
            throw new RefusedException("It was created can be chosen only where Provisioning is Needs review. Refresh to see what became of it.");
        var connector = connectors.Get(row.ConnectorId);
        if (ConnectorHolds.OfConnection(connector) is not null)
            throw new RefusedException($"{connector.Name} is inactive, or Pax8 looks like another partner's with its credentials, so Pax8 is not asked. Put that right and try again.");
        companyId = companyId.Trim();
        if (companyId.Length == 0) throw new RefusedException("No company was named. Choose the company, or enter the id that Pax8 shows for it, and try again.");
        if (providerAccounts.ByCompanyId(connector.Id, companyId) is { } other)
            throw new RefusedException($"This company is the provider account {other.Text(ProviderAccount.Name)} already. Map that one to the account instead, and withdraw this one.");
        if (providerAccounts.HolderOf(connector.Id, [companyId]) is { } holder)
            throw new RefusedException($"This company belongs to the provider integration {connectors.NameOf(holder)}. Choose another one, or withdraw.");
        if (pax8.ForWaitingUser(connector.Id).FindCompany(companyId) is not { } company || ProviderAccountMap.IsDeleted(company))
            throw new RefusedException("Pax8 has no company with this id, or has deleted it. Check the id, or choose It was not created.");
        rows.Write(row, ProvisioningRows.Adopted(row, company, FormattableString.Invariant($"A person said on {clock.UtcNow:yyyy-MM-dd HH:mm} UTC that it was created as this company.")));
        return $"{company.Name} is the company of this provider account now. It is mapped and enabled.";
    }

    /// <summary>It is no longer wanted. Whatever Pax8 has comes in with the next sync as a row of its own.</summary>
    public string Withdraw(Guid id)
    {
        var row = rows.Get(id);
        if (row.Of is null) throw new RefusedException("There is nothing to withdraw: this provider account is not being created in Pax8. Refresh to see what became of it.");
        if (row.State == ProviderAccount.ProvisioningStates.Sending)
            throw new RefusedException("It is being sent to Pax8, or it is being looked for, so it cannot be withdrawn. Wait until Provisioning shows what became of it.");
        var end = ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.Withdrawn, FormattableString.Invariant($"Withdrawn on {clock.UtcNow:yyyy-MM-dd HH:mm} UTC."));
        end[ProviderAccount.ProvisioningOf] = null;
        end.SetState(active: false);
        rows.Write(row, end);
        return "Withdrawn: nothing is sent. The row stays, inactive; should Pax8 have the company, Sync Provider Accounts brings it as another one.";
    }

    /// <summary>A row from which a company may have been made is not deleted: it alone keeps a second one from being made.</summary>
    public static void RefuseDeletion(Entity before)
    {
        if (before.Text(ProviderAccount.ProvisioningOf) is not null)
            throw new RefusedException("This provider account is being created in Pax8, or it is not known whether it was, so it cannot be deleted. Withdraw it first.");
    }
}
