using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Dataverse.Pipeline;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Saying;

namespace Pax8Dataverse.Tests.Platform;

/// <summary>Alternate keys. Source: learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</summary>
public sealed class KeyTests
{
    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</summary>
    [Fact]
    public void A_second_row_with_the_same_key_is_refused_by_the_name_of_the_key()
    {
        using var tenant = Given.Tenant();
        tenant.Order(row => row["sample_number"] = "A-1");

        var fault = Fault(() => tenant.Order(row => row["sample_number"] = "A-1"));

        Assert.Equal(ErrorCodes.DuplicateRecordEntityKey, fault.ErrorCode);
        Assert.Contains("Entity Key Number violated", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/power-platform/admin/language-collations (neither case nor accents nor trailing spaces count)</summary>
    [Theory]
    [InlineData("a-É")]
    [InlineData("A-e ")]
    public void A_key_differs_neither_by_case_nor_by_accent_nor_by_trailing_spaces(string number)
    {
        using var tenant = Given.Tenant();
        tenant.Order(row => row["sample_number"] = "A-E");

        Assert.Equal(ErrorCodes.DuplicateRecordEntityKey, Fault(() => tenant.Order(row => row["sample_number"] = number)).ErrorCode);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity (null values are not checked)</summary>
    [Fact]
    public void Rows_with_a_null_in_a_key_column_are_not_checked()
    {
        using var tenant = Given.Tenant();

        tenant.Order();
        tenant.Order();
        tenant.Order(row => row["sample_code"] = "same");
        tenant.Order(row => row["sample_code"] = "same");

        Assert.Equal(4, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</summary>
    [Fact]
    public void A_key_of_two_columns_is_violated_only_by_both()
    {
        using var tenant = Given.Tenant();
        void Create(int region, string code) => tenant.Order(row => { row["sample_region"] = Option(region); row["sample_code"] = code; });
        Create(1, "A");
        Create(1, "B");
        Create(2, "A");

        var fault = Fault(() => Create(1, "A"));

        Assert.Contains("Region and code", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</summary>
    [Fact]
    public void An_update_is_checked_too()
    {
        using var tenant = Given.Tenant();
        tenant.Order(row => row["sample_number"] = "1");
        var other = tenant.Order(row => row["sample_number"] = "2");

        Assert.Equal(ErrorCodes.DuplicateRecordEntityKey, Fault(() => tenant.Update(other, row => row["sample_number"] = "1")).ErrorCode);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record</summary>
    [Fact]
    public void A_row_is_read_changed_and_deleted_by_its_key()
    {
        using var tenant = Given.Tenant();
        tenant.Order(row => { row["sample_region"] = Option(1); row["sample_code"] = "A"; });
        var key = new KeyAttributeCollection { ["sample_region"] = 1, ["sample_code"] = "a" };

        tenant.Admin.Update(new Entity(Sample.Order, key) { ["sample_name"] = "found" });
        var read = (RetrieveResponse)tenant.Admin.Execute(new RetrieveRequest { Target = new EntityReference(Sample.Order, key), ColumnSet = new ColumnSet("sample_name") });
        tenant.Admin.Execute(new DeleteRequest { Target = new EntityReference(Sample.Order, key) });

        Assert.Equal("found", read.Entity.Name());
        Assert.Equal(0, tenant.Count(Sample.Order));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record</summary>
    [Fact]
    public void A_lookup_may_name_its_row_by_key()
    {
        using var tenant = Given.Tenant();
        var order = tenant.Order(row => row["sample_number"] = "7");

        tenant.Create(Sample.Remark, row => row["sample_orderid"] = new EntityReference(Sample.Order, "sample_number", "7"));

        Assert.Equal(order, Assert.Single(tenant.All(Sample.Remark, "sample_orderid")).GetAttributeValue<EntityReference>("sample_orderid").Id);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/use-alternate-key-reference-record</summary>
    [Fact]
    public void A_key_value_that_no_row_has_and_columns_that_are_no_key_are_refused()
    {
        using var tenant = Given.Tenant();

        var missing = Fault(() => tenant.Admin.Update(new Entity(Sample.Order, "sample_number", "none")));
        var noKey = Fault(() => tenant.Admin.Update(new Entity(Sample.Order, "sample_name", "none")));

        Assert.Equal((ErrorCodes.RecordNotFoundByEntityKey, ErrorCodes.EntityKeyNotDefined), (missing.ErrorCode, noKey.ErrorCode));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/use-upsert-insert-update-record</summary>
    [Fact]
    public void An_upsert_by_key_creates_the_row_with_its_key_values()
    {
        using var tenant = Given.Tenant();
        var key = new KeyAttributeCollection { ["sample_region"] = 2, ["sample_code"] = "A" };

        var response = (UpsertResponse)tenant.Admin.Execute(new UpsertRequest { Target = new Entity(Sample.Order, key) { ["sample_name"] = "new" } });

        var row = tenant.Read(response.Target.Id);
        Assert.True(response.RecordCreated);
        Assert.Equal((2, "A", "new"), (row.Choice("sample_region"), row["sample_code"], row.Name()));
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/use-upsert-insert-update-record</summary>
    [Fact]
    public void An_upsert_by_an_id_that_no_row_has_creates_the_row_with_that_id()
    {
        using var tenant = Given.Tenant();
        var id = Guid.NewGuid();

        var response = (UpsertResponse)tenant.Admin.Execute(new UpsertRequest { Target = new Entity(Sample.Order, id) });

        Assert.Equal((true, id), (response.RecordCreated, response.Target.Id));
        Assert.Equal(id, tenant.Read(id).Id);
    }

    /// <summary>learn.microsoft.com/power-apps/developer/data-platform/org-service/entity-operations-create (an id may be given, once)</summary>
    [Fact]
    public void A_second_row_with_the_same_id_is_refused()
    {
        using var tenant = Given.Tenant();
        var id = tenant.Order();

        Assert.Equal(ErrorCodes.DuplicateRecord, Fault(() => tenant.Order(row => row.Id = id)).ErrorCode);
    }
}
