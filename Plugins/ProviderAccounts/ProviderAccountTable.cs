using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>A Pax8 company as this tenant knows it, mapped to an account by people or by an exact match.</summary>
internal static class ProviderAccount
{
    public const string Table = "pax8_provideraccount";
    public const string SchemaName = "pax8_ProviderAccount";

    public static readonly PulledColumns<Company> Columns = new();

    public static readonly Column Id = Columns.Key("pax8_provideraccountid", "Provider Account");
    public static readonly Column Name = Columns.Text("name", "pax8_name", "Provider Name", 300, ProviderAccountMap.NameOf, isRequired: true);
    public static readonly Column ProviderSpecificId = Columns.Text("pax8_providerspecificid", "Provider Specific Id", 100, ColumnOwner.Pax8, isRequired: true);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider", ColumnOwner.Belonging, isRequired: true);
    public static readonly Column Account = Columns.Lookup("pax8_accountid", "Account", ColumnOwner.People);
    public static readonly Column CompanyStatus = Columns.Choice("status", "pax8_companystatus", "Status in Pax8", ProviderAccountMap.StatusOf, Absence.SaysNothing);
    public static readonly Column CompanyStatusText = Columns.Text("status", "pax8_companystatustext", "Status as sent by Pax8", 100, ProviderAccountMap.UnknownStatusOf, says: company => company.Status is not null);
    public static readonly Column SyncStatus = Columns.Choice("pax8_syncstatus", "Sync status", ColumnOwner.People);
    public static readonly Column SyncStatusOn = Columns.DateAndTime("pax8_syncstatuson", "Sync status changed on");
    public static readonly Column MatchStatus = Columns.Choice("pax8_matchstatus", "Mapping");
    public static readonly Column MatchCandidates = Columns.Memo("pax8_matchcandidates", "Candidates", 4000);
    public static readonly Column MatchReason = Columns.Text("pax8_matchreason", "Matched by", 200);
    public static readonly Column Follow = Columns.Text("pax8_follow", "Follow", 200);
    public static readonly Column Street = Columns.Text("address.street", "pax8_street", "Street", 250, company => company.Address!.Street, says: HasAddress);
    public static readonly Column Street2 = Columns.Text("address.street2", "pax8_street2", "Street 2", 250, company => company.Address!.Street2, says: HasAddress);
    public static readonly Column City = Columns.Text("address.city", "pax8_city", "City", 100, company => company.Address!.City, says: HasAddress);
    public static readonly Column StateOrProvince = Columns.Text("address.stateOrProvince", "pax8_stateorprovince", "State or Province", 100, company => company.Address!.StateOrProvince, says: HasAddress);
    public static readonly Column PostalCode = Columns.Text("address.postalCode", "pax8_postalcode", "Postal Code", 40, company => company.Address!.PostalCode, says: HasAddress);
    public static readonly Column Country = Columns.Text("address.country", "pax8_country", "Country", 100, company => company.Address!.Country, says: HasAddress);
    public static readonly Column Phone = Columns.Text("phone", "pax8_phone", "Phone", 100, company => company.Phone);
    public static readonly Column Website = Columns.Text("website", "pax8_website", "Website", 500, company => company.Website);
    public static readonly Column ExternalId = Columns.Text("externalId", "pax8_externalid", "External Id", 200, company => company.ExternalId);
    public static readonly Column SelfServiceAllowed = Columns.YesNo("selfServiceAllowed", "pax8_selfserviceallowed", "Self Service Allowed", company => company.SelfServiceAllowed, Absence.SaysNothing);
    public static readonly Column BillOnBehalfOfEnabled = Columns.YesNo("billOnBehalfOfEnabled", "pax8_billonbehalfofenabled", "Bill on behalf of enabled", company => company.BillOnBehalfOfEnabled, Absence.SaysNothing);
    public static readonly Column OrderApprovalRequired = Columns.YesNo("orderApprovalRequired", "pax8_orderapprovalrequired", "Order approval required", company => company.OrderApprovalRequired, Absence.SaysNothing);
    public static readonly Column UpdatedInPax8 = Columns.DateAndTime("updatedDate", "pax8_pax8updatedon", "Last change in Pax8", company => company.Updated, Absence.SaysNothing);

    public static readonly Column Provisioning = Columns.Choice("pax8_provisioning", "Provisioning");
    public static readonly Column ProvisioningMessage = Columns.Memo("pax8_provisioningmessage", "Provisioning Message", 4000);
    public static readonly Column ProvisioningOf = Columns.Text("pax8_provisioningof", "Being Provisioned", 100);
    public static readonly Column CompanyCandidates = Columns.Memo("pax8_companycandidates", "Companies in Pax8", 4000);
    public static readonly Column ContactsToSend = Columns.Memo("pax8_contactstosend", "Contacts to be sent", 4000);
    public static readonly Column LookedPages = Columns.WholeNumber("pax8_lookedpages", "Pages looked through");
    public static readonly Column SendingUntil = Columns.DateAndTime("pax8_sendinguntil", "Being Sent Until");
    public static readonly Column QueuedOn = Columns.DateAndTime("pax8_queuedon", "Queued On");
    public static readonly Column Attempts = Columns.WholeNumber("pax8_attempts", "Attempts");
    public static readonly Column Waits = Columns.WholeNumber("pax8_waits", "Waits");

    private static bool HasAddress(Company company) => company.Address is not null;

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

    /// <summary>What became of a company that is made from here; rows that a sync made have none.</summary>
    public static class ProvisioningStates
    {
        public const int WaitingToBeSent = 476500000;
        public const int Sending = 476500001;
        public const int Provisioned = 476500002;
        public const int Refused = 476500003;
        public const int NotSent = 476500004;
        public const int NeedsReview = 476500005;
        public const int Withdrawn = 476500006;
    }
}
