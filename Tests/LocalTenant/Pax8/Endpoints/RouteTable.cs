using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Everything the simulator serves below /v1. Usage and invoices are not served: they answer 404 like any unknown path.</summary>
internal static class RouteTable
{
    private static readonly Route[] Routes =
    [
        new("GET", "/companies", CompanyEndpoints.List),
        new("POST", "/companies", CompanyEndpoints.Create),
        new("GET", "/companies/{companyId}", CompanyEndpoints.Get),
        new("PATCH", "/companies/{companyId}", CompanyEndpoints.Patch),
        new("GET", "/companies/{companyId}/contacts", ContactEndpoints.List),
        new("POST", "/companies/{companyId}/contacts", ContactEndpoints.Create),
        new("GET", "/companies/{companyId}/contacts/{contactId}", ContactEndpoints.Get),
        new("PUT", "/companies/{companyId}/contacts/{contactId}", ContactEndpoints.Put),
        new("DELETE", "/companies/{companyId}/contacts/{contactId}", ContactEndpoints.Delete),
        new("GET", "/products", ProductEndpoints.List),
        new("GET", "/products/{productId}", ProductEndpoints.Get),
        new("GET", "/products/{productId}/provision-details", ProductEndpoints.ProvisionDetails),
        new("GET", "/products/{productId}/dependencies", ProductEndpoints.Dependencies),
        new("GET", "/products/{productId}/pricing", ProductEndpoints.Pricing),
        new("GET", "/orders", OrderEndpoints.List),
        new("POST", "/orders", OrderEndpoints.Create),
        new("GET", "/orders/{orderId}", OrderEndpoints.Get),
        new("GET", "/subscriptions", SubscriptionEndpoints.List),
        new("GET", "/subscriptions/{subscriptionId}", SubscriptionEndpoints.Get),
        new("PUT", "/subscriptions/{subscriptionId}", SubscriptionEndpoints.Put),
        new("DELETE", "/subscriptions/{subscriptionId}", SubscriptionEndpoints.Delete),
        new("GET", "/subscriptions/{subscriptionId}/history", SubscriptionEndpoints.History),
    ];

    /// <summary>Method and template of all endpoints, the token's excluded.</summary>
    public static IReadOnlyList<string> Endpoints => Routes.Select(route => route.Method + " " + route.Template).ToList();

    public static Route? Find(Pax8Call call, out IReadOnlyDictionary<string, string> ids)
    {
        var parts = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 1 && parts[0] == "v1")
        {
            var below = parts[1..];
            foreach (var route in Routes)
            {
                if (route.Fits(call.Method, below, out var found))
                {
                    ids = found;
                    return route;
                }
            }
        }

        ids = new Dictionary<string, string>();
        return null;
    }
}
