using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>
/// Rows in dictionaries, as cheap as they can be: no pipeline, no rights, no types. Knows the requests and conditions that the
/// plug-ins send and refuses any other. Only measures use it; what the package does is tested against the local tenant.
/// </summary>
/// <param name="meter">Takes what these rows cost.</param>
/// <param name="copies">
/// True: rows are handed out as copies, texts included, as rows from the wire are. False: rows of data are handed out
/// as they are stored, which costs nothing; the plug-ins do not change what they read.
/// </param>
internal sealed class BenchRows(PlatformMeter meter, bool copies = false) : IOrganizationService, IOrganizationServiceFactory
{
    /// <summary>Columns whose values are asked for many at once, and found through an index as in a database.</summary>
    private static readonly HashSet<string> Indexed = ["pax8_providerspecificid", "pax8_pax8productid", "pax8_parentspecificid", "pax8_subscriptionid"];

    private static readonly HashSet<string> Shared = ["pax8_provideraccount", "account", "pax8_subscription", "pax8_product"];

    private readonly Dictionary<string, Dictionary<Guid, Entity>> _tables = [];
    private readonly Dictionary<(string Table, string Column, object Value), List<Entity>> _index = [];
    private long _version;

    /// <summary>Called with each row that was created.</summary>
    public Action<Entity>? Created { get; set; }

    /// <summary>Called at the end of each request, with the answer still alive.</summary>
    public Action? Answering { get; set; }

    public int Reads { get; private set; }

    public Dictionary<string, int> Writes { get; } = [];

    public Dictionary<Guid, Entity> Table(string name) => _tables.TryGetValue(name, out var table) ? table : _tables[name] = [];

    public void Clear()
    {
        _tables.Clear();
        _index.Clear();
    }

    public void ResetCounts()
    {
        Reads = 0;
        Writes.Clear();
    }

    public IOrganizationService CreateOrganizationService(Guid? userId) => this;

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        meter.Enter();
        OrganizationResponse answer = request switch
        {
            RetrieveMultipleRequest { Query: QueryExpression query } => new RetrieveMultipleResponse { Results = { ["EntityCollection"] = Find(query) } },
            RetrieveRequest one => new RetrieveResponse { Results = { ["Entity"] = Get(one) } },
            CreateRequest create => new CreateResponse { Results = { ["id"] = Create(create.Target) } },
            UpdateRequest update => Change(update),
            _ => throw new NotSupportedException($"The request {request.RequestName} is not one that the measures know."),
        };
        if (Answering is not null)
        {
            Answering();
            GC.KeepAlive(answer);
        }
        meter.Leave();
        return answer;
    }

    public Guid Create(Entity entity)
    {
        var row = new Entity(entity.LogicalName, entity.Id == Guid.Empty ? Guid.NewGuid() : entity.Id) { RowVersion = NextVersion() };
        if (Shared.Contains(entity.LogicalName)) row.Attributes = entity.Attributes;
        else row.Attributes.AddRange(entity.Attributes);
        if (!row.Contains("statecode")) row["statecode"] = new OptionSetValue(0);
        Table(row.LogicalName).Add(row.Id, row);
        foreach (var column in Indexed) Index(row, column);
        CountWrite(row.LogicalName);
        Created?.Invoke(row);
        return row.Id;
    }

    public void Update(Entity entity)
    {
        var row = Table(entity.LogicalName)[entity.Id];
        foreach (var (column, value) in entity.Attributes) row[column] = value;
        row.RowVersion = NextVersion();
        CountWrite(entity.LogicalName);
    }

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => Copy(Table(entityName)[id], columnSet);

    public EntityCollection RetrieveMultiple(QueryBase query) => throw Unknown();

    public void Delete(string entityName, Guid id) => throw Unknown();

    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw Unknown();

    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw Unknown();

    private static NotSupportedException Unknown() => new("The plug-ins send requests through Execute only.");

    private Entity Get(RetrieveRequest request)
    {
        Reads++;
        return Retrieve(request.Target.LogicalName, request.Target.Id, request.ColumnSet);
    }

    private UpdateResponse Change(UpdateRequest request)
    {
        var row = request.Target;
        if (request.ConcurrencyBehavior == ConcurrencyBehavior.IfRowVersionMatches && Table(row.LogicalName)[row.Id].RowVersion != row.RowVersion)
            throw new InvalidOperationException($"A {row.LogicalName} was changed between its reading and its writing, although there is one thread.");
        Update(row);
        return new UpdateResponse();
    }

    private EntityCollection Find(QueryExpression query)
    {
        Reads++;
        var found = Candidates(query).Where(row => Meets(row, query.Criteria) && query.LinkEntities.All(link => IsLinked(row, link)));
        // The first order decides, so it is made last; sorting keeps what is the same in its order.
        foreach (var order in query.Orders.Reverse())
        {
            var by = Comparer<IComparable?>.Create(order.OrderType == OrderType.Ascending ? Compare : (one, other) => Compare(other, one));
            found = found.OrderBy(row => Comparable(row, order.AttributeName), by);
        }
        var size = query.TopCount ?? query.PageInfo.Count;
        var skipped = query.TopCount is null ? (query.PageInfo.PageNumber - 1) * size : 0;
        var rows = new List<Entity>();
        var more = false;
        foreach (var row in found.Skip(skipped))
        {
            if (rows.Count == size)
            {
                more = true;
                break;
            }
            rows.Add(!copies && Shared.Contains(query.EntityName) ? row : Copy(row, query.ColumnSet));
        }
        return new EntityCollection(rows) { MoreRecords = more, PagingCookie = more ? "next" : null };
    }

    /// <summary>What is asked for by many values comes out of its index.</summary>
    private IEnumerable<Entity> Candidates(QueryExpression query)
    {
        if (query.Criteria.Conditions.FirstOrDefault(one => one.AttributeName == query.EntityName + "id" && one.Operator == ConditionOperator.In) is { } ids)
            return ids.Values.Select(id => Table(query.EntityName).GetValueOrDefault((Guid)id)).OfType<Entity>();
        foreach (var condition in query.Criteria.Conditions)
            if (Indexed.Contains(condition.AttributeName) && condition.Operator == ConditionOperator.In)
                return condition.Values.SelectMany(value => _index.GetValueOrDefault((query.EntityName, condition.AttributeName, Key(value)), []));
        return Table(query.EntityName).Values;
    }

    /// <summary>An inner join that adds no columns.</summary>
    private bool IsLinked(Entity row, LinkEntity link)
    {
        if (link.JoinOperator != JoinOperator.Inner || link.Columns.Columns.Count > 0 || link.LinkToAttributeName != link.LinkToEntityName + "id") throw new NotSupportedException($"This link to {link.LinkToEntityName} is not one that the measures know.");
        return row.GetAttributeValue<EntityReference>(link.LinkFromAttributeName) is { } to && Table(link.LinkToEntityName).TryGetValue(to.Id, out var linked)
            && Meets(linked, link.LinkCriteria);
    }

    private void Index(Entity row, string column)
    {
        if (!row.Attributes.TryGetValue(column, out var value) || value is null) return;
        var key = (row.LogicalName, column, Key(value));
        if (_index.TryGetValue(key, out var rows)) rows.Add(row);
        else _index.Add(key, [row]);
    }

    private static object Key(object value) => value switch
    {
        string text => text.ToUpperInvariant(),
        EntityReference reference => reference.Id,
        _ => value,
    };

    private static IComparable? Comparable(Entity row, string column) => column == row.LogicalName + "id" ? row.Id : row.Attributes.TryGetValue(column, out var value) ? value is OptionSetValue choice ? choice.Value : (IComparable?)value : null;

    private static int Compare(IComparable? one, IComparable? other) => one is null ? other is null ? 0 : -1
        : one is string text && other is string with ? string.CompareOrdinal(text, with)
        : one.CompareTo(other);

    private static bool Meets(Entity row, FilterExpression filter) => filter.FilterOperator == LogicalOperator.Or
        ? filter.Conditions.Any(condition => Meets(row, condition)) || filter.Filters.Any(inner => Meets(row, inner))
        : filter.Conditions.All(condition => Meets(row, condition)) && filter.Filters.All(inner => Meets(row, inner));

    private static bool Meets(Entity row, ConditionExpression condition)
    {
        var value = row.Attributes.TryGetValue(condition.AttributeName, out var stored) ? stored : condition.AttributeName == row.LogicalName + "id" ? row.Id : null;
        return condition.Operator switch
        {
            ConditionOperator.Null => value is null,
            ConditionOperator.NotNull => value is not null,
            ConditionOperator.Equal => Same(value, condition.Values[0]),
            ConditionOperator.NotEqual => value is not null && !Same(value, condition.Values[0]),
            ConditionOperator.GreaterEqual => value is IComparable given && given.CompareTo(condition.Values[0]) >= 0,
            ConditionOperator.LessEqual => value is IComparable given && given.CompareTo(condition.Values[0]) <= 0,
            ConditionOperator.In when Indexed.Contains(condition.AttributeName) || condition.AttributeName == row.LogicalName + "id" => true,
            ConditionOperator.In => condition.Values.Any(wanted => Same(value, wanted)),
            _ => throw new NotSupportedException($"The condition {condition.Operator} on {condition.AttributeName} is not one that the measures know."),
        };
    }

    private static bool Same(object? stored, object wanted) => stored switch
    {
        EntityReference reference => wanted is Guid id && reference.Id == id,
        OptionSetValue choice => wanted is int value && choice.Value == value,
        string text => string.Equals(text, wanted as string, StringComparison.OrdinalIgnoreCase),
        _ => Equals(stored, wanted),
    };

    private Entity Copy(Entity row, ColumnSet columns)
    {
        var copy = new Entity(row.LogicalName, row.Id) { RowVersion = row.RowVersion };
        foreach (var column in columns.Columns)
            if (row.Attributes.TryGetValue(column, out var value) && value is not null)
                copy[column] = copies && value is string text ? new string(text.AsSpan()) : value;
        return copy;
    }

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    private void CountWrite(string table) => Writes[table] = Writes.GetValueOrDefault(table) + 1;
}
