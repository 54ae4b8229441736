using System;
using System.Linq;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Rows as addresses name them: <c>accounts(id)</c>, or by an alternate key <c>new_books(new_isbn='…')</c>.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record
/// </summary>
internal static class RowAddress
{
    public static EntityReference Of(ODataModel model, EntitySetSegment set, KeySegment key)
    {
        var table = model.TableOf(set.EntitySet.EntityType);
        var pairs = key.Keys.ToArray();
        if (pairs is [{ Value: Guid id } only] && only.Key == table.PrimaryKey) return new EntityReference(table.LogicalName, id);
        var reference = new EntityReference { LogicalName = table.LogicalName };
        foreach (var (name, value) in pairs) reference.KeyAttributes[model.ColumnOf(set.EntitySet.EntityType.FindProperty(name)).LogicalName] = LiteralDates.Of(value) ?? value;
        return reference;
    }

    /// <summary>The row that @odata.bind or @odata.id names, absolute or below the service's root.</summary>
    /// <exception cref="ODataRefusal">It names no row.</exception>
    public static EntityReference Parse(ODataRequest request, string address)
    {
        try
        {
            if (request.ParserOf(address).ParsePath().ToArray() is [EntitySetSegment set, KeySegment key]) return Of(request.Model, set, key);
        }
        catch (ODataException exception)
        {
            throw ODataRefusal.Body($"'{address}' is not the address of a row: {exception.Message}");
        }
        throw ODataRefusal.Body($"'{address}' is not the address of a row, such as /accounts(00000000-0000-0000-0000-000000000001).");
    }

    /// <summary>The id of the row; one that is named by a key is looked up as the user.</summary>
    public static Guid IdOf(ODataRequest request, EntityReference reference) =>
        reference.Id != Guid.Empty || reference.KeyAttributes.Count == 0 ? reference.Id : Read(request, reference, new ColumnSet(false)).Id;

    public static Entity Read(ODataRequest request, EntityReference reference, ColumnSet columns) =>
        ((RetrieveResponse)request.Service.Execute(new RetrieveRequest { Target = reference, ColumnSet = columns })).Entity;
}
