using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>What people try and what the platform answers.</summary>
internal static class Refusing
{
    /// <summary>The sentence with which an operation is refused.</summary>
    public static string Refusal(Action act) => Fault(act).Message;

    /// <summary>The fault with which an operation is refused.</summary>
    public static OrganizationServiceFault Fault(Action act) => Assert.Throws<FaultException<OrganizationServiceFault>>(act).Detail;

    /// <summary>Denied for want of a privilege, not for another reason.</summary>
    public static void AssertDenied(Action act)
    {
        var fault = Fault(act);
        Assert.True(fault.ErrorCode == unchecked((int)0x80040220), $"Refused for another reason: {fault.Message}");
    }

    /// <summary>Changes columns of a connector as the administrator does.</summary>
    public static void ChangeConnector(this Tenant tenant, Guid id, params (string Column, object? Value)[] values) =>
        tenant.Administrator.Update(Row("pax8_connector", id, values));

    public static void Deactivate(this Tenant tenant, Guid connector) =>
        tenant.ChangeConnector(connector, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)));

    public static void Activate(this Tenant tenant, Guid connector) =>
        tenant.ChangeConnector(connector, ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)));

    public static Entity Connector(this Tenant tenant, Guid id) => tenant.Administrator.Retrieve("pax8_connector", id, new ColumnSet(
        "pax8_name", "pax8_environment", "pax8_endpointurl", "pax8_applicationid", "pax8_applicationsecret", "pax8_secretstored", "pax8_countrycode",
        "pax8_currencyid", "pax8_selfserviceallowed", "pax8_connectivitystatus", "pax8_connectivityverifiedon", "pax8_connectivitymessage",
        "pax8_companycount", "pax8_namekey", "pax8_activekey", "statecode", "ownerid"));

    public static Entity Row(string table, Guid id, params IReadOnlyList<(string Column, object? Value)> values)
    {
        var row = new Entity(table, id);
        foreach (var (column, value) in values) row[column] = value;
        return row;
    }

    /// <summary>Choice values of the publisher: the n-th of a choice.</summary>
    public static OptionSetValue Option(int number) => new(476500000 + number);

    public static int Number(this Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column).Value - 476500000;

    public static string? Text(this Entity row, string column) => row.GetAttributeValue<string>(column);
}
