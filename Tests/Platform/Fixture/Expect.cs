using System;
using System.ServiceModel;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>Short words for what tests do over and over.</summary>
internal static class Expect
{
    /// <summary>The work fails with Dataverse's code; gives back the fault.</summary>
    public static OrganizationServiceFault Fault(int code, Action work)
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(work).Detail;
        Assert.True(fault.ErrorCode == code, $"Expected code {code}, got {fault.ErrorCode}: {fault.Message}");
        return fault;
    }

    /// <summary>The work fails as something that only the local tenant can't do.</summary>
    public static void Refusal(Action work) =>
        Assert.StartsWith("The local tenant does not support", Assert.Throws<NotSupportedException>(work).Message, StringComparison.Ordinal);

    public static IOrganizationService Admin(this LocalDataverse tenant) => tenant.ServiceFor(tenant.AdministratorId);

    public static Entity Row(string table, params (string Column, object? Value)[] values)
    {
        var row = new Entity(table);
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        return row;
    }

    public static Entity Row(string table, Guid id, params (string Column, object? Value)[] values)
    {
        var row = Row(table, values);
        row.Id = id;
        return row;
    }

    /// <summary>The row with all columns.</summary>
    public static Entity Read(this IOrganizationService service, string table, Guid id) => service.Retrieve(table, id, new ColumnSet(true));

    public static int Count(this IOrganizationService service, string table) => service.RetrieveMultiple(new QueryExpression(table)).Entities.Count;
}
