using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Storage;

/// <summary>The rows that every environment is born with, as far as the tenant's tables have columns for them.</summary>
internal sealed class Seeds(TenantMetadata metadata, IReadOnlyDictionary<string, RowStore> rows, IdSource ids, DateTime now)
{
    public const string SystemName = "SYSTEM";
    public const string AdministratorName = "Local Administrator";
    private static readonly (string Code, string Name, string Symbol)[] Currencies =
        [("USD", "US Dollar", "$"), ("EUR", "Euro", "€"), ("GBP", "Pound Sterling", "£"), ("CAD", "Canadian Dollar", "CA$"), ("AUD", "Australian Dollar", "A$")];

    /// <summary>Writes them into an empty database; the ids of the organization, business unit, SYSTEM and administrator.</summary>
    public void Write(DatabaseConnection connection)
    {
        Guid organization = ids.NewId(), unit = ids.NewId(), system = ids.NewId(), administrator = ids.NewId();
        Insert(connection, "organization", organization, system, ("name", "Local Tenant"), ("basecurrencyid", null));
        Insert(connection, "businessunit", unit, system, ("name", "Local Tenant"), ("organizationid", organization), ("isdisabled", false));
        InsertUser(connection, system, SystemName, unit, system);
        InsertUser(connection, administrator, AdministratorName, unit, system);
        foreach (var (code, name, symbol) in Currencies)
        {
            Insert(connection, "transactioncurrency", ids.NewId(), system, ("currencyname", name), ("isocurrencycode", code),
                ("currencysymbol", symbol), ("exchangerate", 1m), ("currencyprecision", 2), ("organizationid", organization));
        }
    }

    public void InsertUser(DatabaseConnection connection, Guid id, string fullName, Guid unit, Guid createdBy)
    {
        var words = fullName.Split(' ', 2);
        var address = fullName.Replace(' ', '.').ToLowerInvariant() + "@tenant.example";
        Insert(connection, "systemuser", id, createdBy, ("fullname", fullName), ("firstname", words.Length > 1 ? words[0] : null),
            ("lastname", words[^1]), ("domainname", address), ("internalemailaddress", address), ("businessunitid", unit), ("isdisabled", false));
    }

    private void Insert(DatabaseConnection connection, string table, Guid id, Guid by, params (string Column, object? Value)[] values)
    {
        if (!metadata.Tables.TryGetValue(table, out var definition))
        {
            return;
        }

        var row = new Dictionary<string, object?>(StringComparer.Ordinal) { [definition.PrimaryKey] = id };
        var common = new (string Column, object? Value)[]
        {
            ("createdon", now), ("modifiedon", now), ("createdby", by), ("modifiedby", by), ("versionnumber", ids.NextRowVersion()),
            ("statecode", 0), ("statuscode", 1),
        };
        foreach (var (column, value) in common.Concat(values))
        {
            if (value is not null && column != definition.PrimaryKey && definition.Columns.TryGetValue(column, out var of))
            {
                row[column] = Typed(of, value);
            }
        }

        rows[table].Insert(connection, row);
    }

    private static object Typed(ColumnDefinition column, object value) => (column.Type, value) switch
    {
        (ColumnType.Lookup, Guid id) => new EntityReference(column.LookupTargets[0], id),
        (ColumnType.Choice or ColumnType.State or ColumnType.Status, int option) => new OptionSetValue(option),
        _ => value,
    };
}
