using System;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a row. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.createrequest</summary>
public sealed class CreateRequest : OrganizationRequest
{
    /// <summary>The message <c>Create</c>; the required parameters are there from the start, as null.</summary>
    public CreateRequest()
        : base("Create")
    {
        Target = default;
    }

    /// <summary>The row to write.</summary>
    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}

/// <summary>Answer to create. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.createresponse</summary>
public sealed class CreateResponse : OrganizationResponse
{
    /// <summary>Id of the new row.</summary>
    public Guid id => Result<Guid>(nameof(id));
}

/// <summary>Writes columns of a row. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.updaterequest</summary>
public sealed class UpdateRequest : OrganizationRequest
{
    /// <summary>The message <c>Update</c>; the required parameters are there from the start, as null.</summary>
    public UpdateRequest()
        : base("Update")
    {
        Target = default;
    }

    /// <summary>The row to write.</summary>
    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    /// <summary>What to do about a row changed meanwhile.</summary>
    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }
}

/// <summary>Answer to update. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.updateresponse</summary>
public sealed class UpdateResponse : OrganizationResponse
{
}

/// <summary>Deletes a row. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.deleterequest</summary>
public sealed class DeleteRequest : OrganizationRequest
{
    /// <summary>The message <c>Delete</c>; the required parameters are there from the start, as null.</summary>
    public DeleteRequest()
        : base("Delete")
    {
        Target = default;
    }

    /// <summary>The row.</summary>
    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    /// <summary>What to do about a row changed meanwhile.</summary>
    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }
}

/// <summary>Answer to delete. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.deleteresponse</summary>
public sealed class DeleteResponse : OrganizationResponse
{
}

/// <summary>Reads a row. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrieverequest</summary>
public sealed class RetrieveRequest : OrganizationRequest
{
    /// <summary>The message <c>Retrieve</c>; the required parameters are there from the start, as null.</summary>
    public RetrieveRequest()
        : base("Retrieve")
    {
        Target = default;
        ColumnSet = default;
    }

    /// <summary>The row.</summary>
    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    /// <summary>The columns to read.</summary>
    public ColumnSet ColumnSet
    {
        get => Parameter<ColumnSet>(nameof(ColumnSet));
        set => Parameters[nameof(ColumnSet)] = value;
    }
}

/// <summary>Answer to retrieve. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrieveresponse</summary>
public sealed class RetrieveResponse : OrganizationResponse
{
    /// <summary>The row.</summary>
    public Entity Entity => Result<Entity>(nameof(Entity));
}

/// <summary>Reads a page of rows. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrievemultiplerequest</summary>
public sealed class RetrieveMultipleRequest : OrganizationRequest
{
    /// <summary>The message <c>RetrieveMultiple</c>; the required parameters are there from the start, as null.</summary>
    public RetrieveMultipleRequest()
        : base("RetrieveMultiple")
    {
        Query = default;
    }

    /// <summary>The query.</summary>
    public QueryBase Query
    {
        get => Parameter<QueryBase>(nameof(Query));
        set => Parameters[nameof(Query)] = value;
    }
}

/// <summary>Answer to retrieve multiple. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.retrievemultipleresponse</summary>
public sealed class RetrieveMultipleResponse : OrganizationResponse
{
    /// <summary>The page.</summary>
    public EntityCollection EntityCollection => Result<EntityCollection>(nameof(EntityCollection));
}

/// <summary>Creates a row or writes its columns. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.upsertrequest</summary>
public sealed class UpsertRequest : OrganizationRequest
{
    /// <summary>The message <c>Upsert</c>; the required parameters are there from the start, as null.</summary>
    public UpsertRequest()
        : base("Upsert")
    {
        Target = default;
    }

    /// <summary>The row to write.</summary>
    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}

/// <summary>Answer to upsert. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.upsertresponse</summary>
public sealed class UpsertResponse : OrganizationResponse
{
    /// <summary>Whether the row is new.</summary>
    public bool RecordCreated => Result<bool>(nameof(RecordCreated));

    /// <summary>The row.</summary>
    public EntityReference Target => Result<EntityReference>(nameof(Target));
}
