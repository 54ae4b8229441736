using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Connectors;

// Logical names of tables and columns and the values of their choices stand in the files *Table.cs, each written once. A test
// holds every one of them against Solution/. Values start at the publisher's option value prefix 47650.

/// <summary>The provider integration: how to reach Pax8 and what a sync may do.</summary>
internal static class Connector
{
    public const string Table = "pax8_connector";
    public const string SchemaName = "pax8_Connector";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_connectorid", "Provider Integration");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 100, ColumnOwner.People, isRequired: true);
    public static readonly Column Environment = Columns.Choice("pax8_environment", "Environment", ColumnOwner.People, isRequired: true);
    public static readonly Column EndpointUrl = Columns.Text("pax8_endpointurl", "Endpoint URL", 200, ColumnOwner.People, isRequired: true);
    public static readonly Column ApplicationId = Columns.Text("pax8_applicationid", "Application ID", 100, ColumnOwner.People, isRequired: true);
    public static readonly Column ApplicationSecret = Columns.Text("pax8_applicationsecret", "Application Secret", 500, ColumnOwner.People);
    public static readonly Column SecretStored = Columns.YesNo("pax8_secretstored", "Secret stored");
    public static readonly Column CountryCode = Columns.Choice("pax8_countrycode", "Country Code", ColumnOwner.People, isRequired: true);
    public static readonly Column Currency = Columns.Lookup("pax8_currencyid", "Currency Code", ColumnOwner.People, isRequired: true);
    public static readonly Column SelfServiceAllowed = Columns.YesNo("pax8_selfserviceallowed", "Self Service Allowed", ColumnOwner.People);
    public static readonly Column BillOnBehalfOfEnabled = Columns.YesNo("pax8_billonbehalfofenabled", "Bill on behalf of enabled", ColumnOwner.People);
    public static readonly Column OrderApprovalRequired = Columns.YesNo("pax8_orderapprovalrequired", "Order approval required", ColumnOwner.People);
    public static readonly Column NewAccountsAre = Columns.Choice("pax8_newaccountsare", "New accounts are", ColumnOwner.People);
    public static readonly Column AutoMatch = Columns.YesNo("pax8_automatch", "Match accounts automatically", ColumnOwner.People);
    public static readonly Column ConnectivityStatus = Columns.Choice("pax8_connectivitystatus", "Connectivity Status");
    public static readonly Column ConnectivityVerifiedOn = Columns.DateAndTime("pax8_connectivityverifiedon", "Verified On");
    public static readonly Column ConnectivityMessage = Columns.Memo("pax8_connectivitymessage", "Connectivity Message", 2000);
    public static readonly Column CompanyCount = Columns.WholeNumber("pax8_companycount", "Companies visible");
    public static readonly Column NameKey = Columns.Text("pax8_namekey", "Name key", 100);
    public static readonly Column ActiveKey = Columns.Text("pax8_activekey", "Active key", 64);
    public static readonly Column ConflictPolicy = Columns.Choice("pax8_conflictpolicy", "When both sides changed", ColumnOwner.People);
    public static readonly Column WriteBack = Columns.YesNo("pax8_writeback", "Write-back", ColumnOwner.People);
    public static readonly Column ConfirmFactor = Columns.Decimal("pax8_confirmfactor", "Confirm above times", ColumnOwner.People);
    public static readonly Column ConfirmLicences = Columns.WholeNumber("pax8_confirmlicences", "Confirm above licences", ColumnOwner.People);
    public static readonly Column HoldPercent = Columns.WholeNumber("pax8_holdpercent", "Ask above percent", ColumnOwner.People);
    public static readonly Column HoldNumber = Columns.WholeNumber("pax8_holdnumber", "Ask above number", ColumnOwner.People);
    public static readonly Column PartnerState = Columns.Choice("pax8_partnerstate", "Pax8 Partner");
    public static readonly Column PartnerMessage = Columns.Memo("pax8_partnermessage", "Pax8 Partner Message", 2000);
    public static readonly Column Home = Columns.Choice("pax8_home", "Home Environment");
    public static readonly Column HomeOrganizationId = Columns.Text("pax8_homeorganizationid", "Home Organization Id", 100);
    public static readonly Column HomeEnvironmentId = Columns.Text("pax8_homeenvironmentid", "Home Environment Id", 100);
    public static readonly Column RestoredOn = Columns.DateAndTime("pax8_restoredon", "Copied or Restored On");
    public static readonly Column OrdersNeedApproval = Columns.YesNo("pax8_ordersneedapproval", "Orders Need Approval", ColumnOwner.People);
    public static readonly Column ApproveOrdersFrom = Columns.Decimal("pax8_approveordersfrom", "Approve Orders From (per Month)", ColumnOwner.People);
    public static readonly Column KeepPersonalDataDays = Columns.WholeNumber("pax8_keeppersonaldatadays", "Keep Personal Data of Orders (Days)", ColumnOwner.People);
    public static readonly Column TakesOverFrom = Columns.Text("pax8_takesoverfrom", "Takes Over From", 100);

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

        /// <summary>Pax8 answers, and has refused to write: nothing more is sent until the connection is verified again.</summary>
        public const int ConnectedReadOnly = 476500003;
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
