using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;

namespace Pax8Dataverse.Subscriptions;

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
