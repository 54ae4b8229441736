using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Subscriptions;

/// <summary>
/// A Pax8 subscription as this tenant knows it. Quantity, price, billing term and the end of it go both ways; the agreed columns
/// hold what both sides had when they last agreed.
/// </summary>
internal static class Subscription
{
    public const string Table = "pax8_subscription";
    public const string SchemaName = "pax8_Subscription";

    public static readonly PulledColumns<Pax8Subscription> Columns = new();

    public static readonly Column Id = Columns.Key("pax8_subscriptionid", "Subscription");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300, isRequired: true);
    public static readonly Column ProviderSpecificId = Columns.Text("pax8_providerspecificid", "Pax8 Subscription Id", 100, ColumnOwner.Belonging, isRequired: true);
    public static readonly Column VendorSubscriptionId = Columns.Text("vendorSubscriptionId", "pax8_vendorsubscriptionid", "Vendor Subscription Id", 200, record => record.VendorSubscriptionId);
    public static readonly Column VendorSku = Columns.Text("vendorSkuId", "pax8_vendorsku", "Vendor SKU", 200, record => record.VendorSku, Absence.SaysNothing);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider", ColumnOwner.Belonging, isRequired: true);
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account", ColumnOwner.Belonging, isRequired: true);
    public static readonly Column Account = Columns.Lookup("pax8_accountid", "Account", ColumnOwner.Belonging);
    public static readonly Column Product = Columns.Lookup("pax8_productid", "Product", ColumnOwner.Belonging);
    public static readonly Column Parent = Columns.Lookup("pax8_parentsubscriptionid", "Parent Subscription", ColumnOwner.Belonging);
    public static readonly Column ParentSpecificId = Columns.Text("parentSubscriptionId", "pax8_parentspecificid", "Pax8 Parent Id", 100, record => record.ParentId);
    public static readonly Column Quantity = Columns.WholeNumber("pax8_quantity", "Quantity", ColumnOwner.Both);
    public static readonly Column Price = Columns.Decimal("pax8_price", "Price", ColumnOwner.Both);
    public static readonly Column PartnerCost = Columns.Decimal("partnerCost", "pax8_partnercost", "Partner Cost", record => SubscriptionMap.Amount(record.PartnerCost));
    /// <summary>The partner's price now, where it differs from <see cref="PartnerCost"/>; see <see cref="BuyRates"/>.</summary>
    public static readonly Column CurrentBuyRate = Columns.Decimal("pax8_currentbuyrate", "Partner Buy Rate Now");
    public static readonly Column PreviousBuyRate = Columns.Decimal("pax8_previousbuyrate", "Previous Partner Buy Rate");
    public static readonly Column BuyRateChangedOn = Columns.DateAndTime("pax8_buyratechangedon", "Partner Buy Rate Changed On");
    public static readonly Column CurrencyCode = Columns.Text("currencyCode", "pax8_currencycode", "Currency Code", ColumnLimits.LongestCurrencyCode, record => record.CurrencyCode);
    public static readonly Column BillingTerm = Columns.Choice("pax8_billingterm", "Billing Term", ColumnOwner.Both);
    public static readonly Column BillingTermText = Columns.Text("billingTerm", "pax8_billingtermtext", "Billing Term Text", 100, SubscriptionMap.UnknownTermOf, says: record => record.BillingTerm is not null);
    public static readonly Column CommitmentTerm = Columns.Text("commitment.term commitmentTerm", "pax8_commitmentterm", "Commitment Term", 100, record => record.Commitment?.Term);
    public static readonly Column CommitmentId = Columns.Text("commitment.id commitmentTerm", "pax8_commitmentid", "Commitment Id", 100, record => record.Commitment?.Id);
    public static readonly Column CommitmentEndsOn = Columns.DateAndTime("commitment.endDate commitmentTerm commitmentTermEndDate", "pax8_commitmentendson", "Commitment Ends On", record => record.Commitment?.EndsOn);
    public static readonly Column StartsOn = Columns.DateAndTime("startDate", "pax8_startson", "Starts On", record => record.StartsOn);
    public static readonly Column EndsOn = Columns.DateAndTime("endDate", "pax8_endson", "Ends On", record => record.EndsOn);
    public static readonly Column BillingStartsOn = Columns.DateAndTime("billingStart", "pax8_billingstartson", "Billing Starts On", record => record.BillingStartsOn);
    public static readonly Column CreatedInPax8 = Columns.DateAndTime("createdDate", "pax8_pax8createdon", "Created in Pax8", record => record.CreatedOn, Absence.SaysNothing);
    public static readonly Column UpdatedInPax8 = Columns.DateAndTime("updatedDate", "pax8_pax8updatedon", "Last change in Pax8", record => record.UpdatedOn, Absence.SaysNothing);
    public static readonly Column Status = Columns.Choice("status", "pax8_subscriptionstatus", "Pax8 Status", SubscriptionMap.StatusOf, Absence.SaysNothing);
    public static readonly Column StatusText = Columns.Text("status", "pax8_subscriptionstatustext", "Pax8 Status Text", 100, SubscriptionMap.UnknownStatusOf, says: record => record.Status is not null);
    public static readonly Column GoneInPax8 = Columns.YesNo("pax8_goneinpax8", "Gone in Pax8", ColumnOwner.Pax8);
    public static readonly Column AgreedQuantity = Columns.WholeNumber("pax8_basequantity", "Agreed Quantity");
    public static readonly Column AgreedPrice = Columns.Decimal("pax8_baseprice", "Agreed Price");
    public static readonly Column AgreedBillingTerm = Columns.Choice("pax8_basebillingterm", "Agreed Billing Term");
    public static readonly Column AgreedStatus = Columns.Choice("pax8_basestatus", "Agreed Status");
    public static readonly Column AgreedCancelOn = Columns.DateAndTime("pax8_basecancelon", "Agreed Cancel On");
    public static readonly Column SyncState = Columns.Choice("pax8_syncstate", "Sync State");
    public static readonly Column ConflictQuantity = Columns.WholeNumber("pax8_conflictquantity", "Quantity in Pax8");
    public static readonly Column ConflictPrice = Columns.Decimal("pax8_conflictprice", "Price in Pax8");
    public static readonly Column ConflictBillingTerm = Columns.Choice("pax8_conflictbillingterm", "Billing Term in Pax8");
    public static readonly Column ConflictStatus = Columns.Choice("pax8_conflictstatus", "Status in Pax8");
    public static readonly Column ConflictOn = Columns.DateAndTime("pax8_conflicton", "Conflict Found On");
    public static readonly Column Held = Columns.Choice("pax8_held", "Held");
    public static readonly Column HeldQuantity = Columns.WholeNumber("pax8_heldquantity", "Held Quantity");
    public static readonly Column HeldStatus = Columns.Choice("pax8_heldstatus", "Held Status");
    public static readonly Column HeldOn = Columns.DateAndTime("pax8_heldon", "Held On");
    public static readonly Column HeldByJob = Columns.Lookup("pax8_heldbyjobid", "Held by Sync Job", target: "pax8_syncjob");
    public static readonly Column DiscardedOn = Columns.DateAndTime("pax8_discardedon", "Discarded On");
    public static readonly Column DiscardedBy = Columns.Lookup("pax8_discardedbyid", "Discarded By", target: "systemuser");
    public static readonly Column LastError = Columns.Memo("pax8_lasterror", "Last Error", 4000);
    public static readonly Column ChangeReason = Columns.Text("pax8_changereason", "Reason for Change", 500, ColumnOwner.People);
    public static readonly Column ChangeEffectiveOn = Columns.DateAndTime("pax8_changeeffectiveon", "Effective Date of Change", ColumnOwner.People);
    public static readonly Column CancelOn = Columns.DateAndTime("pax8_cancelon", "Cancel On", ColumnOwner.Both);
    public static readonly Column LastChangeNumber = Columns.WholeNumber("pax8_lastchangenumber", "Last Change Number");
    public static readonly Column SendingUntil = Columns.DateAndTime("pax8_sendinguntil", "Being Sent Until");
    public static readonly Column TransactionMark = Columns.Text("pax8_transactionmark", "Transaction Mark", 50, ColumnOwner.None);
    public static readonly Column MovedTo = Columns.Text("pax8_movedto", "Moved To", 100);
    public static readonly Column ChangeRequestedBy = Columns.Text("pax8_changerequestedby", "Change Requested By", 50);

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

    /// <summary>What Pax8 would take away; the row keeps it until a job applies it, or a person. Null where nothing is held.</summary>
    public static class HeldKinds
    {
        public const int FewerLicences = 476500000;
        public const int Ended = 476500001;
        public const int Gone = 476500002;
        public const int MovedAway = 476500003;
    }
}
