using System;
using System.Linq;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Which annotations the caller wants beside the values: none without the preference odata.include-annotations.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#request-annotations
/// </summary>
internal sealed class AnnotationFilter(string? given)
{
    public const string FormattedValue = "OData.Community.Display.V1.FormattedValue";
    public const string LookupTable = "Microsoft.Dynamics.CRM.lookuplogicalname";
    public const string Navigation = "Microsoft.Dynamics.CRM.associatednavigationproperty";
    public const string TotalCount = "Microsoft.Dynamics.CRM.totalrecordcount";
    public const string TotalCountExceeded = "Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded";
    public const string PagingCookie = "Microsoft.Dynamics.CRM.fetchxmlpagingcookie";
    public const string MoreRecords = "Microsoft.Dynamics.CRM.morerecords";

    private readonly string[] patterns = given?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The preference's value: names, with * at the end for all that begin so, divided by commas; null without it.</summary>
    public string? Given => given;

    public bool Wants(string annotation) => patterns.Any(pattern => pattern.EndsWith('*')
        ? annotation.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : string.Equals(pattern, annotation, StringComparison.OrdinalIgnoreCase));
}
