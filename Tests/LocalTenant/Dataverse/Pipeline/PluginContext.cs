using System;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// What a plug-in is told of its execution.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context
/// </summary>
internal sealed class PluginContext : IPluginExecutionContext7
{
    public required int Stage { get; init; }
    public required int Mode { get; init; }
    public required int Depth { get; init; }
    public required string MessageName { get; init; }
    public required string PrimaryEntityName { get; init; }
    public Guid PrimaryEntityId { get; init; }
    public required ParameterCollection InputParameters { get; init; }
    public required ParameterCollection OutputParameters { get; init; }
    public required ParameterCollection SharedVariables { get; init; }
    public required Guid UserId { get; init; }
    public required Guid InitiatingUserId { get; init; }
    public required Guid CorrelationId { get; init; }
    public required DateTime OperationCreatedOn { get; init; }
    public Guid? RequestId { get; init; }
    public Guid OperationId { get; init; }
    public bool IsInTransaction { get; init; }
    public IPluginExecutionContext? ParentContext { get; init; }
    public EntityImageCollection PreEntityImages { get; init; } = [];
    public EntityImageCollection PostEntityImages { get; init; } = [];
    public EntityReference? OwningExtension { get; init; }
    public Guid BusinessUnitId { get; init; }
    public Guid OrganizationId { get; init; }

    /// <summary>2: every plug-in runs isolated, as all of Dataverse online.</summary>
    public int IsolationMode => 2;
    public string SecondaryEntityName => "none";
    public string OrganizationName => "local";
    public bool IsExecutingOffline => false;
    public bool IsOfflinePlayback => false;
    public EntityImageCollection[] PreEntityImagesCollection => [PreEntityImages];
    public EntityImageCollection[] PostEntityImagesCollection => [PostEntityImages];
    public Guid UserAzureActiveDirectoryObjectId => Guid.Empty;
    public Guid InitiatingUserAzureActiveDirectoryObjectId => Guid.Empty;
    public Guid InitiatingUserApplicationId => Guid.Empty;
    public Guid PortalsContactId => Guid.Empty;
    public bool IsPortalsClientCall => false;
    public Guid AuthenticatedUserId => InitiatingUserId;
    public string InitiatingUserAgent => "";
    public string EnvironmentId { get; init; } = "";
    public Guid TenantId => Guid.Empty;
    public bool IsApplicationUser => false;
}
