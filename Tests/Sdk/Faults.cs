using System;

namespace Microsoft.Xrm.Sdk;

/// <summary>What went wrong, as the platform tells it. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.baseservicefault</summary>
[Serializable]
public abstract class BaseServiceFault
{
    [NonSerialized]
    private ErrorDetailCollection errorDetails;

    internal BaseServiceFault()
    {
    }

    /// <summary>The sentence.</summary>
    public string Message { get; set; }

    /// <summary>The platform's error code (a negative HRESULT), listed under https://learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes</summary>
    public int ErrorCode { get; set; }

    /// <summary>Address of help.</summary>
    public string HelpLink { get; set; }

    /// <summary>When it happened, UTC.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>The platform's id of the activity.</summary>
    public Guid ActivityId { get; set; }

    /// <summary>Further details by name; never null when read.</summary>
    public ErrorDetailCollection ErrorDetails
    {
        get => errorDetails ??= new ErrorDetailCollection();
        set => errorDetails = value;
    }
}

/// <summary>
/// The detail of the <c>FaultException</c> that every organization service call throws when refused.
/// https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.organizationservicefault
/// </summary>
[Serializable]
public class OrganizationServiceFault : BaseServiceFault
{
    /// <summary>What plug-ins traced.</summary>
    public string TraceText { get; set; }

    /// <summary>The fault behind this one.</summary>
    public OrganizationServiceFault InnerFault { get; set; }
}
