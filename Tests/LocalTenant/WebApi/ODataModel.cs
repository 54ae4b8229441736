using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.OData.Edm;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The tenant's tables and custom APIs as OData's entity data model: what addresses and query options are parsed against and
/// what $metadata tells.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/web-api-service-documents
/// </summary>
internal sealed class ODataModel
{
    public const string Namespace = "Microsoft.Dynamics.CRM";
    private const string Principal = "principal";

    private readonly EdmModel model = new();
    private readonly EdmEntityContainer container = new(Namespace, "System");
    private readonly EdmEntityType everyTable = new(Namespace, "crmbaseentity", null, isAbstract: true, isOpen: false);
    private readonly Dictionary<string, EdmEntityType> types = [];
    private readonly Dictionary<string, EdmEntitySet> sets = [];
    private readonly Dictionary<IEdmProperty, ColumnDefinition> columns = [];
    private readonly Dictionary<IEdmNavigationProperty, Lookup> lookups = [];
    private readonly Dictionary<IEdmNavigationProperty, RelationshipDefinition> collections = [];

    /// <param name="metadata">The tenant's.</param>
    /// <param name="withPrivate">Whether private custom APIs are in it: they can be called, but $metadata is silent about them.</param>
    public ODataModel(TenantMetadata metadata, bool withPrivate)
    {
        Metadata = metadata;
        model.AddElement(container);
        model.AddElement(everyTable);
        foreach (var table in metadata.Tables.Values) AddTable(table);
        var owner = AddOwner();
        foreach (var table in metadata.Tables.Values) AddLookups(table, owner);
        foreach (var relationship in metadata.Relationships) AddCollection(relationship);
        AddWhoAmI();
        AddUserPrivilege();
        foreach (var api in metadata.CustomApis.Values.Where(api => withPrivate || !api.IsPrivate)) AddCustomApi(api);
    }

    public TenantMetadata Metadata { get; }

    public IEdmModel Edm => model;

    /// <summary>Where a navigation property leads: the lookup behind it and the table it is for, null for any owner.</summary>
    internal sealed record Lookup(ColumnDefinition Column, TableDefinition? Target);

    public TableDefinition TableOf(IEdmEntityType type) => Metadata.Tables[type.Name];

    public IEdmEntityType TypeOf(TableDefinition table) => types[table.LogicalName];

    public ColumnDefinition ColumnOf(IEdmProperty property) => columns[property];

    /// <summary>The lookup of a single-valued navigation property; null for a collection.</summary>
    public Lookup? LookupOf(IEdmNavigationProperty navigation) => lookups.GetValueOrDefault(navigation);

    /// <summary>The relationship of a collection-valued navigation property.</summary>
    public RelationshipDefinition CollectionOf(IEdmNavigationProperty navigation) => collections[navigation];

    private void AddTable(TableDefinition table)
    {
        var type = new EdmEntityType(Namespace, table.LogicalName, everyTable);
        foreach (var column in table.Columns.Values)
        {
            var property = type.AddStructuralProperty(NavigationNames.Property(column), Kind(column), isNullable: column.Type != ColumnType.PrimaryKey);
            columns[property] = column;
            if (column.LogicalName == table.PrimaryKey) type.AddKeys(property);
        }
        foreach (var key in table.Keys)
            model.AddAlternateKeyAnnotation(type, key.Columns.Select(name => NavigationNames.Property(table.Columns[name])).ToDictionary(name => name, type.FindProperty));
        model.AddElement(type);
        types[table.LogicalName] = type;
        sets[table.LogicalName] = container.AddEntitySet(table.EntitySetName, type);
    }

    private EdmEntityType AddOwner()
    {
        var owner = new EdmEntityType(Namespace, Principal, everyTable);
        owner.AddKeys(owner.AddStructuralProperty("ownerid", EdmPrimitiveTypeKind.Guid, isNullable: false));
        model.AddElement(owner);
        return owner;
    }

    private void AddLookups(TableDefinition table, EdmEntityType owner)
    {
        foreach (var column in table.Columns.Values.Where(NavigationNames.IsLookup))
        {
            if (column.Type == ColumnType.Owner)
            {
                lookups[Navigate(types[table.LogicalName], column.LogicalName, owner, EdmMultiplicity.ZeroOrOne)] = new Lookup(column, null);
                continue;
            }
            foreach (var (name, target) in NavigationNames.Of(table, column).Where(to => types.ContainsKey(to.Target)))
            {
                var navigation = Navigate(types[table.LogicalName], name, types[target], EdmMultiplicity.ZeroOrOne);
                sets[table.LogicalName].AddNavigationTarget(navigation, sets[target]);
                lookups[navigation] = new Lookup(column, Metadata.Tables[target]);
            }
        }
    }

    private void AddCollection(RelationshipDefinition relationship)
    {
        if (!types.TryGetValue(relationship.ReferencedTable, out var one) || !types.TryGetValue(relationship.ReferencingTable, out var many)) return;
        var navigation = Navigate(one, relationship.Name, many, EdmMultiplicity.Many);
        sets[relationship.ReferencedTable].AddNavigationTarget(navigation, sets[relationship.ReferencingTable]);
        collections[navigation] = relationship;
    }

    private static EdmNavigationProperty Navigate(EdmEntityType from, string name, EdmEntityType to, EdmMultiplicity multiplicity) =>
        from.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo { Name = name, Target = to, TargetMultiplicity = multiplicity });

    private void AddWhoAmI()
    {
        var response = new EdmComplexType(Namespace, "WhoAmIResponse");
        foreach (var name in new[] { "BusinessUnitId", "UserId", "OrganizationId" }) response.AddStructuralProperty(name, EdmPrimitiveTypeKind.Guid, isNullable: false);
        model.AddElement(response);
        var function = new EdmFunction(Namespace, "WhoAmI", new EdmComplexTypeReference(response, isNullable: false));
        model.AddElement(function);
        container.AddFunctionImport(function);
    }

    private void AddUserPrivilege()
    {
        if (!types.TryGetValue("systemuser", out var user)) return;
        var privilege = new EdmComplexType(Namespace, "RolePrivilege");
        privilege.AddStructuralProperty("Depth", EdmPrimitiveTypeKind.String, isNullable: false);
        privilege.AddStructuralProperty("PrivilegeName", EdmPrimitiveTypeKind.String, isNullable: false);
        model.AddElement(privilege);
        var response = new EdmComplexType(Namespace, Operations.UserPrivilege + "Response");
        response.AddStructuralProperty("RolePrivileges", EdmCoreModel.GetCollection(new EdmComplexTypeReference(privilege, isNullable: false)));
        model.AddElement(response);
        var function = new EdmFunction(Namespace, Operations.UserPrivilege, new EdmComplexTypeReference(response, isNullable: false), isBound: true, null, isComposable: false);
        function.AddParameter("entity", new EdmEntityTypeReference(user, isNullable: false));
        function.AddParameter("PrivilegeName", EdmCoreModel.Instance.GetString(isNullable: false));
        model.AddElement(function);
    }

    private void AddCustomApi(CustomApiDefinition api)
    {
        var bound = api.Binding == CustomApiBinding.Entity;
        if (api.Binding == CustomApiBinding.EntityCollection) throw new NotSupportedException($"The local tenant does not support custom APIs bound to a collection ({api.UniqueName}).");
        var result = Response(api);
        EdmOperation operation = api.IsFunction
            ? new EdmFunction(Namespace, api.UniqueName, result ?? throw new NotSupportedException($"The function {api.UniqueName} has no response property; OData's functions have one."), bound, null, isComposable: false)
            : new EdmAction(Namespace, api.UniqueName, result, bound, null);
        if (bound) operation.AddParameter("entity", new EdmEntityTypeReference(types[api.BoundTable!], isNullable: false));
        foreach (var parameter in api.RequestParameters) operation.AddParameter(parameter.UniqueName, TypeOf(parameter, parameter.Optional));
        model.AddElement(operation);
        if (bound) return;
        if (operation is EdmFunction function) container.AddFunctionImport(function);
        else container.AddActionImport((EdmAction)operation);
    }

    private EdmComplexTypeReference? Response(CustomApiDefinition api)
    {
        if (api.ResponseProperties.Count == 0) return null;
        var response = new EdmComplexType(Namespace, api.UniqueName + "Response");
        foreach (var property in api.ResponseProperties) response.AddStructuralProperty(property.UniqueName, TypeOf(property, nullable: true));
        model.AddElement(response);
        return new EdmComplexTypeReference(response, isNullable: false);
    }

    private IEdmTypeReference TypeOf(CustomApiParameter parameter, bool nullable) => parameter.Type switch
    {
        CustomApiType.StringArray => new EdmCollectionTypeReference(new EdmCollectionType(EdmCoreModel.Instance.GetString(isNullable: false))),
        CustomApiType.EntityCollection => new EdmCollectionTypeReference(new EdmCollectionType(Row(parameter, nullable: false))),
        CustomApiType.Entity or CustomApiType.EntityReference => Row(parameter, nullable),
        var type => EdmCoreModel.Instance.GetPrimitive(Kind(type), nullable),
    };

    private EdmEntityTypeReference Row(CustomApiParameter parameter, bool nullable) =>
        new(parameter.Table is { } table && types.TryGetValue(table, out var type) ? type : everyTable, nullable);

    private static EdmPrimitiveTypeKind Kind(CustomApiType type) => type switch
    {
        CustomApiType.Boolean => EdmPrimitiveTypeKind.Boolean,
        CustomApiType.DateTime => EdmPrimitiveTypeKind.DateTimeOffset,
        CustomApiType.Decimal or CustomApiType.Money => EdmPrimitiveTypeKind.Decimal,
        CustomApiType.Float => EdmPrimitiveTypeKind.Double,
        CustomApiType.Guid => EdmPrimitiveTypeKind.Guid,
        CustomApiType.Integer or CustomApiType.Picklist => EdmPrimitiveTypeKind.Int32,
        CustomApiType.String => EdmPrimitiveTypeKind.String,
        _ => throw new NotSupportedException($"The local tenant does not support custom API parameters of type {type}."),
    };

    private static EdmPrimitiveTypeKind Kind(ColumnDefinition column) => column.Type switch
    {
        ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner => EdmPrimitiveTypeKind.Guid,
        ColumnType.Text or ColumnType.Memo => EdmPrimitiveTypeKind.String,
        ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => EdmPrimitiveTypeKind.Int32,
        ColumnType.BigInt => EdmPrimitiveTypeKind.Int64,
        ColumnType.Decimal or ColumnType.Money => EdmPrimitiveTypeKind.Decimal,
        ColumnType.Boolean => EdmPrimitiveTypeKind.Boolean,
        ColumnType.DateTime => column.DateBehavior == DateBehavior.DateOnly ? EdmPrimitiveTypeKind.Date : EdmPrimitiveTypeKind.DateTimeOffset,
        _ => throw new NotSupportedException($"The local tenant does not support columns of type {column.Type} ({column.LogicalName})."),
    };
}
