using System;
using System.Linq;
using System.Text;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class SubscriptionReaderTests
{
    private const string FullSubscription =
        """
        {"id":"5e6f7a8b-0000-4000-8000-000000000001","parentSubscriptionId":"p","companyId":"c","productId":"d","productName":"Mail Archive","vendorSubscriptionId":"v","vendorSkuId":"k",
        "quantity":12,"startDate":"2021-01-01T08:30:00Z","endDate":"2023-08-11T11:33:12.314-0600","createdDate":"2020-12-03","updatedDate":"2025-12-03T14:01:22.123456Z","billingStart":"2000-10-31T01:30:00.000-05:00",
        "status":"Active","price":86.456,"currencyCode":"USD","partnerCost":70.1,"billingTerm":"Annual","commitment":{"id":"t","term":"1-Year","endDate":"2026-12-31T00:00:00.000Z"}}
        """;

    private static RecordPage<Pax8Subscription> Page(string content) =>
        SubscriptionReader.ReadPage(new Body(Encoding.UTF8.GetBytes($$$$$"""{"content":[{{{{{content}}}}}],"page":{"size":200,"totalElements":1234,"totalPages":7,"number":3}}""")));

    private static Pax8Subscription One(string members) => SubscriptionReader.ReadOne(new Body(Encoding.UTF8.GetBytes($$"""{"id":"s","companyId":"c","quantity":1{{members}}}""")));

    [Fact]
    public void Every_member_is_read()
    {
        var page = Page(FullSubscription);

        Assert.Equal((1234, 7, 3, 200), (page.TotalElements, page.TotalPages, page.Number, page.Size));
        Assert.Empty(page.Unreadable);
        Assert.Equal(
            new Pax8Subscription("5e6f7a8b-0000-4000-8000-000000000001")
            {
                ParentId = "p",
                CompanyId = "c",
                ProductId = "d",
                ProductName = "Mail Archive",
                VendorSubscriptionId = "v",
                VendorSku = "k",
                Quantity = 12,
                StartsOn = Utc(2021, 1, 1, 8, 30, 0),
                EndsOn = Utc(2023, 8, 11, 17, 33, 12).AddMilliseconds(314),
                CreatedOn = Utc(2020, 12, 3, 0, 0, 0),
                UpdatedOn = Utc(2025, 12, 3, 14, 1, 22).AddTicks(1234560),
                BillingStartsOn = Utc(2000, 10, 31, 6, 30, 0),
                Status = "Active",
                Price = 86.456m,
                CurrencyCode = "USD",
                PartnerCost = 70.1m,
                BillingTerm = "Annual",
                Commitment = new Commitment("t", "1-Year", Utc(2026, 12, 31, 0, 0, 0)),
            },
            Assert.Single(page.Records));
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","parentSubscriptionId":null,"productId":null,"productName":null,"vendorSubscriptionId":null,"vendorSkuId":null,"startDate":null,"endDate":null,"createdDate":null,"updatedDate":null,"billingStart":null,"status":null,"price":null,"partnerCost":null,"currencyCode":null,"billingTerm":null,"commitment":null,"commitmentTerm":null""")]
    [InlineData(""","parentSubscriptionId":"","status":"","billingTerm":"","startDate":"","commitment":null""")]
    [InlineData(""","unknown":{"quantity":5,"list":[1],"odd":NaN}""")]
    public void Absent_null_empty_and_unknown_are_no_value(string members) =>
        Assert.Equal(new Pax8Subscription("s") { CompanyId = "c", Quantity = 1 }, One(members));

    [Theory]
    [InlineData(""","commitment":{"id":"a","term":"3-Year","endDate":null}""", "a", "3-Year")]
    [InlineData(""","commitmentTerm":{"id":"b","term":"1-Year"}""", "b", "1-Year")]
    [InlineData(""","commitmentTerm":"1-Year" """, null, "1-Year")]
    [InlineData(""","commitmentTerm":{"id":"b","term":"1-Year"},"commitment":{"id":"a","term":"3-Year"}""", "a", "3-Year")]
    [InlineData(""","commitment":{"id":"a","term":"3-Year"},"commitmentTerm":{"id":"b","term":"1-Year"}""", "a", "3-Year")]
    [InlineData(""","commitment":null,"commitmentTerm":{"id":"b","term":"1-Year"}""", "b", "1-Year")]
    public void The_commitment_is_read_as_sent_and_else_as_documented(string members, string? id, string term) =>
        Assert.Equal(new Commitment(id, term, null), One(members).Commitment);

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5.0", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("0", 0)]
    [InlineData("1E3", 1000)]
    [InlineData("1000000000", 1_000_000_000)]
    public void A_whole_number_of_licences_may_be_written_in_any_way(string quantity, int read) =>
        Assert.Equal(read, Assert.Single(Page($$"""{"id":"s","companyId":"c","quantity":{{quantity}}}""").Records).Quantity);

    [Theory]
    [InlineData("""{"companyId":"c","quantity":1}""", null, "it has no id")]
    [InlineData("""{"id":"s","quantity":1}""", "s", "it has no companyId")]
    [InlineData("""{"id":"s","companyId":"c"}""", "s", "it has no quantity")]
    [InlineData("""{"id":"s","companyId":"c","quantity":null}""", "s", "it has no quantity")]
    [InlineData("""{"id":"s","companyId":"c","quantity":2.5}""", "s", "quantity is not a whole number of licences")]
    [InlineData("""{"id":"s","companyId":"c","quantity":-1}""", "s", "quantity is not a whole number of licences")]
    [InlineData("""{"id":"s","companyId":"c","quantity":1000000001}""", "s", "quantity is not a whole number of licences")]
    [InlineData("""{"id":"s","companyId":"c","quantity":"many"}""", "s", "quantity is not a number")]
    [InlineData("""{"id":"s","companyId":"c","quantity":[1]}""", "s", "quantity is not a number")]
    [InlineData("""{"id":"s","companyId":"c","quantity":1e400}""", "s", "quantity is not a number")]
    [InlineData("""{"id":"s","companyId":"c","quantity":NaN}""", "s", "quantity is not a number")]
    [InlineData("""{"id":"s","companyId":["c"],"quantity":1}""", "s", "companyId is not a text")]
    [InlineData("17", null, "it is not an object")]
    public void What_cannot_be_read_is_named_and_the_others_are_read(string bad, string? id, string reason)
    {
        var page = Page($"{bad},{FullSubscription}");

        Assert.Equal((id, reason), page.Unreadable.Select(unreadable => (unreadable.Id, unreadable.Reason)).Single());
        Assert.Single(page.Records);
    }

    [Theory]
    [InlineData(""" "price":{"amount":5,"currency":"USD"} """, """price is not a number ({"amount":5,"currency":"USD"})""")]
    [InlineData(""" "price":1e400 """, "price is not a number (1e400)")]
    [InlineData(""" "price":NaN """, "price is not a number (NaN)")]
    [InlineData(""" "price":-100000000000.01 """, "price is more than can be kept (-100000000000.01)")]
    [InlineData(""" "partnerCost":true """, "partnerCost is not a number (true)")]
    [InlineData(""" "status":["Active"] """, """status is not a text (["Active"])""")]
    [InlineData(""" "currencyCode":"Dollar" """, "currencyCode is not a currency code of three letters (Dollar)")]
    [InlineData(""" "startDate":"soon" """, "startDate is not a date (soon)")]
    [InlineData(""" "endDate":"2021-02-30" """, "endDate is not a date (2021-02-30)")]
    [InlineData(""" "endDate":"0001-01-01T00:00:00Z" """, "endDate is a date that cannot be kept (0001-01-01T00:00:00Z)")]
    [InlineData(""" "endDate":"9999-12-31T23:59:59Z" """, "endDate is a date that cannot be kept (9999-12-31T23:59:59Z)")]
    [InlineData(""" "commitment":[1] """, "commitment is not an object ([1])")]
    [InlineData(""" "commitment":{"endDate":7} """, "commitment.endDate is not a date (7)")]
    [InlineData(""" "commitmentTermEndDate":"never" """, "commitmentTermEndDate is not a date (never)")]
    [InlineData(""" "parentSubscriptionId":"p p\t" """, "parentSubscriptionId has characters that cannot be kept (p p\t)")]
    public void An_optional_value_that_cannot_be_taken_costs_that_value_and_is_named(string member, string unreadable)
    {
        var read = One("," + member);

        Assert.Equal(unreadable, Assert.Single(read.Unreadable).ToString());
        Assert.Equal(new Pax8Subscription("s") { CompanyId = "c", Quantity = 1 }, read with { Unreadable = [], Commitment = null });
    }

    [Theory]
    [InlineData("id", true)]
    [InlineData("companyId", true)]
    [InlineData("productId", false)]
    [InlineData("parentSubscriptionId", false)]
    public void An_id_of_900_characters_costs_its_record_or_its_value(string member, bool record)
    {
        var page = Page($$"""{"id":"s","companyId":"c","quantity":1,"{{member}}":"{{new string('x', 900)}}"},{{FullSubscription}}""");

        Assert.Equal(record ? 1 : 2, page.Records.Count);
        Assert.Contains($"{member} has 900 characters, more than the 100 that can be kept", record ? page.Unreadable[0].Reason : page.Records[0].Unreadable[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(""","commitmentTermEndDate":"2027-01-01" """, null)]
    [InlineData(""","commitmentTermEndDate":"2027-01-01","commitment":{"term":"1-Year"}""", "1-Year")]
    [InlineData(""","commitmentTermEndDate":"2027-01-01","commitmentTerm":"1-Year" """, "1-Year")]
    [InlineData(""","commitmentTermEndDate":"2030-01-01","commitment":{"term":"1-Year","endDate":"2027-01-01"}""", "1-Year")]
    public void The_end_that_stands_beside_the_commitment_is_read_where_the_commitment_names_none(string members, string? term) =>
        Assert.Equal(new Commitment(null, term, Utc(2027, 1, 1, 0, 0, 0)), One(members).Commitment);

    [Fact]
    public void What_stands_in_for_the_commitment_is_not_looked_at_where_there_is_one() =>
        Assert.Empty(One(""","commitment":{"term":"1-Year","endDate":"2027-01-01"},"commitmentTerm":[7],"commitmentTermEndDate":"never" """).Unreadable);

    [Fact]
    public void Of_two_things_that_are_wrong_the_one_that_was_sent_wrong_is_named()
    {
        var page = Page("""{"id":"s","quantity":"many"}""");

        Assert.Equal("quantity is not a number", Assert.Single(page.Unreadable).Reason);
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute, int second) => new(year, month, day, hour, minute, second, DateTimeKind.Utc);
}
