using System;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk;

/// <summary>A plug-in. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iplugin</summary>
public interface IPlugin
{
    /// <summary>One execution; instances are cached and shared between threads.</summary>
    void Execute(IServiceProvider serviceProvider);
}

/// <summary>Rows of the platform. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservice</summary>
public interface IOrganizationService
{
    /// <summary>Creates a row; its id.</summary>
    Guid Create(Entity entity);

    /// <summary>Reads a row.</summary>
    Entity Retrieve(string entityName, Guid id, ColumnSet columnSet);

    /// <summary>Writes the given columns of a row.</summary>
    void Update(Entity entity);

    /// <summary>Deletes a row.</summary>
    void Delete(string entityName, Guid id);

    /// <summary>Sends a message.</summary>
    OrganizationResponse Execute(OrganizationRequest request);

    /// <summary>Relates rows.</summary>
    void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    /// <summary>Ends the relation of rows.</summary>
    void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    /// <summary>Reads a page of rows.</summary>
    EntityCollection RetrieveMultiple(QueryBase query);
}

/// <summary>Gives services to plug-ins. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.iorganizationservicefactory</summary>
public interface IOrganizationServiceFactory
{
    /// <summary>A service that acts as the given user; null acts as SYSTEM.</summary>
    IOrganizationService CreateOrganizationService(Guid? userId);
}

/// <summary>Trace log of an execution. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.itracingservice</summary>
public interface ITracingService
{
    /// <summary>Writes a line; with arguments it is a composite format.</summary>
    void Trace(string format, params object[] args);
}

/// <summary>Where the environment runs. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ienvironmentservice</summary>
public interface IEnvironmentService
{
    /// <summary>Address of the cloud's sign-in authority.</summary>
    Uri AzureAuthorityHost { get; }

    /// <summary>The geography, for example <c>NA</c>.</summary>
    string Geo { get; }

    /// <summary>The data centre's region.</summary>
    string AzureRegionName { get; }
}
