using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Execution;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>
/// What a connector must be like before it is saved, whoever saves it. Every refusal is one sentence that names the field
/// and the fix. Fills in what the system keeps: endpoint in its normal form, keys, connectivity status.
/// </summary>
internal sealed class ConnectorRules(ConnectorRows connectors, IClock clock)
{
    /// <summary>Columns whose change makes an earlier check of the connection worthless.</summary>
    private static readonly string[] Settings =
    [
        Connector.Environment, Connector.EndpointUrl, Connector.ApplicationId, Connector.ApplicationSecret, Connector.CountryCode,
        Connector.Currency, Connector.SelfServiceAllowed, Connector.BillOnBehalfOfEnabled, Connector.OrderApprovalRequired,
    ];

    private static readonly string[] KeptBySystem = Connector.Columns.OwnedBy(ColumnOwner.System);

    /// <summary>Columns that decide whose Pax8 is opened.</summary>
    private static readonly string[] Credentials = [Connector.EndpointUrl, Connector.ApplicationId, Connector.ApplicationSecret];

    /// <summary>Columns of which the keys are made.</summary>
    public static readonly string[] Identifying = [Connector.Name, Connector.EndpointUrl, Connector.ApplicationId, Common.State];

    /// <summary>Columns that wake the rules: all that a person may change, and all that only the system may.</summary>
    public static readonly string[] Watched =
        [Connector.Name, .. Settings, Connector.NewAccountsAre, Connector.AutoMatch, Connector.HoldPercent, Connector.HoldNumber, .. KeptBySystem, Common.State, Common.StatusReason];

    /// <summary>What the rules compare with; without the secret, which never travels in an image.</summary>
    public static readonly string[] Compared = [.. Watched.Where(column => column != Connector.ApplicationSecret)];

    private const string PartnerKept = "Whose Pax8 this is, is kept by the system. Press Verify Connectivity, or This is another partner where it is in doubt, to have it set.";

    private const string HomeKept = "Home Environment is kept by the system. Enter the Application Secret again to send changes from this environment.";

    /// <summary>What to do instead of changing a column that the system keeps.</summary>
    private static readonly Dictionary<string, string> WhyKept = new()
    {
        [Connector.SecretStored] = "Secret stored is kept by the system. Enter the Application Secret instead; it is then shown as stored.",
        [Connector.NameKey] = "Name key is kept by the system. Leave it out of your change.",
        [Connector.ActiveKey] = "Active key is kept by the system. Leave it out of your change.",
        [Connector.PartnerState] = PartnerKept,
        [Connector.PartnerMessage] = PartnerKept,
        [Connector.Home] = HomeKept,
        [Connector.HomeOrganizationId] = HomeKept,
        [Connector.HomeEnvironmentId] = HomeKept,
        [Connector.TakesOverFrom] = "Takes Over From is kept by the system. Choose Take over to have it set.",
        [Connector.RestoredOn] = "Copied or Restored On is kept by the system. Choose This environment was restored to have it set.",
    };

    /// <summary>Checks a new connector and completes it; throws <see cref="RefusedException"/>.</summary>
    public void ApplyToNew(Entity target)
    {
        foreach (var column in KeptBySystem) target.Attributes.Remove(column);
        if (string.IsNullOrWhiteSpace(target.Text(Connector.EndpointUrl))) target[Connector.EndpointUrl] = Endpoint.Default;
        Normalise(target);
        if (string.IsNullOrWhiteSpace(target.Text(Connector.ApplicationSecret)))
            throw new RefusedException("Application Secret is missing. Enter the Client Secret of the integration in Pax8 and save again.");
        CheckWhole(target);
        RefuseDuplicates(target, self: null);
        target[Connector.SecretStored] = true;
        target[Connector.PartnerState] = new OptionSetValue(Connector.PartnerStates.NotVerified);
        connectors.PutHome(target);
        ResetConnectivity(target);
    }

    /// <summary>Checks a change against the connector as it was, and completes it; throws <see cref="RefusedException"/>.</summary>
    /// <param name="target">The columns being written.</param>
    /// <param name="before">The row before, in <see cref="Compared"/> columns.</param>
    /// <param name="ownWrite">True for this package's own writes, which alone may set what the system keeps.</param>
    public void ApplyToChange(Entity target, Entity before, bool ownWrite)
    {
        if (!ownWrite)
        {
            RefuseSystemColumns(target, before);
            target.Attributes.Remove(Connector.NameKey);
            target.Attributes.Remove(Connector.ActiveKey);
        }
        Normalise(target);
        CheckSecret(target, before);
        var after = before.MergedWith(target);
        CheckWhole(after);
        if (Identifying.Any(target.Contains)) RefuseDuplicates(after, before.Id);
        if (target.Contains(Connector.ApplicationSecret))
        {
            target[Connector.SecretStored] = true;
            TakeHome(target, before);
        }
        KeepKeys(target, before, after);
        if (Settings.Any(column => Changes(target, before, column))) ResetConnectivity(target);
        if (Credentials.Any(column => Changes(target, before, column))) ResetPartner(target, before);
    }

    /// <summary>
    /// Takes the keys of a connector that was just saved, in writes of their own within its transaction; throws
    /// <see cref="RefusedException"/> where another has them. Were they written with the row, the platform would refuse the row itself
    /// after the rules have passed it, in words that say neither which field nor what to do.
    /// </summary>
    public void TakeKeys(Guid id)
    {
        var row = connectors.WithKeys(id);
        var takesName = NameKey(row) != row.Text(Connector.NameKey);
        var takesActive = ActiveKey(row) is { } active && active != row.Text(Connector.ActiveKey);
        if (!takesName && !takesActive) return;
        RefuseDuplicates(row, id);
        if (takesName)
            Take(id, Connector.NameKey, NameKey(row)!, new RefusedException("Name is taken: another provider integration got it at the same moment. Refresh the list, enter a different name and save again."));
        if (takesActive)
            Take(id, Connector.ActiveKey, ActiveKey(row)!, new RefusedException("Application ID is in use: another provider integration with the same Application ID and Endpoint URL became active at the same moment. Refresh the list, deactivate that one or enter a different Application ID, and save again."));
    }

    /// <summary>The transaction ends with the refusal, so nothing more can be asked of it: not even who the other is.</summary>
    private void Take(Guid id, string column, string value, RefusedException refusal)
    {
        try
        {
            connectors.TakeKey(id, column, value);
        }
        catch (RowExistsException)
        {
            throw refusal;
        }
    }

    /// <summary>A key is given back with the row; it is taken afterwards, see <see cref="TakeKeys"/>, and never as something else than it is.</summary>
    private static void KeepKeys(Entity target, Entity before, Entity after)
    {
        if (target.Contains(Connector.NameKey)) target[Connector.NameKey] = NameKey(after);
        var active = ActiveKey(after);
        if (target.Contains(Connector.ActiveKey) || (active is null && before.Contains(Connector.ActiveKey))) target[Connector.ActiveKey] = active;
    }

    private static void RefuseSystemColumns(Entity target, Entity before)
    {
        var changed = KeptBySystem.FirstOrDefault(column => Changes(target, before, column));
        if (changed is null) return;
        throw new RefusedException(WhyKept.TryGetValue(changed, out var why) ? why : "The connectivity result is kept by the system. Press Verify Connectivity to have it set.");
    }

    /// <summary>Who enters the secret means this environment. What waits in a copy may have been sent by the environment it was copied from.</summary>
    private void TakeHome(Entity target, Entity before)
    {
        if (connectors.IsCopied(before)) target[Connector.RestoredOn] = clock.UtcNow;
        connectors.PutHome(target);
    }

    private static void Normalise(Entity target)
    {
        Trim(target, Connector.Name);
        Trim(target, Connector.ApplicationId);
        Trim(target, Connector.ApplicationSecret);
        if (target.Contains(Connector.EndpointUrl)) target[Connector.EndpointUrl] = Endpoint.Normalise(target.Text(Connector.EndpointUrl));
    }

    private static void Trim(Entity target, string column)
    {
        if (target.Text(column) is { } text) target[column] = text.Trim();
    }

    private static void CheckSecret(Entity target, Entity before)
    {
        var given = !string.IsNullOrEmpty(target.Text(Connector.ApplicationSecret));
        if (target.Contains(Connector.ApplicationSecret) && !given)
            throw new RefusedException("Application Secret cannot be emptied. Enter the new Client Secret, or leave the field as it is to keep the stored one.");
        if (given) return;
        // Else whoever may edit a connector could have the stored secret sent to a host of his own.
        if (Changes(target, before, Connector.EndpointUrl))
            throw new RefusedException("Application Secret must be entered again when Endpoint URL changes. Enter it and save again.");
        if (Changes(target, before, Connector.ApplicationId))
            throw new RefusedException("Application Secret must be entered again when Application ID changes. Enter the secret that belongs to the new Application ID and save again.");
    }

    private static void CheckWhole(Entity row)
    {
        if (string.IsNullOrWhiteSpace(row.Text(Connector.Name)))
            throw new RefusedException("Name is missing. Enter a name for this provider integration and save again.");
        var environment = row.Choice(Connector.Environment)
            ?? throw new RefusedException("Environment is missing. Choose Production, or Sandbox for a test connector, and save again.");
        Endpoint.Check(row.Text(Connector.EndpointUrl), production: environment == Connector.Environments.Production);
        CheckApplicationId(row.Text(Connector.ApplicationId));
        var country = row.Choice(Connector.CountryCode)
            ?? throw new RefusedException("Country Code is missing. Choose the country of your Pax8 account and save again.");
        if (Countries.ByNumeric(country) is null)
            throw new RefusedException($"Country Code {country} is not an ISO 3166-1 country. Choose one from the list and save again.");
        if (row.Lookup(Connector.Currency) is null)
            throw new RefusedException("Currency Code is missing. Choose the currency that Pax8 bills you in and save again.");
        if (row.GetAttributeValue<int?>(Connector.HoldPercent) is < 0 or > 100)
            throw new RefusedException("Ask above percent must be from 0 to 100. Enter such a number, or leave it empty for 10, and save again.");
        if (row.GetAttributeValue<int?>(Connector.HoldNumber) is < 0)
            throw new RefusedException("Ask above number must be 0 or more. Enter such a number, or leave it empty for 10, and save again.");
        if (environment == Connector.Environments.Sandbox) CheckSandboxFlags(row);
    }

    private static void CheckApplicationId(string? applicationId)
    {
        if (string.IsNullOrWhiteSpace(applicationId))
            throw new RefusedException("Application ID is missing. Enter the Client ID of the integration in Pax8 and save again.");
        if (applicationId!.Any(char.IsWhiteSpace))
            throw new RefusedException("Application ID must not contain spaces. Copy the Client ID from Pax8 again and save again.");
    }

    private static void CheckSandboxFlags(Entity row)
    {
        RefuseInSandbox(row, Connector.SelfServiceAllowed);
        RefuseInSandbox(row, Connector.BillOnBehalfOfEnabled);
        RefuseInSandbox(row, Connector.OrderApprovalRequired);
    }

    private static void RefuseInSandbox(Entity row, Column column)
    {
        if (row.Flag(column))
            throw new RefusedException($"{column.Caption} must be No while Environment is Sandbox. Set it to No, or choose Production, and save again.");
    }

    private void RefuseDuplicates(Entity row, Guid? self)
    {
        var name = row.Text(Connector.Name)!;
        if (connectors.AnotherIsNamed(name, self))
            throw new RefusedException($"Name is taken: another provider integration is called {name}. Enter a different name and save again.");
        var activeKey = ActiveKey(row);
        if (activeKey is not null && connectors.NameOfAnotherWithKey(activeKey, self) is { } other)
            throw new RefusedException(
                $"Application ID is in use: the active provider integration {other} has the same Application ID and Endpoint URL. Deactivate that one or enter a different Application ID, and save again.");
    }

    /// <summary>What was known of the partner was known of other credentials. A doubt stays until these have been found to be right.</summary>
    private static void ResetPartner(Entity target, Entity before)
    {
        if (before.Choice(Connector.PartnerState) is not (Connector.PartnerStates.SamePartner or Connector.PartnerStates.Accepted)) return;
        target[Connector.PartnerState] = new OptionSetValue(Connector.PartnerStates.NotVerified);
        target[Connector.PartnerMessage] = null;
    }

    private static void ResetConnectivity(Entity target)
    {
        target[Connector.ConnectivityStatus] = new OptionSetValue(Connector.Connectivity.NotVerified);
        target[Connector.ConnectivityVerifiedOn] = null;
        target[Connector.ConnectivityMessage] = null;
        target[Connector.CompanyCount] = null;
    }

    /// <summary>Unique among all connectors by an alternate key, so that two people saving at once cannot both succeed; compared as the name is.</summary>
    private static string? NameKey(Entity row) => row.Text(Connector.Name);

    /// <summary>Unique among active connectors by an alternate key.</summary>
    private static string? ActiveKey(Entity row)
    {
        if ((row.Choice(Common.State) ?? Common.StateActive) != Common.StateActive) return null;
        using var sha = SHA256.Create();
        var text = $"{row.Text(Connector.EndpointUrl)}\n{row.Text(Connector.ApplicationId)}".ToLowerInvariant();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static bool Changes(Entity target, Entity before, string column)
    {
        if (!target.Contains(column)) return false;
        // The stored secret is never read to be compared: entering one is a change.
        if (column == Connector.ApplicationSecret) return true;
        return !Equals(Plain(target[column]), Plain(before.Contains(column) ? before[column] : null));
    }

    private static object? Plain(object? value) => value switch
    {
        OptionSetValue choice => choice.Value,
        EntityReference reference => reference.Id,
        "" => null,
        _ => value,
    };
}
