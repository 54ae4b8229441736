using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows, …/webapi/query/order-rows</summary>
[Collection(WebCollection.Name)]
public sealed class QueryTests(WebFixture web) : IAsyncLifetime
{
    // Every test sees the rows of this one mark only.
    private readonly string mark = Guid.NewGuid().ToString("N")[..20];
    private Guid alpha;

    public async Task InitializeAsync()
    {
        alpha = await web.AccountAsync("Alpha", ("accountnumber", mark), ("telephone1", "100"));
        await web.AccountAsync("Beta's", ("accountnumber", mark));
        await web.AccountAsync("Gamma", ("accountnumber", mark), ("parentaccountid@odata.bind", $"/accounts({alpha})"));
        await web.AccountAsync("Delta", ("accountnumber", mark), ("fax", "1"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("name eq 'Alpha'", "Alpha")]
    [InlineData("'Alpha' eq name", "Alpha")]
    [InlineData("name ne 'Alpha'", "Beta's,Delta,Gamma")]
    [InlineData("name eq 'Beta''s'", "Beta's")]
    [InlineData("contains(name,'mm')", "Gamma")]
    [InlineData("startswith(name,'D')", "Delta")]
    [InlineData("endswith(name,'lta')", "Delta")]
    [InlineData("not contains(name,'m')", "Alpha,Beta's,Delta")]
    [InlineData("not endswith(name,'lta')", "Alpha,Beta's,Gamma")]
    [InlineData("not (name eq 'Alpha' or name eq 'Delta')", "Beta's,Gamma")]
    [InlineData("not (name ne 'Alpha' and name ne 'Delta')", "Alpha,Delta")]
    [InlineData("not (name gt 'Beta''s')", "Alpha,Beta's")]
    [InlineData("name gt 'Alpha' and name le 'Delta'", "Beta's,Delta")]
    [InlineData("'Delta' ge name and 'Alpha' lt name", "Beta's,Delta")]
    [InlineData("telephone1 eq null", "Beta's,Delta,Gamma")]
    [InlineData("telephone1 ne null", "Alpha")]
    [InlineData("not (telephone1 eq null)", "Alpha")]
    [InlineData("not startswith(telephone1,'1')", "Beta's,Delta,Gamma")]
    [InlineData("name eq 'Alpha' or name eq 'Gamma' and telephone1 ne null", "Alpha")]
    [InlineData("parentaccountid/name eq 'Alpha'", "Gamma")]
    [InlineData("parentaccountid/createdby/fullname eq 'Administrator'", "Gamma")]
    [InlineData("parentaccountid/name eq null", "Alpha,Beta's,Delta")]
    [InlineData("_parentaccountid_value ne null", "Gamma")]
    [InlineData("statecode eq 0 and fax ne null", "Delta")]
    [InlineData("createdon gt 2020-01-01", "Alpha,Beta's,Delta,Gamma")]
    [InlineData("createdon lt 2020-01-01T00:00:00Z", "")]
    [InlineData("versionnumber gt 0 and name lt 'B'", "Alpha")]
    public async Task A_filter_lets_these_rows_through(string filter, string names)
    {
        var answer = (await web.Administrator.GetAsync($"accounts?$select=name&$orderby=name&$filter=accountnumber eq '{mark}' and ({Uri.EscapeDataString(filter)})")).Expect(200);

        Assert.Equal(names, string.Join(',', answer.Column("name")));
    }

    [Fact]
    public async Task A_lookups_value_is_filtered_by_an_id_and_numbers_and_flags_by_theirs()
    {
        Assert.Equal(["Gamma"], (await web.Administrator.GetAsync($"accounts?$select=name&$filter=_parentaccountid_value eq {alpha}")).Expect(200).Column("name"));
        Assert.Equal(["Alpha"], (await web.Administrator.GetAsync($"accounts?$select=name&$filter=accountid eq {alpha}")).Expect(200).Column("name"));
        Assert.NotEmpty((await web.Administrator.GetAsync("transactioncurrencies?$filter=exchangerate ge 1.0 and exchangerate lt 1.5 and currencyprecision eq 2")).Expect(200).Rows);
        Assert.NotEmpty((await web.Administrator.GetAsync("systemusers?$filter=isdisabled eq false")).Expect(200).Rows);
    }

    [Theory]
    [InlineData("name desc", "Gamma,Delta,Beta's,Alpha")]
    [InlineData("telephone1 desc,name asc", "Alpha,Beta's,Delta,Gamma")]
    [InlineData("parentaccountid/name desc,name desc", "Gamma,Delta,Beta's,Alpha")]
    [InlineData("_parentaccountid_value desc,name", "Gamma,Alpha,Beta's,Delta")]
    public async Task Rows_come_in_the_order_asked_for(string order, string names) =>
        Assert.Equal(names, string.Join(',', (await web.Administrator.GetAsync($"accounts?$select=name&$orderby={order}&$filter=accountnumber eq '{mark}'")).Expect(200).Column("name")));

    // Source: …/webapi/query/overview#limit-the-number-of-rows
    [Fact]
    public async Task Top_gives_so_many_rows_and_no_next_link()
    {
        var answer = (await web.Administrator.GetAsync($"accounts?$select=name&$orderby=name&$top=2&$filter=accountnumber eq '{mark}'")).Expect(200);

        Assert.Equal(["Alpha", "Beta's"], answer.Column("name"));
        Assert.False(answer.Json.ContainsKey("@odata.nextLink"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5001")]
    [InlineData("999999999999")]
    [InlineData("-1")]
    [InlineData("two")]
    public async Task A_top_that_is_no_number_of_rows_is_refused(string top) => (await web.Administrator.GetAsync($"accounts?$top={top}")).Expect(400);

    // Source: …/webapi/query/count-rows
    [Fact]
    public async Task Count_counts_the_rows_of_all_pages()
    {
        var filter = $"$filter=accountnumber eq '{mark}'";

        Assert.Equal(4, (int)(await web.Administrator.GetAsync($"accounts?$select=name&$count=true&{filter}", Caller.PageSize(1))).Expect(200).Json["@odata.count"]!);
        Assert.Equal(4, (int)(await web.Administrator.GetAsync($"accounts?$select=name&$count=true&$top=1&{filter}")).Expect(200).Json["@odata.count"]!);
        Assert.Equal("4", (await web.Administrator.GetAsync($"accounts/$count?{filter}")).Expect(200).Text);
        Assert.False((await web.Administrator.GetAsync($"accounts?$select=name&$count=false&{filter}")).Expect(200).Json.ContainsKey("@odata.count"));
    }

    // Source: …/webapi/query/page-results
    [Theory]
    [InlineData("name desc")]
    [InlineData("telephone1,name")]
    [InlineData("parentaccountid/name,name")]
    public async Task Next_links_lead_through_all_rows_once(string order)
    {
        var options = $"$orderby={order}&$filter=accountnumber eq '{mark}'";
        var whole = (await web.Administrator.GetAsync($"accounts?$select=name&{options}")).Expect(200).Column("name");
        var paged = new List<string?>();
        var link = $"accounts?$select=name&{options}";
        while (link is not null)
        {
            var page = (await web.Administrator.GetAsync(link, Caller.PageSize(1))).Expect(200);
            Assert.Equal("odata.maxpagesize=1", page.Headers["Preference-Applied"]);
            paged.AddRange(page.Column("name"));
            link = (string?)page.Json["@odata.nextLink"];
        }

        Assert.Equal(4, paged.Count);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task Query_options_that_do_not_fit_together_are_refused()
    {
        (await web.Administrator.GetAsync("accounts?$top=3", Caller.PageSize(2))).Expect(501);
        (await web.Administrator.GetAsync("accounts?$skiptoken=nonsense")).Expect(400);
        (await web.Administrator.GetAsync("accounts?$skiptoken=%3Ccookie pagenumber=%221%22 pagingcookie=%22%22/%3E")).Expect(400);
        (await web.Administrator.GetAsync("accounts", Caller.PageSize(0))).Expect(400);
        (await web.Administrator.GetAsync("accounts?$select=name&$select=fax")).Expect(400);
    }

    [Theory]
    [InlineData("accounts?$apply=aggregate($count as n)", 501, "$apply")]
    [InlineData("accounts?$skip=1", 501, "$skip")]
    [InlineData("accounts?$search=x", 501, "$search")]
    [InlineData("accounts?$format=json", 501, "$format")]
    [InlineData("accounts?userQuery=00000000-0000-0000-0000-000000000001", 501, "userQuery")]
    [InlineData("accounts?$nonsense=1", 400, "$nonsense")]
    [InlineData("accounts?nonsense=1", 400, "nonsense")]
    [InlineData("accounts?$select=nonsense", 400, "nonsense")]
    [InlineData("accounts?$select=parentaccountid", 501, "_…_value")]
    [InlineData("accounts?$filter=nonsense eq 1", 400, "nonsense")]
    [InlineData("accounts?$filter=name eq 1", 400, "Edm.String")]
    [InlineData("accounts?$filter=name eq 'x", 400, "")]
    [InlineData("accounts?$filter=name in ('a','b')", 501, "In in $filter")]
    [InlineData("accounts?$filter=length(name) eq 3", 501, "$filter")]
    [InlineData("accounts?$filter=tolower(name) eq 'x'", 501, "$filter")]
    [InlineData("accounts?$filter=name eq fax", 501, "two columns")]
    [InlineData("accounts?$filter=year(createdon) eq 2026", 501, "$filter")]
    [InlineData("accounts?$filter=Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", 400, "")]
    [InlineData("accounts?$filter=ownerid/ownerid eq 00000000-0000-0000-0000-000000000001", 501, "owninguser")]
    [InlineData("accounts?$filter=name gt null", 400, "null")]
    [InlineData("accounts?$expand=nonsense", 400, "nonsense")]
    [InlineData("accounts?$expand=ownerid", 501, "owninguser")]
    [InlineData("accounts?$expand=parentaccountid($filter=name eq 'x')", 501, "$filter inside $expand")]
    [InlineData("accounts?$orderby=length(name)", 501, "$orderby")]
    [InlineData("nonsense", 404, "nonsense")]
    [InlineData("accounts(name='x',fax='y')", 400, "")]
    [InlineData("$batch", 501, "$batch")]
    [InlineData("EntityDefinitions", 404, "EntityDefinitions")]
    public async Task What_is_not_supported_is_refused_in_a_sentence_that_names_it(string path, int status, string named)
    {
        var answer = (await web.Administrator.GetAsync(path)).Expect(status);

        Assert.Contains(named, answer.Error, StringComparison.Ordinal);
        Assert.Matches("^0x[0-9a-f]{8}$", answer.Code);
        Assert.Equal(["error"], answer.Json.Select(pair => pair.Key));
    }

    [Fact]
    public async Task Expanding_the_rows_of_a_relationship_is_refused()
    {
        var relationship = web.Tenant.Dataverse.Metadata.Relationships.First(r => r.ReferencedTable == "pax8_connector").Name;

        Assert.Contains(relationship, (await web.Administrator.GetAsync($"pax8_connectors?$expand={relationship}")).Expect(501).Error, StringComparison.Ordinal);
        (await web.Administrator.GetAsync($"pax8_connectors?$filter={relationship}/any(a:a/statecode eq 0)")).Expect(501);
    }

    [Theory]
    [InlineData("CallerObjectId")]
    [InlineData("MSCRM.BypassCustomPluginExecution")]
    public async Task Headers_that_would_change_what_happens_are_refused(string header) =>
        Assert.Contains(header, (await web.Administrator.GetAsync("accounts?$top=1", (header, Guid.NewGuid().ToString()))).Expect(501).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("not (", ")")]
    [InlineData("(", ")")]
    [InlineData("name eq 'x' or (", ")")]
    public async Task A_filter_too_deep_to_read_is_refused_and_brings_nothing_down(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 1000)) + "name eq 'x'" + string.Concat(Enumerable.Repeat(close, 1000));

        (await web.Administrator.GetAsync($"accounts?$select=name&$filter={deep}")).Expect(400);
        (await web.Administrator.GetAsync("accounts?$select=name&$top=1")).Expect(200);
    }

    [Fact]
    public async Task Long_addresses_are_read()
    {
        var many = string.Join(" or ", Enumerable.Range(0, 400).Select(number => $"name eq 'Number {number}'"));

        (await web.Administrator.GetAsync($"accounts?$select=name&$filter={many}")).Expect(200);
    }
}
