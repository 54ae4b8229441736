using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Dataverse;
using Pax8Dataverse.LocalTenant.Dataverse.Async;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>An open tenant with the sample solution, and what tests do with it.</summary>
internal sealed class SampleTenant(LocalDataverse dataverse, VirtualTime time) : IDisposable
{
    public LocalDataverse Dataverse { get; } = dataverse;

    public VirtualTime Time { get; } = time;

    public IOrganizationService Admin => Dataverse.ServiceFor(Dataverse.AdministratorId);

    public IReadOnlyList<AsyncJob> Jobs => Dataverse.Async.Jobs;

    public IOrganizationService As(Guid user) => Dataverse.ServiceFor(user);

    /// <summary>Creates an order, as the administrator unless another service is given.</summary>
    public Guid Order(Action<Entity>? change = null, IOrganizationService? by = null) => Create(Sample.Order, change, by);

    public Guid Create(string table, Action<Entity>? change = null, IOrganizationService? by = null)
    {
        var row = new Entity(table);
        change?.Invoke(row);
        return (by ?? Admin).Create(row);
    }

    public void Update(Guid order, Action<Entity> change, IOrganizationService? by = null)
    {
        var row = new Entity(Sample.Order, order);
        change(row);
        (by ?? Admin).Update(row);
    }

    /// <summary>The order with all columns that the administrator, or another, sees.</summary>
    public Entity Read(Guid order, IOrganizationService? by = null) => (by ?? Admin).Retrieve(Sample.Order, order, new ColumnSet(true));

    public List<Entity> All(string table, params string[] columns) =>
        [.. Admin.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) }).Entities];

    public int Count(string table) => All(table).Count;

    public void Dispose() => Dataverse.Dispose();
}

/// <summary>Short ways to say values and queries.</summary>
internal static class Saying
{
    /// <summary>The fault that the work ends with.</summary>
    public static OrganizationServiceFault Fault(Action work) => Assert.Throws<FaultException<OrganizationServiceFault>>(work).Detail;

    public static OptionSetValue Option(int value) => new(value);

    public static EntityReference To(string table, Guid id) => new(table, id);

    public static EntityReference User(Guid id) => new("systemuser", id);

    public static string? Name(this Entity row) => row.GetAttributeValue<string>("sample_name");

    public static int Choice(this Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column).Value;

    /// <summary>An update or delete that goes on only from this version of the row.</summary>
    public static UpdateRequest IfUnchanged(this Entity row) => new() { Target = row, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches };

    public static QueryExpression Where(this QueryExpression query, string column, ConditionOperator @operator, params object[] values)
    {
        query.Criteria.AddCondition(column, @operator, values);
        return query;
    }

    public static QueryExpression Orders(params string[] columns) => new(Sample.Order) { ColumnSet = new ColumnSet(columns) };
}
