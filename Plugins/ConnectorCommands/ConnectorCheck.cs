using System;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.ConnectorCommands;

/// <summary>Outcome of a check of the connection.</summary>
/// <param name="Partner">What was found of the partner; null where that was not looked at, or is not known.</param>
internal sealed record ConnectivityResult(bool Connected, string Message, int? CompanyCount, PartnerFinding? Partner = null);

/// <summary>
/// Verifies a connector: a token, then one call, which also tells whose Pax8 it is where that is not known of the credentials yet.
/// The result is stored; a failed check is a result too. Where Pax8 answers, changes that wait to be sent are queued,
/// and so are those that failed for the connector.
/// </summary>
internal sealed class ConnectorCheck(ConnectorRows connectors, PartnerCheck partner, Pax8Access pax8, LicenseChangeQueue queue, IDueQueue orders, IClock clock)
{
    /// <summary>A person waits for the answer, and each takes a write; a sync queues the rest.</summary>
    private const int MostQueued = 200;

    public ConnectivityResult Verify(Guid connectorId)
    {
        var connector = connectors.Get(connectorId);
        var result = Check(connector);
        if (connector.IsCopied) result = result with { Message = $"{result.Message} {CopiedEnvironment.Notice}" };
        connectors.StoreConnectivity(connector, result.Connected, result.Message.CutTo(Connector.ConnectivityMessage), result.CompanyCount, clock.UtcNow, result.Partner);
        if (connector.IsPartnerInDoubt && result.Partner is { State: Connector.PartnerStates.SamePartner }) partner.Resolve(connectorId);
        if (result.Connected)
        {
            queue.QueueDue(connectorId, MostQueued);
            orders.QueueDue(connectorId, MostQueued);
            queue.SendAgain(connectorId, isWriteProven: false, MostQueued);
        }
        return result;
    }

    private ConnectivityResult Check(ConnectorSettings connector)
    {
        try
        {
            var client = pax8.ForWaitingUser(connector.Id);
            if (partner.IsToBeVerified(connector)) return CheckPartner(client, connector.Id);
            // A doubt about rows that are no longer active is none.
            return Connected(client.CountCompanies(), connector.IsPartnerInDoubt ? Same : null);
        }
        catch (Pax8Exception failure)
        {
            return new ConnectivityResult(false, Sentence(failure), null);
        }
    }

    /// <summary>The first page instead of the number alone, and up to three companies by their id: within what a person waits for.</summary>
    private ConnectivityResult CheckPartner(Pax8Client client, Guid connectorId)
    {
        var first = client.ListCompanies(0, Pax8Client.LargestPage);
        try
        {
            return partner.Doubt(() => client, connectorId, first.Records.Select(company => company.Id).ToList(), listed: true) is { } doubt
                ? new ConnectivityResult(false, $"{doubt} {PartnerCheck.Remedy}", null, new PartnerFinding(Connector.PartnerStates.OtherPartner, doubt))
                : Connected(first.TotalElements, Same);
        }
        catch (Pax8Exception failure)
        {
            var result = Connected(first.TotalElements, null);
            return result with { Message = $"{result.Message} Whether this is the Pax8 of the partner whose rows are here was not found out; the next sync looks before it changes anything. {failure.Message}" };
        }
    }

    private static readonly PartnerFinding Same = new(Connector.PartnerStates.SamePartner, null);

    private static ConnectivityResult Connected(int companies, PartnerFinding? found) =>
        new(true, $"Connected. {companies} {(companies == 1 ? "company" : "companies")} visible.", companies, found);

    /// <summary>What the person at the form can do about each failure; the client's own sentence where it says that already.</summary>
    private static string Sentence(Pax8Exception failure) => failure.Kind switch
    {
        Pax8Error.CredentialsRejected when failure.StatusCode is not null =>
            "Pax8 rejected the Application ID or the Application Secret. Copy both from the integration in Pax8, enter them again, save, and verify once more.",
        Pax8Error.NotAllowed =>
            "Pax8 accepted the credentials but does not let this integration read companies (403). Give the integration's user the role Partner Admin in Pax8, then verify once more.",
        Pax8Error.WaitUntil when failure.StatusCode == 429 =>
            "Pax8 limits the number of calls and asks to wait (429). The settings were not judged; wait a minute, then verify once more.",
        // A server that named a time to come back, or one that used up the time for both calls.
        Pax8Error.WaitUntil when failure.StatusCode is not null => ServerProblem(failure),
        Pax8Error.WaitUntil => TooSlow,
        Pax8Error.Unreachable => Unreachable(failure),
        _ => failure.Message,
    };

    private const string TooSlow = "Pax8 did not answer in time. The settings were not judged; wait a moment, then verify once more.";

    private static string ServerProblem(Pax8Exception failure) =>
        $"Pax8 has a problem of its own ({failure.StatusCode}). The settings were not judged; wait a few minutes, then verify once more.";

    private static string Unreachable(Pax8Exception failure) => failure.Reason switch
    {
        UnreachableReason.HostUnknown =>
            "The host of the Endpoint URL is unknown. Correct the Endpoint URL (https://api.pax8.com unless Pax8 gave you another), save, and verify once more.",
        UnreachableReason.TlsFailure =>
            "No secure connection could be made: the certificate of the host in Endpoint URL is not trusted. Check that the Endpoint URL is right, save, and verify once more.",
        UnreachableReason.TimedOut => TooSlow,
        UnreachableReason.ServerError => ServerProblem(failure),
        _ => failure.Message,
    };
}
