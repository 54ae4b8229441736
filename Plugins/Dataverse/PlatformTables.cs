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
    public const string Master = "masterid";
}

/// <summary>The platform's currencies.</summary>
internal static class Currency
{
    public const string Table = "transactioncurrency";
    public const string Code = "isocurrencycode";
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
