namespace Pax8Dataverse.Connectors;

// Logical names of tables and columns and the values of their choices stand in the files *Tables.cs, each written once. A test
// holds every one of them against Solution/. Values start at the publisher's option value prefix 47650.

/// <summary>The provider integration: how to reach Pax8 and what a sync may do.</summary>
internal static class Connector
{
    public const string Table = "pax8_connector";
    public const string SchemaName = "pax8_Connector";
    public const string Id = "pax8_connectorid";
    public const string Name = "pax8_name";
    public const string Environment = "pax8_environment";
    public const string EndpointUrl = "pax8_endpointurl";
    public const string ApplicationId = "pax8_applicationid";
    public const string ApplicationSecret = "pax8_applicationsecret";
    public const string SecretStored = "pax8_secretstored";
    public const string CountryCode = "pax8_countrycode";
    public const string Currency = "pax8_currencyid";
    public const string SelfServiceAllowed = "pax8_selfserviceallowed";
    public const string BillOnBehalfOfEnabled = "pax8_billonbehalfofenabled";
    public const string OrderApprovalRequired = "pax8_orderapprovalrequired";
    public const string NewAccountsAre = "pax8_newaccountsare";
    public const string AutoMatch = "pax8_automatch";
    public const string ConnectivityStatus = "pax8_connectivitystatus";
    public const string ConnectivityVerifiedOn = "pax8_connectivityverifiedon";
    public const string ConnectivityMessage = "pax8_connectivitymessage";
    public const string CompanyCount = "pax8_companycount";
    public const string NameKey = "pax8_namekey";
    public const string ActiveKey = "pax8_activekey";
    public const string ConflictPolicy = "pax8_conflictpolicy";
    public const string WriteBack = "pax8_writeback";
    public const string ConfirmFactor = "pax8_confirmfactor";
    public const string ConfirmLicences = "pax8_confirmlicences";
    public const string PartnerState = "pax8_partnerstate";
    public const string PartnerMessage = "pax8_partnermessage";
    public const string Home = "pax8_home";
    public const string HomeOrganizationId = "pax8_homeorganizationid";
    public const string HomeEnvironmentId = "pax8_homeenvironmentid";
    public const string RestoredOn = "pax8_restoredon";
    public const string TakesOverFrom = "pax8_takesoverfrom";

    public static class Environments
    {
        public const int Production = 476500000;
        public const int Sandbox = 476500001;
    }

    public static class NewAccounts
    {
        public const int DisabledUntilReviewed = 476500000;
        public const int Enabled = 476500001;
    }

    public static class ConflictPolicies
    {
        public const int Ask = 476500000;
        public const int Pax8Wins = 476500001;
        public const int Work365Wins = 476500002;
    }

    public static class Connectivity
    {
        public const int NotVerified = 476500000;
        public const int Connected = 476500001;
        public const int Failed = 476500002;
    }

    /// <summary>Whose Pax8 the credentials open, as far as the rows here tell. Rows from before there was the column have none: not verified.</summary>
    public static class PartnerStates
    {
        public const int NotVerified = 476500000;
        public const int SamePartner = 476500001;
        public const int OtherPartner = 476500002;
        public const int Accepted = 476500003;
    }

    /// <summary>Whether the credentials were entered in this environment. Rows from before there was the column have none: as if they were.</summary>
    public static class Homes
    {
        public const int ThisEnvironment = 476500000;
        public const int CopiedReadOnly = 476500001;
    }
}
