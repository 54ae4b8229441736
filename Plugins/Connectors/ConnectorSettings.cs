using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Connectors;

/// <summary>A connector as the sync uses it. Without the secret, which only <see cref="ConnectorRows.Connection"/> reads.</summary>
internal sealed class ConnectorSettings(Entity row)
{
    public static readonly string[] Columns =
    [
        Connector.Name, Connector.Environment, Connector.NewAccountsAre, Connector.AutoMatch, Common.Owner, Common.State,
    ];

    public Guid Id { get; } = row.Id;
    public string Name { get; } = row.Text(Connector.Name) ?? "";
    public bool IsSandbox { get; } = row.Choice(Connector.Environment) == Connector.Environments.Sandbox;
    public bool NewAccountsAreEnabled { get; } = row.Choice(Connector.NewAccountsAre) == Connector.NewAccounts.Enabled;
    public bool AutoMatch { get; } = row.Flag(Connector.AutoMatch);
    public EntityReference? Owner { get; } = row.GetAttributeValue<EntityReference>(Common.Owner);
    public bool IsActive { get; } = row.Choice(Common.State) == Common.StateActive;
}
