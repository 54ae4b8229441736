using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>
/// Holds the companies of the simulator against the provider accounts, field by field. Written anew on purpose, without the
/// package's own map: a fault there must not hide itself here.
/// </summary>
internal sealed class Comparison
{
    private static readonly (string Column, int Length, Func<Pax8Company, string?> Value)[] Texts =
    [
        ("pax8_name", 300, company => company.Name),
        ("pax8_street", 250, company => company.Address?.Street),
        ("pax8_street2", 250, company => company.Address?.Street2),
        ("pax8_city", 100, company => company.Address?.City),
        ("pax8_stateorprovince", 100, company => company.Address?.StateOrProvince),
        ("pax8_postalcode", 40, company => company.Address?.PostalCode),
        ("pax8_country", 100, company => company.Address?.Country),
        ("pax8_phone", 100, company => company.Phone),
        ("pax8_website", 500, company => company.Website),
        ("pax8_externalid", 200, company => company.ExternalId),
    ];

    private static readonly (string Column, Func<Pax8Company, bool?> Value)[] Flags =
    [
        ("pax8_selfserviceallowed", company => company.SelfServiceAllowed),
        ("pax8_billonbehalfofenabled", company => company.BillOnBehalfOfEnabled),
        ("pax8_orderapprovalrequired", company => company.OrderApprovalRequired),
    ];

    private Comparison(int remote, int local, IReadOnlyList<string> differences)
    {
        Remote = remote;
        Local = local;
        Differences = differences;
    }

    public int Remote { get; }

    public int Local { get; }

    /// <summary>A sentence for each difference.</summary>
    public IReadOnlyList<string> Differences { get; }

    public static Comparison Of(IReadOnlyList<Pax8Company> companies, IOrganizationService tenant, Guid connectorId)
    {
        var rows = Rows(tenant, connectorId);
        var differences = new List<string>();
        var remote = companies.ToDictionary(company => company.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var company in companies)
        {
            if (!rows.TryGetValue(company.Id, out var row)) differences.Add($"{Short(company.Name)} is in Pax8 and not here.");
            else differences.AddRange(Fields(company, row));
        }
        foreach (var (id, row) in rows.Where(pair => !remote.ContainsKey(pair.Key)))
            if (row.GetAttributeValue<OptionSetValue>("pax8_companystatus")?.Value != 476500002)
                differences.Add($"{row.GetAttributeValue<string>("pax8_name")} ({id}) is here, not marked as deleted, and not in Pax8.");
        return new Comparison(companies.Count, rows.Keys.Count(remote.ContainsKey), differences);
    }

    private static IEnumerable<string> Fields(Pax8Company company, Entity row)
    {
        foreach (var (column, length, value) in Texts)
        {
            var wanted = Kept(value(company), length);
            var there = row.GetAttributeValue<string>(column);
            if (!string.Equals(wanted ?? "", there ?? "", StringComparison.Ordinal))
                yield return $"{Short(company.Name)}: {column} is \"{Short(there)}\" here and \"{Short(wanted)}\" in Pax8.";
        }
        foreach (var (column, value) in Flags)
            if (value(company) is { } wanted && wanted != row.GetAttributeValue<bool>(column))
                yield return $"{Short(company.Name)}: {column} is {!wanted} here and {wanted} in Pax8.";
        var status = company.Status switch { "Active" => 476500000, "Inactive" => 476500001, "Deleted" => 476500002, _ => 476500003 };
        if (row.GetAttributeValue<OptionSetValue>("pax8_companystatus")?.Value != status)
            yield return $"{Short(company.Name)}: Status in Pax8 is not {company.Status} here.";
    }

    private static string? Kept(string? text, int length)
    {
        if (text is null) return null;
        text = new string(text.Select(character => char.IsControl(character) ? ' ' : character).ToArray()).Trim();
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)].TrimEnd();
    }

    private static string Short(string? text) => text is null ? "" : text.Length <= 60 ? text : text[..60] + "…";

    private static Dictionary<string, Entity> Rows(IOrganizationService tenant, Guid connectorId)
    {
        var query = new QueryExpression("pax8_provideraccount")
        {
            ColumnSet = new ColumnSet([.. Texts.Select(text => text.Column), .. Flags.Select(flag => flag.Column), "pax8_companystatus", "pax8_providerspecificid", "pax8_pax8updatedon"]),
            PageInfo = new PagingInfo { PageNumber = 1, Count = 5000 },
        };
        query.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connectorId);
        var rows = new Dictionary<string, Entity>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            var page = tenant.RetrieveMultiple(query);
            foreach (var row in page.Entities) rows.Add(row.GetAttributeValue<string>("pax8_providerspecificid"), row);
            if (!page.MoreRecords) return rows;
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
