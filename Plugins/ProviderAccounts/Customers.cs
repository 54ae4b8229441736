using System;
using System.Collections.Generic;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// What becomes of the mapping where an account itself is merged, deactivated or deleted. A merge leaves the other account inactive,
/// marked as merged, with the surviving one as its master (documented). Which steps the platform runs on it, and whether it
/// leads links of other tables to the survivor, is assumed to be unknown: both ends come to the same here.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/merge-entity-table-records and the reference of the table account.
/// </summary>
internal sealed class Customers(
    AccountRows accounts, ProviderAccountRows providerAccounts, IBilledSubscriptions subscriptions, ConnectorRows connectors, Func<Connectors.ConnectorSettings, SyncIssues> issuesOf)
{
    /// <summary>Merges of merged accounts; more in a row are no longer a customer's history.</summary>
    private const int MostMerges = 10;

    /// <summary>Throws <see cref="RefusedException"/> where the account has active subscriptions.</summary>
    public void RefuseDeletion(Guid accountId)
    {
        var mapped = providerAccounts.MappedTo(accountId).ConvertAll(account => account.Id);
        if (subscriptions.FirstActiveOf(accountId, mapped) is not { } name) return;
        throw new RefusedException($"This account is the customer of active Pax8 subscriptions, such as {name}, so it cannot be deleted. Map its provider accounts to another account first, or end the subscriptions.");
    }

    /// <summary>Follows a merge; tells people of an account that was deactivated otherwise.</summary>
    public void FollowState(Guid accountId)
    {
        var mapped = providerAccounts.MappedTo(accountId);
        if (mapped.Count == 0) return;
        var state = accounts.StateOf(accountId);
        if (SurvivorOf(state) is { } survivor) foreach (var account in mapped) providerAccounts.MapTo(account.Id, survivor, ProviderAccountRules.Merged);
        else Tell(state, mapped);
    }

    /// <summary>Follows merges of which no step told.</summary>
    public void FollowMerges(Guid connectorId)
    {
        foreach (var account in providerAccounts.MappedToMerged(connectorId))
            if (SurvivorOf(accounts.StateOf(account.CustomerId!.Value)) is { } survivor) providerAccounts.MapTo(account.Id, survivor, ProviderAccountRules.Merged);
    }

    private Guid? SurvivorOf(CustomerState state)
    {
        for (var merges = 0; merges < MostMerges && !state.IsActive && state.MasterId is { } master; merges++)
        {
            state = accounts.StateOf(master);
            if (state.IsActive) return master;
        }
        return null;
    }

    private void Tell(CustomerState state, List<MappedAccount> mapped)
    {
        foreach (var account in mapped)
        {
            var issues = issuesOf(connectors.Get(account.ConnectorId));
            var record = $"customer of {account.CompanyId}";
            var active = subscriptions.CountActiveUnder(account.Id);
            if (state.IsActive || active == 0)
            {
                issues.Settle(record);
                continue;
            }
            issues.Raise(new IssueDraft
            {
                Code = "customer",
                RecordId = record,
                What = $"The customer of {account.Name} was deactivated and has active subscriptions.",
                Why = $"{account.Name} is mapped to {state.Name}, which is inactive now. {active} of its subscriptions are active and go on being billed to that customer.",
                WhatToDo = "If another account is the customer now, choose it on the provider account; its subscriptions follow. If the customer has left, cancel the subscriptions. If it was a mistake, activate the account again, which closes this issue.",
                IsWarning = true,
                ProviderAccountId = account.Id,
            });
        }
    }
}
