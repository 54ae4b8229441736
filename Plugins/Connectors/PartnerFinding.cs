namespace Pax8Dataverse.Connectors;

/// <summary>What was found of the partner whose Pax8 the credentials open.</summary>
/// <param name="State">A value of <see cref="Connector.PartnerStates"/>.</param>
/// <param name="Message">For people; null where there is nothing to say.</param>
internal sealed record PartnerFinding(int State, string? Message);
