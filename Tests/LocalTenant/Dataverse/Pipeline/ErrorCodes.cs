namespace DataverseEmulator.Pipeline;

/// <summary>
/// Codes of the faults that the local tenant answers with, as Dataverse numbers them.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
/// </summary>
public static class ErrorCodes
{
    /// <summary>ObjectDoesNotExist: no row with that id.</summary>
    public const int ObjectDoesNotExist = unchecked((int)0x80040217);
    /// <summary>RecordNotFoundByEntityKey: no row with those key values.</summary>
    public const int RecordNotFoundByEntityKey = unchecked((int)0x80060891);
    /// <summary>EntityKeyNotDefined: the columns given are no alternate key of the table.</summary>
    public const int EntityKeyNotDefined = unchecked((int)0x80060890);
    /// <summary>DuplicateRecordEntityKey: another row has these key values.</summary>
    public const int DuplicateRecordEntityKey = unchecked((int)0x80060892);
    /// <summary>DuplicateRecord: another row has this id.</summary>
    public const int DuplicateRecord = unchecked((int)0x80040237);
    /// <summary>ConcurrencyVersionMismatch: the row changed since the version given.</summary>
    public const int ConcurrencyVersionMismatch = unchecked((int)0x80060882);
    /// <summary>ConcurrencyVersionNotProvided: IfRowVersionMatches without a row version.</summary>
    public const int ConcurrencyVersionNotProvided = unchecked((int)0x80060883);
    /// <summary>PrivilegeDenied: no role of the user has the privilege at all.</summary>
    public const int PrivilegeDenied = unchecked((int)0x80040220);
    /// <summary>The user has the privilege, but not for this row (AccessCheckEx failed).</summary>
    public const int AccessDenied = unchecked((int)0x80048306);
    /// <summary>AttributePrivilegeCreateIsMissing: a secured column in a create.</summary>
    public const int SecuredColumnCreateDenied = unchecked((int)0x8004F502);
    /// <summary>AttributePermissionUpdateIsMissingDuringUpdate: a secured column in an update.</summary>
    public const int SecuredColumnUpdateDenied = unchecked((int)0x8004F507);
    /// <summary>IsvAborted: a plug-in threw InvalidPluginExecutionException.</summary>
    public const int IsvAborted = unchecked((int)0x80040265);
    /// <summary>IsvUnExpected: anything else left a plug-in.</summary>
    public const int IsvUnExpected = unchecked((int)0x80040224);
    /// <summary>ISV code reduced the open transaction count: an error of a service call was swallowed in a synchronous step.</summary>
    public const int TransactionCountReduced = unchecked((int)0x8009000C);
    /// <summary>SdkCorrelationTokenDepthTooHigh: an infinite loop, as far as the platform can tell.</summary>
    public const int DepthTooHigh = unchecked((int)0x80044182);
    /// <summary>SandboxWorkerPluginTimeout: the two minutes of an execution are over.</summary>
    public const int PluginTimeout = unchecked((int)0x80044173);
    /// <summary>StringLengthTooLong.</summary>
    public const int StringLengthTooLong = unchecked((int)0x80044331);
    /// <summary>IntegerValueOutOfRange.</summary>
    public const int IntegerValueOutOfRange = unchecked((int)0x8004432F);
    /// <summary>DecimalValueOutOfRange: decimal and money.</summary>
    public const int DecimalValueOutOfRange = unchecked((int)0x80044330);
    /// <summary>PicklistValueOutOfRange: no such option.</summary>
    public const int PicklistValueOutOfRange = unchecked((int)0x8004431A);
    /// <summary>InvalidDateTime: before 1753.</summary>
    public const int InvalidDateTime = unchecked((int)0x80040239);
    /// <summary>InvalidArgument: a value or parameter of the wrong type.</summary>
    public const int InvalidArgument = unchecked((int)0x80040203);
    /// <summary>InvalidStateCodeStatusCode: this status reason belongs to another state.</summary>
    public const int InvalidStateCodeStatusCode = unchecked((int)0x80048408);
    /// <summary>QueryBuilderNoEntity: no such table.</summary>
    public const int NoSuchTable = unchecked((int)0x80041102);
    /// <summary>QueryBuilderNoAttribute: no such column.</summary>
    public const int NoSuchColumn = unchecked((int)0x80041103);
    /// <summary>CannotDeleteDueToAssociation: a relationship restricts the delete.</summary>
    public const int CannotDeleteDueToAssociation = unchecked((int)0x80040227);
    /// <summary>AsyncOperationCannotDeleteUnlessCompleted.</summary>
    public const int JobNotCompleted = unchecked((int)0x8004416A);
    /// <summary>AsyncOperationInvalidStateChange.</summary>
    public const int JobStateChange = unchecked((int)0x80044162);
}
