using System;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/fetchxml/retrieve-data</summary>
[Collection(WebCollection.Name)]
public sealed class FetchXmlTests(WebFixture web)
{
    [Fact]
    public async Task Fetch_xml_gives_its_columns_and_those_of_links_under_their_alias()
    {
        var row = (await FetchAsync($"""
            <fetch><entity name="pax8_provideraccount"><attribute name="pax8_name"/><attribute name="pax8_connectorid"/><attribute name="pax8_accountid"/>
              <filter><condition attribute="pax8_providerspecificid" operator="eq" value="{web.Company}"/></filter>
              <link-entity name="pax8_connector" from="pax8_connectorid" to="pax8_connectorid" alias="c"><attribute name="pax8_environment"/><attribute name="pax8_currencyid"/></link-entity>
            </entity></fetch>
            """)).Rows.Single();

        Assert.Equal(web.Connector, (Guid)row["_pax8_connectorid_value"]!);
        Assert.Equal(WebFixture.ConnectorName, (string)row["_pax8_connectorid_value@OData.Community.Display.V1.FormattedValue"]!);
        Assert.True(row.ContainsKey("_pax8_accountid_value"));
        Assert.Null(row["_pax8_accountid_value"]);
        Assert.Equal(476500000, (int)row["c.pax8_environment"]!);
        Assert.Equal("Production", (string)row["c.pax8_environment@OData.Community.Display.V1.FormattedValue"]!);
        Assert.Equal("transactioncurrency", (string)row["c.pax8_currencyid@Microsoft.Dynamics.CRM.lookuplogicalname"]!);
        Assert.StartsWith("W/\"", (string)row["@odata.etag"]!, StringComparison.Ordinal);
    }

    // Source: …/fetchxml/page-results
    [Fact]
    public async Task The_paging_cookie_of_the_answer_leads_to_the_next_page()
    {
        const string entity = """<entity name="pax8_provideraccount"><attribute name="pax8_name"/><order attribute="pax8_name"/></entity>""";
        var all = (await FetchAsync($"<fetch>{entity}</fetch>")).Column("pax8_provideraccountid");

        var first = await FetchAsync($"<fetch count=\"3\" page=\"1\" returntotalrecordcount=\"true\">{entity}</fetch>");
        var element = XElement.Parse((string)first.Json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]!);
        var cookie = Uri.UnescapeDataString(Uri.UnescapeDataString(element.Attribute("pagingcookie")!.Value));
        var second = await FetchAsync(new XElement("fetch", new XAttribute("count", 3), new XAttribute("page", element.Attribute("pagenumber")!.Value), new XAttribute("paging-cookie", cookie), XElement.Parse(entity)).ToString());

        Assert.True((bool)first.Json["@Microsoft.Dynamics.CRM.morerecords"]!);
        Assert.Equal(all.Count, (int)first.Json["@Microsoft.Dynamics.CRM.totalrecordcount"]!);
        Assert.Equal(all.Take(6), first.Column("pax8_provideraccountid").Concat(second.Column("pax8_provideraccountid")));
    }

    [Fact]
    public async Task A_preferred_page_size_counts_where_the_query_names_none()
    {
        var preferred = (await web.Administrator.GetAsync($"pax8_provideraccounts?fetchXml={Escaped("""<fetch><entity name="pax8_provideraccount"/></fetch>""")}", Caller.PageSize(2))).Expect(200);
        var own = (await web.Administrator.GetAsync($"pax8_provideraccounts?fetchXml={Escaped("""<fetch count="3"><entity name="pax8_provideraccount"/></fetch>""")}", Caller.PageSize(2))).Expect(200);

        Assert.Equal(2, preferred.Rows.Length);
        Assert.Equal("odata.maxpagesize=2", preferred.Headers["Preference-Applied"]);
        Assert.Equal(3, own.Rows.Length);
        Assert.False(own.Headers.ContainsKey("Preference-Applied"));
    }

    [Theory]
    [InlineData("<fetch><entity name='contact'/></fetch>", 400)]
    [InlineData("<fetch><entity name='nonsense'/></fetch>", 400)]
    [InlineData("<fetch><entity name='account'><attribute name='nonsense'/></entity></fetch>", 400)]
    [InlineData("<fetch><entity name='account'>", 400)]
    [InlineData("<fetch aggregate='true'><entity name='account'/></fetch>", 501)]
    [InlineData("<fetch nonsense='1'><entity name='account'/></fetch>", 501)]
    [InlineData("", 400)]
    public async Task Fetch_xml_that_cannot_be_answered_is_refused(string fetchXml, int status) =>
        (await web.Administrator.GetAsync($"accounts?fetchXml={Escaped(fetchXml)}")).Expect(status);

    [Fact]
    public async Task Fetch_xml_and_query_options_exclude_each_other() =>
        (await web.Administrator.GetAsync($"accounts?$select=name&fetchXml={Escaped("<fetch><entity name='account'/></fetch>")}")).Expect(400);

    // Source: …/webapi/retrieve-and-execute-predefined-queries
    [Fact]
    public async Task A_view_is_run_by_its_id()
    {
        var views = web.Tenant.Dataverse.Metadata.Tables["pax8_provideraccount"].Views;
        var shown = views.First(view => view is { QueryType: 0, IsDefault: true });
        var search = views.First(view => view.QueryType == 4);

        Assert.NotEmpty((await web.Administrator.GetAsync($"pax8_provideraccounts?savedQuery={shown.Id}")).Expect(200).Rows);
        (await web.Administrator.GetAsync($"pax8_provideraccounts?savedQuery={search.Id}")).Expect(501);
        (await web.Administrator.GetAsync($"accounts?savedQuery={shown.Id}")).Expect(404);
        (await web.Administrator.GetAsync("accounts?savedQuery=nonsense")).Expect(404);
    }

    private async Task<Answer> FetchAsync(string fetchXml) =>
        (await web.Administrator.GetAsync($"pax8_provideraccounts?fetchXml={Escaped(fetchXml)}", Caller.Annotated)).Expect(200);

    private static string Escaped(string fetchXml) => Uri.EscapeDataString(fetchXml);
}
