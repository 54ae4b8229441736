using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.DriftReport;

/// <summary>A row of a drift report: one subscription that is not the same here and in Pax8, and in what.</summary>
internal static class SubscriptionDifference
{
    public const string Table = "pax8_subscriptiondifference";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_subscriptiondifferenceid", "Subscription Difference");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 300, isRequired: true);
    public static readonly Column Key = Columns.Text("pax8_differencekey", "Difference key", 200, isRequired: true);
    public static readonly Column Job = Columns.Lookup("pax8_syncjobid", "Report", isRequired: true);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider");
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account");
    public static readonly Column Subscription = Columns.Lookup("pax8_subscriptionid", "Subscription");
    public static readonly Column ProviderSpecificId = Columns.Text("pax8_providerspecificid", "Pax8 Subscription Id", 100);
    public static readonly Column Kind = Columns.Choice("pax8_kind", "Kind", isRequired: true);
    public static readonly Column Here = Columns.Text("pax8_here", "Here", 200);
    public static readonly Column There = Columns.Text("pax8_there", "In Pax8", 200);
    public static readonly Column AmountPerMonth = Columns.Decimal("pax8_amountpermonth", "Amount per Month at Stake");
    public static readonly Column CurrencyCode = Columns.Text("pax8_currencycode", "Currency Code", 3);

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
