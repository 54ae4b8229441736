using Pax8Dataverse.ConnectorCommands;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// One change of a subscription's licences, price or term: the delta of the quantity and what became of it in Pax8. Its quantities
/// add up to the subscription's quantity at any time. Work 365's word is licence change log, LCL.
/// </summary>
internal static class LicenseChangeLog
{
    public const string Table = "pax8_licensechangelog";
    public const string SchemaName = "pax8_LicenseChangeLog";
    public const string Id = "pax8_licensechangelogid";
    public const string Name = "pax8_name";
    public const string Number = "pax8_number";
    public const string Subscription = "pax8_subscriptionid";
    public const string Connector = "pax8_connectorid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Account = "pax8_accountid";
    public const string RequestedBy = "pax8_requestedbyid";
    public const string Quantity = "pax8_quantity";
    public const string FromQuantity = "pax8_fromquantity";
    public const string ToQuantity = "pax8_toquantity";
    public const string FromPrice = "pax8_fromprice";
    public const string ToPrice = "pax8_toprice";
    public const string FromBillingTerm = "pax8_frombillingterm";
    public const string ToBillingTerm = "pax8_tobillingterm";
    public const string ChangeType = "pax8_changetype";
    public const string ProvisioningStatus = "pax8_provisioningstatus";
    public const string Reason = "pax8_reason";
    public const string EffectiveOn = "pax8_effectiveon";
    public const string ProvisionedOn = "pax8_provisionedon";
    public const string Message = "pax8_message";
    public const string Attempts = "pax8_attempts";
    public const string QueuedOn = "pax8_queuedon";
    public const string Withdrawn = "pax8_withdrawn";
    public const string Waits = "pax8_waits";
    public const string TakenOn = "pax8_takenon";
    public const string WaitsFor = "pax8_waitsfor";
    public const string ConnectionFailure = "pax8_connectionfailure";
    public const string ConfirmedBy = "pax8_confirmedbyid";
    public const string ConfirmedOn = "pax8_confirmedon";

    /// <summary>
    /// What of the provider integration kept a change from Pax8. A failed change that has none has failed for itself, or before there
    /// was the column; one awaiting provisioning that has one goes first, and the others follow its success.
    /// </summary>
    public static class ConnectionFailures
    {
        public const int Credentials = 476500000;
        public const int MissingRight = 476500001;
        public const int NoAnswer = 476500002;
    }

    public static class ChangeTypes
    {
        public const int Update = 476500000;
        public const int Deactivate = 476500001;
        public const int Activate = 476500002;
    }

    public static class ProvisioningStatuses
    {
        public const int AwaitingProvisioning = 476500000;
        public const int Provisioned = 476500001;
        public const int FailedProvisioning = 476500002;
        public const int NotApplicable = 476500003;
    }
}
