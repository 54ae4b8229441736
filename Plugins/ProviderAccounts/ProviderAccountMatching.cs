using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// Maps provider accounts to accounts once all companies are read: the accounts of the tenant are read once a job, and whoever writes a share asks
/// for those that its rows were decided for, by their ids.
/// </summary>
internal sealed class ProviderAccountMatching(ProviderAccountRows providerAccounts, AccountRows accounts) : ILeftRows
{
    /// <summary>Rows that one query asks for.</summary>
    private const int AtOnce = 500;

    /// <summary>Accounts between two looks at the time; the platform gives so many at once.</summary>
    private const int AccountsAtOnce = 5000;

    /// <summary>More names than the column of candidates holds.</summary>
    private const int MostCandidates = 1000;

    public IssueDraft NotDecided { get; } = new()
    {
        Code = "matching",
        RecordId = "matching",
        What = "Provider accounts were not matched to accounts.",
        Why = "There are more accounts and unmapped provider accounts than one execution of the platform can compare. All else was synchronised.",
        WhatToDo = "Choose Account on the provider accounts that matter, which takes them out of the comparison, and start the sync again. Where you map them by hand anyway, set Match accounts automatically to No.",
    };

    public string NotFinished(int rows) => rows == 1 ? "1 could not be mapped." : FormattableString.Invariant($"{rows} could not be mapped.");

    /// <summary>Whether a row is to be matched: it has no account, and no person took it away.</summary>
    public static bool IsWaiting(Entity row, ConnectorSettings connector) =>
        connector.AutoMatch && row.Lookup(ProviderAccount.Account) is null && row.Text(ProviderAccount.MatchReason) != ProviderAccountRules.LeftUnmapped;

    public IEnumerable<string>? Decide(LeftIds left, SyncRun run)
    {
        var match = new ProviderAccountMatch();
        var waiting = new List<Waiting>();
        foreach (var ids in left.Ids.Cast<object>().InParts(AtOnce))
        {
            if (run.Deadline.LeavesNoPage) return null;
            var rows = providerAccounts.ForMatching(ids).Where(row => IsStillWaiting(row, run)).ToList();
            var before = MappedBefore(rows, run);
            foreach (var row in rows) waiting.Add(new Waiting(row, left.OutcomeOf(row.Id), Want(match, row, before)));
        }
        if (waiting.Count == 0) return [];
        var offered = 0;
        foreach (var account in accounts.Active())
        {
            if (offered++ % AccountsAtOnce == 0 && run.Deadline.LeavesNoPage) return null;
            match.Offer(account);
        }
        return Shares(waiting, match);
    }

    public bool Finish(string share, SyncRun run, ref SyncCounts counts)
    {
        var decisions = MatchShare.Parse(share);
        var rows = providerAccounts.ForMatching(decisions.Select(decision => (object)decision.Id).ToArray()).Where(row => IsStillWaiting(row, run)).ToDictionary(row => row.Id);
        decisions.RemoveAll(decision => !rows.ContainsKey(decision.Id));
        var match = new ProviderAccountMatch();
        var before = MappedBefore(rows.Values, run);
        var keys = decisions.ConvertAll(decision => Want(match, rows[decision.Id], before));
        foreach (var ids in decisions.SelectMany(decision => decision.Accounts).Distinct().Cast<object>().InParts(AtOnce))
            foreach (var account in accounts.Active(ids)) match.Offer(account);
        run.Issues.Prepare(rows.Values.Select(CompanyOf));
        for (var at = 0; at < decisions.Count; at++)
        {
            var found = match.Find(keys[at]);
            // Else an account has changed since: the next sync decides anew.
            if (!IsAsDecided(found, decisions[at])) continue;
            if (run.Deadline.LeavesNoRecord) return false;
            counts = Write(rows[decisions[at].Id], found, decisions[at], run, counts);
        }
        return true;
    }

    /// <summary>
    /// One after the other, in the order of their accounts, so that rows with the same candidates stand together. New rows come last: no
    /// subscriptions follow them, and the first share is written least deep.
    /// </summary>
    private static IEnumerable<string> Shares(List<Waiting> waiting, ProviderAccountMatch match)
    {
        var share = new MatchShare();
        var last = MatchResult.None;
        IReadOnlyList<Guid> ids = [];
        foreach (var row in waiting.Where(row => row.Differs(match.Find(row.Keys))).OrderBy(row => row.Outcome == RecordOutcome.Created).ThenBy(row => match.PlaceOf(row.Keys)))
        {
            var found = match.Find(row.Keys);
            if (found.Accounts != last.Accounts) ids = found.Accounts.Count == 1 ? [found.Accounts[0].Id] : InOrder(found).Select(account => account.Id).ToList();
            last = found;
            share.Add(new MatchDecision(row.Id, row.Outcome == RecordOutcome.Unchanged, ids));
            if (!share.IsFull) continue;
            yield return share.ToString();
            share = new MatchShare();
        }
        if (!share.IsEmpty) yield return share.ToString();
    }

    /// <summary>The same account, candidates of which none has gone, or still none.</summary>
    private static bool IsAsDecided(MatchResult found, MatchDecision decision) =>
        found.IsLinked == (decision.Accounts.Count == 1) && found.IsAmbiguous == decision.Accounts.Count > 1 && AreAllFound(found, decision);

    private static bool AreAllFound(MatchResult found, MatchDecision decision)
    {
        var ids = new HashSet<Guid>(found.Accounts.Select(account => account.Id));
        return decision.Accounts.All(ids.Contains);
    }

    private SyncCounts Write(Entity row, MatchResult found, MatchDecision decision, SyncRun run, SyncCounts counts)
    {
        var company = CompanyOf(row);
        try
        {
            if (!WriteDifference(row, found, run)) return counts;
            run.Issues.SettleOnly(company, IssueCodes.NotFinished);
            return decision.IsUnchanged ? counts.Plus(RecordOutcome.Updated) : counts;
        }
        catch (RowChangedException)
        {
            // Somebody writes the row again and again: the next sync looks at what is there then.
            return counts;
        }
        catch (Exception failure) when (RecordFailures.IsOfRecord(failure))
        {
            run.Issues.Raise(new IssueDraft
            {
                Code = IssueCodes.NotFinished,
                RecordId = company,
                What = $"The provider account of {row.Text(ProviderAccount.Name)} could not be mapped to its account.",
                Why = RecordFailures.Reason(failure),
                WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution, or choose Account yourself. The next sync tries again; everything else of the company was taken over.",
                Retryable = true,
                ProviderAccountId = row.Id,
            });
            return counts.Plus(RecordOutcome.Failed);
        }
    }

    /// <summary>Where somebody else wrote the row since it was read, such as a person who maps it: from what is there now, once.</summary>
    private bool WriteDifference(Entity row, MatchResult found, SyncRun run)
    {
        try
        {
            return WriteDifference(row, found);
        }
        catch (RowChangedException)
        {
            var now = providerAccounts.ForMatching(row.Id).FirstOrDefault(one => IsStillWaiting(one, run));
            return now is not null && WriteDifference(now, found);
        }
    }

    private bool WriteDifference(Entity row, MatchResult found)
    {
        var delta = new Entity(ProviderAccount.Table, row.Id);
        Put(found, delta, row);
        if (delta.Attributes.Count == 0) return false;
        providerAccounts.Update(delta, row.RowVersion);
        return true;
    }

    /// <summary>Takes what was found into the row, as far as it differs from the stored one.</summary>
    public static void Put(MatchResult found, Entity delta, Entity? stored)
    {
        if (found.IsLinked) delta[ProviderAccount.Account] = new EntityReference(Account.Table, found.Accounts[0].Id);
        delta.PutChoice(ProviderAccount.MatchStatus, StatusOf(found), stored);
        delta.PutText(ProviderAccount.MatchReason, ReasonOf(found), stored);
        delta.PutText(ProviderAccount.MatchCandidates, CandidatesOf(found), stored);
    }

    private static int StatusOf(MatchResult found) => found.IsLinked ? ProviderAccount.MatchStatuses.Mapped
        : found.IsAmbiguous ? ProviderAccount.MatchStatuses.Ambiguous
        : ProviderAccount.MatchStatuses.Unmapped;

    private static string? ReasonOf(MatchResult found) => found.Accounts.Count > 0 ? found.Strategy : null;

    private static string? CandidatesOf(MatchResult found) => found.IsAmbiguous ? string.Join("; ", InOrder(found).Select(Describe)).ForColumn(ProviderAccount.MatchCandidates) : null;

    private static IEnumerable<FoundAccount> InOrder(MatchResult found) =>
        found.Accounts.OrderBy(account => account.Name, StringComparer.Ordinal).ThenBy(account => account.Id).Take(MostCandidates);

    private static string Describe(FoundAccount account) =>
        string.IsNullOrWhiteSpace(account.AccountNumber) ? account.Name : $"{account.Name} ({account.AccountNumber})";

    /// <summary>People and other executions go on while a job is at its end.</summary>
    private static bool IsStillWaiting(Entity row, SyncRun run) =>
        IsWaiting(row, run.Connector) && row.Lookup(ProviderAccount.Connector) == run.Connector.Id && row.Choice(ProviderAccount.CompanyStatus) != ProviderAccount.CompanyStatuses.Deleted;

    private Dictionary<string, Guid> MappedBefore(IReadOnlyCollection<Entity> rows, SyncRun run) =>
        providerAccounts.MappedByOtherConnectors(run.Connector.Id, rows.Select(CompanyOf).ToList());

    private static MatchKeys Want(ProviderAccountMatch match, Entity row, Dictionary<string, Guid> before) => match.Want(
        new CompanyFacts(ProviderAccountMap.NameIn(row), row.Text(ProviderAccount.ExternalId), row.Text(ProviderAccount.Website), row.Text(ProviderAccount.Country)),
        before.TryGetValue(CompanyOf(row), out var mapped) ? mapped : null);

    private static string CompanyOf(Entity row) => row.Text(ProviderAccount.ProviderSpecificId)!;

    /// <summary>A row that waits, with what it shows of its mapping: of many at once nothing else is kept.</summary>
    private readonly struct Waiting(Entity row, RecordOutcome outcome, MatchKeys keys)
    {
        private readonly int? _status = row.Choice(ProviderAccount.MatchStatus);
        private readonly string? _reason = row.Text(ProviderAccount.MatchReason);
        private readonly string? _candidates = row.Text(ProviderAccount.MatchCandidates);

        public Guid Id { get; } = row.Id;

        public RecordOutcome Outcome { get; } = outcome;

        public MatchKeys Keys { get; } = keys;

        public bool Differs(MatchResult found) => found.IsLinked || _status != StatusOf(found) || _reason != ReasonOf(found) || _candidates != CandidatesOf(found);
    }
}
