namespace Pax8Dataverse.Dataverse;

/// <summary>The platform's account table, as far as matching reads it.</summary>
internal static class Account
{
    public const string Table = "account";
    public const string Id = "accountid";
    public const string Name = "name";
    public const string AccountNumber = "accountnumber";
    public const string Website = "websiteurl";
    public const string Country = "address1_country";
    public const string Street = "address1_line1";
    public const string Street2 = "address1_line2";
    public const string Street3 = "address1_line3";
    public const string City = "address1_city";
    public const string StateOrProvince = "address1_stateorprovince";
    public const string PostalCode = "address1_postalcode";
    public const string Phone = "telephone1";
    public const string PrimaryContact = "primarycontactid";
    public const string Master = "masterid";
}

/// <summary>The platform's contact table, as far as people of a company that is made in Pax8 are read from it.</summary>
internal static class Contact
{
    public const string Table = "contact";
    public const string Id = "contactid";
    public const string FirstName = "firstname";
    public const string LastName = "lastname";
    public const string Email = "emailaddress1";
    public const string Phone = "telephone1";
    public const string MobilePhone = "mobilephone";
    public const string Company = "parentcustomerid";
}

/// <summary>The platform's currencies.</summary>
internal static class Currency
{
    public const string Table = "transactioncurrency";
    public const string IsoCode = "isocurrencycode";
}

/// <summary>Columns every table of the platform has.</summary>
internal static class Common
{
    public const string Owner = "ownerid";
    public const string CreatedOn = "createdon";
    public const string CreatedBy = "createdby";
    public const string State = "statecode";
    public const string StatusReason = "statuscode";
    public const int StateActive = 0;
    public const int StateInactive = 1;
    public const int StatusActive = 1;
    public const int StatusInactive = 2;
}
