using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.Connectors;

/// <summary>Rows of <see cref="Connector"/>.</summary>
/// <param name="rows">The tenant's rows.</param>
/// <param name="here">Which environment this is.</param>
internal sealed class ConnectorRows(TenantRows rows, EnvironmentIds here)
{
    public ConnectorSettings Get(Guid id) => new(rows.Get(Connector.Table, id, ConnectorSettings.Columns), here);

    /// <summary>
    /// Where and as whom to call Pax8, or null while no secret is stored. The only place that reads the secret. Read only where the
    /// secret was entered in another environment.
    /// </summary>
    public Pax8Connection? Connection(Guid id)
    {
        var row = rows.Get(
            Connector.Table, id, Connector.EndpointUrl, Connector.ApplicationId, Connector.ApplicationSecret, Connector.HomeOrganizationId, Connector.HomeEnvironmentId);
        var secret = row.Text(Connector.ApplicationSecret);
        return string.IsNullOrEmpty(secret)
            ? null
            : new Pax8Connection(new Uri(row.Text(Connector.EndpointUrl)!), row.Text(Connector.ApplicationId)!, secret!)
            {
                IsReadOnly = !here.IsHere(row.Text(Connector.HomeOrganizationId), row.Text(Connector.HomeEnvironmentId)),
            };
    }

    public CompanyDefaults DefaultsOf(Guid id)
    {
        var row = rows.Get(Connector.Table, id, Connector.CountryCode, Connector.SelfServiceAllowed, Connector.BillOnBehalfOfEnabled, Connector.OrderApprovalRequired);
        return new CompanyDefaults(
            row.Choice(Connector.CountryCode) is { } country ? Countries.ByNumeric(country)?.Alpha2 : null,
            row.Flag(Connector.SelfServiceAllowed), row.Flag(Connector.BillOnBehalfOfEnabled), row.Flag(Connector.OrderApprovalRequired));
    }

    public bool AnotherIsNamed(string name, Guid? self) =>
        rows.First(Except(From(Connector.Table, Connector.Id).Where(Connector.Name, name), self)) is not null;

    /// <summary>Name of another active connector for the same Application ID and endpoint, or null.</summary>
    public string? NameOfAnotherWithKey(string activeKey, Guid? self) =>
        rows.First(Except(From(Connector.Table, Connector.Name).Where(Connector.ActiveKey, activeKey), self))?.Text(Connector.Name);

    /// <summary>What the keys are made of, and the keys as they are stored.</summary>
    public Entity WithKeys(Guid id) =>
        rows.Get(Connector.Table, id, Connector.Name, Connector.EndpointUrl, Connector.ApplicationId, Common.State, Connector.NameKey, Connector.ActiveKey);

    /// <summary>Writes a column under an alternate key; throws <see cref="RowExistsException"/> where another row has its value.</summary>
    public void TakeKey(Guid id, string column, string value) => rows.Update(new Entity(Connector.Table, id) { [column] = value });

    /// <param name="connector">The connector as it was read; takes this environment as its home where it has none.</param>
    /// <param name="connected">Whether Pax8 answered.</param>
    /// <param name="message">For people.</param>
    /// <param name="companyCount">Companies that Pax8 counts.</param>
    /// <param name="verifiedOn">Now.</param>
    /// <param name="partner">What was found of the partner; null where that was not looked at, or is not known.</param>
    public void StoreConnectivity(ConnectorSettings connector, bool connected, string message, int? companyCount, DateTime verifiedOn, PartnerFinding? partner)
    {
        var row = new Entity(Connector.Table, connector.Id)
        {
            [Connector.ConnectivityStatus] = new OptionSetValue(connected ? Connector.Connectivity.Connected : Connector.Connectivity.Failed),
            [Connector.ConnectivityVerifiedOn] = verifiedOn,
            [Connector.ConnectivityMessage] = message,
            [Connector.CompanyCount] = companyCount,
        };
        if (partner is not null) Put(partner, row);
        if (!connector.IsCopied) PutHome(row);
        else row[Connector.Home] = new OptionSetValue(Connector.Homes.CopiedReadOnly);
        rows.Update(row);
    }

    /// <summary>Shows that Pax8 lets the credentials read and not write; writes nothing where it shows that.</summary>
    public void ShowReadOnly(ConnectorSettings connector, string message)
    {
        if (connector.MayOnlyRead) return;
        rows.Update(new Entity(Connector.Table, connector.Id)
        {
            [Connector.ConnectivityStatus] = new OptionSetValue(Connector.Connectivity.ConnectedReadOnly),
            [Connector.ConnectivityMessage] = message.CutTo(Connector.ConnectivityMessage),
        });
    }

    /// <summary>Makes this environment the home of a connector that is being written.</summary>
    public void PutHome(Entity row)
    {
        row[Connector.Home] = new OptionSetValue(Connector.Homes.ThisEnvironment);
        row[Connector.HomeOrganizationId] = here.OrganizationId;
        if (here.EnvironmentId is not null) row[Connector.HomeEnvironmentId] = here.EnvironmentId;
    }

    /// <summary>Whether the connector as it was before a change was entered in another environment.</summary>
    public bool IsCopied(Entity before) => !here.IsHere(before.Text(Connector.HomeOrganizationId), before.Text(Connector.HomeEnvironmentId));

    /// <summary>Shows on the row that it is a copy's, or no longer; writes nothing where it shows that.</summary>
    public void ShowHome(ConnectorSettings connector)
    {
        if (connector.IsCopied == connector.IsShownAsCopied) return;
        rows.Update(new Entity(Connector.Table, connector.Id)
        {
            [Connector.Home] = new OptionSetValue(connector.IsCopied ? Connector.Homes.CopiedReadOnly : Connector.Homes.ThisEnvironment),
        });
    }

    /// <summary>From now on every change that was made before this moment is asked about before it is sent.</summary>
    public void StoreRestored(Guid id, DateTime when) => rows.Update(new Entity(Connector.Table, id) { [Connector.RestoredOn] = when });

    /// <summary>The currency in which Pax8 bills the connector, as ISO 4217 has it; null where its row is gone.</summary>
    public string? CurrencyCodeOf(Guid id) =>
        rows.Get(Connector.Table, id, Connector.Currency).Lookup(Connector.Currency) is { } currency ? rows.Find(Currency.Table, currency, Currency.IsoCode)?.Text(Currency.IsoCode) : null;

    /// <summary>For sentences.</summary>
    public string NameOf(Guid id) => rows.Find(Connector.Table, id, Connector.Name)?.Text(Connector.Name) ?? "another one";

    public void StoreTakeOver(Guid id, Guid? from) => rows.Update(new Entity(Connector.Table, id) { [Connector.TakesOverFrom] = from?.ToString() });

    public void StorePartner(Guid id, PartnerFinding partner)
    {
        var row = new Entity(Connector.Table, id);
        Put(partner, row);
        rows.Update(row);
    }

    private static void Put(PartnerFinding partner, Entity row)
    {
        row[Connector.PartnerState] = new OptionSetValue(partner.State);
        row[Connector.PartnerMessage] = partner.Message;
    }

    private static Microsoft.Xrm.Sdk.Query.QueryExpression Except(Microsoft.Xrm.Sdk.Query.QueryExpression query, Guid? self) =>
        self is null ? query : query.WhereNot(Connector.Id, self.Value);
}
