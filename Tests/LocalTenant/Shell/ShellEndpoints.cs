using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;
using DataverseEmulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pax8Dataverse.LocalTenant.Shell;

/// <summary>
/// The model-driven shell: its page at /main.aspx, its files below /shell/static, and what it asks of the metadata as the
/// current user: /shell/app and /shell/table/{logical name}.
/// </summary>
public static class ShellEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, LocalDataverse dataverse, Func<HttpContext, Guid> currentUser, Func<IReadOnlyList<(Guid Id, string Name)>> users, ShellOptions options)
    {
        var metadata = new ShellMetadata(dataverse, options);
        routes.MapGet("/", () => Results.Redirect("/main.aspx"));
        routes.MapGet("/main.aspx", () => Serve("main.html"));
        routes.MapGet("/shell/static/{**path}", (string path) => Serve(path));
        routes.MapGet("/shell/app", (HttpContext http) => Json(metadata.App(currentUser(http), users())));
        routes.MapGet("/shell/table/{name}", (HttpContext http, string name) => metadata.Table(currentUser(http), name) is { } table
            ? Json(table)
            : Results.Text($"There is no table {name}.", statusCode: StatusCodes.Status404NotFound));
    }

    private static IResult Serve(string path) => ShellFiles.Open(path) is { } file
        ? Results.Stream(file.Content, file.Type)
        : Results.Text($"The shell has no file {path}.", statusCode: StatusCodes.Status404NotFound);

    private static IResult Json(JsonObject json) => Results.Text(json.ToJsonString(), "application/json");
}
