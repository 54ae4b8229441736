using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Newtonsoft.Json;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class CompanyReaderTests
{
    private const string FullCompany =
        """
        {"id":"0d2f4b6e-7c11-4d2a-9a52-2f5e1b6c7d80","name":"Contoso, Ltd.","address":{"street":"12 Fictional Road","street2":"Floor 3","city":"Testville",
        "stateOrProvince":"CO","postalCode":"80111","country":"US"},"phone":"555-0100","website":"https://contoso.example/","externalId":"A-17",
        "billOnBehalfOfEnabled":true,"selfServiceAllowed":false,"orderApprovalRequired":true,"status":"Active","updatedDate":"2025-12-01T10:20:30.123456Z"}
        """;

    private static Body Utf8(string text) => new(Encoding.UTF8.GetBytes(text));

    private static RecordPage<Company> Page(string content) =>
        CompanyReader.ReadPage(Utf8($$$$$"""{"content":[{{{{{content}}}}}],"page":{"size":200,"totalElements":1234,"totalPages":7,"number":3}}"""));

    private static Company One(string json) => CompanyReader.ReadOne(Utf8(json));

    [Fact]
    public void Every_member_is_read()
    {
        var page = Page(FullCompany);

        Assert.Equal((1234, 7, 3, 200), (page.TotalElements, page.TotalPages, page.Number, page.Size));
        Assert.Empty(page.Unreadable);
        Assert.Equal(
            new Company("0d2f4b6e-7c11-4d2a-9a52-2f5e1b6c7d80")
            {
                Name = "Contoso, Ltd.",
                Address = new Address { Street = "12 Fictional Road", Street2 = "Floor 3", City = "Testville", StateOrProvince = "CO", PostalCode = "80111", Country = "US" },
                Phone = "555-0100",
                Website = "https://contoso.example/",
                ExternalId = "A-17",
                BillOnBehalfOfEnabled = true,
                SelfServiceAllowed = false,
                OrderApprovalRequired = true,
                Status = "Active",
                Updated = new DateTime(2025, 12, 1, 10, 20, 30, DateTimeKind.Utc).AddTicks(1234560),
            },
            Assert.Single(page.Records));
    }

    [Theory]
    [InlineData("""{"id":"c"}""")]
    [InlineData("""{"id":"c","name":null,"address":null,"phone":null,"website":null,"externalId":null,"billOnBehalfOfEnabled":null,"selfServiceAllowed":null,"orderApprovalRequired":null,"status":null,"updatedDate":null}""")]
    [InlineData("""{"id":"c","name":"","phone":"","website":"","externalId":"","status":"","updatedDate":""}""")]
    public void Absent_null_and_empty_are_no_value(string json) => Assert.Equal(new Company("c"), One(json));

    [Fact]
    public void An_address_may_be_there_and_empty() =>
        Assert.Equal(new Company("c") { Address = new Address() }, One("""{"id":"c","address":{"street2":null}}"""));

    [Fact]
    public void Unknown_members_are_passed_over() =>
        Assert.Equal(
            new Company("c") { Name = "N", Address = new Address { City = "T" } },
            One("""{"contacts":[{"id":"x","name":"y"}],"id":"c","new":{"name":"z","list":[[1],{}]},"name":"N","address":{"geo":{"city":"?"},"city":"T"},"more":null}"""));

    [Theory]
    [InlineData("""{"id":17,"name":5551234,"phone":5.50,"status":true,"externalId":123456789012345678901234567890}""", "17", "5551234", "5.50", "true", "123456789012345678901234567890")]
    public void Numbers_and_truth_values_pass_for_texts(string json, string id, string name, string phone, string status, string externalId) =>
        Assert.Equal(new Company(id) { Name = name, Phone = phone, Status = status, ExternalId = externalId }, One(json));

    [Fact]
    public void A_truth_value_may_be_written_as_text() =>
        Assert.Equal(new Company("c") { SelfServiceAllowed = true, OrderApprovalRequired = false }, One("""{"id":"c","selfServiceAllowed":"true","orderApprovalRequired":"False"}"""));

    [Theory]
    [InlineData("null", null, "it is not an object")]
    [InlineData("[]", null, "it is not an object")]
    [InlineData("\"text\"", null, "it is not an object")]
    [InlineData("""{"name":"N"}""", null, "it has no id")]
    [InlineData("""{"id":null}""", null, "it has no id")]
    [InlineData("""{"id":["x"]}""", null, "id is not a text")]
    [InlineData("""{"id":" c"}""", null, "id has characters that cannot be kept")]
    [InlineData("""{"id":"c\nd"}""", null, "id has characters that cannot be kept")]
    public void One_company_that_cannot_be_read_leaves_the_others_of_its_page(string json, string? id, string reason)
    {
        var page = Page($$"""{"id":"before"},{{json}},{"id":"after"}""");

        Assert.Equal(["before", "after"], page.Records.Select(company => company.Id));
        Assert.Equal(new UnreadableRecord(id, json, reason), Assert.Single(page.Unreadable));
    }

    [Theory]
    [InlineData("""{"id":"c","phone":"5","name":{"a":[1,{}]}}""", """name is not a text ({"a":[1,{}]})""")]
    [InlineData("""{"name":[],"id":"c","phone":"5"}""", "name is not a text ([])")]
    [InlineData("""{"id":"c","phone":"5","address":"12 Fictional Road"}""", "address is not an object (12 Fictional Road)")]
    [InlineData("""{"id":"c","phone":"5","selfServiceAllowed":"perhaps"}""", "selfServiceAllowed is neither true nor false (perhaps)")]
    [InlineData("""{"id":"c","phone":"5","billOnBehalfOfEnabled":1}""", "billOnBehalfOfEnabled is neither true nor false (1)")]
    [InlineData("""{"id":"c","phone":"5","billOnBehalfOfEnabled":1e400}""", "billOnBehalfOfEnabled is neither true nor false (1e400)")]
    [InlineData("""{"id":"c","phone":"5","updatedDate":"yesterday"}""", "updatedDate is not a date (yesterday)")]
    [InlineData("""{"id":"c","phone":"5","updatedDate":"1752-12-31T23:59:59Z"}""", "updatedDate is a date that cannot be kept (1752-12-31T23:59:59Z)")]
    [InlineData("""{"id":"c","phone":"5","updatedDate":"9999-12-31"}""", "updatedDate is a date that cannot be kept (9999-12-31)")]
    public void An_optional_value_that_cannot_be_taken_costs_that_value_and_is_named(string json, string unreadable)
    {
        var company = Assert.Single(Page(json).Records);

        Assert.Equal(unreadable, Assert.Single(company.Unreadable).ToString());
        Assert.Equal(new Company("c") { Phone = "5" }, company with { Unreadable = [] });
    }

    [Fact]
    public void A_part_of_an_address_that_cannot_be_taken_leaves_the_other_parts()
    {
        var company = One("""{"id":"c","address":{"city":["Testville"],"country":"US"}}""");

        Assert.Equal(new Address { Country = "US" }, company.Address);
        Assert.Equal((true, false), (company.IsUnreadable("address.city"), company.IsUnreadable("address.country")));
        Assert.True(One("""{"id":"c","address":7}""").IsUnreadable("address.city"));
    }

    [Fact]
    public void An_id_that_no_column_holds_costs_its_record_alone()
    {
        var page = Page($$"""{"id":"before"},{"id":"{{new string('x', 101)}}"},{"id":"{{new string('y', 100)}}"}""");

        Assert.Equal(["before", new string('y', 100)], page.Records.Select(company => company.Id));
        Assert.Equal((null, "id has 101 characters, more than the 100 that can be kept"), page.Unreadable.Select(one => (one.Id, one.Reason)).Single());
    }

    [Fact]
    public void What_was_sent_for_an_unreadable_value_is_told_in_a_hundred_characters() =>
        Assert.Equal(100, Assert.Single(One($$"""{"id":"c","name":["{{new string('x', 1000)}}"]}""").Unreadable).Text.Length);

    [Fact]
    public void The_excerpt_of_an_unreadable_company_is_short_and_whole_text()
    {
        var excerpt = Assert.Single(Page($$"""{"name":"{{string.Concat(Enumerable.Repeat("😀", 300))}}"}""").Unreadable).Excerpt;

        Assert.InRange(excerpt.Length, 190, 200);
        Assert.StartsWith("""{"name":"😀""", excerpt, StringComparison.Ordinal);
        Assert.Equal(excerpt, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(excerpt)));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("[]", "JSON that is not an object")]
    [InlineData("{}", "a list without the member \"content\"")]
    [InlineData("""{"page":{"totalElements":0}}""", "a list without the member \"content\"")]
    [InlineData("""{"content":{},"page":{"totalElements":0}}""", "a list without the member \"content\"")]
    [InlineData("""{"content":null,"page":{"totalElements":0}}""", "a list without the member \"content\"")]
    [InlineData("""{"content":[]}""", "a list without its number of records (page.totalElements)")]
    [InlineData("""{"content":[],"page":null}""", "a list without its number of records (page.totalElements)")]
    [InlineData("""{"content":[],"page":{"size":1}}""", "a list without its number of records (page.totalElements)")]
    [InlineData("""{"content":[],"page":{"totalElements":-1}}""", "a list without its number of records (page.totalElements)")]
    [InlineData("""{"content":[],"page":{"totalElements":1.5}}""", "a list without its number of records (page.totalElements)")]
    [InlineData("""{"content":[],"page":{"totalElements":3000000000}}""", "a list without its number of records (page.totalElements)")]
    [InlineData("""{"content":[],"content":[],"page":{"totalElements":0}}""", "a list with two members \"content\"")]
    [InlineData("""{"content":[{"name":"no id"}],"page":{"totalElements":1},"content":{}}""", "a list with two members \"content\"")]
    [InlineData("""{"content":[],"page":{"totalElements":5},"page":{"totalElements":0}}""", "a list with two members \"page\"")]
    [InlineData("""{"content":[{"id":"c"}""", "JSON that breaks off")]
    [InlineData("""{"content":[{"id":""", "JSON that breaks off")]
    [InlineData("""{"content":[],"page":{"totalElements":0}} x""", "broken JSON")]
    [InlineData("""{"content":[],"page":{"totalElements":0}}{}""", "broken JSON")]
    public void A_body_that_is_no_page_is_unreadable_as_a_whole(string body, string what)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(200, body)));

        var error = scene.Fails();

        Assert.Equal(Pax8Error.Unreadable, error.Kind);
        Assert.Contains($"answered with {what} when asked", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_is_a_page()
    {
        var page = CompanyReader.ReadPage(Utf8("""{"content":[],"page":{"size":200,"totalElements":0,"totalPages":0,"number":0}}"""));

        Assert.Empty(page.Records);
        Assert.Equal((0, 0), (page.TotalElements, page.TotalPages));
    }

    [Fact]
    public void Missing_numbers_of_a_page_are_worked_out()
    {
        var page = CompanyReader.ReadPage(Utf8("""{"page":{"totalElements":401,"size":200},"content":[]}"""));

        Assert.Equal((401, 3, 0, 200), (page.TotalElements, page.TotalPages, page.Number, page.Size));
    }

    [Fact]
    public void A_number_that_no_decimal_holds_costs_no_page()
    {
        foreach (var number in new[] { "1e400", "-1e400", "NaN", "Infinity", "-Infinity", new string('9', 400), "1" + new string('0', 30) })
        {
            var page = CompanyReader.ReadPage(Utf8($$$"""/* 1e400 " */{"content":[{"id":"a","odd":{{{number}}},"name":"It is 1e400 \" NaN"},{"id":"b","name":'5" 1e400'}],"page":{"size":{{{number}}},"totalElements":2}} // NaN " """));

            Assert.Equal(["It is 1e400 \" NaN", "5\" 1e400"], page.Records.Select(company => company.Name));
            Assert.Equal(2, page.TotalElements);
        }
    }

    [Fact]
    public void A_comment_may_stand_anywhere() =>
        Assert.Equal(new Company("c") { Name = "N" }, One("""/* a */{/* b */"id":/* c */"c"/* d */,"name":"N"}/* e */"""));

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal(new Company("c"), CompanyReader.ReadOne(new Body([0xEF, 0xBB, 0xBF, .. """{"id":"c"}"""u8])));

    [Fact]
    public void The_process_wide_settings_of_the_json_library_have_no_effect()
    {
        var before = JsonConvert.DefaultSettings;
        JsonConvert.DefaultSettings = () => throw new InvalidOperationException("Process-wide settings were used.");
        try
        {
            Assert.Single(Page(FullCompany + ",{}").Records);
        }
        finally
        {
            JsonConvert.DefaultSettings = before;
        }
    }

    /// <summary>JSON of every shape, and the words that a reader looks for in places where it does not expect them.</summary>
    private static Gen<string> AnyJson(int depth)
    {
        var leaf = Gen.Elements("null", "true", "1", "-2.50", "1e400", "123456789012345678901", "\"\"", "\"c\"", "\"2025-12-01T10:20:30Z\"", "\"\\ud800\"", "NaN", "undefined", "/* x */ 1", "new Date(1)", "0x1F", "'q'");
        if (depth == 0) return leaf;
        var inner = AnyJson(depth - 1);
        var member = from name in Gen.Elements("content", "page", "totalElements", "size", "id", "name", "address", "city", "updatedDate", "selfServiceAllowed", "other") from value in inner select $"\"{name}\":{value}";
        return Gen.OneOf(
            leaf,
            inner.ListOf().Select(items => "[" + string.Join(",", items) + "]"),
            member.ListOf().Select(members => "{" + string.Join(",", members) + "}"));
    }

    private static void ReadsOrSaysUnreadable(byte[] body)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(() => new() { Content = new System.Net.Http.ByteArrayContent(body) }), patience: new Patience(1, TimeSpan.FromSeconds(20)));
        foreach (Action read in new Action[] { () => scene.Client.ListCompanies(0, 200), () => scene.Client.FindCompany("c") })
        {
            var error = Record.Exception(read);
            Assert.True(error is null or Pax8Exception { Kind: Pax8Error.Unreadable }, error?.ToString());
        }
    }

    [Property(MaxTest = 1000)]
    public Property Any_json_is_read_or_unreadable() =>
        Prop.ForAll(Gen.OneOf(AnyJson(4), AnyJson(3).Select(json => $$$$$"""{"content":[{{{{{json}}}}}],"page":{"totalElements":1}}""")).ToArbitrary(), json => ReadsOrSaysUnreadable(Utf8(json).ToArray()));

    [Property(MaxTest = 500)]
    public void Any_bytes_are_read_or_unreadable(byte[] body) => ReadsOrSaysUnreadable(body);

    [Property(MaxTest = 1000)]
    public Property A_damaged_page_is_read_or_unreadable()
    {
        var page = Utf8($$$$$"""{"content":[{{{{{FullCompany}}}}},{"name":"no id"}],"page":{"size":200,"totalElements":2,"totalPages":1,"number":0}}""");
        var damages = Gen.Zip(Gen.Choose(0, page.Length - 1), Gen.Choose(0, 255)).ListOf();
        return Prop.ForAll(Gen.Zip(damages, Gen.Choose(0, page.Length)).ToArbitrary(), drawn =>
        {
            var damaged = page.ToArray();
            foreach (var (position, value) in drawn.Item1) damaged[position] = (byte)value;
            ReadsOrSaysUnreadable(damaged[..(drawn.Item2 % 3 == 0 ? drawn.Item2 : page.Length)]);
        });
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_make_an_error_s_text(byte[] body)
    {
        var error = ErrorBody.Read(new Body(body), text => text);

        Assert.True(error.Sentence is null or { Length: <= 1000 });
    }

    [Property(MaxTest = 500)]
    public Property Any_json_makes_an_error_s_text() =>
        Prop.ForAll(AnyJson(3).Select(json => $$"""{"message":{{json}},"details":{{json}},"errors":[{{json}}]}""").ToArbitrary(), json => { ErrorBody.Read(Utf8(json), text => text); });
}
