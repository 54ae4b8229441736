using Pax8Dataverse.Connectors;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.DriftReport;

/// <summary>A row of a drift report: one subscription that is not the same here and in Pax8, and in what.</summary>
internal static class SubscriptionDifference
{
    public const string Table = "pax8_subscriptiondifference";
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
