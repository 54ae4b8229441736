using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DataverseEmulator.WebApi;

/// <summary>
/// If-Match or If-None-Match: absent, any version (*), or the version of an ETag.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/perform-conditional-operations-using-web-api
/// </summary>
/// <param name="Any">The header is *.</param>
/// <param name="Version">The row version of the ETag; null for * and where the header is absent.</param>
internal readonly record struct VersionCondition(bool Any, string? Version)
{
    public bool Given => Any || Version is not null;

    /// <exception cref="ODataRefusal">The header is neither * nor one ETag.</exception>
    public static VersionCondition Read(StringValues header, string name)
    {
        // Samples send If-None-Match: null to keep browsers from answering out of their cache.
        if (StringValues.IsNullOrEmpty(header) || (name == HeaderNames.IfNoneMatch && header == "null")) return default;
        if (!EntityTagHeaderValue.TryParse(header.ToString(), out var tag)) throw ODataRefusal.Address($"The header {name} is * or the @odata.etag of a row, such as W/\"12345\".");
        return tag.Equals(EntityTagHeaderValue.Any) ? new VersionCondition(true, null) : new VersionCondition(false, tag.Tag.Value!.Trim('"'));
    }
}
