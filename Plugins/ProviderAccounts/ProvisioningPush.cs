using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>
/// Makes the company of a provider account in Pax8, once. It is looked for, then the row is claimed under its version, then it is sent:
/// an asynchronous step runs outside of a transaction, so the claim is committed before the call
/// (learn.microsoft.com/power-apps/developer/data-platform/event-framework). Whoever finds a claim only looks: the company with the
/// account's id as external id is taken, and where there is none, or several, a person decides. Sent again by itself is only what
/// surely never left or was turned away unread.
/// </summary>
internal sealed class ProvisioningPush(ConnectorRows connectors, ProvisioningRows rows, Pax8Access pax8, IClock clock, Deadline deadline)
{
    /// <summary>Somebody may write the row at any moment; each round starts from what is there then.</summary>
    private const int MaxRounds = 50;

    /// <summary>Looks after an unclear end, with pauses: Pax8 may have taken the company without listing it yet.</summary>
    private const int LooksAfterSending = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    public void Run(Guid id)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            try
            {
                if (!Next(id)) return;
            }
            catch (RowChangedException)
            {
                // Start from what is there now.
            }
        }
    }

    /// <summary>One step; false where there is nothing more to do for now.</summary>
    private bool Next(Guid id)
    {
        if (rows.Find(id) is not { IsInFlight: true } row) return false;
        if (row.IsBeingSent(clock.UtcNow)) return OutliveClaim(id);
        var connector = connectors.Get(row.ConnectorId);
        if (row.State != ProviderAccount.ProvisioningStates.WaitingToBeSent)
        {
            Resolve(row, connector, looks: 1, said: null);
            return false;
        }
        if (ConnectorHolds.OfOrigin(row, connector, clock.UtcNow) is not null)
        {
            // Whether it was sent elsewhere is a person's to say; a copy may still look.
            if (connector.IsCopied) connectors.ShowHome(connector);
            rows.Write(row, ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.NeedsReview, ProvisioningSentences.MayHaveBeenSent(row)));
            return false;
        }
        if (HoldOf(connector) is { } hold)
        {
            rows.Write(row, ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.NotSent, hold));
            return false;
        }
        try
        {
            var client = pax8.ForBackgroundWork(connector.Id);
            var found = CompanySearch.Look(client, row, deadline);
            if (found.NextPage is { } next) LookOn(row, found, next);
            else if (found.ByExternalId.Count > 0) Decide(client, row, found, said: null);
            else Send(client, row, connector);
        }
        catch (Pax8Exception failure)
        {
            NotSentYet(id, row.SendingUntil, failure);
        }
        return false;
    }

    /// <summary>Why nothing is sent with this connector; null where it is. Asked at the door, and again before each sending.</summary>
    public static string? HoldOf(ConnectorSettings connector) =>
        connector.IsSandbox ? ProvisioningSentences.Sandbox(connector)
        : (ConnectorHolds.OfConnection(connector) ?? ConnectorHolds.OfWriteBack(connector)) is { } hold ? ProvisioningSentences.NotSent(hold, connector)
        : null;

    private void Send(Pax8Client client, Provisioning row, ConnectorSettings connector)
    {
        rows.Write(row, new Entity(ProviderAccount.Table, row.Id)
        {
            [ProviderAccount.Provisioning] = new OptionSetValue(ProviderAccount.ProvisioningStates.Sending),
            [ProviderAccount.ProvisioningMessage] = null,
            [ProviderAccount.SendingUntil] = clock.UtcNow + Lease.Length,
            [ProviderAccount.CompanyCandidates] = null,
            [ProviderAccount.LookedPages] = 0,
        });
        // What was claimed is what is sent: the company as it was read under the version that the claim was written for.
        var claim = rows.Get(row.Id).SendingUntil;
        Company created;
        try
        {
            created = client.CreateCompany(row.Company);
        }
        catch (Pax8Exception failure)
        {
            AfterFailure(row.Id, claim, connector, failure);
            return;
        }
        if (Adopt(row.Id, created, FormattableString.Invariant($"Created in Pax8 on {clock.UtcNow:yyyy-MM-dd HH:mm} UTC."))) return;
        var found = new CompaniesFound([CompanyCandidate.Of(created, byExternalId: true)], null);
        Review(rows.Get(row.Id), found, ProvisioningSentences.Undecided(found, null));
    }

    private void AfterFailure(Guid id, DateTime? claim, ConnectorSettings connector, Pax8Exception failure)
    {
        switch (failure.Kind)
        {
            case Pax8Error.Unclear:
                LookFor(id, claim, connector, said: null);
                break;
            case Pax8Error.Refused or Pax8Error.NotFound or Pax8Error.NotFoundUnproven or Pax8Error.NotAllowed:
                if (SaysExists(failure)) LookFor(id, claim, connector, failure.FieldMessages.Count > 0 ? failure.FieldMessages[0] : failure.Message);
                else rows.Settle(id, row => IsClaimedBy(row, claim) ? ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.Refused, failure.Message) : null);
                break;
            default:
                NotSentYet(id, claim, failure);
                break;
        }
    }

    /// <summary>Pax8 refuses a company that it has; in which words is assumed, and the look that follows decides.</summary>
    private static bool SaysExists(Pax8Exception failure) =>
        failure.Kind == Pax8Error.Refused
        && (failure.Message.IndexOf("already exist", StringComparison.OrdinalIgnoreCase) >= 0 || failure.FieldMessages.Any(message => message.IndexOf("already exist", StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>The claim is over from here on, and stays on the row: whoever finds it looks, and nobody sends.</summary>
    private void LookFor(Guid id, DateTime? claim, ConnectorSettings connector, string? said)
    {
        rows.Settle(id, row => IsClaimedBy(row, claim) ? new Entity(ProviderAccount.Table, id) { [ProviderAccount.SendingUntil] = clock.UtcNow, [ProviderAccount.ContactsToSend] = null } : null);
        if (rows.Find(id) is { IsInFlight: true } row && row.State != ProviderAccount.ProvisioningStates.WaitingToBeSent) Resolve(row, connector, said is null ? LooksAfterSending : 1, said);
    }

    private static bool IsClaimedBy(Provisioning row, DateTime? claim) => row.State == ProviderAccount.ProvisioningStates.Sending && row.SendingUntil == claim;

    /// <summary>Finds out what became of a company that may have been made, without sending anything.</summary>
    /// <param name="row">The row, whose claim is over.</param>
    /// <param name="connector">Its connector.</param>
    /// <param name="looks">How often it is looked for before it counts as not found.</param>
    /// <param name="said">What Pax8 said of a company that exists already; null where it said nothing.</param>
    private void Resolve(Provisioning row, ConnectorSettings connector, int looks, string? said)
    {
        if (ConnectorHolds.OfConnection(connector) is not null)
        {
            Review(row, null, ProvisioningSentences.NotLooked(connector));
            return;
        }
        try
        {
            var client = pax8.ForBackgroundWork(connector.Id);
            for (var look = 1; ; look++)
            {
                var found = CompanySearch.Look(client, row, deadline);
                if (found.NextPage is { } next)
                {
                    LookOn(row, found, next);
                    return;
                }
                var pause = Patience.BackOffAfter(look);
                if (found.ByExternalId.Count > 0 || look >= looks || deadline.LeavesNoPageAfter(pause))
                {
                    Decide(client, row, found, said);
                    return;
                }
                clock.Delay(pause);
            }
        }
        catch (Pax8Exception failure)
        {
            NotLookedYet(row.Id, failure);
        }
    }

    /// <summary>One company with the account's id is it; anything else is a person's to decide.</summary>
    private void Decide(Pax8Client client, Provisioning row, CompaniesFound found, string? said)
    {
        if (found.ByExternalId.Count == 1
            && client.FindCompany(found.ByExternalId[0].Id) is { } company && CompanySearch.IsOf(company, row.Of) && !ProviderAccountMap.IsDeleted(company)
            && Adopt(row.Id, company, FormattableString.Invariant($"Found in Pax8 by its External Id on {clock.UtcNow:yyyy-MM-dd HH:mm} UTC."))) return;
        Review(row, found, ProvisioningSentences.Undecided(found, said));
    }

    /// <summary>What Pax8 answers goes before what was concluded without it. False where another provider account has the company.</summary>
    private bool Adopt(Guid id, Company company, string message)
    {
        try
        {
            rows.Settle(id, row => row.IsInFlight ? ProvisioningRows.Adopted(row, company, message) : null);
            return true;
        }
        catch (RowExistsException)
        {
            return false;
        }
    }

    /// <summary>Writes nothing where the row says the same.</summary>
    private void Review(Provisioning row, CompaniesFound? found, string message) => rows.Settle(row.Id, now =>
    {
        if (!now.IsInFlight || now.State == ProviderAccount.ProvisioningStates.WaitingToBeSent && row.State != ProviderAccount.ProvisioningStates.WaitingToBeSent) return null;
        var review = ProvisioningRows.Ended(now, ProviderAccount.ProvisioningStates.NeedsReview, message);
        review[ProviderAccount.CompanyCandidates] = CompanyCandidate.Write(found?.Candidates ?? []);
        return review.DifferenceFrom(now.Row) is { Attributes.Count: > 0 } difference ? difference : null;
    });

    /// <summary>Notes how far the look has come, and goes on in another execution.</summary>
    private void LookOn(Provisioning row, CompaniesFound found, int next)
    {
        if (next == row.LookedPages) throw new RetryLaterException("No time was left to look through the companies of Pax8.");
        rows.Write(row, new Entity(ProviderAccount.Table, row.Id)
        {
            [ProviderAccount.LookedPages] = next,
            [ProviderAccount.CompanyCandidates] = CompanyCandidate.Write(found.Candidates),
            [ProviderAccount.Waits] = row.Waits + 1,
        });
        if (SendAttempts.LeaveOneToTheJob(row.Attempts + row.Waits + 1)) throw new RetryLaterException("The companies of Pax8 are being looked through.");
        rows.Queue(row.Id);
    }

    /// <summary>Waits for whoever has the claim, who may have been killed: then it ends by itself.</summary>
    private bool OutliveClaim(Guid id)
    {
        while (rows.Find(id) is { } row && row.IsBeingSent(clock.UtcNow))
        {
            if (deadline.LeavesNoRecord) throw new RetryLaterException("The company is being created; this execution sees to it that nothing is left open.");
            clock.Delay(BetweenLooks);
        }
        return true;
    }

    /// <summary>Surely nothing reached Pax8. It is tried again by itself for a while; Pax8's limit is no failure and is waited out.</summary>
    private void NotSentYet(Guid id, DateTime? claim, Pax8Exception failure) => TryLater(
        id, failure,
        row => row.State == ProviderAccount.ProvisioningStates.WaitingToBeSent || IsClaimedBy(row, claim),
        row => ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.NotSent, $"Nothing was sent to Pax8. {failure.Message}"),
        isLast => new Entity(ProviderAccount.Table, id)
        {
            [ProviderAccount.Provisioning] = new OptionSetValue(ProviderAccount.ProvisioningStates.WaitingToBeSent),
            [ProviderAccount.ProvisioningMessage] = isLast ? ProvisioningSentences.WaitsForSync : failure.WasNotTried ? ProvisioningSentences.Waiting : $"{failure.Message} It is tried again.".CutTo(ProviderAccount.ProvisioningMessage),
            [ProviderAccount.SendingUntil] = null,
        });

    /// <summary>Whether Pax8 made it stays open for now; a row that a person looks at already is left as it is.</summary>
    private void NotLookedYet(Guid id, Pax8Exception failure) => TryLater(
        id, failure,
        row => row.State == ProviderAccount.ProvisioningStates.Sending && !row.IsBeingSent(clock.UtcNow),
        row => ProvisioningRows.Ended(row, ProviderAccount.ProvisioningStates.NeedsReview, ProvisioningSentences.NoAnswer(failure.Message)),
        _ => new Entity(ProviderAccount.Table, id) { [ProviderAccount.ProvisioningMessage] = $"{failure.Message} It is looked for again.".CutTo(ProviderAccount.ProvisioningMessage) });

    /// <summary>By a further execution of the system job while it has one left, else by another job, since one that asks for a fifth fails; in the end with the next sync.</summary>
    private void TryLater(Guid id, Pax8Exception failure, Func<Provisioning, bool> isOurs, Func<Provisioning, Entity> giveUp, Func<bool, Entity> wait)
    {
        var executions = 0;
        var isLeft = false;
        rows.Settle(id, row =>
        {
            isLeft = false;
            if (!isOurs(row)) return null;
            var attempts = row.Attempts + (failure.WasNotTried ? 0 : 1);
            var waits = row.Waits + (failure.WasNotTried ? 1 : 0);
            if (!failure.WasNotTried && (!Retry.IsWorthAnotherTry(failure) || attempts >= Retry.MaxAttempts)) return giveUp(row);
            executions = attempts + waits;
            isLeft = !SendAttempts.AreUsedUp(executions);
            var change = wait(!isLeft);
            change[ProviderAccount.Attempts] = isLeft ? attempts : 0;
            change[ProviderAccount.Waits] = isLeft ? waits : 0;
            return change;
        });
        if (!isLeft) return;
        if (SendAttempts.LeaveOneToTheJob(executions)) throw new RetryLaterException(failure.Message);
        rows.Queue(id);
    }
}
