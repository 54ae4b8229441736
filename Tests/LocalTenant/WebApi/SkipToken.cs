using System;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Where a next page begins: the element <c>cookie</c> with the page's number and the query's paging cookie, which is URL encoded
/// twice. It is the value of $skiptoken and of the annotation fetchxmlpagingcookie.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/fetchxml/page-results
/// </summary>
/// <param name="Page">From 2.</param>
/// <param name="Cookie">As the query engine gave it; null where the query gives none.</param>
internal sealed record SkipToken(int Page, string? Cookie)
{
    public override string ToString() => new XElement("cookie",
        new XAttribute("pagenumber", Page),
        new XAttribute("pagingcookie", Uri.EscapeDataString(Uri.EscapeDataString(Cookie ?? ""))),
        new XAttribute("istracking", "False")).ToString(SaveOptions.DisableFormatting);

    /// <exception cref="ODataRefusal">It is no token of a next link.</exception>
    public static SkipToken Parse(string text)
    {
        try
        {
            var element = XElement.Parse(text);
            var page = int.Parse(element.Attribute("pagenumber")?.Value ?? "", NumberStyles.None, CultureInfo.InvariantCulture);
            var cookie = Uri.UnescapeDataString(Uri.UnescapeDataString(element.Attribute("pagingcookie")?.Value ?? ""));
            return page > 1 ? new SkipToken(page, cookie.Length == 0 ? null : cookie) : throw new FormatException();
        }
        catch (Exception exception) when (exception is XmlException or FormatException or OverflowException)
        {
            throw ODataRefusal.Address("The $skiptoken is not one of an @odata.nextLink. Follow the link as it is, with the same Prefer header.");
        }
    }
}
