using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Pulls Pax8 companies into provider accounts: one call and one query a page, writes only for what differs.</summary>
internal sealed class ProviderAccountSync(Pax8Client pax8, ProviderAccountRows providerAccounts, AccountRows accounts, Customers customers) : ISyncSource, IGoneRows
{
    private ProviderAccountMatch? _match;

    public void Prepare(Guid connectorId) => customers.FollowMerges(connectorId);

    public ListedPage ReadPage(int page, int size)
    {
        var answer = pax8.ListCompanies(page, size);
        return ListedPage.Of(answer, company => company.Id, company => company.Id, run => PullPage(answer, run));
    }

    public int CountPresentRows(SyncRun run) => providerAccounts.PresentCompanyIds(run.Connector.Id).Count();

    public bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts)
    {
        foreach (var id in providerAccounts.PresentCompanyIds(run.Connector.Id).Where(id => !seen.Contains(id)).ToList())
        {
            if (run.IsDone(id)) continue;
            if (run.Deadline.LeavesNoPage) return false;
            var row = providerAccounts.ByCompanyId(run.Connector.Id, id);
            Company? company;
            try
            {
                company = pax8.FindCompany(id);
            }
            catch (Pax8Exception failure) when (run.GivesUp(failure))
            {
                counts = counts.Plus(RaiseNotAnswered(row, id, failure, run));
                run.Seen.Add(id, absent: false);
                continue;
            }
            if (company is not null) counts = counts.Plus(PullSafely(company, row, run));
            else if (row is not null) counts = counts.Plus(MarkGone(row, id, run));
            run.Seen.Add(id, absent: company is null);
        }
        return true;
    }

    public SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind) => new(counts.Sentence(kind));

    private PageResult PullPage(RecordPage<Company> answer, SyncRun run)
    {
        var counts = default(SyncCounts);
        foreach (var unreadable in answer.Unreadable)
            if (UnreadableRecords.Raise(unreadable, "company", run)) counts = counts.Plus(RecordOutcome.Failed);
        var fresh = answer.Records.Where(company => !run.IsDone(company.Id)).ToList();
        var stored = providerAccounts.ByCompanyIds(run.Connector.Id, fresh.Select(company => company.Id).ToList());
        foreach (var company in fresh)
        {
            if (run.IsDone(company.Id)) continue; // Listed twice on the same page.
            if (run.Deadline.LeavesNoRecord) return new PageResult(counts, complete: false);
            stored.TryGetValue(company.Id, out var row);
            counts = counts.Plus(PullSafely(company, row, run));
            run.Seen.Add(company.Id, ProviderAccountMap.IsDeleted(company));
        }
        return new PageResult(counts, complete: true);
    }

    /// <summary>One bad record never stops a run: it becomes an issue.</summary>
    private RecordOutcome PullSafely(Company company, Entity? stored, SyncRun run)
    {
        try
        {
            return Pull(company, stored, run);
        }
        catch (Exception changed) when (changed is RowChangedException or RowExistsException)
        {
            // Somebody wrote the row since it was read: start from what is there now, once.
            return PullAgain(company, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return RaiseRefused(company, stored?.Id, failure, run);
        }
    }

    private RecordOutcome PullAgain(Company company, SyncRun run)
    {
        var stored = providerAccounts.ByCompanyId(run.Connector.Id, company.Id);
        try
        {
            return Pull(company, stored, run);
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return RaiseRefused(company, stored?.Id, failure, run);
        }
    }

    private RecordOutcome Pull(Company company, Entity? stored, SyncRun run)
    {
        List<string>? cut = null;
        var delta = ProviderAccountMap.Delta(company, stored, ref cut);
        var outcome = stored is null ? RecordOutcome.Created : Update(company, delta, stored, run);
        var id = stored?.Id ?? Create(company, delta, run);
        if (cut is not null) RaiseCut(company, id, cut, run);
        if (company.Unreadable.Count > 0) run.Issues.Raise(RecordFailures.OfValues(IssueCodes.Value, $"company {(company.Name ?? company.Id).CutTo(100)}", company.Id, company.Unreadable, id));
        run.Issues.Settle(company.Id);
        return outcome;
    }

    private Guid Create(Company company, Entity row, SyncRun run)
    {
        var deleted = ProviderAccountMap.IsDeleted(company);
        row[ProviderAccount.ProviderSpecificId] = company.Id;
        row[ProviderAccount.Connector] = new EntityReference(Connector.Table, run.Connector.Id);
        row[ProviderAccount.SyncStatus] = new OptionSetValue(
            run.Connector.NewAccountsAreEnabled && !deleted ? ProviderAccount.SyncStatuses.Enabled : ProviderAccount.SyncStatuses.Disabled);
        if (!row.Contains(ProviderAccount.CompanyStatus))
            row[ProviderAccount.CompanyStatus] = new OptionSetValue(ProviderAccount.CompanyStatuses.Other);
        if (run.Connector.AutoMatch && !deleted) Match(company, row, stored: null, run);
        else Put(MatchResult.None, row, stored: null);
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
        if (stored.Lookup(ProviderAccount.Account) is null) FollowMatch(company, delta, stored, run);
        if (delta.Attributes.Count == 0) return RecordOutcome.Unchanged;
        providerAccounts.Update(delta, stored.RowVersion);
        return RecordOutcome.Updated;
    }

    /// <summary>Of a row without account: a person's choice, matching, or nothing where the account it was mapped to is gone.</summary>
    private void FollowMatch(Company company, Entity delta, Entity stored, SyncRun run)
    {
        if (stored.Text(ProviderAccount.MatchReason) == ProviderAccountRules.LeftUnmapped) return;
        if (run.Connector.AutoMatch && !ProviderAccountMap.IsDeleted(company)) Match(company, delta, stored, run);
        else if (stored.Choice(ProviderAccount.MatchStatus) == ProviderAccount.MatchStatuses.Mapped) Put(MatchResult.None, delta, stored);
    }

    private void Match(Company company, Entity delta, Entity? stored, SyncRun run)
    {
        _match ??= new ProviderAccountMatch(accounts.Active(), providerAccounts.MappedByOtherConnectors(run.Connector.Id));
        Put(_match.Find(company), delta, stored);
    }

    private static void Put(MatchResult found, Entity delta, Entity? stored)
    {
        if (found.IsLinked) delta[ProviderAccount.Account] = new EntityReference(Account.Table, found.Accounts[0].Id);
        var status = found.IsLinked ? ProviderAccount.MatchStatuses.Mapped
            : found.IsAmbiguous ? ProviderAccount.MatchStatuses.Ambiguous
            : ProviderAccount.MatchStatuses.Unmapped;
        delta.PutChoice(ProviderAccount.MatchStatus, status, stored);
        delta.PutText(ProviderAccount.MatchReason, found.Accounts.Count > 0 ? found.Strategy : null, stored);
        delta.PutText(ProviderAccount.MatchCandidates, found.IsAmbiguous ? Candidates(found) : null, stored);
    }

    private static string? Candidates(MatchResult found) => string.Join(
        "; ", found.Accounts.OrderBy(account => account.Name, StringComparer.Ordinal).ThenBy(account => account.Id).Select(Describe)).ForColumn(4000);

    private static string Describe(AccountFacts account) =>
        string.IsNullOrWhiteSpace(account.AccountNumber) ? account.Name : $"{account.Name} ({account.AccountNumber})";

    private RecordOutcome MarkGone(Entity row, string companyId, SyncRun run)
    {
        try
        {
            SetGone(row, companyId, "Pax8 does not list the company any more and answers that there is none with this id.", run);
            return RecordOutcome.Updated;
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            return RaiseRefused(new Company(companyId) { Name = row.Text(ProviderAccount.Name) }, row.Id, failure, run);
        }
    }

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

    private static RecordOutcome RaiseNotAnswered(Entity? row, string companyId, Pax8Exception failure, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = IssueCodes.OfNoAnswer(failure),
            RecordId = companyId,
            What = $"It is not known whether {row?.Text(ProviderAccount.Name) ?? companyId} still exists in Pax8.",
            Why = $"Pax8 does not list the company any more, and gave no answer about it. {failure.Message}",
            WhatToDo = $"The provider account was left as it is. {IssueCodes.RemedyOfNoAnswer(failure)}Start the sync again; if this stays, ask Pax8 support about the company.",
            Retryable = true,
            Question = IssueCodes.QuestionOfNoAnswer(failure),
            ProviderAccountId = row?.Id,
        });
        run.Issues.Settle(companyId);
        return RecordOutcome.Failed;
    }

    private static RecordOutcome RaiseRefused(Company company, Guid? providerAccountId, Exception failure, SyncRun run)
    {
        run.Issues.Raise(new IssueDraft
        {
            Code = "row",
            RecordId = company.Id,
            What = $"The provider account of {company.Name ?? company.Id} could not be saved.",
            Why = RecordFailures.Reason(failure),
            WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution. The next sync tries again.",
            Retryable = true,
            ProviderAccountId = providerAccountId,
        });
        return RecordOutcome.Failed;
    }

    private static void RaiseCut(Company company, Guid providerAccountId, List<string> cut, SyncRun run) => run.Issues.Raise(new IssueDraft
    {
        Code = "cut",
        RecordId = company.Id,
        What = $"Texts of {(company.Name ?? company.Id).CutTo(100)} were too long and were cut.",
        Why = $"Pax8 sent more than the column holds: {string.Join(", ", cut)}.",
        WhatToDo = "Shorten the text in Pax8 if it is a mistake. The next sync then takes it over whole and closes this issue.",
        IsWarning = true,
        ProviderAccountId = providerAccountId,
    });
}
