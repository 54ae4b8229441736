using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// The examples of the official documents (companies-paged, subscriptions-paged, subscription-history, the Office 365 E3 product, order and
/// subscription), restated in examples.json. The documents' examples do not refer to each other consistently, so the
/// companies that only subscriptions name were added, and what an example leaves out stays left out.
/// </summary>
internal static class OfficialExamples
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<ExampleFile> File = new(Read);

    public static IReadOnlyList<Pax8Company> Companies => File.Value.Companies;

    public static IReadOnlyList<Pax8Subscription> Subscriptions => File.Value.Subscriptions;

    /// <summary>Earlier states of subscriptions, newest first.</summary>
    public static IReadOnlyList<Pax8Subscription> History => File.Value.History;

    public static IReadOnlyList<Pax8Product> Products => File.Value.Products.Select(Product).ToList();

    public static IReadOnlyList<Pax8Order> Orders => File.Value.Orders;

    private static ExampleFile Read()
    {
        using var stream = typeof(OfficialExamples).Assembly.GetManifestResourceStream("Pax8Dataverse.LocalTenant.Pax8.Seeds.examples.json")
            ?? throw new InvalidOperationException("The examples of the Pax8 simulator are not embedded in the assembly. Keep the EmbeddedResource of Pax8/Seeds/examples.json in LocalTenant.csproj.");
        return JsonSerializer.Deserialize<ExampleFile>(stream, Options)!;
    }

    /// <summary>The examples show no pricing of these products: one monthly price of the example subscription stands for it, bought at 80 %.</summary>
    private static Pax8Product Product(ExampleProduct example) => new()
    {
        Id = example.Id,
        Name = example.Name,
        VendorName = example.VendorName,
        ShortDescription = example.ShortDescription,
        Description = example.Description ?? example.ShortDescription,
        Sku = example.Sku,
        VendorSku = example.VendorSku,
        RequiresCommitment = example.RequiresCommitment,
        Prices = [new Pax8Price("Monthly", null, null, Math.Round(example.Price * 0.8m, 3), example.Price)],
        ProvisioningFields = example.Fields ?? [],
    };

    private sealed record ExampleFile(
        IReadOnlyList<Pax8Company> Companies, IReadOnlyList<ExampleProduct> Products, IReadOnlyList<Pax8Subscription> Subscriptions,
        IReadOnlyList<Pax8Subscription> History, IReadOnlyList<Pax8Order> Orders);

    private sealed record ExampleProduct(
        string Id, string Name, string VendorName, string? ShortDescription, string? Description, string? Sku, string? VendorSku,
        bool? RequiresCommitment, decimal Price, IReadOnlyList<Pax8ProvisioningField>? Fields);
}
