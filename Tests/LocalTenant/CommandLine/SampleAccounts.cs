using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.LocalTenant.CommandLine;

/// <summary>A few customers, so that provider accounts can be mapped by hand.</summary>
internal static class SampleAccounts
{
    private static readonly string[] Names = ["A. Datum Corporation", "Adventure Works", "City Power & Light", "Coho Winery", "Fabrikam, Inc.", "Wide World Importers"];

    /// <summary>Adds them to a tenant that has no account yet.</summary>
    public static void Add(Tenant tenant)
    {
        var administrator = tenant.Administrator;
        if (administrator.RetrieveMultiple(new QueryExpression("account") { TopCount = 1 }).Entities.Any()) return;
        foreach (var name in Names) administrator.Create(new Entity("account") { ["name"] = name });
    }
}
