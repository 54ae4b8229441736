using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Orders;

/// <summary>What an approver decided about an order, and about which sum.</summary>
internal static class OrderApproval
{
    public const string Table = "pax8_orderapproval";
    public const string SchemaName = "pax8_OrderApproval";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_orderapprovalid", "Order Approval");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300);
    public static readonly Column Order = Columns.Lookup("pax8_orderid", "Order", ColumnOwner.Belonging, isRequired: true);
    public static readonly Column Decision = Columns.Choice("pax8_decision", "Decision");
    public static readonly Column Reason = Columns.Text("pax8_reason", "Reason", 500);
    public static readonly Column DecidedBy = Columns.Lookup("pax8_decidedbyid", "Decided By", target: "systemuser");
    public static readonly Column DecidedOn = Columns.DateAndTime("pax8_decidedon", "Decided On");
    public static readonly Column MonthlyAmount = Columns.Decimal("pax8_monthlyamount", "Cost per Month");
    public static readonly Column CurrencyCode = Columns.Text("pax8_currencycode", "Currency Code", ColumnLimits.LongestCurrencyCode);

    public static class Decisions
    {
        public const int Approved = 476500000;
        public const int Rejected = 476500001;
    }
}
