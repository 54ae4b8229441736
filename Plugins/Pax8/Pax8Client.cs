using System;
using System.Globalization;
using System.Net.Http;

namespace Pax8Dataverse.Pax8;

/// <summary>
/// Pax8's partner API, one method per endpoint. Every method throws <see cref="Pax8Exception"/> and nothing else; retries,
/// tokens and waiting are the gate's. Source: devx.pax8.com/openapi, partner endpoints v1.
/// </summary>
internal sealed class Pax8Client(Pax8Gate gate)
{
    /// <summary>Companies per page that Pax8 gives at most.</summary>
    public const int LargestPage = 200;

    /// <summary><c>GET /companies</c>: one page, in an order that Pax8 does not document.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="size">1 to <see cref="LargestPage"/>.</param>
    public CompanyPage ListCompanies(int page, int size) =>
        gate.Send(
            new Pax8Request(HttpMethod.Get, Invariant($"/v1/companies?page={page}&size={size}"), Invariant($"read page {page + 1} of the companies")),
            CompanyReader.ReadPage);

    /// <summary>How many companies these credentials see: <c>GET /companies</c> with the smallest page.</summary>
    public int CountCompanies() =>
        gate.Send(new Pax8Request(HttpMethod.Get, "/v1/companies?page=0&size=1", "count the companies"), CompanyReader.ReadPage).TotalElements;

    /// <summary><c>GET /companies/{companyId}</c>; null where Pax8 says that there is none.</summary>
    public Company? FindCompany(string id)
    {
        try
        {
            return gate.Send(new Pax8Request(HttpMethod.Get, "/v1/companies/" + Uri.EscapeDataString(id), $"read the company {id}"), CompanyReader.ReadOne);
        }
        catch (Pax8Exception exception) when (exception.Kind == Pax8Error.NotFound)
        {
            return null;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
