using System;

namespace Microsoft.Xrm.Sdk;

#pragma warning disable CS1591 // The pages named on the types describe the members; the names say the same.

/// <summary>What runs, for whom. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iexecutioncontext</summary>
public interface IExecutionContext
{
    int Mode { get; }

    int IsolationMode { get; }

    int Depth { get; }

    string MessageName { get; }

    string PrimaryEntityName { get; }

    Guid? RequestId { get; }

    string SecondaryEntityName { get; }

    ParameterCollection InputParameters { get; }

    ParameterCollection OutputParameters { get; }

    ParameterCollection SharedVariables { get; }

    Guid UserId { get; }

    Guid InitiatingUserId { get; }

    Guid BusinessUnitId { get; }

    Guid OrganizationId { get; }

    string OrganizationName { get; }

    Guid PrimaryEntityId { get; }

    EntityImageCollection PreEntityImages { get; }

    EntityImageCollection PostEntityImages { get; }

    EntityReference OwningExtension { get; }

    Guid CorrelationId { get; }

    bool IsExecutingOffline { get; }

    bool IsOfflinePlayback { get; }

    bool IsInTransaction { get; }

    Guid OperationId { get; }

    DateTime OperationCreatedOn { get; }
}

/// <summary>An execution in the pipeline. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext</summary>
public interface IPluginExecutionContext : IExecutionContext
{
    int Stage { get; }

    IPluginExecutionContext ParentContext { get; }
}

/// <summary>Adds who calls, by directory. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext2</summary>
public interface IPluginExecutionContext2 : IPluginExecutionContext
{
    Guid UserAzureActiveDirectoryObjectId { get; }

    Guid InitiatingUserAzureActiveDirectoryObjectId { get; }

    Guid InitiatingUserApplicationId { get; }

    Guid PortalsContactId { get; }

    bool IsPortalsClientCall { get; }
}

/// <summary>Adds who signed in. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext3</summary>
public interface IPluginExecutionContext3 : IPluginExecutionContext2
{
    Guid AuthenticatedUserId { get; }
}

/// <summary>Adds images of bulk messages. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext4</summary>
public interface IPluginExecutionContext4 : IPluginExecutionContext3
{
    EntityImageCollection[] PreEntityImagesCollection { get; }

    EntityImageCollection[] PostEntityImagesCollection { get; }
}

/// <summary>Adds the caller's user agent. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext5</summary>
public interface IPluginExecutionContext5 : IPluginExecutionContext4
{
    string InitiatingUserAgent { get; }
}

/// <summary>Adds environment and tenant. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext6</summary>
public interface IPluginExecutionContext6 : IPluginExecutionContext5
{
    string EnvironmentId { get; }

    Guid TenantId { get; }
}

/// <summary>Adds whether an application calls. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext7</summary>
public interface IPluginExecutionContext7 : IPluginExecutionContext6
{
    bool IsApplicationUser { get; }
}
