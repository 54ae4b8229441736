using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Outbox;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What people read of a company that is made from here.</summary>
internal static class ProvisioningSentences
{
    public const string Waiting = "Pax8 takes no more calls for the moment. The company is created by itself later; nothing needs to be done.";

    public const string WaitsForSync = "Pax8 takes no more calls at present, so the company still waits to be created. It is sent with the next Sync Provider Accounts.";

    private const string Decide = "Look in Pax8: where it is there, choose It was created and say which it is; where it is not, choose It was not created to send it again.";

    public static string Missing(IReadOnlyCollection<string> missing) =>
        $"Pax8 needs more to create this company. Missing: {string.Join("; ", missing)}. Complete it, on the account or in the dialog, and try again.";

    public static string Sandbox(ConnectorSettings connector) =>
        $"Nothing is missing. Environment of {connector.Name} is Sandbox, and Pax8 has no way to try a company out, so nothing was sent and no provider account was made.";

    /// <summary>Why nothing is sent, with what lets it go. Nothing was.</summary>
    public static string NotSent(Hold hold, ConnectorSettings connector) => hold.Reason switch
    {
        HoldReasons.CopiedEnvironment => $"{connector.Name} is copied from another environment, so nothing was sent to Pax8. Enter the Application Secret again in this environment where companies are meant to be created from here, then provision the account again.",
        HoldReasons.WriteBack => $"Write-back of {connector.Name} is No, so nothing was sent to Pax8. Set it to Yes and provision the account again.",
        _ when !connector.IsActive => $"{connector.Name} is inactive, so nothing was sent to Pax8. Activate the provider integration and provision the account again.",
        _ => $"Pax8 looks like another partner's with the credentials of {connector.Name}, so nothing was sent. Enter the right credentials and press Verify Connectivity, or choose This is another partner; then provision the account again.",
    };

    /// <summary>Of a row that may come from a copy or a backup, and so may have been sent before.</summary>
    public static string MayHaveBeenSent(Provisioning row) =>
        $"This waited since {row.QueuedOn?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "an unknown time"} UTC in an environment that was copied or restored meanwhile, or that nobody worked in, so the company may have been created before. {Decide}";

    public static string NotLooked(ConnectorSettings connector) =>
        $"It is not known whether Pax8 created the company, and {connector.Name} may not be asked at present. {Decide}";

    public static string NoAnswer(string failure) => $"It is not known whether Pax8 created the company, and it could not be looked for: {failure} {Decide}";

    /// <summary>Of a look that found nothing that may be taken unasked.</summary>
    public static string Undecided(CompaniesFound found, string? said)
    {
        var ours = found.ByExternalId;
        var begin = said is null ? "It is not known whether Pax8 created the company." : $"Pax8 says that the company exists already (it says: {said.TrimEnd('.', ' ')}).";
        if (ours.Count > 1) return $"Pax8 has {ours.Count} companies with the External Id of this account: {Names(ours)}. Choose It was created and say which of them it is, and ask Pax8 to remove the others.";
        if (ours.Count == 1) return $"Pax8 has a company with the External Id of this account that cannot be taken over by itself: {Names(ours)}. {Decide}";
        return found.Candidates.Count > 0
            ? $"{begin} It has none with the External Id of this account, but of the same name and country: {Names(found.Candidates)}. {Decide}"
            : $"{begin} It was looked for in all companies and not found; Pax8 may show it later, and each Sync Provider Accounts looks again. {Decide}";
    }

    private static string Names(IEnumerable<CompanyCandidate> candidates) => string.Join(", ", candidates.Select(candidate => $"{candidate.Name} ({candidate.Id}, {candidate.Status})"));
}
