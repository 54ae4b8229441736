using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Query;

/// <summary>FetchXML. Page: …/data-platform/fetchxml/reference/fetch and its neighbours</summary>
public sealed class FetchXmlTests : IDisposable
{
    private readonly QueryWorld world = new();

    public FetchXmlTests()
    {
        var box = new EntityReference("t_box", world.Add("t_box", ("t_name", "Box")));
        world.AddItem(("t_name", "a"), ("t_number", 1), ("t_color", new OptionSetValue(1)), ("t_flag", true), ("t_boxid", box), ("t_day", new DateTime(2026, 1, 2)));
        world.AddItem(("t_name", "b"), ("t_number", 2), ("t_color", new OptionSetValue(2)), ("t_flag", false));
        world.AddItem(("t_name", "c"));
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("<condition attribute='t_name' operator='eq' value='A'/>", "a")]
    [InlineData("<condition attribute='t_number' operator='ge' value='2'/>", "b")]
    [InlineData("<condition attribute='t_number' operator='neq' value='1'/>", "bc")]
    [InlineData("<condition attribute='t_color' operator='in'><value>1</value><value>2</value></condition>", "ab")]
    [InlineData("<condition attribute='t_flag' operator='eq' value='1'/>", "a")]
    [InlineData("<condition attribute='t_flag' operator='eq' value='false'/>", "b")]
    [InlineData("<condition attribute='t_number' operator='between'><value>1</value><value>1</value></condition>", "a")]
    [InlineData("<condition attribute='t_boxid' operator='null'/>", "bc")]
    [InlineData("<condition attribute='t_name' operator='not-like' value='%b%'/>", "ac")]
    [InlineData("<condition attribute='t_day' operator='on' value='2026-01-02'/>", "a")]
    [InlineData("<filter type='or'><condition attribute='t_name' operator='eq' value='a'/><condition attribute='t_name' operator='eq' value='c'/></filter>", "ac")]
    public void Conditions_have_their_FetchXML_names_and_texts_as_values(string condition, string found)
    {
        var page = world.Fetch($"<fetch version='1.0' mapping='logical'><entity name='t_item'><attribute name='t_name'/><filter type='and'>{condition}</filter></entity></fetch>");

        Assert.Equal(found, string.Concat(page.Entities.Select(e => (string)e["t_name"]).Order()));
    }

    /// <summary>fetchxml/select-columns: without attributes all columns are returned, unlike with QueryExpression.</summary>
    [Fact]
    public void Without_attributes_all_columns_come()
    {
        var row = world.Fetch("<fetch top='1'><entity name='t_item'><order attribute='t_name'/></entity></fetch>").Entities.Single();

        Assert.Superset(new[] { "t_name", "t_number", "t_color", "t_itemid" }.ToHashSet(), row.Attributes.Keys.ToHashSet());
    }

    /// <summary>fetchxml/reference/link-entity: from is the column of the linked table, to that of the parent.</summary>
    [Fact]
    public void Links_and_aliases()
    {
        var rows = world.Fetch("""
            <fetch><entity name='t_item'>
              <attribute name='t_name' alias='title'/>
              <order attribute='t_name' descending='true'/>
              <filter><condition entityname='x' attribute='t_name' operator='eq' value='box'/></filter>
              <link-entity name='t_box' from='t_boxid' to='t_boxid' link-type='outer' alias='x'><attribute name='t_name'/></link-entity>
            </entity></fetch>
            """).Entities;

        var row = Assert.Single(rows);
        Assert.Equal("a", row.GetAttributeValue<AliasedValue>("title").Value);
        Assert.Equal("Box", row.GetAttributeValue<AliasedValue>("x.t_name").Value);
    }

    [Fact]
    public void Pages_and_counts()
    {
        var first = world.Fetch("<fetch count='2' page='1' returntotalrecordcount='true'><entity name='t_item'><attribute name='t_name'/><order attribute='t_name'/></entity></fetch>");
        var cookie = System.Security.SecurityElement.Escape(first.PagingCookie);
        var second = world.Fetch($"<fetch count='2' page='2' paging-cookie='{cookie}'><entity name='t_item'><attribute name='t_name'/><order attribute='t_name'/></entity></fetch>");

        Assert.Equal((true, 3), (first.MoreRecords, first.TotalRecordCount));
        Assert.Equal((false, "c"), (second.MoreRecords, (string)second.Entities.Single()["t_name"]));
    }

    [Theory]
    [InlineData("<fetch aggregate='true'><entity name='t_item'><attribute name='t_name' alias='n' aggregate='count'/></entity></fetch>", "aggregates")]
    [InlineData("<fetch><entity name='t_item'><attribute name='t_name' groupby='true'/></entity></fetch>", "groupby")]
    [InlineData("<fetch><entity name='t_item'><filter><condition attribute='t_name' operator='eq' valueof='t_note'/></filter></entity></fetch>", "valueof")]
    [InlineData("<fetch><entity name='t_item'><filter><condition attribute='t_name' operator='eq-or-under' value='x'/></filter></entity></fetch>", "eq-or-under")]
    [InlineData("<fetch><entity name='t_item'><link-entity name='t_box' from='t_boxid' to='t_boxid' link-type='any'/></entity></fetch>", "link-type 'any'")]
    [InlineData("<fetch datasource='retained'><entity name='t_item'/></fetch>", "datasource")]
    public void What_the_tenant_cannot_answer_it_refuses_by_name(string fetchXml, string named) =>
        Assert.Contains(named, Assert.Throws<NotSupportedException>(() => world.Fetch(fetchXml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<fetch><entity name='t_item'>")]
    [InlineData("<query/>")]
    [InlineData("<fetch/>")]
    [InlineData("<fetch top='none'><entity name='t_item'/></fetch>")]
    [InlineData("<fetch><entity name='t_item'><link-entity name='t_box'/></entity></fetch>")]
    public void Malformed_FetchXML_is_refused(string fetchXml) =>
        Assert.Equal(-2147220991, Assert.Throws<FaultException<OrganizationServiceFault>>(() => world.Fetch(fetchXml)).Detail.ErrorCode);
}
