namespace Pax8Dataverse.Connectors;

/// <summary>What the connector says of companies that are made in its Pax8.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null for none.</param>
/// <param name="SelfServiceAllowed">Whether the customer may order by himself.</param>
/// <param name="BillOnBehalfOfEnabled">Whether Pax8 bills the customer.</param>
/// <param name="OrderApprovalRequired">Whether the customer's own orders need approval.</param>
internal sealed record CompanyDefaults(string? Country, bool SelfServiceAllowed, bool BillOnBehalfOfEnabled, bool OrderApprovalRequired);
