namespace Pax8Dataverse.Dataverse;

/// <summary>
/// A Pax8 subscription as this tenant knows it. Quantity, price, billing term and the end of it go both ways; the agreed columns
/// hold what both sides had when they last agreed.
/// </summary>
internal static class Subscription
{
    public const string Table = "pax8_subscription";
    public const string SchemaName = "pax8_Subscription";
    public const string Id = "pax8_subscriptionid";
    public const string Name = "pax8_name";
    public const string ProviderSpecificId = "pax8_providerspecificid";
    public const string VendorSubscriptionId = "pax8_vendorsubscriptionid";
    public const string VendorSku = "pax8_vendorsku";
    public const string Connector = "pax8_connectorid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Account = "pax8_accountid";
    public const string Product = "pax8_productid";
    public const string Parent = "pax8_parentsubscriptionid";
    public const string ParentSpecificId = "pax8_parentspecificid";
    public const string Quantity = "pax8_quantity";
    public const string Price = "pax8_price";
    public const string PartnerCost = "pax8_partnercost";
    public const string CurrencyCode = "pax8_currencycode";
    public const string BillingTerm = "pax8_billingterm";
    public const string BillingTermText = "pax8_billingtermtext";
    public const string CommitmentTerm = "pax8_commitmentterm";
    public const string CommitmentId = "pax8_commitmentid";
    public const string CommitmentEndsOn = "pax8_commitmentendson";
    public const string StartsOn = "pax8_startson";
    public const string EndsOn = "pax8_endson";
    public const string BillingStartsOn = "pax8_billingstartson";
    public const string CreatedInPax8 = "pax8_pax8createdon";
    public const string UpdatedInPax8 = "pax8_pax8updatedon";
    public const string Status = "pax8_subscriptionstatus";
    public const string StatusText = "pax8_subscriptionstatustext";
    public const string GoneInPax8 = "pax8_goneinpax8";
    public const string AgreedQuantity = "pax8_basequantity";
    public const string AgreedPrice = "pax8_baseprice";
    public const string AgreedBillingTerm = "pax8_basebillingterm";
    public const string AgreedStatus = "pax8_basestatus";
    public const string AgreedCancelOn = "pax8_basecancelon";
    public const string SyncState = "pax8_syncstate";
    public const string ConflictQuantity = "pax8_conflictquantity";
    public const string ConflictPrice = "pax8_conflictprice";
    public const string ConflictBillingTerm = "pax8_conflictbillingterm";
    public const string ConflictStatus = "pax8_conflictstatus";
    public const string ConflictOn = "pax8_conflicton";
    public const string LastError = "pax8_lasterror";
    public const string ChangeReason = "pax8_changereason";
    public const string ChangeEffectiveOn = "pax8_changeeffectiveon";
    public const string CancelOn = "pax8_cancelon";
    public const string LastChangeNumber = "pax8_lastchangenumber";
    public const string SendingUntil = "pax8_sendinguntil";
    public const string TransactionMark = "pax8_transactionmark";
    public const string MovedTo = "pax8_movedto";
    public const string ChangeRequestedBy = "pax8_changerequestedby";

    /// <summary>The documented terms but those whose name starts with a digit; <c>2-Year</c> and <c>3-Year</c> lie between.</summary>
    public static class BillingTerms
    {
        public const int Monthly = 476500000;
        public const int Annual = 476500001;
        public const int OneTime = 476500004;
        public const int Trial = 476500005;
        public const int Activation = 476500006;
        public const int Other = 476500007;
    }

    public static class Statuses
    {
        public const int Active = 476500000;
        public const int Cancelled = 476500001;
        public const int PendingManual = 476500002;
        public const int PendingAutomated = 476500003;
        public const int PendingCancel = 476500004;
        public const int WaitingForDetails = 476500005;
        public const int Trial = 476500006;
        public const int Converted = 476500007;
        public const int PendingActivation = 476500008;
        public const int Activated = 476500009;
        public const int Other = 476500010;
    }

    public static class SyncStates
    {
        public const int InSync = 476500000;
        public const int WaitingToBeSent = 476500001;
        public const int Conflict = 476500002;
        public const int Failed = 476500003;
        public const int NotSynced = 476500004;
        public const int MovedAway = 476500005;
    }
}

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

    /// <summary>Why a change that is awaiting provisioning is not sent now; none is sent by itself. Rows from before there was the column have none.</summary>
    public static class WaitsForReasons
    {
        public const int Confirmation = 476500000;
        public const int EarlierChange = 476500001;
        public const int EffectiveDate = 476500002;
        public const int WriteBack = 476500003;
        public const int Inactive = 476500004;
        public const int SyncDisabled = 476500005;
        public const int CopiedEnvironment = 476500006;
        public const int NotShownYet = 476500007;
    }

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

/// <summary>A row of a drift report: one subscription that is not the same here and in Pax8, and in what.</summary>
internal static class SubscriptionDifference
{
    public const string Table = "pax8_subscriptiondifference";
    public const string SchemaName = "pax8_SubscriptionDifference";
    public const string Id = "pax8_subscriptiondifferenceid";
    public const string Name = "pax8_name";
    public const string Key = "pax8_differencekey";
    public const string Job = "pax8_syncjobid";
    public const string Connector = "pax8_connectorid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Subscription = "pax8_subscriptionid";
    public const string ProviderSpecificId = "pax8_providerspecificid";
    public const string Kind = "pax8_kind";
    public const string Here = "pax8_here";
    public const string There = "pax8_there";
    public const string AmountPerMonth = "pax8_amountpermonth";
    public const string CurrencyCode = "pax8_currencycode";

    public static class Kinds
    {
        public const int MissingHere = 476500000;
        public const int MissingInPax8 = 476500001;
        public const int QuantityDiffers = 476500002;
        public const int PriceDiffers = 476500003;
        public const int BillingTermDiffers = 476500004;
        public const int StatusDiffers = 476500005;
        public const int ChangeLogsDoNotAddUp = 476500006;
        public const int CompanyDiffers = 476500007;
        public const int ProductDiffers = 476500008;
        public const int ParentDiffers = 476500009;
        public const int CancellationDiffers = 476500010;
    }
}
