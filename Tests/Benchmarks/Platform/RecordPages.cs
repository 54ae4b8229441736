using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>The pages of a list as the simulator sends them: real bytes, made before anything is measured.</summary>
/// <param name="Path">Of the list, such as <c>/v1/companies</c>.</param>
/// <param name="Bodies">200 records each, the last perhaps fewer.</param>
/// <param name="End">The page behind the last one, which is asked for where that is full.</param>
/// <param name="Records">In all pages together.</param>
/// <param name="Others">Further answers by their path: what is read one by one.</param>
internal sealed record RecordPages(string Path, IReadOnlyList<byte[]> Bodies, byte[] End, int Records, IReadOnlyDictionary<string, byte[]> Others)
{
    private const int PageSize = 200;

    /// <summary>Companies of the subscriptions; few own many, as in life.</summary>
    private const int Customers = 100;

    /// <summary>The pages of so many generated companies, and the same with each hundredth of them renamed.</summary>
    public static (RecordPages Pages, RecordPages Changed) OfCompanies(int companies)
    {
        var source = new Source(new Pax8SimulatorOptions { Companies = companies });
        var pages = source.Read("/v1/companies", companies);
        source.Time.Advance(TimeSpan.FromDays(1));
        foreach (var company in source.Pax8.State.Companies.Where((_, index) => index % 100 == 0).ToList())
            source.Pax8.State.RenameCompany(company.Id, company.Name + " II");
        return (pages, source.Read("/v1/companies", companies));
    }

    /// <summary>The pages of so many generated subscriptions, the same with one licence more of each hundredth, and the companies that have them.</summary>
    public static (RecordPages Pages, RecordPages Changed, RecordPages Companies) OfSubscriptions(int subscriptions)
    {
        var source = new Source(new Pax8SimulatorOptions { Companies = Customers, Subscriptions = subscriptions });
        var companies = source.Read("/v1/companies", Customers);
        var pages = source.Read("/v1/subscriptions", subscriptions);
        source.Time.Advance(TimeSpan.FromDays(1));
        foreach (var subscription in source.Pax8.State.Subscriptions.Where(one => one.Status == "Active").Where((_, index) => index % 100 == 0).ToList())
            source.Pax8.State.ChangeQuantity(subscription.Id, subscription.Quantity + 1);
        return (pages, source.Read("/v1/subscriptions", subscriptions), companies);
    }

    private sealed class Source
    {
        private string _token = "";

        public Source(Pax8SimulatorOptions options) => Pax8 = new Pax8Simulator(options with { RequestsPerMinute = 0, TimeProvider = Time });

        public VirtualTime Time { get; } = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

        public Pax8Simulator Pax8 { get; }

        public RecordPages Read(string path, int records)
        {
            // A token lasts a day, and days pass between two readings.
            _token = Token();
            var bodies = new List<byte[]>();
            for (var page = 0; page * PageSize < records; page++) bodies.Add(Get($"{path}?page={page}&size={PageSize}"));
            return new RecordPages(path, bodies, Get($"{path}?page={bodies.Count}&size={PageSize}"), records, path == "/v1/subscriptions" ? Others() : new Dictionary<string, byte[]>());
        }

        private Dictionary<string, byte[]> Others() => Pax8.State.Subscriptions.Select(one => "/v1/products/" + one.ProductId).Distinct()
            .Concat(Pax8.State.Subscriptions.Select(one => "/v1/subscriptions/" + one.Id)).ToDictionary(path => path, Get);

        private byte[] Get(string path)
        {
            var answer = Pax8.Handle(Pax8Call.Create("GET", path, _token));
            return answer.Status == 200 ? answer.Body.ToArray() : throw new InvalidOperationException($"The simulator answered {answer.Status}: {answer.Text}");
        }

        private string Token()
        {
            var body = JsonSerializer.Serialize(new
            {
                client_id = Pax8.Options.ApplicationId,
                client_secret = Pax8.Options.ApplicationSecret,
                audience = "https://api.pax8.com",
                grant_type = "client_credentials",
            });
            using var answer = JsonDocument.Parse(Pax8.Handle(Pax8Call.Create("POST", "/v1/token", json: body)).Body);
            return answer.RootElement.GetProperty("access_token").GetString()!;
        }
    }
}
