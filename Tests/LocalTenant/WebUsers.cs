using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using DataverseEmulator;
using DataverseEmulator.Security;
using DataverseEmulator.WebApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.LocalTenant;

/// <summary>
/// The people of the tenant and which of them a request is: the cookie <c>pax8-user</c> holds a systemuserid; without it, the
/// Administrator. A cookie that names nobody is refused and taken away, and makes nobody the Administrator.
/// </summary>
internal sealed class WebUsers
{
    public const string Cookie = "pax8-user";

    private static readonly (string Name, string[] Roles, string[] Profiles)[] People =
    [
        ("Administrator", ["Pax8 Administrator", PlatformRoles.BasicUser], ["Pax8 Application Secret", "Pax8 Provisioning Details"]),
        ("Billing", ["Pax8 Billing", PlatformRoles.BasicUser], []),
        ("Buyer", ["Pax8 Orders", PlatformRoles.BasicUser], ["Pax8 Provisioning Details"]),
        ("Approver", ["Pax8 Order Approver", PlatformRoles.BasicUser], []),
        ("Reader", [PlatformRoles.ServiceReader], []),
    ];

    private WebUsers(IReadOnlyList<(Guid Id, string Name)> all) => All = all;

    public IReadOnlyList<(Guid Id, string Name)> All { get; }

    /// <summary>The tenant's people, added where a new database has none of them.</summary>
    public static WebUsers In(LocalDataverse dataverse) => new([.. People.Select(person => (Find(dataverse, person.Name) ?? Add(dataverse, person), person.Name))]);

    /// <summary>Who the request is.</summary>
    public static Guid Current(HttpContext context) => (Guid)context.Items[Cookie]!;

    /// <summary>Sets <see cref="Current"/>, or ends the request.</summary>
    public Task RecogniseAsync(HttpContext context, RequestDelegate next)
    {
        var cookie = context.Request.Cookies[Cookie];
        if (cookie is null)
        {
            context.Items[Cookie] = All[0].Id;
            return next(context);
        }
        if (Known(cookie) is { } user)
        {
            context.Items[Cookie] = user;
            return next(context);
        }
        context.Response.Cookies.Delete(Cookie);
        return WebSafety.RefuseAsync(context, StatusCodes.Status401Unauthorized, "The tenant has no user of this id; it may have been started anew. Load the page again to go on as Administrator.");
    }

    /// <summary><c>POST /shell/user</c> with <c>{"userId": "…"}</c> makes the browser that user.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/shell/user", SwitchAsync);

    private async Task SwitchAsync(HttpContext context)
    {
        if (await UserIdAsync(context.Request) is not { } text)
        {
            await WebSafety.RefuseAsync(context, StatusCodes.Status400BadRequest, "Send JSON with the userId of the user to switch to.");
            return;
        }
        if (Known(text) is not { } user)
        {
            await WebSafety.RefuseAsync(context, StatusCodes.Status404NotFound, "The tenant has no user of this id.");
            return;
        }
        context.Response.Cookies.Append(Cookie, user.ToString(), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<string?> UserIdAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType()) return null;
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("userId", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Guid? Known(string text) => Guid.TryParse(text, out var id) && All.Any(user => user.Id == id) ? id : null;

    private static Guid? Find(LocalDataverse dataverse, string name)
    {
        var query = new QueryExpression("systemuser") { ColumnSet = new ColumnSet("fullname"), TopCount = 1 };
        query.Criteria.AddCondition("fullname", ConditionOperator.Equal, name);
        return dataverse.ServiceFor(dataverse.AdministratorId).RetrieveMultiple(query).Entities.FirstOrDefault()?.Id;
    }

    private static Guid Add(LocalDataverse dataverse, (string Name, string[] Roles, string[] Profiles) person)
    {
        var id = dataverse.AddUser(person.Name, person.Roles);
        foreach (var profile in person.Profiles) dataverse.AddToColumnSecurityProfile(id, profile);
        return id;
    }
}
