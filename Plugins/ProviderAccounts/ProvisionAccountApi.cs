using System;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>Custom API <c>pax8_ProvisionAccount</c>: makes the company of an account in Pax8, or says what is missing for it. Never calls Pax8; the asynchronous step does.</summary>
public sealed class ProvisionAccountApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ProvisionAccountApi() =>
        Implements("pax8_ProvisionAccount", Account.Table)
            .For("prvCreate" + ProviderAccount.SchemaName)
            .Takes("ConnectorId", ParameterType.Guid)
            .MayTake("Details", ParameterType.String)
            .MayTake("Preview", ParameterType.Boolean)
            .Returns("Message", ParameterType.String)
            .Returns("Missing", ParameterType.String)
            .Returns("Details", ParameterType.String)
            .Returns("People", ParameterType.String)
            .Returns("ProviderAccountId", ParameterType.Guid)
            .Do(run => run.App.ProvisioningStartBy(run.CallerId).Provision(run.Bound.Id, run.Input<Guid>("ConnectorId"), new ProvisioningOrder(run.TakeOut<string>("Details"), run.Input<bool>("Preview"))).ReturnIn(run));
}
