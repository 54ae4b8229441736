using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pax8Dataverse.LocalTenant.Shell;

/// <summary>
/// <c>/WebResources/&lt;name&gt;</c>: a web resource of the solution as it lies there, read anew each time. Only names that the
/// solution describes are served, so no path leads elsewhere.
/// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/web-resources
/// </summary>
public static class WebResourceEndpoint
{
    private static readonly Dictionary<int, string> ContentTypes = new()
    {
        [1] = "text/html; charset=utf-8",
        [2] = "text/css; charset=utf-8",
        [3] = "text/javascript; charset=utf-8",
        [5] = "image/png",
        [11] = "image/svg+xml",
        [12] = "text/xml; charset=utf-8",
    };

    public static void Map(IEndpointRouteBuilder routes, TenantMetadata metadata)
    {
        var resources = metadata.WebResources.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
        routes.MapGet("/WebResources/{**name}", (string? name) => resources.TryGetValue(name ?? "", out var resource)
            ? Results.File(resource.Path, ContentTypes[resource.Type])
            : Results.Text("The solution has no web resource of this name.", statusCode: StatusCodes.Status404NotFound));
    }
}
