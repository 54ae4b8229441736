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
        SubscriptionReader.ReadPage(Encoding.UTF8.GetBytes($$$$$"""{"content":[{{{{{content}}}}}],"page":{"size":200,"totalElements":1234,"totalPages":7,"number":3}}"""));

    private static Pax8Subscription One(string members) => SubscriptionReader.ReadOne(Encoding.UTF8.GetBytes($$"""{"id":"s","companyId":"c","quantity":1{{members}}}"""));

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
    [InlineData(""","startDate":"soon","endDate":"2021-02-30","unknown":{"quantity":5,"list":[1]}""")]
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
    [InlineData("""{"id":"s","companyId":"c","quantity":1,"price":{"amount":5}}""", "s", "price is not a number")]
    [InlineData("""{"id":"s","companyId":"c","quantity":1,"status":["Active"]}""", "s", "status is not a text")]
    [InlineData("""{"id":"s","companyId":"c","quantity":1,"commitment":[1]}""", "s", "commitment is not an object")]
    [InlineData("17", null, "it is not an object")]
    public void What_cannot_be_read_is_named_and_the_others_are_read(string bad, string? id, string reason)
    {
        var page = Page($"{bad},{FullSubscription}");

        Assert.Equal((id, reason), page.Unreadable.Select(unreadable => (unreadable.Id, unreadable.Reason)).Single());
        Assert.Single(page.Records);
    }

    [Fact]
    public void Of_two_things_that_are_wrong_the_one_that_was_sent_wrong_is_named()
    {
        var page = Page("""{"id":"s","quantity":"many"}""");

        Assert.Equal("quantity is not a number", Assert.Single(page.Unreadable).Reason);
    }

    private static DateTime Utc(int year, int month, int day, int hour, int minute, int second) => new(year, month, day, hour, minute, second, DateTimeKind.Utc);
}
