using System.Collections.Generic;
using System.Linq;
using static DataverseEmulator.Metadata.ColumnSketch;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The platform's own tables that the product, its forms and its users touch, with the columns that matter to them: type
/// and length as in the table reference (learn.microsoft.com/power-apps/developer/data-platform/reference/entities/…).
/// A query of another column of these tables is refused as an unknown column.
/// </summary>
public static class PlatformTables
{
    /// <summary>The tables. A system job can regard any table, so it needs the names of those that the solution brings.</summary>
    public static IReadOnlyList<TableDefinition> All(IEnumerable<string> solutionTables) =>
    [
        Account, Contact, Currency, SystemUser, BusinessUnit, Team, Organization, Role, FieldSecurityProfile, AppNotification,
        AsyncOperation([.. solutionTables, "account", "contact"]),
    ];

    private static TableDefinition Account => Table("Account", "accounts", "Account", "Accounts", "name", userOwned: true,
    [
        Key("AccountId", "Account"),
        Text("Name", "Account Name", 160).Required("required"),
        Text("AccountNumber", "Account Number", 20),
        Text("WebSiteURL", "Website", 200, "url"),
        Text("EMailAddress1", "Email", 100, "email"),
        Text("Telephone1", "Main Phone", 50, "phone"),
        Text("Fax", "Fax", 50, "phone"),
        Memo("Description", "Description", 2000),
        Lookup("PrimaryContactId", "Primary Contact", "contact"),
        Lookup("ParentAccountId", "Parent Account", "account"),
        Lookup("MasterId", "Master ID", "account"),
        Flag("Merged", "Merged"),
        Lookup("TransactionCurrencyId", "Currency", "transactioncurrency"),
        .. Address,
    ]);

    private static TableDefinition Contact => Table("Contact", "contacts", "Contact", "Contacts", "fullname", userOwned: true,
    [
        Key("ContactId", "Contact"),
        Text("FirstName", "First Name", 50).Required("recommended"),
        Text("LastName", "Last Name", 50).Required("required"),
        Text("FullName", "Full Name", 160).ReadOnly(),
        Text("JobTitle", "Job Title", 100),
        Text("EMailAddress1", "Email", 100, "email"),
        Text("Telephone1", "Business Phone", 50, "phone"),
        Text("MobilePhone", "Mobile Phone", 50, "phone"),
        Lookup("ParentCustomerId", "Company Name", "account", "contact"),
        Lookup("TransactionCurrencyId", "Currency", "transactioncurrency"),
        .. Address,
    ]);

    private static IEnumerable<ColumnDefinition> Address =>
    [
        Text("Address1_Line1", "Address 1: Street 1", 250),
        Text("Address1_Line2", "Address 1: Street 2", 250),
        Text("Address1_Line3", "Address 1: Street 3", 250),
        Text("Address1_City", "Address 1: City", 80),
        Text("Address1_StateOrProvince", "Address 1: State/Province", 50),
        Text("Address1_PostalCode", "Address 1: ZIP/Postal Code", 20),
        Text("Address1_Country", "Address 1: Country/Region", 80),
    ];

    private static TableDefinition Currency => Table("TransactionCurrency", "transactioncurrencies", "Currency", "Currencies", "currencyname", userOwned: false,
    [
        Key("TransactionCurrencyId", "Transaction Currency"),
        Text("CurrencyName", "Currency Name", 100).Required(),
        Text("ISOCurrencyCode", "Currency Code", 5).Required(),
        Text("CurrencySymbol", "Currency Symbol", 13).Required(),
        Integer("CurrencyPrecision", "Currency Precision", 0, 10).Required(),
        Decimal("ExchangeRate", "Exchange Rate", 0.000000000001m, 100_000_000_000m, 12).Required(),
        Lookup("OrganizationId", "Organization", "organization").ReadOnly().Required(),
    ]);

    private static TableDefinition SystemUser => Table("SystemUser", "systemusers", "User", "Users", "fullname", userOwned: false,
    [
        Key("SystemUserId", "User"),
        Text("FullName", "Full Name", 200).ReadOnly(),
        Text("FirstName", "First Name", 256),
        Text("LastName", "Last Name", 256),
        Text("DomainName", "User Name", 1024).Required(),
        Text("InternalEMailAddress", "Primary Email", 100, "email").Required(),
        Flag("IsDisabled", "Status", no: "Enabled", yes: "Disabled").ReadOnly(),
        Lookup("BusinessUnitId", "Business Unit", "businessunit").Required(),
    ], states: false) with
    { PrivilegeName = "User" };

    private static TableDefinition BusinessUnit => Table("BusinessUnit", "businessunits", "Business Unit", "Business Units", "name", userOwned: false,
    [
        Key("BusinessUnitId", "Business Unit"),
        Text("Name", "Name", 160).Required(),
        Lookup("ParentBusinessUnitId", "Parent Business", "businessunit"),
        Lookup("OrganizationId", "Organization", "organization").ReadOnly().Required(),
        Flag("IsDisabled", "Is Disabled").ReadOnly(),
    ], states: false);

    private static TableDefinition Team => Table("Team", "teams", "Team", "Teams", "name", userOwned: false,
    [
        Key("TeamId", "Team"),
        Text("Name", "Team Name", 160).Required(),
        Lookup("BusinessUnitId", "Business Unit", "businessunit").Required(),
        Lookup("AdministratorId", "Administrator", "systemuser").Required(),
        Flag("IsDefault", "Is Default").ReadOnly(),
        Choice("TeamType", "Team Type", 0, new(0, "Owner"), new(1, "Access"), new(2, "Security Group"), new(3, "Office Group")),
    ], states: false);

    private static TableDefinition Organization => Table("Organization", "organizations", "Organization", "Organizations", "name", userOwned: false,
    [
        Key("OrganizationId", "Organization"),
        Text("Name", "Organization Name", 160).Required(),
        Lookup("BaseCurrencyId", "Currency", "transactioncurrency"),
    ], states: false);

    private static TableDefinition Role => Table("Role", "roles", "Security Role", "Security Roles", "name", userOwned: false,
    [
        Key("RoleId", "Role"),
        Text("Name", "Name", 100).Required(),
        Lookup("BusinessUnitId", "Business Unit", "businessunit").Required(),
    ], states: false);

    private static TableDefinition FieldSecurityProfile => Table("FieldSecurityProfile", "fieldsecurityprofiles", "Column Security Profile",
        "Column Security Profiles", "name", userOwned: false,
    [
        Key("FieldSecurityProfileId", "Column Security Profile"),
        Text("Name", "Name", 100).Required(),
        Memo("Description", "Description", 2000),
        Lookup("OrganizationId", "Organization", "organization").ReadOnly().Required(),
    ], states: false);

    // learn.microsoft.com/power-apps/developer/data-platform/reference/entities/appnotification. Elastic on the platform; a table like any other here.
    private static TableDefinition AppNotification => Table("AppNotification", "appnotifications", "Notification", "Notifications", "title", userOwned: true,
    [
        Key("AppNotificationId", "Notification"),
        Text("Title", "Title", 256).Required(),
        Text("Body", "Body", 500),
        Choice("IconType", "Icon Type", 100000000, new(100000000, "Info"), new(100000001, "Success"), new(100000002, "Failure"), new(100000003, "Warning"), new(100000004, "Mention"), new(100000005, "Custom")),
        Choice("ToastType", "Toast Type", 200000000, new(200000000, "Timed"), new(200000001, "Hidden")),
        Choice("Priority", "Priority", 200000000, new(200000000, "Normal"), new(200000001, "High")),
        Integer("TTLInSeconds", "Expiry (seconds)", minimum: 1),
    ], states: false);

    // States and reasons: learn.microsoft.com/power-apps/developer/data-platform/asynchronous-service
    private static TableDefinition AsyncOperation(string[] regarding) => Table("AsyncOperation", "asyncoperations", "System Job", "System Jobs", "name", userOwned: true,
    [
        Key("AsyncOperationId", "System Job"),
        Text("Name", "System Job Name", 256).ReadOnly(),
        Text("MessageName", "Message Name", 160).ReadOnly(),
        Text("PrimaryEntityType", "Primary Entity Type", 128).ReadOnly(),
        // A lookup of sdkmessageprocessingstep on the platform; the tenant's steps are metadata and no rows.
        Id("OwningExtensionId", "Owning Extension").ReadOnly(),
        Lookup("RegardingObjectId", "Regarding", regarding).ReadOnly(),
        Id("CorrelationId", "Correlation Id").ReadOnly(),
        Integer("Depth", "Depth").ReadOnly(),
        Integer("RetryCount", "Retry Count").ReadOnly(),
        Integer("ErrorCode", "Error Code").ReadOnly(),
        Memo("Message", "Message", 1_073_741_823).ReadOnly(),
        Memo("FriendlyMessage", "Friendly message", 5000).ReadOnly(),
        Moment("PostponeUntil", "Postpone Until"),
        Moment("StartedOn", "Started On").ReadOnly(),
        Moment("CompletedOn", "Completed On").ReadOnly(),
        SystemColumns.State("asyncoperation",
        [
            new(0, "Ready", DefaultStatus: 0), new(1, "Suspended", DefaultStatus: 10), new(2, "Locked", DefaultStatus: 20),
            new(3, "Completed", DefaultStatus: 30),
        ]),
        SystemColumns.Status("asyncoperation",
        [
            new(0, "Waiting For Resources", State: 0), new(10, "Waiting", State: 1), new(20, "In Progress", State: 2),
            new(21, "Pausing", State: 2), new(22, "Canceling", State: 2), new(30, "Succeeded", State: 3), new(31, "Failed", State: 3),
            new(32, "Canceled", State: 3),
        ]),
    ]);

    private static TableDefinition Table(string schemaName, string entitySetName, string displayName, string displayCollectionName,
        string primaryName, bool userOwned, IReadOnlyList<ColumnDefinition> columns, bool states = true)
    {
        var logicalName = schemaName.ToLowerInvariant();
        return new TableDefinition
        {
            LogicalName = logicalName,
            SchemaName = schemaName,
            EntitySetName = entitySetName,
            DisplayName = displayName,
            DisplayCollectionName = displayCollectionName,
            PrimaryKey = columns[0].LogicalName,
            PrimaryName = primaryName,
            UserOwned = userOwned,
            Columns = ByName(SystemColumns.OfEveryTable, userOwned ? SystemColumns.OfUserOwnedTables : [],
                states ? SystemColumns.OfStates(logicalName) : [], columns),
            Keys = [],
            Forms = [],
            Views = [],
            Custom = false,
        };
    }
}
