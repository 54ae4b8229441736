using System;
using System.Linq;
using System.Text.Json;
using DataverseEmulator.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Create, update, upsert, delete, and lookups by $ref.
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/create-entity-web-api, …/update-delete-entities-using-web-api,
/// …/associate-disassociate-entities-using-web-api
/// </summary>
internal sealed class RowWrites(ODataRequest request)
{
    private const string Concurrency = "ConcurrencyBehavior";

    public ODataAnswer Create(TableDefinition table)
    {
        Options();
        Unconditional();
        var id = Create(new RowBody(request).Read(table));
        return Written(table, id, created: true);
    }

    /// <summary>Without If-Match and If-None-Match the row is created where there is none.</summary>
    public ODataAnswer Patch(TableDefinition table, EntityReference reference)
    {
        Options();
        var row = Addressed(new RowBody(request).Read(table), table, reference);
        if (request.IfNoneMatch.Version is not null) throw ODataRefusal.Address("If-None-Match of a PATCH is *: it keeps rows that exist from being changed.");
        if (request.IfNoneMatch.Any && request.IfMatch.Given) throw ODataRefusal.Address("If-Match and If-None-Match exclude each other in a PATCH.");
        if (request.IfMatch.Given)
        {
            Update(row);
            return Written(table, RowAddress.IdOf(request, reference), created: false);
        }
        if (request.IfNoneMatch.Any) return Written(table, Create(row), created: true);
        var answer = (UpsertResponse)request.Send(new UpsertRequest { Target = row });
        return Written(table, answer.Target.Id, answer.RecordCreated);
    }

    public ODataAnswer Delete(EntityReference reference)
    {
        request.Options.AllowOnly(QueryOptions.Tag);
        NoIfNoneMatch();
        var delete = new DeleteRequest { Target = reference };
        if (request.IfMatch.Version is { } version)
        {
            reference.RowVersion = version;
            delete.Parameters[Concurrency] = ConcurrencyBehavior.IfRowVersionMatches;
        }
        request.Send(delete);
        return ODataAnswer.NoContent();
    }

    /// <summary>PUT of <c>{"value": …}</c> to a column, or DELETE, which empties it.</summary>
    public ODataAnswer Property(TableDefinition table, EntityReference reference, ColumnDefinition column, bool clear)
    {
        request.Options.AllowOnly(QueryOptions.Tag);
        NoIfNoneMatch();
        if (NavigationNames.IsLookup(column)) throw ODataRefusal.Address($"{NavigationNames.Property(column)} can't be set; set the lookup through its navigation property and $ref.");
        var row = Addressed(new Entity(table.LogicalName), table, reference);
        row[column.LogicalName] = clear ? null : request.Body.ValueKind == JsonValueKind.Object && request.Body.TryGetProperty("value", out var value) && request.Body.EnumerateObject().Count() == 1
            ? JsonValues.Read(column, value)
            : throw ODataRefusal.Body("The body of a PUT to a property is {\"value\": …}.");
        Update(row);
        return ODataAnswer.NoContent();
    }

    /// <summary>PUT sets the lookup to the row that the body's @odata.id names, DELETE empties it.</summary>
    public ODataAnswer Reference(TableDefinition table, EntityReference reference, ODataModel.Lookup lookup, bool clear)
    {
        request.Options.AllowOnly(QueryOptions.Tag);
        NoIfNoneMatch();
        var row = Addressed(new Entity(table.LogicalName), table, reference);
        row[lookup.Column.LogicalName] = clear ? null : Named(lookup.Target?.LogicalName);
        Update(row);
        return ODataAnswer.NoContent();
    }

    /// <summary>POST lets the row that the body's @odata.id names point to this one.</summary>
    public ODataAnswer Associate(EntityReference one, RelationshipDefinition relationship)
    {
        request.Options.AllowOnly(QueryOptions.Tag);
        Unconditional();
        var many = Named(relationship.ReferencingTable);
        Point(relationship, RowAddress.IdOf(request, many), new EntityReference(one.LogicalName, RowAddress.IdOf(request, one)));
        return ODataAnswer.NoContent();
    }

    /// <summary>DELETE of a row's reference in a collection lets that row point nowhere.</summary>
    public ODataAnswer Disassociate(EntityReference one, RelationshipDefinition relationship, Guid many)
    {
        request.Options.AllowOnly(QueryOptions.Tag);
        Unconditional();
        var row = RowAddress.Read(request, new EntityReference(relationship.ReferencingTable, many), new ColumnSet(relationship.ReferencingColumn));
        if (row.GetAttributeValue<EntityReference>(relationship.ReferencingColumn)?.Id != RowAddress.IdOf(request, one))
            throw ODataRefusal.NotFound($"The row {many} of {relationship.ReferencingTable} is not among {relationship.Name} of this one.");
        Point(relationship, many, null);
        return ODataAnswer.NoContent();
    }

    private void Point(RelationshipDefinition relationship, Guid many, EntityReference? to) =>
        request.Send(new UpdateRequest { Target = new Entity(relationship.ReferencingTable, many) { [relationship.ReferencingColumn] = to } });

    private Guid Create(Entity row) => ((CreateResponse)request.Send(new CreateRequest { Target = row })).id;

    private EntityReference Named(string? table)
    {
        var id = request.Body.ValueKind == JsonValueKind.Object && request.Body.TryGetProperty("@odata.id", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        var reference = id is null ? throw ODataRefusal.Body("The body names the row: {\"@odata.id\": \"accounts(…)\"}.") : RowAddress.Parse(request, id);
        return table is null || reference.LogicalName == table ? reference : throw ODataRefusal.Body($"'{id}' is no row of {table}.");
    }

    private void Update(Entity row)
    {
        var update = new UpdateRequest { Target = row };
        if (request.IfMatch.Version is { } version)
        {
            row.RowVersion = version;
            update.Parameters[Concurrency] = ConcurrencyBehavior.IfRowVersionMatches;
        }
        request.Send(update);
    }

    private static Entity Addressed(Entity row, TableDefinition table, EntityReference reference)
    {
        if (row.Attributes.TryGetValue(table.PrimaryKey, out var given) && given is Guid id && reference.Id != Guid.Empty && id != reference.Id)
            throw ODataRefusal.Body($"The body names the row {id}, the address {reference.Id}.");
        row.Id = reference.Id;
        foreach (var pair in reference.KeyAttributes) row.KeyAttributes[pair.Key] = pair.Value;
        return row;
    }

    private ODataAnswer Written(TableDefinition table, Guid id, bool created) => (request.Prefer.Representation
        ? new RowReads(request).One(new EntityReference(table.LogicalName, id), created ? StatusCodes.Status201Created : StatusCodes.Status200OK)
        : ODataAnswer.NoContent()) with
    { EntityId = request.AddressOf(table, id) };

    /// <summary>$select and $expand pick what of the row comes back, where it does.</summary>
    private void Options()
    {
        if (request.Prefer.Representation) request.Options.AllowOnly("$select", "$expand", QueryOptions.Tag);
        else request.Options.AllowOnly(QueryOptions.Tag);
        // What cannot be read is refused before anything is written.
        if (request.Prefer.Representation) request.Parser.ParseSelectAndExpand();
    }

    private void Unconditional()
    {
        if (request.IfMatch.Given || request.IfNoneMatch.Given) throw ODataRefusal.Address("If-Match and If-None-Match have no meaning here.");
    }

    private void NoIfNoneMatch()
    {
        if (request.IfNoneMatch.Given) throw ODataRefusal.Address("If-None-Match has no meaning here.");
    }
}
