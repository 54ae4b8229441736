using System;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator.WebApi;
using Microsoft.AspNetCore.Http;

namespace DataverseEmulator.WebApi;

/// <summary>
/// What holds for every request: pages run no script but the tenant's own files, no other site may frame them, read them or
/// send a change through the browser of whoever has them open, and no foreign name leads here (DNS rebinding).
/// </summary>
public static class WebSafety
{
    private const uint Refused = 0x80048306;
    private static readonly string[] OwnNames = ["127.0.0.1", "localhost"];

    public static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; object-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (!OwnNames.Contains(context.Request.Host.Host))
            return RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This server answers to 127.0.0.1 and localhost only.");
        return IsForeign(context.Request)
            ? RefuseAsync(context, StatusCodes.Status403Forbidden, "The request comes from another site, which may change nothing here.")
            : next(context);
    }

    /// <summary>A refusal: a sentence as plain text, to the Web API's callers in OData's form.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        if (context.Request.Path.StartsWithSegments("/api")) return ODataErrors.WriteAsync(context, status, Refused, sentence);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence);
    }

    // Browsers say where a request comes from; programs that are no browser say nothing and carry nobody's cookies.
    private static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return false;
        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return (origin.Length > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase))
            || (site.Length > 0 && site != "same-origin");
    }
}
