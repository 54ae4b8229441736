using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Connectors;

/// <summary>A connector as the sync uses it. Without the secret, which only <see cref="ConnectorRows.Connection"/> reads.</summary>
internal sealed class ConnectorSettings(Entity row, EnvironmentIds here)
{
    public static readonly string[] Columns =
    [
        Connector.Name, Connector.Environment, Connector.ConnectivityStatus, Connector.NewAccountsAre, Connector.AutoMatch, Connector.ConflictPolicy, Connector.WriteBack, Connector.PartnerState,
        Connector.PartnerMessage, Connector.Home, Connector.HomeOrganizationId, Connector.HomeEnvironmentId, Connector.RestoredOn, Connector.TakesOverFrom, Connector.ConfirmFactor,
        Connector.ConfirmLicences, Connector.HoldPercent, Connector.HoldNumber, Connector.OrdersNeedApproval, Connector.ApproveOrdersFrom,
        Connector.KeepPersonalDataDays, Common.Owner, Common.State,
    ];

    public Guid Id { get; } = row.Id;
    public string Name { get; } = row.Text(Connector.Name) ?? "";
    public bool IsSandbox { get; } = row.Choice(Connector.Environment) == Connector.Environments.Sandbox;
    public bool NewAccountsAreEnabled { get; } = row.Choice(Connector.NewAccountsAre) == Connector.NewAccounts.Enabled;
    public bool AutoMatch { get; } = row.Flag(Connector.AutoMatch);
    /// <summary>Rows from before there was the column ask, and are written back.</summary>
    public ConflictPolicy ConflictPolicy { get; } = row.Choice(Connector.ConflictPolicy) switch
    {
        Connector.ConflictPolicies.Pax8Wins => ConflictPolicy.Pax8Wins,
        Connector.ConflictPolicies.Work365Wins => ConflictPolicy.Work365Wins,
        _ => ConflictPolicy.Ask,
    };
    public bool WritesBack { get; } = row.GetAttributeValue<bool?>(Connector.WriteBack) ?? true;
    /// <summary>A change to more than so many times as many licences, or to fewer than that part of them, is asked about. Empty is 2.</summary>
    public decimal ConfirmFactor { get; } = row.GetAttributeValue<decimal?>(Connector.ConfirmFactor) ?? 2;
    /// <summary>A change by more than so many licences is asked about. Empty is 100.</summary>
    public int ConfirmLicences { get; } = row.GetAttributeValue<int?>(Connector.ConfirmLicences) ?? 100;
    /// <summary>A sync that would take away more than this part of its rows, or of their licences, asks first. Empty is 10; 100 never asks.</summary>
    public int HoldPercent { get; } = row.GetAttributeValue<int?>(Connector.HoldPercent) ?? 10;
    /// <summary>Up to so many rows and licences are taken away unasked, whatever part they are. Empty is 10.</summary>
    public int HoldNumber { get; } = row.GetAttributeValue<int?>(Connector.HoldNumber) ?? 10;
    /// <summary>Whether orders wait for somebody else than their author.</summary>
    public bool OrdersNeedApproval { get; } = row.Flag(Connector.OrdersNeedApproval);
    /// <summary>Cost per month from which on they do; null for all.</summary>
    public decimal? ApproveOrdersFrom { get; } = row.GetAttributeValue<decimal?>(Connector.ApproveOrdersFrom);
    /// <summary>How long details of a placed order are kept, which may hold names and addresses. Empty is 30 days.</summary>
    public TimeSpan KeepsPersonalData { get; } = TimeSpan.FromDays(row.GetAttributeValue<int?>(Connector.KeepPersonalDataDays) ?? 30);
    /// <summary>True where Pax8 lets these credentials read and not write, as was found when something was sent. Verify Connectivity asks anew.</summary>
    public bool MayOnlyRead { get; } = row.Choice(Connector.ConnectivityStatus) == Connector.Connectivity.ConnectedReadOnly;
    /// <summary>A value of <see cref="Connector.PartnerStates"/>.</summary>
    public int PartnerState { get; } = row.Choice(Connector.PartnerState) ?? Connector.PartnerStates.NotVerified;
    /// <summary>Why the partner is in doubt, or that somebody said that it is another one.</summary>
    public string? PartnerMessage { get; } = row.Text(Connector.PartnerMessage);
    /// <summary>True while Pax8 looks like another partner's and nobody has answered: nothing is synchronised and nothing sent.</summary>
    public bool IsPartnerInDoubt => PartnerState == Connector.PartnerStates.OtherPartner;
    /// <summary>True where the secret was entered in another environment, of which this is a copy: it is read with it, and nothing is sent.</summary>
    public bool IsCopied { get; } = !here.IsHere(row.Text(Connector.HomeOrganizationId), row.Text(Connector.HomeEnvironmentId));
    /// <summary>What the row says of that.</summary>
    public bool IsShownAsCopied { get; } = row.Choice(Connector.Home) == Connector.Homes.CopiedReadOnly;
    /// <summary>Changes made before this moment may have been sent from another copy of this database; null for none.</summary>
    public DateTime? RestoredOn { get; } = row.Date(Connector.RestoredOn);
    /// <summary>The connector whose rows are being taken over, until all of them are; null where none is.</summary>
    public Guid? TakesOverFrom { get; } = Guid.TryParse(row.Text(Connector.TakesOverFrom), out var from) ? from : null;
    public EntityReference? Owner { get; } = row.GetAttributeValue<EntityReference>(Common.Owner);
    public bool IsActive { get; } = row.Choice(Common.State) == Common.StateActive;
}
