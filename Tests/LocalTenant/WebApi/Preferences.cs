using System.Collections.Generic;
using System.Globalization;
using DataverseEmulator.Query;
using Microsoft.Net.Http.Headers;

namespace DataverseEmulator.WebApi;

/// <summary>
/// The header Prefer. A preference that is not known has no effect, as RFC 7240 demands; Preference-Applied names those that had.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#prefer-headers
/// </summary>
internal sealed record Preferences
{
    /// <summary>Whether a create or update answers with the row.</summary>
    public bool Representation { get; private init; }

    /// <summary>Rows of a page, 1 to 5000; null where the caller names none.</summary>
    public int? PageSize { get; private init; }

    public AnnotationFilter Annotations { get; private init; } = new(null);

    /// <exception cref="ODataRefusal">The header or a value in it cannot be read.</exception>
    public static Preferences Read(IList<string?> headers)
    {
        if (headers.Count == 0) return new Preferences();
        if (!NameValueHeaderValue.TryParseStrictList([.. headers!], out var preferences)) throw ODataRefusal.Address("The header Prefer can't be read; it is a list such as odata.maxpagesize=50,odata.include-annotations=\"*\".");
        var read = new Preferences();
        foreach (var preference in preferences)
        {
            var value = preference.GetUnescapedValue().Value ?? "";
            read = preference.Name.Value switch
            {
                "return" => read with { Representation = value == "representation" },
                "odata.maxpagesize" or "maxpagesize" => read with { PageSize = Size(value) },
                "odata.include-annotations" or "include-annotations" => read with { Annotations = new AnnotationFilter(value) },
                _ => read,
            };
        }
        return read;
    }

    private static int? Size(string value)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1)
            throw ODataRefusal.Address($"The preference odata.maxpagesize is a positive whole number, not '{value}'.");
        // Larger ones are ignored: learn.microsoft.com/power-apps/developer/data-platform/webapi/query/page-results
        return size > TenantQuery.MaximumPageSize ? null : size;
    }
}
