using System;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Connectors;

/// <summary>
/// Stores another secret where a person may: the write is made in his name, so column security and <see cref="ConnectorRules"/>
/// decide. The secret goes into that one write and nowhere else.
/// </summary>
internal sealed class ApplicationSecretChange(CallerRows rows)
{
    /// <summary>Endpoint URL and Application ID stay as they are where they are null or blank. Returns what to do next.</summary>
    public string Set(Guid connectorId, string? secret, string? endpointUrl, string? applicationId)
    {
        if (string.IsNullOrWhiteSpace(secret))
            throw new RefusedException("Application Secret is missing. Enter the Client Secret of the integration in Pax8 and try again.");
        var row = new Entity(Connector.Table, connectorId) { [Connector.ApplicationSecret] = secret };
        if (!string.IsNullOrWhiteSpace(endpointUrl)) row[Connector.EndpointUrl] = endpointUrl;
        if (!string.IsNullOrWhiteSpace(applicationId)) row[Connector.ApplicationId] = applicationId;
        Write(row);
        return "The Application Secret is stored. Choose Verify Connectivity to see whether Pax8 accepts it.";
    }

    private void Write(Entity row)
    {
        try
        {
            rows.Update(row);
        }
        catch (ColumnDeniedException)
        {
            throw new RefusedException(
                "Application Secret can only be entered by members of the column security profile Pax8 Application Secret. Ask an administrator to add you to it, and try again.");
        }
    }
}
