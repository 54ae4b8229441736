using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// Pulls Pax8 companies into provider accounts: one call and one query a page, writes only for what differs. Rows without an account are left
/// for the end of the job, see <see cref="ProviderAccountMatching"/>.
/// </summary>
internal sealed class ProviderAccountSync(Pax8Client pax8, ProviderAccountRows providerAccounts, Customers customers, ProvisioningQueue provisioning)
    : PagedSource<Company, Entity, Dictionary<string, Entity>>, IGoneRows
{
    protected override string RecordName => "company";

    public override void Prepare(Guid connectorId)
    {
        customers.FollowMerges(connectorId);
        provisioning.GoOn(connectorId);
    }

    public override ListedPage ReadPage(int page, int size) => PageOf(pax8.ListCompanies(page, size));

    protected override string IdOf(Company record) => record.Id;

    protected override string CompanyOf(Company record) => record.Id;

    protected override IEnumerable<string> PresentIds(SyncRun run) => providerAccounts.PresentCompanyIds(run.Connector.Id);

    protected override Dictionary<string, Entity> FindPage(List<Company> records, SyncRun run)
    {
        provisioning.Forget();
        return providerAccounts.ByCompanyIds(run.Connector.Id, records.ConvertAll(company => company.Id));
    }

    protected override Entity? FindRow(string id, SyncRun run) => providerAccounts.ByCompanyId(run.Connector.Id, id);

    protected override Company? AskFor(string id) => pax8.FindCompany(id);

    protected override Taken? Take(Company record, Dictionary<string, Entity> page, SyncRun run)
    {
        var row = RowOf(record, page);
        // Its row is the one from which it is being made, and gets its id there.
        if (row is null && provisioning.Leaves(record, run.Connector.Id)) return new Taken(RecordOutcome.Skipped, IsAbsent: true);
        return new Taken(Pull(record, row, run), ProviderAccountMap.IsDeleted(record));
    }

    protected override Taken TakeUnlisted(Company record, Entity row, SyncRun run) => new(Pull(record, row, run), IsAbsent: false);

    protected override Taken TakeGone(Entity row, SyncRun run)
    {
        SetGone(row, row.Text(ProviderAccount.ProviderSpecificId)!, "Pax8 does not list the company any more and answers that there is none with this id.", run);
        return new Taken(RecordOutcome.Updated, IsAbsent: true);
    }

    private RecordOutcome Pull(Company company, Entity? stored, SyncRun run)
    {
        List<string>? cut = null;
        var delta = ProviderAccountMap.Delta(company, stored, ref cut);
        var outcome = stored is null ? RecordOutcome.Created : Update(company, delta, stored, run);
        var id = stored?.Id ?? Create(company, delta, run);
        var isLeft = IsLeft(company, stored, run);
        if (isLeft) run.Left.Add(id, outcome);
        if (cut is not null)
            run.Issues.Raise(RecordFailures.OfCutTexts((company.Name ?? company.Id).CutTo(100), company.Id, cut, id));
        if (company.Unreadable.Count > 0) run.Issues.Raise(RecordFailures.OfValues(IssueCodes.Value, $"company {(company.Name ?? company.Id).CutTo(100)}", company.Id, company.Unreadable, id));
        run.Issues.Settle(company.Id, exceptCode: isLeft ? IssueCodes.NotFinished : null);
        return outcome;
    }

    private static bool IsLeft(Company company, Entity? stored, SyncRun run) =>
        !ProviderAccountMap.IsDeleted(company) && (stored is null ? run.Connector.AutoMatch : ProviderAccountMatching.IsWaiting(stored, run.Connector));

    private Guid Create(Company company, Entity row, SyncRun run)
    {
        var deleted = ProviderAccountMap.IsDeleted(company);
        row[ProviderAccount.ProviderSpecificId] = company.Id;
        row[ProviderAccount.Connector] = new EntityReference(Connector.Table, run.Connector.Id);
        row[ProviderAccount.SyncStatus] = new OptionSetValue(
            run.Connector.NewAccountsAreEnabled && !deleted ? ProviderAccount.SyncStatuses.Enabled : ProviderAccount.SyncStatuses.Disabled);
        if (!row.Contains(ProviderAccount.CompanyStatus))
            row[ProviderAccount.CompanyStatus] = new OptionSetValue(ProviderAccount.CompanyStatuses.Other);
        ProviderAccountMatching.Put(MatchResult.None, row, stored: null);
        if (run.Connector.Owner is not null) row[Common.Owner] = run.Connector.Owner;
        var id = providerAccounts.Create(row);
        // A row cannot be born inactive, so this takes a second write; cut off between the two, the next run sees the difference.
        if (deleted)
        {
            var state = new Entity(ProviderAccount.Table, id);
            state.SetState(active: false);
            providerAccounts.Update(state, providerAccounts.ByCompanyId(run.Connector.Id, company.Id)?.RowVersion);
        }
        return id;
    }

    private RecordOutcome Update(Company company, Entity delta, Entity stored, SyncRun run)
    {
        if (IsWithoutItsAccount(stored) && !IsLeft(company, stored, run)) ProviderAccountMatching.Put(MatchResult.None, delta, stored);
        if (delta.Attributes.Count == 0) return RecordOutcome.Unchanged;
        providerAccounts.Update(delta, stored.RowVersion);
        return RecordOutcome.Updated;
    }

    /// <summary>True where the account that the row was mapped to is gone.</summary>
    private static bool IsWithoutItsAccount(Entity stored) =>
        stored.Lookup(ProviderAccount.Account) is null && stored.Choice(ProviderAccount.MatchStatus) == ProviderAccount.MatchStatuses.Mapped
        && stored.Text(ProviderAccount.MatchReason) != ProviderAccountRules.LeftUnmapped;

    public string RowName => "provider account";

    public string? NameOf(Guid connectorId, string id) => providerAccounts.ByCompanyId(connectorId, id)?.Text(ProviderAccount.Name);

    public bool IsInPax8(string id) => pax8.FindCompany(id) is not null;

    public bool SetGone(string id, string why, SyncRun run)
    {
        SetGone(providerAccounts.ByCompanyId(run.Connector.Id, id)!, id, why, run);
        return true;
    }

    /// <summary>The issue first: once the row is marked, a later execution no longer asks for it, and would not tell anybody.</summary>
    private void SetGone(Entity row, string companyId, string why, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "gone",
            RecordId = companyId,
            What = $"{row.Text(ProviderAccount.Name)} no longer exists in Pax8.",
            Why = $"{why} The provider account was deactivated; nothing was deleted.",
            WhatToDo = "If the company was removed on purpose, close its subscriptions here. If not, ask Pax8 support; once it is back, the next sync activates the provider account again.",
            IsWarning = true,
            ProviderAccountId = row.Id,
        });
        run.Issues.Settle(companyId);
        var gone = new Entity(ProviderAccount.Table, row.Id)
        {
            [ProviderAccount.CompanyStatus] = new OptionSetValue(ProviderAccount.CompanyStatuses.Deleted),
        };
        gone.SetState(active: false);
        providerAccounts.Update(gone, row.RowVersion);
    }

    protected override RecordOutcome TellNotAnswered(Entity row, Pax8Exception failure, SyncRun run)
    {
        var id = row.Text(ProviderAccount.ProviderSpecificId)!;
        run.Issues.Raise(RecordFailures.OfNoAnswer(
            RecordName, row.Text(ProviderAccount.Name) ?? id, id, failure,
            $"The provider account was left as it is. {IssueCodes.RemedyOfNoAnswer(failure)}Start the sync again; if this stays, ask Pax8 support about the company.", row.Id));
        run.Issues.Settle(id);
        return RecordOutcome.Failed;
    }

    protected override Entity? RowOf(Company record, Dictionary<string, Entity> page) => page.TryGetValue(record.Id, out var row) ? row : null;

    protected override Taken TellRefused(Company record, Entity? row, Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfRow($"provider account of {record.Name ?? record.Id}", record.Id, failure, row?.Id));
        return new Taken(RecordOutcome.Failed, ProviderAccountMap.IsDeleted(record));
    }

    protected override RecordOutcome TellRefusedUnlisted(Company? record, Entity row, Exception failure, SyncRun run)
    {
        var id = row.Text(ProviderAccount.ProviderSpecificId)!;
        run.Issues.Raise(RecordFailures.OfRow($"provider account of {record?.Name ?? row.Text(ProviderAccount.Name) ?? id}", id, failure, row.Id));
        return RecordOutcome.Failed;
    }
}
