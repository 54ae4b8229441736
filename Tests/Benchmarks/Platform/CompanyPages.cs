using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>The pages of <c>GET /companies</c> as the simulator sends them: real bytes, made before anything is measured.</summary>
/// <param name="Bodies">200 companies each, the last perhaps fewer.</param>
/// <param name="Count">The page of one company by which a sync is planned.</param>
/// <param name="Companies">In all pages together.</param>
internal sealed record CompanyPages(IReadOnlyList<byte[]> Bodies, byte[] Count, int Companies)
{
    private const int PageSize = 200;

    /// <summary>The pages of so many generated companies, and the same with each hundredth of them renamed.</summary>
    public static (CompanyPages Pages, CompanyPages Changed) Generate(int companies)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
        var pax8 = new Pax8Simulator(new Pax8SimulatorOptions { Companies = companies, RequestsPerMinute = 0, TimeProvider = time });
        var pages = Read(pax8, companies);
        time.Advance(TimeSpan.FromDays(1));
        foreach (var company in pax8.State.Companies.Where((_, index) => index % 100 == 0).ToList())
            pax8.State.RenameCompany(company.Id, company.Name + " II");
        return (pages, Read(pax8, companies));
    }

    private static CompanyPages Read(Pax8Simulator pax8, int companies)
    {
        var token = Token(pax8);
        var bodies = new List<byte[]>();
        for (var page = 0; page * PageSize < companies; page++) bodies.Add(Get(pax8, token, page, PageSize));
        return new CompanyPages(bodies, Get(pax8, token, 0, 1), companies);
    }

    private static byte[] Get(Pax8Simulator pax8, string token, int page, int size)
    {
        var answer = pax8.Handle(Pax8Call.Create("GET", $"/v1/companies?page={page}&size={size}", token));
        return answer.Status == 200 ? answer.Body.ToArray() : throw new InvalidOperationException($"The simulator answered {answer.Status}: {answer.Text}");
    }

    private static string Token(Pax8Simulator pax8)
    {
        var body = JsonSerializer.Serialize(new
        {
            client_id = pax8.Options.ApplicationId,
            client_secret = pax8.Options.ApplicationSecret,
            audience = "https://api.pax8.com",
            grant_type = "client_credentials",
        });
        using var answer = JsonDocument.Parse(pax8.Handle(Pax8Call.Create("POST", "/v1/token", json: body)).Body);
        return answer.RootElement.GetProperty("access_token").GetString()!;
    }
}
