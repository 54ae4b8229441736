using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>What an endpoint gets: the call, the ids out of its path, and the world.</summary>
internal sealed record EndpointContext(Pax8Call Call, IReadOnlyDictionary<string, string> Ids, Pax8State State, Pax8SimulatorOptions Options, Pax8Habits Habits)
{
    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow();
}

internal delegate Pax8Answer Endpoint(EndpointContext context);

/// <summary>One method and path of the API, written as in the documents: <c>/companies/{companyId}</c> below /v1.</summary>
internal sealed class Route(string method, string template, Endpoint endpoint)
{
    private readonly string[] parts = template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it changes anything in Pax8.</summary>
    public bool Writes => method != "GET";

    public string Method => method;
    public string Template => template;
    public Endpoint Endpoint => endpoint;

    public bool Fits(string calledMethod, string[] called, out Dictionary<string, string> ids)
    {
        ids = new Dictionary<string, string>(StringComparer.Ordinal);
        if (calledMethod != method || called.Length != parts.Length)
            return false;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i][0] == '{')
                ids[parts[i][1..^1]] = Uri.UnescapeDataString(called[i]);
            else if (parts[i] != called[i])
                return false;
        }

        return true;
    }
}
