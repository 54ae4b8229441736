using System;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>
/// Source: learn.microsoft.com/power-apps/developer/data-platform/entity-attribute-metadata; codes:
/// learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
/// </summary>
public sealed class ValueTests
{
    public static TheoryData<int, string, object> Refused => new()
    {
        { ErrorCodes.StringLengthTooLong, "x_name", new string('n', 101) },
        { ErrorCodes.StringLengthTooLong, "x_story", new string('n', 4001) },
        { ErrorCodes.IntegerValueOutOfRange, "x_count", 101 },
        { ErrorCodes.IntegerValueOutOfRange, "x_count", -1 },
        { ErrorCodes.DecimalValueOutOfRange, "x_weight", 1000.01m },
        { ErrorCodes.DecimalValueOutOfRange, "x_price", new Money(-0.01m) },
        { ErrorCodes.PicklistValueOutOfRange, "x_wood", new OptionSetValue(3) },
        { ErrorCodes.PicklistValueOutOfRange, "statuscode", new OptionSetValue(9) },
        { ErrorCodes.InvalidDateTime, "x_builton", new DateTime(1752, 12, 31, 0, 0, 0, DateTimeKind.Utc) },
        { ErrorCodes.InvalidArgument, "x_count", "7" },
        { ErrorCodes.InvalidArgument, "x_count", 7L },
        { ErrorCodes.InvalidArgument, "x_wood", 1 },
        { ErrorCodes.InvalidArgument, "x_price", 1m },
        { ErrorCodes.InvalidArgument, "x_name", 1 },
        { ErrorCodes.InvalidArgument, "ownerid", new EntityReference("account", Guid.NewGuid()) },
        { ErrorCodes.ObjectDoesNotExist, "ownerid", new EntityReference("systemuser", Guid.NewGuid()) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_value_that_the_column_does_not_take_is_refused(int code, string column, object value)
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        Fault(code, () => tenant.Admin().Create(Row(Shelf, (column, value))));
        Fault(code, () => tenant.Admin().Update(Row(Shelf, id, (column, value))));
    }

    [Fact]
    public void A_text_that_is_too_long_says_column_table_and_length()
    {
        using var tenant = new World().Open();

        var fault = Fault(ErrorCodes.StringLengthTooLong, () => tenant.Admin().Create(Row(Shelf, ("x_code", new string('c', 21)))));

        Assert.Contains("'x_code' attribute of the 'x_shelf' entity exceeded the maximum allowed length of '20'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_at_the_limits_are_taken()
    {
        using var tenant = new World().Open();

        var id = tenant.Admin().Create(Row(Shelf, ("x_name", new string('n', 100)), ("x_count", 100), ("x_weight", 1000m), ("x_price", new Money(0m))));

        var row = tenant.Admin().Read(Shelf, id);
        Assert.Equal(100, ((string)row["x_name"]).Length);
        Assert.Equal(100, row["x_count"]);
        Assert.Equal(1000m, row["x_weight"]);
        Assert.Equal(0m, ((Money)row["x_price"]).Value);
    }

    [Fact]
    public void Numbers_are_rounded_to_the_digits_of_the_column()
    {
        using var tenant = new World().Open();

        var id = tenant.Admin().Create(Row(Shelf, ("x_weight", 1.005m), ("x_price", new Money(2.344m))));

        var row = tenant.Admin().Read(Shelf, id);
        Assert.Equal(1.01m, row["x_weight"]);
        Assert.Equal(2.34m, ((Money)row["x_price"]).Value);
    }

    [Fact]
    public void Dates_are_kept_to_the_second_in_UTC_and_date_only_ones_to_the_day()
    {
        using var tenant = new World().Open();
        var moment = new DateTime(2026, 3, 4, 5, 6, 7, 890, DateTimeKind.Utc);

        var id = tenant.Admin().Create(Row(Shelf, ("x_builton", moment), ("x_birthday", moment)));

        var row = tenant.Admin().Read(Shelf, id);
        Assert.Equal(new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc), row["x_builton"]);
        Assert.Equal(new DateTime(2026, 3, 4), row["x_birthday"]);
    }

    [Fact]
    public void A_lookup_points_to_a_row_that_exists()
    {
        using var tenant = new World().Open();
        var missing = new EntityReference(Shelf, Guid.NewGuid());

        Fault(ErrorCodes.ObjectDoesNotExist, () => tenant.Admin().Create(Row(Book, ("x_shelfid", missing))));
    }

    [Fact]
    public void A_lookup_may_name_its_row_by_an_alternate_key()
    {
        using var tenant = new World().Open();
        var shelf = tenant.Admin().Create(Row(Shelf, ("x_code", "A1")));

        var book = tenant.Admin().Create(Row(Book, ("x_shelfid", new EntityReference(Shelf, "x_code", "A1"))));

        Assert.Equal(shelf, ((EntityReference)tenant.Admin().Read(Book, book)["x_shelfid"]).Id);
    }

    [Fact]
    public void Related_rows_in_a_create_are_refused_by_name()
    {
        using var tenant = new World().Open();
        var row = Row(Shelf);
        row.RelatedEntities.Add(new Relationship("x_shelf_book"), new EntityCollection([Row(Book)]));

        Refusal(() => tenant.Admin().Create(row));
    }
}
