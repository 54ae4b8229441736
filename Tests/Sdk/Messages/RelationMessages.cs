namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Relates rows. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.associaterequest</summary>
public sealed class AssociateRequest : OrganizationRequest
{
    /// <summary>The message <c>Associate</c>; the required parameters are there from the start, as null.</summary>
    public AssociateRequest()
        : base("Associate")
    {
        Target = default;
        Relationship = default;
        RelatedEntities = default;
    }

    /// <summary>The row at one end.</summary>
    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    /// <summary>The relationship.</summary>
    public Relationship Relationship
    {
        get => Parameter<Relationship>(nameof(Relationship));
        set => Parameters[nameof(Relationship)] = value;
    }

    /// <summary>The rows at the other end.</summary>
    public EntityReferenceCollection RelatedEntities
    {
        get => Parameter<EntityReferenceCollection>(nameof(RelatedEntities));
        set => Parameters[nameof(RelatedEntities)] = value;
    }
}

/// <summary>Answer to associate. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.associateresponse</summary>
public sealed class AssociateResponse : OrganizationResponse
{
}

/// <summary>Ends the relation of rows. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.disassociaterequest</summary>
public sealed class DisassociateRequest : OrganizationRequest
{
    /// <summary>The message <c>Disassociate</c>; the required parameters are there from the start, as null.</summary>
    public DisassociateRequest()
        : base("Disassociate")
    {
        Target = default;
        Relationship = default;
        RelatedEntities = default;
    }

    /// <summary>The row at one end.</summary>
    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    /// <summary>The relationship.</summary>
    public Relationship Relationship
    {
        get => Parameter<Relationship>(nameof(Relationship));
        set => Parameters[nameof(Relationship)] = value;
    }

    /// <summary>The rows at the other end.</summary>
    public EntityReferenceCollection RelatedEntities
    {
        get => Parameter<EntityReferenceCollection>(nameof(RelatedEntities));
        set => Parameters[nameof(RelatedEntities)] = value;
    }
}

/// <summary>Answer to disassociate. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.messages.disassociateresponse</summary>
public sealed class DisassociateResponse : OrganizationResponse
{
}
