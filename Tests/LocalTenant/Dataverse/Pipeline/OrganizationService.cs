using System;
using System.Linq;
using DataverseEmulator.Query;
using DataverseEmulator.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The organization service: every method is the message of its name.
/// Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservice
/// </summary>
internal abstract class OrganizationService : IOrganizationService
{
    public Guid Create(Entity entity) => ((CreateResponse)Execute(new CreateRequest { Target = entity })).id;

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => ((RetrieveResponse)Execute(
        new RetrieveRequest { Target = new EntityReference(entityName, id), ColumnSet = columnSet })).Entity;

    public void Update(Entity entity) => Execute(new UpdateRequest { Target = entity });

    public void Delete(string entityName, Guid id) => Execute(new DeleteRequest { Target = new EntityReference(entityName, id) });

    public EntityCollection RetrieveMultiple(QueryBase query) =>
        ((RetrieveMultipleResponse)Execute(new RetrieveMultipleRequest { Query = query })).EntityCollection;

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw Faults.NotSupported("Associate: set the lookup column instead");

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw Faults.NotSupported("Disassociate: set the lookup column instead");

    public abstract OrganizationResponse Execute(OrganizationRequest request);
}

/// <summary>
/// A client's calls: each one a correlation of its own, at depth 1. He may act on behalf of another user; that SYSTEM can be that user
/// too is assumed, for the worse.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/impersonate-another-user
/// </summary>
internal sealed class ClientOrganizationService(Engine engine, RequestDispatcher dispatcher, Guid userId, Guid? onBehalfOf = null, int depth = 1) : OrganizationService
{
    public override OrganizationResponse Execute(OrganizationRequest request)
    {
        engine.Commits.ThrowIfStopped();
        var caller = Caller.Client(userId, engine.Ids.NewId(), new ExecutionLimit(engine.Time, Operation(request))) with { Depth = depth };
        if (onBehalfOf is { } other)
        {
            engine.Access.Demand(userId, PlatformRoles.ActOnBehalf, "none");
            caller = caller with { UserId = other, ImpersonatorId = userId };
        }

        try
        {
            return dispatcher.Execute(request, caller);
        }
        finally
        {
            engine.Statistics.AddExecution(caller.Limit.Elapsed);
        }
    }

    /// <summary>Only who watches queries needs the table as well.</summary>
    private string Operation(OrganizationRequest request) => engine.QueryObserver is null || Table(request) is not { } table ? request.RequestName : $"{request.RequestName} {table}";

    private static string? Table(OrganizationRequest request) => request.Parameters.Select(parameter => parameter.Value switch
    {
        Entity row => row.LogicalName,
        EntityReference row => row.LogicalName,
        EntityCollection rows => rows.EntityName,
        QueryBase query => QueryRunner.Read(query).Table,
        _ => null,
    }).FirstOrDefault(table => table is not null);
}

/// <summary>
/// A plug-in's calls. In a transaction the first failure ends it: a plug-in that swallows the error gets the next one.
/// Source: learn.microsoft.com/troubleshoot/power-platform/power-apps/dataverse/dataverse-plug-ins-errors#transaction-errors
/// </summary>
internal sealed class PluginOrganizationService(RequestDispatcher dispatcher, CommitGate commits, Func<bool> ended, Caller caller) : OrganizationService
{
    public override OrganizationResponse Execute(OrganizationRequest request)
    {
        commits.ThrowIfStopped();
        if (ended())
        {
            throw new InvalidOperationException("This organization service belongs to an execution that is over. A plug-in must not keep it: instances are stateless.");
        }

        if (caller.Transaction is { Broken: true })
        {
            throw Faults.TransactionBroken();
        }

        try
        {
            caller.Limit.Check();
            return dispatcher.Execute(request, caller);
        }
        catch
        {
            caller.Transaction?.Break();
            throw;
        }
    }
}
