using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>A Pax8 company as this tenant knows it, mapped to an account by people or by an exact match.</summary>
internal static class ProviderAccount
{
    public const string Table = "pax8_provideraccount";
    public const string Id = "pax8_provideraccountid";
    public const string Name = "pax8_name";
    public const string ProviderSpecificId = "pax8_providerspecificid";
    public const string Connector = "pax8_connectorid";
    public const string Account = "pax8_accountid";
    public const string CompanyStatus = "pax8_companystatus";
    public const string CompanyStatusText = "pax8_companystatustext";
    public const string SyncStatus = "pax8_syncstatus";
    public const string MatchStatus = "pax8_matchstatus";
    public const string MatchCandidates = "pax8_matchcandidates";
    public const string MatchReason = "pax8_matchreason";
    public const string Follow = "pax8_follow";
    public const string Street = "pax8_street";
    public const string Street2 = "pax8_street2";
    public const string City = "pax8_city";
    public const string StateOrProvince = "pax8_stateorprovince";
    public const string PostalCode = "pax8_postalcode";
    public const string Country = "pax8_country";
    public const string Phone = "pax8_phone";
    public const string Website = "pax8_website";
    public const string ExternalId = "pax8_externalid";
    public const string SelfServiceAllowed = "pax8_selfserviceallowed";
    public const string BillOnBehalfOfEnabled = "pax8_billonbehalfofenabled";
    public const string OrderApprovalRequired = "pax8_orderapprovalrequired";
    public const string UpdatedInPax8 = "pax8_pax8updatedon";

    public static class CompanyStatuses
    {
        public const int Active = 476500000;
        public const int Inactive = 476500001;
        public const int Deleted = 476500002;
        public const int Other = 476500003;
    }

    public static class SyncStatuses
    {
        public const int Enabled = 476500000;
        public const int Disabled = 476500001;
    }

    public static class MatchStatuses
    {
        public const int Unmapped = 476500000;
        public const int Mapped = 476500001;
        public const int Ambiguous = 476500002;
    }
}
