using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>Accounts here and companies there.</summary>
internal static class Matching
{
    public static Guid Account(this Tenant tenant, string name, params (string Column, object? Value)[] values)
    {
        var row = new Entity("account") { ["name"] = name };
        foreach (var (column, value) in values) row[column] = value;
        return tenant.Administrator.Create(row);
    }

    /// <summary>A company without address, website and external id unless said otherwise.</summary>
    public static Pax8Company Company(this Tenant tenant, string name, Func<Pax8Company, Pax8Company>? change = null) =>
        tenant.Pax8!.State.AddCompany(name, company => (change ?? (same => same))(company with { Address = null, Website = null, ExternalId = null, Status = "Active" }));

    /// <summary>Chooses an account, or none, as a person does on the form.</summary>
    public static void Map(this Tenant tenant, Pax8Company company, Guid? account) => tenant.Administrator.Update(Refusing.Row(
        "pax8_provideraccount", tenant.ProviderAccounts()[company.Id].Id, ("pax8_accountid", account is { } id ? new EntityReference("account", id) : null)));

    public static void AssertMapped(this Tenant tenant, Pax8Company company, Guid account, string reason)
    {
        var row = tenant.ProviderAccounts()[company.Id];
        Assert.Equal((account, 1, reason), (row.GetAttributeValue<EntityReference>("pax8_accountid")?.Id ?? default, row.Number("pax8_matchstatus"), row.Text("pax8_matchreason")));
    }

    public static void AssertNotMapped(this Tenant tenant, Pax8Company company, int status)
    {
        var row = tenant.ProviderAccounts()[company.Id];
        Assert.False(row.Contains("pax8_accountid"));
        Assert.Equal(status, row.Number("pax8_matchstatus"));
    }
}
