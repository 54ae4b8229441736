using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Query;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>
/// Two tables in memory, items and the boxes they lie in, beside the platform's own: what queries are tested on. Items have
/// a column of every type.
/// </summary>
public sealed class QueryWorld : IDisposable
{
    public static readonly DateTime Now = new(2026, 3, 10, 14, 35, 20, DateTimeKind.Utc);
    private readonly DatabaseConnection connection = new("Data Source=:memory:", []);
    private readonly QueryRunner runner;
    private long version;

    public QueryWorld()
    {
        Metadata = CreateMetadata();
        runner = new QueryRunner(Metadata);
        Caller = new QueryCaller { UserId = Guid.NewGuid(), BusinessUnitId = Guid.NewGuid(), UtcNow = Now };
        foreach (var statement in Metadata.Tables.Values.SelectMany(ColumnStorage.CreateStatements))
            Execute(statement, []);
    }

    public TenantMetadata Metadata { get; }
    public QueryCaller Caller { get; set; }

    public void Dispose() => connection.Dispose();

    /// <summary>Stores a row and returns its id.</summary>
    public Guid Add(string table, params (string Column, object? Value)[] values)
    {
        var definition = Metadata.Tables[table];
        var id = values.FirstOrDefault(v => v.Column == definition.PrimaryKey).Value as Guid? ?? Guid.NewGuid();
        var all = values.Where(v => v.Column != definition.PrimaryKey).Append((definition.PrimaryKey, id)).Append(("versionnumber", ++version));
        var stored = all.SelectMany(v => ColumnStorage.ToStored(definition.Columns[v.Item1], v.Item2)).ToArray();
        Execute($"INSERT INTO {table} ({string.Join(", ", stored.Select(s => s.Key))}) VALUES ({string.Join(", ", stored.Select((_, i) => "$p" + i))})",
            stored.Select(s => s.Value));
        return id;
    }

    public Guid AddItem(params (string Column, object? Value)[] values) => Add("t_item", values);

    public void Delete(string table, Guid id) => Execute($"DELETE FROM {table} WHERE {Metadata.Tables[table].PrimaryKey} = $p0", [ColumnStorage.StoredGuid(id)]);

    public EntityCollection Run(QueryBase query) => runner.Run(connection, query, Caller);

    public EntityCollection Fetch(string fetchXml) => Run(new FetchExpression(fetchXml));

    public Entity? Find(string table, Guid id, params string[] columns) => runner.Find(connection, table, id, new ColumnSet(columns), Caller);

    /// <summary>Names of the items that a condition finds, sorted.</summary>
    public string[] NamesWhere(string column, ConditionOperator @operator, params object[] values)
    {
        var query = new QueryExpression("t_item") { ColumnSet = new ColumnSet("t_name") };
        query.Criteria.AddCondition(column, @operator, values);
        return Names(query).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>Names of the items of a query, in its order.</summary>
    public string[] Names(QueryBase query) => Run(query).Entities.Select(e => e.GetAttributeValue<string>("t_name")).ToArray();

    private void Execute(string sql, IEnumerable<object?> values)
    {
        using var command = connection.Sqlite.CreateCommand();
        command.CommandText = sql;
        foreach (var (value, index) in values.Select((v, i) => (v, i)))
            command.Parameters.AddWithValue("$p" + index, value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private static TenantMetadata CreateMetadata()
    {
        var tables = PlatformTables.All(["t_item", "t_box"]).Append(Items()).Append(Boxes());
        return new TenantMetadata
        {
            Tables = tables.ToDictionary(t => t.LogicalName),
            GlobalChoices = new Dictionary<string, ChoiceDefinition>(),
            Relationships = [],
            Steps = [],
            CustomApis = new Dictionary<string, CustomApiDefinition>(),
            Roles = [],
            ColumnSecurityProfiles = [],
            WebResources = [],
            Apps = [],
            Package = new PluginPackageDefinition("t_package", "1.0.0"),
            SolutionName = "Test",
            SolutionVersion = "1.0.0.0",
        };
    }

    private static TableDefinition Items() => Table("t_Item",
    [
        Column("t_itemid", ColumnType.PrimaryKey),
        Column("t_name", ColumnType.Text) with { MaxLength = 100 },
        Column("t_note", ColumnType.Memo) with { MaxLength = 2000 },
        Column("t_number", ColumnType.Integer),
        Column("t_amount", ColumnType.Decimal) with { Accuracy = 4 },
        Column("t_price", ColumnType.Money) with { Accuracy = 2 },
        Column("t_day", ColumnType.DateTime) with { DateBehavior = DateBehavior.DateOnly, Format = "date" },
        Column("t_moment", ColumnType.DateTime) with { Format = "datetime" },
        Column("t_flag", ColumnType.Boolean) with { Choice = new ChoiceDefinition("t_flag", [new(1, "On"), new(0, "Off")]) },
        Column("t_color", ColumnType.Choice) with { Choice = new ChoiceDefinition("t_color", [new(1, "Red"), new(2, "blue"), new(3, "Amber")]) },
        Column("t_boxid", ColumnType.Lookup) with { LookupTargets = ["t_box"] },
        Column("t_customerid", ColumnType.Lookup) with { LookupTargets = ["account", "t_box"] },
        Column("t_secret", ColumnType.Text) with { MaxLength = 100, Secured = true },
        Column("t_writeonly", ColumnType.Text) with { MaxLength = 100, ValidForRead = false },
        Column("transactioncurrencyid", ColumnType.Lookup) with { LookupTargets = ["transactioncurrency"] },
        Column("ownerid", ColumnType.Owner) with { LookupTargets = ["systemuser", "team"] },
        Column("createdon", ColumnType.DateTime) with { Format = "datetime" },
        Column("versionnumber", ColumnType.BigInt),
    ], new KeyDefinition("t_item_key", "Key", ["t_note", "t_number"]));

    private static TableDefinition Boxes() => Table("t_Box",
    [
        Column("t_boxid", ColumnType.PrimaryKey),
        Column("t_name", ColumnType.Text) with { MaxLength = 100 },
        Column("t_number", ColumnType.Integer),
        Column("t_outerid", ColumnType.Lookup) with { LookupTargets = ["t_box"] },
        Column("versionnumber", ColumnType.BigInt),
    ]);

    private static TableDefinition Table(string schemaName, ColumnDefinition[] columns, params KeyDefinition[] keys) => new()
    {
        LogicalName = schemaName.ToLowerInvariant(),
        SchemaName = schemaName,
        EntitySetName = schemaName.ToLowerInvariant() + "s",
        DisplayName = schemaName,
        DisplayCollectionName = schemaName,
        PrimaryKey = columns[0].LogicalName,
        PrimaryName = "t_name",
        UserOwned = true,
        Columns = columns.ToDictionary(c => c.LogicalName),
        Keys = keys,
        Forms = [],
        Views = [],
        Custom = true,
    };

    private static ColumnDefinition Column(string name, ColumnType type) => new() { LogicalName = name, Type = type, DisplayName = name };
}
