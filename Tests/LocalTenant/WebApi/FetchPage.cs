using System.Xml.Linq;
using DataverseEmulator.Query;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.WebApi;

/// <summary>FetchXML of an address, with the preferred page size where it names none.</summary>
/// <param name="Xml">What is asked.</param>
/// <param name="Query">The same, read.</param>
/// <param name="Sized">Whether the page size is the preferred one.</param>
internal sealed record FetchPage(string Xml, TenantQuery Query, bool Sized)
{
    /// <exception cref="System.ServiceModel.FaultException">It is no FetchXML.</exception>
    /// <exception cref="System.NotSupportedException">It has what the local tenant does not support.</exception>
    public static FetchPage Read(string xml, int? pageSize)
    {
        var query = QueryRunner.Read(new FetchExpression(xml));
        if (pageSize is not { } size || query.Top is not null) return new FetchPage(xml, query, false);
        var fetch = XElement.Parse(xml);
        if (fetch.Attribute("count") is not null) return new FetchPage(xml, query, false);
        fetch.SetAttributeValue("count", size);
        return new FetchPage(fetch.ToString(SaveOptions.DisableFormatting), query, true);
    }
}
