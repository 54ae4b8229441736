using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>/products. Source: the partner endpoints document. Pricing, dependencies and provision-details have no page object.</summary>
internal static class ProductEndpoints
{
    private static readonly Dictionary<string, Func<Pax8Product, IComparable?>> SortKeys = new()
    {
        ["name"] = product => product.Name,
        ["vendor"] = product => product.VendorName,
    };

    public static Pax8Answer List(EndpointContext context)
    {
        var call = context.Call;
        IReadOnlyList<Pax8Product> rows = context.State.ListedProducts;
        if (Query.Text(call, "search") is { } search)
            rows = rows.Where(product => Matches(product, search)).ToList();
        if (Query.Text(call, "vendorName") is { } vendor)
            rows = rows.Where(product => string.Equals(product.VendorName, vendor, StringComparison.OrdinalIgnoreCase)).ToList();
        return Paging.Of(call).Answer(Query.Sorted(call, rows, SortKeys), (writer, product) => Write(writer, product, false));
    }

    public static Pax8Answer Get(EndpointContext context)
    {
        var product = Find(context);
        return Ok(writer => Write(writer, product, true));
    }

    /// <summary>Which fields an order needs is not told: only its refusal tells.</summary>
    public static Pax8Answer ProvisionDetails(EndpointContext context)
    {
        var product = Find(context);
        return Ok(writer => WriteContent(writer, product.ProvisioningFields, WriteField));
    }

    public static Pax8Answer Dependencies(EndpointContext context)
    {
        var product = Find(context);
        return Ok(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("commitmentDependencies");
            foreach (var commitment in product.Commitments)
                WriteCommitment(writer, commitment);
            writer.WriteEndArray();
            writer.WriteStartArray("productDependencies");
            var required = product.Requires.Select(context.State.FindProduct).OfType<Pax8Product>().ToList();
            if (required.Count > 0)
            {
                writer.WriteStartObject();
                writer.WriteString("name", "Requires");
                writer.WriteStartArray("products");
                foreach (var other in required)
                    Write(writer, other, false);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>With companyId the prices of that company.</summary>
    public static Pax8Answer Pricing(EndpointContext context)
    {
        var product = Find(context);
        var companyId = Query.Text(context.Call, "companyId");
        if (companyId is not null && context.State.FindCompany(companyId) is null)
            throw Refusal.NotFound("Company", companyId);
        return Ok(writer => WriteContent(writer, context.State.PricesOf(product.Id, companyId), (row, price) => WritePrice(row, product, price)));
    }

    private static Pax8Product Find(EndpointContext context) =>
        context.State.FindProduct(context.Ids["productId"]) ?? throw Refusal.NotFound("Product", context.Ids["productId"]);

    private static bool Matches(Pax8Product product, string search) =>
        new[] { product.Id, product.Name, product.VendorName, product.Sku, product.VendorSku }
            .Any(text => text?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);

    private static void Write(Utf8JsonWriter writer, Pax8Product product, bool detail)
    {
        writer.WriteStartObject();
        writer.WriteString("id", product.Id);
        writer.WriteString("name", product.Name);
        writer.WriteString("vendorName", product.VendorName);
        writer.Member("shortDescription", product.ShortDescription);
        if (detail)
            writer.Member("description", product.Description);
        writer.Member("sku", product.Sku);
        writer.Member("vendorSku", product.VendorSku);
        writer.Member("requiresCommitment", product.RequiresCommitment);
        writer.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter writer, Pax8ProvisioningField field)
    {
        writer.WriteStartObject();
        writer.WriteString("label", field.Label);
        writer.WriteString("key", field.Key);
        writer.Member("description", field.Description);
        writer.WriteString("valueType", field.ValueType);
        if (field.PossibleValues is { } values)
        {
            writer.WriteStartArray("possibleValues");
            foreach (var value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteCommitment(Utf8JsonWriter writer, Pax8CommitmentTerm commitment)
    {
        writer.WriteStartObject();
        writer.WriteString("id", commitment.Id);
        writer.WriteString("term", commitment.Term);
        writer.WriteBoolean("autoRenew", commitment.AutoRenew);
        writer.WriteNumber("renewalWindowDaysBeforeTermEnd", commitment.RenewalWindowDaysBeforeTermEnd);
        writer.WriteNumber("renewalWindowDaysAfterTermEnd", commitment.RenewalWindowDaysAfterTermEnd);
        writer.WriteBoolean("allowForQuantityIncrease", commitment.AllowForQuantityIncrease);
        writer.WriteBoolean("allowForQuantityDecrease", commitment.AllowForQuantityDecrease);
        writer.WriteBoolean("allowForEarlyCancellation", commitment.AllowForEarlyCancellation);
        writer.WriteBoolean("cancellationFeeApplied", commitment.CancellationFeeApplied);
        writer.WriteBoolean("isTransferable", commitment.IsTransferable);
        writer.WriteEndObject();
    }

    private static void WritePrice(Utf8JsonWriter writer, Pax8Product product, Pax8Price price)
    {
        writer.WriteStartObject();
        writer.WriteString("productId", product.Id);
        writer.WriteString("productName", product.Name);
        writer.WriteString("billingTerm", price.BillingTerm);
        writer.Member("commitmentTerm", price.CommitmentTerm);
        writer.Member("commitmentTermInMonths", price.CommitmentMonths);
        writer.WriteString("type", price.Type);
        writer.WriteString("unitOfMeasurement", price.UnitOfMeasurement);
        writer.WriteStartArray("rates");
        foreach (var rate in price.AllRates)
            WriteRate(writer, rate);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A range without start leaves it out, one without end says null.</summary>
    private static void WriteRate(Utf8JsonWriter writer, Pax8Rate rate)
    {
        writer.WriteStartObject();
        writer.WriteNumber("partnerBuyRate", Math.Round(rate.PartnerBuyRate, 3));
        writer.WriteNumber("suggestedRetailPrice", rate.SuggestedRetailPrice);
        writer.Member("startQuantityRange", rate.StartQuantity);
        if (rate.EndQuantity is { } end)
            writer.WriteNumber("endQuantityRange", end);
        else
            writer.WriteNull("endQuantityRange");
        writer.WriteString("chargeType", rate.ChargeType);
        writer.WriteEndObject();
    }

    private static void WriteContent<T>(Utf8JsonWriter writer, IEnumerable<T> rows, Action<Utf8JsonWriter, T> writeRow)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("content");
        foreach (var row in rows)
            writeRow(writer, row);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Pax8Answer Ok(Action<Utf8JsonWriter> write) => new() { Status = 200, ContentType = "application/json", Body = Json.Write(write) };
}
