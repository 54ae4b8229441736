using System.Collections.Generic;
using System.IO;
using System.Text;
using Newtonsoft.Json;

namespace Pax8Dataverse.Benchmarks.Platform;

/// <summary>
/// The least that anybody reading the pages with Newtonsoft.Json has to do: one serializer, kept, into plain objects. The date
/// stays text, which is cheaper than what the serializer does by itself.
/// </summary>
internal static class BareReading
{
    private static readonly JsonSerializer Serializer = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>Reads all pages. Returns what it used.</summary>
    public static ThreadWork Run(CompanyPages pages)
    {
        var companies = 0;
        var begin = ThreadWork.Now;
        foreach (var body in pages.Bodies)
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body, writable: false), Encoding.UTF8));
            companies += Serializer.Deserialize<BarePage>(reader)!.Content.Count;
        }
        var used = ThreadWork.Now - begin;
        return companies == pages.Companies ? used : throw new InvalidDataException($"{companies} of {pages.Companies} companies were read.");
    }

    private sealed class BarePage
    {
        [JsonProperty("content")] public List<BareCompany> Content { get; set; } = [];
        [JsonProperty("page")] public BarePageMembers? Page { get; set; }
    }

    private sealed class BarePageMembers
    {
        [JsonProperty("size")] public int Size { get; set; }
        [JsonProperty("totalElements")] public int TotalElements { get; set; }
        [JsonProperty("totalPages")] public int TotalPages { get; set; }
        [JsonProperty("number")] public int Number { get; set; }
    }

    private sealed class BareCompany
    {
        [JsonProperty("id")] public string? Id { get; set; }
        [JsonProperty("name")] public string? Name { get; set; }
        [JsonProperty("address")] public BareAddress? Address { get; set; }
        [JsonProperty("phone")] public string? Phone { get; set; }
        [JsonProperty("website")] public string? Website { get; set; }
        [JsonProperty("externalId")] public string? ExternalId { get; set; }
        [JsonProperty("selfServiceAllowed")] public bool? SelfServiceAllowed { get; set; }
        [JsonProperty("billOnBehalfOfEnabled")] public bool? BillOnBehalfOfEnabled { get; set; }
        [JsonProperty("orderApprovalRequired")] public bool? OrderApprovalRequired { get; set; }
        [JsonProperty("status")] public string? Status { get; set; }
        [JsonProperty("updatedDate")] public string? UpdatedDate { get; set; }
    }

    private sealed class BareAddress
    {
        [JsonProperty("street")] public string? Street { get; set; }
        [JsonProperty("street2")] public string? Street2 { get; set; }
        [JsonProperty("city")] public string? City { get; set; }
        [JsonProperty("stateOrProvince")] public string? StateOrProvince { get; set; }
        [JsonProperty("postalCode")] public string? PostalCode { get; set; }
        [JsonProperty("country")] public string? Country { get; set; }
    }
}
