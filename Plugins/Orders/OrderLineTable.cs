using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>One new subscription of an order.</summary>
internal static class OrderLine
{
    public const string Table = "pax8_orderline";
    public const string SchemaName = "pax8_OrderLine";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_orderlineid", "Order Line");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300);
    public static readonly Column Order = Columns.Lookup("pax8_orderid", "Order", ColumnOwner.Belonging, isRequired: true);
    public static readonly Column Number = Columns.WholeNumber("pax8_linenumber", "Line", ColumnOwner.Belonging);
    public static readonly Column Product = Columns.Lookup("pax8_productid", "Product", ColumnOwner.People, isRequired: true);
    public static readonly Column Quantity = Columns.WholeNumber("pax8_quantity", "Quantity", ColumnOwner.People, isRequired: true);
    public static readonly Column BillingTerm = Columns.Choice("pax8_billingterm", "Billing Term", ColumnOwner.People, isRequired: true);
    public static readonly Column CommitmentId = Columns.Text("pax8_commitmentid", "Commitment Id", ColumnLimits.LongestId, ColumnOwner.People);
    public static readonly Column CommitmentTerm = Columns.Text("pax8_commitmentterm", "Commitment Term", 100, ColumnOwner.People);
    public static readonly Column ParentLine = Columns.Lookup("pax8_parentlineid", "Parent Line", ColumnOwner.People);
    public static readonly Column ParentSubscription = Columns.Lookup("pax8_parentsubscriptionid", "Parent Subscription", ColumnOwner.People);

    /// <summary>JSON: an object of lists of texts by key. May hold names and e-mail addresses, so the column is secured and emptied after a time.</summary>
    public static readonly Column ProvisioningDetails = Columns.Memo("pax8_provisioningdetails", "Provisioning Details", 20000, ColumnOwner.People);
    public static readonly Column DetailsRemovedOn = Columns.DateAndTime("pax8_detailsremovedon", "Details Removed On");
    public static readonly Column UnitPrice = Columns.Decimal("pax8_unitprice", "Cost per Unit");
    public static readonly Column PriceReadOn = Columns.DateAndTime("pax8_pricereadon", "Price Read On");
    public static readonly Column Message = Columns.Memo("pax8_message", "Message", 4000);
    public static readonly Column Status = Columns.Choice("pax8_linestatus", "Line Status");
    public static readonly Column Pax8SubscriptionId = Columns.Text("pax8_pax8subscriptionid", "Pax8 Subscription Id", ColumnLimits.LongestId);
    public static readonly Column Subscription = Columns.Lookup("pax8_subscriptionid", "Subscription");

    public static class Statuses
    {
        public const int NotOrdered = 476500000;
        public const int Provisioning = 476500001;
        public const int Active = 476500002;
        public const int Stuck = 476500003;
        public const int Ended = 476500004;
    }
}
