using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Connectors;

/// <summary>
/// Which environment this is, as the platform tells an execution. A copy of an environment has all its rows, the secret included, and
/// is told apart by these alone; what copy, restore, reset and a move do to them is assumed, see decision record 0011.
/// </summary>
/// <param name="OrganizationId">Id of the organization, as text.</param>
/// <param name="EnvironmentId">Id of the environment; null where the platform does not tell it.</param>
internal sealed record EnvironmentIds(string OrganizationId, string? EnvironmentId)
{
    /// <summary>Source: learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.ipluginexecutioncontext6.environmentid.</summary>
    public static EnvironmentIds Of(IServiceProvider services)
    {
        var context = (IExecutionContext)services.GetService(typeof(IPluginExecutionContext));
        var environment = (context as IPluginExecutionContext6 ?? services.GetService(typeof(IPluginExecutionContext6)) as IPluginExecutionContext6)?.EnvironmentId;
        return new EnvironmentIds(context.OrganizationId.ToString("D", CultureInfo.InvariantCulture), string.IsNullOrWhiteSpace(environment) ? null : environment!.Trim());
    }

    /// <summary>
    /// Whether something was stored here: both ids, as far as both are known. Nothing stored is no other place, since rows of a version
    /// before have none.
    /// </summary>
    public bool IsHere(string? organizationId, string? environmentId) =>
        (organizationId is null || IsSame(organizationId, OrganizationId)) && (environmentId is null || EnvironmentId is null || IsSame(environmentId, EnvironmentId));

    private static bool IsSame(string stored, string told) => string.Equals(stored, told, StringComparison.OrdinalIgnoreCase);
}
