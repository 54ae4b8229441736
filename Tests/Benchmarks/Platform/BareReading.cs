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
    public static ThreadWork Run(RecordPages pages) => pages.Path == "/v1/companies" ? Run<BareCompany>(pages) : Run<BareSubscription>(pages);

    private static ThreadWork Run<T>(RecordPages pages)
    {
        var records = 0;
        var begin = ThreadWork.Now;
        foreach (var body in pages.Bodies)
        {
            using var reader = new JsonTextReader(new StreamReader(new MemoryStream(body, writable: false), Encoding.UTF8));
            records += Serializer.Deserialize<BarePage<T>>(reader)!.Content.Count;
        }
        var used = ThreadWork.Now - begin;
        return records == pages.Records ? used : throw new InvalidDataException($"{records} of {pages.Records} records were read.");
    }

    private sealed class BarePage<T>
    {
        [JsonProperty("content")] public List<T> Content { get; set; } = [];
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

    private sealed class BareSubscription
    {
        [JsonProperty("id")] public string? Id { get; set; }
        [JsonProperty("parentSubscriptionId")] public string? ParentSubscriptionId { get; set; }
        [JsonProperty("companyId")] public string? CompanyId { get; set; }
        [JsonProperty("productId")] public string? ProductId { get; set; }
        [JsonProperty("productName")] public string? ProductName { get; set; }
        [JsonProperty("vendorSubscriptionId")] public string? VendorSubscriptionId { get; set; }
        [JsonProperty("quantity")] public decimal Quantity { get; set; }
        [JsonProperty("startDate")] public string? StartDate { get; set; }
        [JsonProperty("endDate")] public string? EndDate { get; set; }
        [JsonProperty("createdDate")] public string? CreatedDate { get; set; }
        [JsonProperty("updatedDate")] public string? UpdatedDate { get; set; }
        [JsonProperty("billingStart")] public string? BillingStart { get; set; }
        [JsonProperty("status")] public string? Status { get; set; }
        [JsonProperty("price")] public decimal? Price { get; set; }
        [JsonProperty("partnerCost")] public decimal? PartnerCost { get; set; }
        [JsonProperty("currencyCode")] public string? CurrencyCode { get; set; }
        [JsonProperty("billingTerm")] public string? BillingTerm { get; set; }
        [JsonProperty("commitment")] public BareCommitment? Commitment { get; set; }
    }

    private sealed class BareCommitment
    {
        [JsonProperty("id")] public string? Id { get; set; }
        [JsonProperty("term")] public string? Term { get; set; }
        [JsonProperty("endDate")] public string? EndDate { get; set; }
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
