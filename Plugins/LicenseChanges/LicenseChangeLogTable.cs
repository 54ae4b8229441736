using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.LicenseChanges;

/// <summary>
/// One change of a subscription's licences, price or term: the delta of the quantity and what became of it in Pax8. Its quantities
/// add up to the subscription's quantity at any time. Work 365's word is licence change log, LCL.
/// </summary>
internal static class LicenseChangeLog
{
    public const string Table = "pax8_licensechangelog";
    public const string SchemaName = "pax8_LicenseChangeLog";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_licensechangelogid", "License Change Log");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300, isRequired: true);
    public static readonly Column Number = Columns.WholeNumber("pax8_number", "Number", isRequired: true);
    public static readonly Column Subscription = Columns.Lookup("pax8_subscriptionid", "Subscription", isRequired: true);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider");
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account");
    public static readonly Column Account = Columns.Lookup("pax8_accountid", "Account");
    public static readonly Column RequestedBy = Columns.Lookup("pax8_requestedbyid", "Requested By");
    public static readonly Column Quantity = Columns.WholeNumber("pax8_quantity", "Quantity", isRequired: true);
    public static readonly Column FromQuantity = Columns.WholeNumber("pax8_fromquantity", "From Quantity");
    public static readonly Column ToQuantity = Columns.WholeNumber("pax8_toquantity", "To Quantity");
    public static readonly Column FromPrice = Columns.Decimal("pax8_fromprice", "From Price");
    public static readonly Column ToPrice = Columns.Decimal("pax8_toprice", "To Price");
    public static readonly Column FromBillingTerm = Columns.Choice("pax8_frombillingterm", "From Billing Term");
    public static readonly Column ToBillingTerm = Columns.Choice("pax8_tobillingterm", "To Billing Term");
    public static readonly Column ChangeType = Columns.Choice("pax8_changetype", "Change Type", isRequired: true);
    public static readonly Column ProvisioningStatus = Columns.Choice("pax8_provisioningstatus", "Provisioning Status", ColumnOwner.Both, isRequired: true);
    public static readonly Column Reason = Columns.Text("pax8_reason", "Reason", 500);
    public static readonly Column EffectiveOn = Columns.DateAndTime("pax8_effectiveon", "Effective Date");
    public static readonly Column ProvisionedOn = Columns.DateAndTime("pax8_provisionedon", "Provisioned On");
    public static readonly Column Message = Columns.Memo("pax8_message", "Message", 4000);
    public static readonly Column Attempts = Columns.WholeNumber("pax8_attempts", "Attempts");
    public static readonly Column QueuedOn = Columns.DateAndTime("pax8_queuedon", "Queued On");
    public static readonly Column Withdrawn = Columns.YesNo("pax8_withdrawn", "Withdrawn");
    public static readonly Column Waits = Columns.WholeNumber("pax8_waits", "Waits");
    public static readonly Column TakenOn = Columns.DateAndTime("pax8_takenon", "Taken On");
    public static readonly Column WaitsFor = Columns.Choice("pax8_waitsfor", "Waits For");
    public static readonly Column ConnectionFailure = Columns.Choice("pax8_connectionfailure", "Connection Failure");
    public static readonly Column ConfirmedBy = Columns.Lookup("pax8_confirmedbyid", "Confirmed By");
    public static readonly Column ConfirmedOn = Columns.DateAndTime("pax8_confirmedon", "Confirmed On");

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
