using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Tests.Framework;

/// <summary>
/// The rows that a scenario needs, and what was written. No rules of the platform: those are the local tenant's. What a
/// scenario does not need throws.
/// </summary>
internal sealed class Rows : IOrganizationService
{
    private const int NotFound = unchecked((int)0x80040217);
    private const int DuplicateRecordEntityKey = unchecked((int)0x80060892);

    private readonly Dictionary<Guid, Entity> _rows = [];
    private int _version;

    /// <summary>A column under an alternate key whose every value another row has already.</summary>
    public string? TakenKey { get; set; }

    public Entity this[Guid id] => _rows[id];

    public IEnumerable<Entity> Of(string table) => _rows.Values.Where(row => row.LogicalName == table);

    /// <summary>Puts a row there.</summary>
    public Guid Add(string table, params KeyValuePair<string, object?>[] values)
    {
        var row = new Entity(table, Guid.NewGuid()) { RowVersion = NextVersion() };
        foreach (var value in values) row[value.Key] = value.Value;
        _rows.Add(row.Id, row);
        return row.Id;
    }

    public OrganizationResponse Execute(OrganizationRequest request)
    {
        switch (request)
        {
            case CreateRequest create:
                return new CreateResponse { Results = { ["id"] = Add(create.Target.LogicalName, create.Target.Attributes.Select(value => new KeyValuePair<string, object?>(value.Key, value.Value)).ToArray()) } };
            case UpdateRequest update:
                var row = Find(update.Target.LogicalName, update.Target.Id);
                if (TakenKey is not null && update.Target.Contains(TakenKey)) throw Fault(DuplicateRecordEntityKey, $"Entity Key of {TakenKey} violated.");
                foreach (var value in update.Target.Attributes) row[value.Key] = value.Value;
                row.RowVersion = NextVersion();
                return new UpdateResponse();
            case RetrieveRequest retrieve:
                return new RetrieveResponse { Results = { ["Entity"] = Copy(Find(retrieve.Target.LogicalName, retrieve.Target.Id), retrieve.ColumnSet) } };
            case RetrieveMultipleRequest { Query: QueryExpression query }:
                var found = Of(query.EntityName).Where(one => query.Criteria.Conditions.All(condition => Meets(one, condition))).Select(one => Copy(one, query.ColumnSet)).ToList();
                return new RetrieveMultipleResponse { Results = { ["EntityCollection"] = new EntityCollection(found) } };
            default:
                throw new NotSupportedException($"No scenario needs {request.RequestName}.");
        }
    }

    private Entity Find(string table, Guid id) =>
        _rows.TryGetValue(id, out var row) && row.LogicalName == table
            ? row
            : throw Fault(NotFound, $"{table} {id} does not exist.");

    private static FaultException<OrganizationServiceFault> Fault(int code, string message) =>
        new(new OrganizationServiceFault { ErrorCode = code, Message = message }, new FaultReason(message));

    private static Entity Copy(Entity row, ColumnSet columns)
    {
        var copy = new Entity(row.LogicalName, row.Id) { RowVersion = row.RowVersion };
        foreach (var column in columns.Columns)
            if (row.Contains(column) && row[column] is not null) copy[column] = row[column];
        return copy;
    }

    private static bool Meets(Entity row, ConditionExpression condition)
    {
        var value = condition.AttributeName == row.LogicalName + "id" ? row.Id : row.Contains(condition.AttributeName) ? Plain(row[condition.AttributeName]) : null;
        return condition.Operator switch
        {
            ConditionOperator.Equal => Equals(value, condition.Values[0]),
            ConditionOperator.NotEqual => !Equals(value, condition.Values[0]),
            ConditionOperator.In => condition.Values.Contains(value),
            ConditionOperator.Null => value is null,
            ConditionOperator.NotNull => value is not null,
            _ => throw new NotSupportedException($"No scenario needs {condition.Operator}."),
        };
    }

    private static object? Plain(object? value) => value switch
    {
        OptionSetValue choice => choice.Value,
        EntityReference reference => reference.Id,
        _ => value,
    };

    private string NextVersion() => (++_version).ToString(CultureInfo.InvariantCulture);

    public Guid Create(Entity entity) => throw NotNeeded();
    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw NotNeeded();
    public void Update(Entity entity) => throw NotNeeded();
    public void Delete(string entityName, Guid id) => throw NotNeeded();
    public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw NotNeeded();
    public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw NotNeeded();
    public EntityCollection RetrieveMultiple(QueryBase query) => throw NotNeeded();

    private static NotSupportedException NotNeeded() => new("The plug-ins send requests; no scenario needs this.");
}
