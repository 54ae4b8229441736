namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A linked table. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.query.linkentity</summary>
public sealed class LinkEntity
{
    private ColumnSet columns;

    /// <summary>An inner join of nothing yet.</summary>
    public LinkEntity()
        : this(null, null, null, null, JoinOperator.Inner)
    {
    }

    /// <summary>A join of two tables over two columns.</summary>
    public LinkEntity(string linkFromEntityName, string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        LinkFromEntityName = linkFromEntityName;
        LinkToEntityName = linkToEntityName;
        LinkFromAttributeName = linkFromAttributeName;
        LinkToAttributeName = linkToAttributeName;
        JoinOperator = joinOperator;
    }

    /// <summary>Column of the table that the link starts from.</summary>
    public string LinkFromAttributeName { get; set; }

    /// <summary>Table that the link starts from.</summary>
    public string LinkFromEntityName { get; set; }

    /// <summary>The linked table.</summary>
    public string LinkToEntityName { get; set; }

    /// <summary>Column of the linked table.</summary>
    public string LinkToAttributeName { get; set; }

    /// <summary>How the tables join.</summary>
    public JoinOperator JoinOperator { get; set; }

    /// <summary>Filter of the linked rows.</summary>
    public FilterExpression LinkCriteria { get; set; } = new();

    /// <summary>Tables linked to this one.</summary>
    public DataCollection<LinkEntity> LinkEntities { get; } = new();

    /// <summary>Columns of the linked table to read, as <see cref="AliasedValue"/>; never null when read.</summary>
    public ColumnSet Columns
    {
        get => columns ??= new ColumnSet();
        set => columns = value;
    }

    /// <summary>Alias of the linked table.</summary>
    public string EntityAlias { get; set; }

    /// <summary>Order by columns of the linked table.</summary>
    public DataCollection<OrderExpression> Orders { get; } = new();

    /// <summary>Adds an inner join.</summary>
    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    /// <summary>Adds a join. Like the real SDK it names this link's own starting table as the start, not the linked table.</summary>
    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(LinkFromEntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }
}
