using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Dataverse;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>What code relies on when it uses the SDK. Holds for the stand-in and, built against it, for the real one.</summary>
public sealed class SdkBehaviourTests
{
    private static readonly Guid Id = new("3f2f0d6e-6c5b-4a55-9f0e-52c1d2a7b001");

    [Fact]
    public void An_absent_column_is_an_error_by_indexer_and_the_default_by_GetAttributeValue()
    {
        var row = new Entity("account") { ["name"] = null, ["size"] = 5 };

        Assert.Throws<KeyNotFoundException>(() => row["absent"]);
        Assert.Null(row["name"]);
        Assert.True(row.Contains("name"));
        Assert.Equal(0, row.GetAttributeValue<int>("absent"));
        Assert.Equal(0, row.GetAttributeValue<int>("name"));
        Assert.Null(row.GetAttributeValue<int?>("absent"));
        Assert.Throws<InvalidCastException>(() => row.GetAttributeValue<string>("size"));
    }

    [Fact]
    public void Column_names_are_compared_as_written()
    {
        var row = new Entity("Account") { ["Name"] = "x" };

        Assert.False(row.Contains("name"));
        Assert.Equal("Account", row.LogicalName);
    }

    [Fact]
    public void TryGetAttributeValue_misses_null_and_converts_text()
    {
        var row = new Entity("account") { ["name"] = null, ["size"] = "5" };

        Assert.False(row.TryGetAttributeValue<string>("name", out _));
        Assert.False(row.TryGetAttributeValue<string>("absent", out _));
        Assert.False(row.TryGetAttributeValue<Money>("size", out _));
        Assert.True(row.TryGetAttributeValue<int>("size", out var size));
        Assert.Equal(5, size);
    }

    [Fact]
    public void The_id_and_the_primary_key_column_are_independent()
    {
        var row = new Entity("account", Id) { ["accountid"] = Guid.Empty };

        Assert.Equal(Id, row.Id);
        Assert.False(new Entity("account", Id).Contains("accountid"));
    }

    [Fact]
    public void A_reference_made_of_a_row_carries_its_version_but_no_alternate_key()
    {
        var row = new Entity("account", "accountnumber", "7") { Id = Id, RowVersion = "12" };

        var reference = row.ToEntityReference();

        Assert.Equal(("account", Id, "12", 0), (reference.LogicalName, reference.Id, reference.RowVersion, reference.KeyAttributes.Count));
    }

    [Fact]
    public void Values_are_equal_by_value_and_references_by_table_id_and_key()
    {
        Assert.Equal(new OptionSetValue(476500001), new OptionSetValue(476500001));
        Assert.Equal(new Money(1.50m), new Money(1.5m));
        Assert.Equal(new EntityReference("account", Id) { Name = "a", RowVersion = "1" }, new EntityReference("account", Id) { Name = "b" });
        Assert.NotEqual(new EntityReference("account", Id), new EntityReference("contact", Id));
        Assert.Equal(new EntityReference("account", "accountnumber", "7"), new EntityReference("account", "accountnumber", "7"));
        Assert.NotEqual(new EntityReference("account", "accountnumber", "7"), new EntityReference("account", "accountnumber", "8"));
    }

    [Fact]
    public void A_collection_refuses_a_second_value_for_a_key_when_adding_and_takes_it_by_indexer()
    {
        var values = new AttributeCollection { ["name"] = 1 };

        values["name"] = 2;

        Assert.Equal(2, values["name"]);
        Assert.Throws<ArgumentException>(() => values.Add("name", 3));
        Assert.False(values.Remove("absent"));
    }

    [Fact]
    public void A_typed_request_is_its_parameters()
    {
        var request = new UpdateRequest { Target = new Entity("account", Id), ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches };
        request["tag"] = "mark";

        Assert.Equal("Update", request.RequestName);
        Assert.Equal(ConcurrencyBehavior.IfRowVersionMatches, request.Parameters["ConcurrencyBehavior"]);
        Assert.Same(request.Target, request["Target"]);
        Assert.True(new CreateRequest().Parameters.Contains("Target"));
        Assert.Equal(ConcurrencyBehavior.Default, new UpdateRequest().ConcurrencyBehavior);
        Assert.Throws<KeyNotFoundException>(() => request["absent"]);
    }

    [Fact]
    public void A_typed_response_reads_its_results()
    {
        var response = new CreateResponse { Results = { ["id"] = Id } };

        Assert.Equal(Id, response.id);
        Assert.Equal(Guid.Empty, new CreateResponse().id);
    }

    [Fact]
    public void A_condition_spreads_a_collection_only_in_its_own_constructor()
    {
        int[] values = [1, 2];
        var filter = new FilterExpression();

        filter.AddCondition("statecode", ConditionOperator.In, values);
        filter.AddCondition("statecode", ConditionOperator.In, 1, 2);
        filter.AddCondition(new ConditionExpression("statecode", ConditionOperator.In, values));
        filter.AddCondition("name", ConditionOperator.Null);

        Assert.Same(values, Assert.Single(filter.Conditions[0].Values));
        Assert.Equal([1, 2], filter.Conditions[1].Values);
        Assert.Equal([1, 2], filter.Conditions[2].Values);
        Assert.Empty(filter.Conditions[3].Values);
    }

    [Fact]
    public void A_query_starts_without_columns_with_an_empty_filter_and_without_paging()
    {
        var query = new QueryExpression("account");
        var link = query.AddLink("contact", "accountid", "parentcustomerid");

        Assert.False(query.ColumnSet.AllColumns);
        Assert.Empty(query.ColumnSet.Columns);
        Assert.Equal(LogicalOperator.And, query.Criteria.FilterOperator);
        Assert.Equal((0, 0, null), (query.PageInfo.PageNumber, query.PageInfo.Count, query.PageInfo.PagingCookie));
        Assert.Null(query.TopCount);
        Assert.Equal(("account", "contact", JoinOperator.Inner), (link.LinkFromEntityName, link.LinkToEntityName, link.JoinOperator));
    }

    [Fact]
    public void A_refusal_is_failed_unless_said_otherwise_and_keeps_status_and_code()
    {
        var plain = new InvalidPluginExecutionException("No.");
        var retry = new InvalidPluginExecutionException(OperationStatus.Retry, 42, "Later.");

        Assert.Equal((OperationStatus.Failed, PluginHttpStatusCode.NotSet), (plain.Status, plain.HttpStatus));
        Assert.Equal((OperationStatus.Retry, 42, "Later."), (retry.Status, retry.ErrorCode, retry.Message));
        Assert.Equal(PluginHttpStatusCode.Conflict, new InvalidPluginExecutionException("No.", new InvalidPluginExecutionException("Why.", PluginHttpStatusCode.Conflict)).HttpStatus);
    }

    [Fact]
    public void The_text_of_a_refusal_is_its_status_and_neither_its_message_nor_its_stack()
    {
        var text = Assert.Throws<InvalidPluginExecutionException>(new Action(() => throw new InvalidPluginExecutionException("No.", new InvalidOperationException("Why.")))).ToString();

        Assert.Contains("_status: Failed", text, StringComparison.Ordinal);
        Assert.Contains("_httpStatusCode: NotSet", text, StringComparison.Ordinal);
        Assert.Contains("Why.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("No.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(SdkBehaviourTests), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_plug_ins_catch_a_fault_that_is_thrown_on_this_runtime()
    {
        var rows = new TenantRows(new Faulting(unchecked((int)0x80040217)));

        Assert.Throws<RowMissingException>(() => rows.Get("account", Id, "name"));
    }

    /// <summary>Refuses everything with one error code, as the platform does it.</summary>
    private sealed class Faulting(int errorCode) : IOrganizationService
    {
        public OrganizationResponse Execute(OrganizationRequest request) => throw Fault();

        public Guid Create(Entity entity) => throw Fault();

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw Fault();

        public void Update(Entity entity) => throw Fault();

        public void Delete(string entityName, Guid id) => throw Fault();

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw Fault();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw Fault();

        public EntityCollection RetrieveMultiple(QueryBase query) => throw Fault();

        private FaultException<OrganizationServiceFault> Fault() =>
            new(new OrganizationServiceFault { ErrorCode = errorCode }, new FaultReason("Refused."));
    }
}
