using System;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Every lie that Pax8 is known, reported or feared to tell. A number <c>at</c> picks the row of a page that is lied about, any
/// number will do. Nothing in here is drawn by chance: <see cref="FaultProfiles"/> draws.
/// </summary>
public static partial class Lies
{
    private const string OneCompany = "GET /companies/{companyId}", OneSubscription = "GET /subscriptions/{subscriptionId}", OneProduct = "GET /products/{productId}";

    private static bool IsToken(Pax8Call call) => call.Template == TokenEndpoint.Template;

    private static bool IsList(Pax8Call call) => call.Endpoint is "GET /companies" or "GET /subscriptions" or "GET /products" or "GET /orders";

    private static bool IsOfCompanies(Pax8Call call) => call.Endpoint is "GET /companies" or OneCompany;

    private static bool IsOfSubscriptions(Pax8Call call) => call.Endpoint is "GET /subscriptions" or OneSubscription;

    private static bool HasRecords(Pax8Call call) => IsOfCompanies(call) || IsOfSubscriptions(call);

    private static bool HasId(Pax8Call call) => call.Template.Contains('{', StringComparison.Ordinal);
}
