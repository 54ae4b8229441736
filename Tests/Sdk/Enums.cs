namespace Microsoft.Xrm.Sdk;

/// <summary>What a write does about a row changed meanwhile. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.concurrencybehavior</summary>
public enum ConcurrencyBehavior
{
    /// <summary>As the kind of caller has it: no check.</summary>
    Default = 0,

    /// <summary>Refuse when the row's version is another one than the given.</summary>
    IfRowVersionMatches = 1,

    /// <summary>Write without a check.</summary>
    AlwaysOverwrite = 2,
}

/// <summary>Which end of a relationship a row is. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.entityrole</summary>
public enum EntityRole
{
    /// <summary>The end with the lookup.</summary>
    Referencing = 0,

    /// <summary>The end that the lookup points to.</summary>
    Referenced = 1,
}

/// <summary>How an asynchronous operation ended. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.operationstatus</summary>
public enum OperationStatus
{
    /// <summary>It failed.</summary>
    Failed = 0,

    /// <summary>It was cancelled.</summary>
    Canceled = 1,

    /// <summary>It wants to run again.</summary>
    Retry = 2,

    /// <summary>It waits.</summary>
    Suspended = 3,

    /// <summary>It is done.</summary>
    Succeeded = 4,
}

/// <summary>HTTP status that a refusal shows to Web API callers. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.pluginhttpstatuscode</summary>
public enum PluginHttpStatusCode
{
#pragma warning disable CS1591 // The names say what RFC 9110 says.
    NotSet = 0,
    BadRequest = 400,
    Unauthorized = 401,
    Forbidden = 403,
    NotFound = 404,
    MethodNotAllowed = 405,
    RequestTimeout = 408,
    Conflict = 409,
    Gone = 410,
    PreconditionFailed = 412,
    RequestEntityTooLarge = 413,
    ExpectationFailed = 417,
    FailedDependency = 424,
    TooManyRequests = 429,
    InternalServerError = 500,
    BadGateway = 502,
    ServiceUnavailable = 503,
    GatewayTimeout = 504,
#pragma warning restore CS1591
}
