using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>
/// What is to be bought of Pax8 for one customer: an intent, and what became of it. One order is one request to Pax8, and its attempt
/// stands on the row before it is sent.
/// </summary>
internal static class Order
{
    public const string Table = "pax8_order";
    public const string SchemaName = "pax8_Order";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_orderid", "Order");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300, ColumnOwner.People, isRequired: true);
    public static readonly Column Number = Columns.Text("pax8_number", "Number", 50);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider", ColumnOwner.Belonging);
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account", ColumnOwner.People, isRequired: true);
    public static readonly Column Account = Columns.Lookup("pax8_accountid", "Account", ColumnOwner.Belonging);
    public static readonly Column Status = Columns.Choice("pax8_orderstatus", "Order Status");
    public static readonly Column Message = Columns.Memo("pax8_message", "Message", 4000);
    public static readonly Column Pax8OrderId = Columns.Text("pax8_pax8orderid", "Pax8 Order Id", ColumnLimits.LongestId);
    public static readonly Column SubmittedBy = Columns.Lookup("pax8_submittedbyid", "Submitted By", target: "systemuser");
    public static readonly Column SubmittedOn = Columns.DateAndTime("pax8_submittedon", "Submitted On");
    public static readonly Column ApprovedBy = Columns.Lookup("pax8_approvedbyid", "Approved By", target: "systemuser");
    public static readonly Column ApprovedOn = Columns.DateAndTime("pax8_approvedon", "Approved On");
    public static readonly Column MonthlyAmount = Columns.Decimal("pax8_monthlyamount", "Cost per Month");
    public static readonly Column CurrencyCode = Columns.Text("pax8_currencycode", "Currency Code", ColumnLimits.LongestCurrencyCode);
    public static readonly Column QueuedOn = Columns.DateAndTime("pax8_queuedon", "Queued On");
    public static readonly Column Attempts = Columns.WholeNumber("pax8_attempts", "Attempts");
    public static readonly Column Waits = Columns.WholeNumber("pax8_waits", "Waits");
    public static readonly Column WaitsFor = Columns.Choice("pax8_waitsfor", "Waits For");
    public static readonly Column AttemptedOn = Columns.DateAndTime("pax8_attemptedon", "Sent On");
    public static readonly Column OrdersBefore = Columns.WholeNumber("pax8_ordersbefore", "Orders in Pax8 Before");
    public static readonly Column LookFrom = Columns.WholeNumber("pax8_lookfrom", "Look From");
    public static readonly Column Request = Columns.Memo("pax8_request", "Request", 100000);
    public static readonly Column Answer = Columns.Memo("pax8_answer", "Answer", 10000);
    public static readonly Column LookedOn = Columns.DateAndTime("pax8_lookedon", "Last Looked On");
    public static readonly Column PlacedOn = Columns.DateAndTime("pax8_placedon", "Placed On");
    public static readonly Column DueOn = Columns.DateAndTime("pax8_dueon", "Due On");
    public static readonly Column SettledBy = Columns.Lookup("pax8_settledbyid", "Settled By", target: "systemuser");
    public static readonly Column SettledOn = Columns.DateAndTime("pax8_settledon", "Settled On");

    /// <summary>The connector's id while there is something to be done for the order without anybody asking; a key leads to those.</summary>
    public static readonly Column OpenFor = Columns.Text("pax8_openfor", "Open For", 50, ColumnOwner.None);

    /// <summary>The provider account's id while the order is in flight: unique, so that one order of a company is at a time.</summary>
    public static readonly Column InFlightFor = Columns.Text("pax8_inflightfor", "In Flight For", 50, ColumnOwner.None);

    public static class Statuses
    {
        public const int Draft = 476500000;
        public const int WaitingForApproval = 476500001;
        public const int Approved = 476500002;
        public const int Submitting = 476500003;
        public const int InFlight = 476500004;
        public const int Placed = 476500005;
        public const int Refused = 476500006;
        public const int NeedsReview = 476500007;
        public const int Cancelled = 476500008;
    }
}
