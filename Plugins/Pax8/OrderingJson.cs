using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>What is kept and shown of ordering as JSON.</summary>
internal static class OrderingJson
{
    /// <summary>What can be chosen for a line, for the page that shows it.</summary>
    public static string Of(IReadOnlyList<Pax8Price> prices, OrderingDependencies dependencies, IReadOnlyList<OrderingField> fields, DateTime readOn) => Pax8Json.Write(new JObject
    {
        ["prices"] = new JArray(prices.Select(price => new JObject
        {
            ["billingTerm"] = price.BillingTerm,
            ["commitmentTerm"] = price.CommitmentTerm,
            ["unit"] = price.Unit,
            ["type"] = price.Type,
            ["rates"] = new JArray(price.Rates.Select(rate => new JObject
            {
                ["from"] = rate.From ?? 0,
                ["to"] = rate.To,
                ["cost"] = rate.PartnerBuyRate,
                ["retail"] = rate.SuggestedRetailPrice,
                ["charge"] = rate.ChargeType,
            })),
        })),
        ["commitments"] = new JArray(dependencies.Commitments.Select(one => new JObject
        {
            ["id"] = one.Id,
            ["term"] = one.Term,
            ["autoRenew"] = one.AutoRenew,
            ["allowsIncrease"] = one.AllowsIncrease,
            ["allowsDecrease"] = one.AllowsDecrease,
            ["allowsEarlyCancellation"] = one.AllowsEarlyCancellation,
            ["hasCancellationFee"] = one.HasCancellationFee,
        })),
        ["fields"] = new JArray(fields.Select(field => new JObject
        {
            ["key"] = field.Key,
            ["label"] = field.Label,
            ["description"] = field.Description,
            ["type"] = field.ValueType,
            ["values"] = field.PossibleValues is { } values ? new JArray(values) : null,
        })),
        ["requires"] = new JArray(dependencies.Requirements.Select(one => new JObject
        {
            ["name"] = one.Name,
            ["products"] = new JArray(one.Products.Select(needed => new JObject { ["id"] = needed.Id, ["name"] = needed.Name })),
        })),
        ["readOn"] = readOn.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    });

    /// <summary>An order as it is kept: without the values of provisioning details, which may be personal data.</summary>
    public static string WithoutValues(NewOrder request) => Pax8Json.Write(new JObject
    {
        ["companyId"] = request.CompanyId,
        ["lineItems"] = new JArray(request.Lines.Select(line => new JObject
        {
            ["lineItemNumber"] = line.Number,
            ["productId"] = line.ProductId,
            ["quantity"] = line.Quantity,
            ["billingTerm"] = line.BillingTerm,
            ["commitmentTermId"] = line.CommitmentTermId,
            ["parentSubscriptionId"] = line.ParentSubscriptionId,
            ["parentLineItemNumber"] = line.ParentLineNumber,
            ["provisioningDetails"] = new JArray(line.ProvisioningDetails.Keys.OrderBy(key => key, StringComparer.Ordinal)),
        })),
    });

    /// <summary>Provisioning details of a line, an object of lists of texts by key: values by key; null where the text is something else.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>>? ReadProvisioningDetails(string? json)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(json)) return values;
        if (Pax8Json.TryReadObject(json!) is not { } read) return null;
        foreach (var member in read.Properties())
        {
            if (member.Value is not JArray list || list.Any(value => value.Type != JTokenType.String)) return null;
            if (list.Count > 0) values[member.Name] = [.. list.Select(value => (string)value!)];
        }
        return values;
    }
}
