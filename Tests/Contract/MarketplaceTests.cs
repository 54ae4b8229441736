using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Products, their prices, commitments and dependencies.</summary>
public sealed class MarketplaceTests
{
    private const string Products = "/v1/products";

    private static readonly string[] Rules =
    [
        "autoRenew", "renewalWindowDaysBeforeTermEnd", "renewalWindowDaysAfterTermEnd", "allowForQuantityIncrease", "allowForQuantityDecrease",
        "allowForEarlyCancellation", "cancellationFeeApplied", "isTransferable",
    ];

    [Fact]
    public async Task A_search_finds_parts_of_name_vendor_SKU_and_id()
    {
        var shop = await Shop.OpenAsync();
        var wanted = shop.Product(Marketplace.ByVolume);
        List<string?> Found(string query) => shop.Pax8.Rows($"{Products}?{query}&size=200").Select(row => row.Text("name")).ToList();

        Assert.Equal([wanted.Name], Found("search=awareness%20train"));
        Assert.Equal([wanted.Name], Found("search=" + wanted.Sku));
        Assert.Equal([wanted.Name], Found("search=" + wanted.Id));
        Assert.Equal(11, Found("search=contoso").Count);
        Assert.Empty(Found("search=nothing%20of%20that%20name"));
        Assert.Equal(11, Found("vendorName=Contoso").Count);
        Assert.Empty(Found("vendorName=Conto"));
        Assert.Equal(Found("vendorName=Contoso").Order(StringComparer.OrdinalIgnoreCase).Reverse(), Found("vendorName=Contoso&sort=name,desc"));
        Assert.Equal(shop.State.Products.Select(product => product.VendorName).Order(StringComparer.OrdinalIgnoreCase), shop.Pax8.Rows($"{Products}?sort=vendor&size=200").Select(row => row.Text("vendorName")));
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task Prices_have_rates_by_ranges_of_quantity()
    {
        var shop = await Shop.OpenAsync();
        JsonElement Price(string product) => shop.Pax8.Get($"{Products}/{shop.Product(product).Id}/pricing", 200).GetProperty("content")[0];
        List<(decimal? Start, decimal? End, decimal Retail)> Rates(string product) => Price(product).GetProperty("rates").EnumerateArray().Select(rate =>
            (rate.TryGetProperty("startQuantityRange", out var start) ? start.GetDecimal() : (decimal?)null,
             rate.GetProperty("endQuantityRange") is { ValueKind: JsonValueKind.Number } end ? end.GetDecimal() : (decimal?)null,
             rate.GetProperty("suggestedRetailPrice").GetDecimal())).ToList();

        Assert.Equal([(null, 9, 3m), (10, 99, 2.5m), (100, null, 2m)], Rates(Marketplace.ByVolume));
        Assert.Equal([(1, 5, 10m), (6, 20, 8m), (21, null, 6m)], Rates(Marketplace.ByTier));
        Assert.Equal(["Volume", "Tiered", "Mark-Up"], new[] { Marketplace.ByVolume, Marketplace.ByTier, Marketplace.ByUsage }.Select(product => Price(product).Text("type")));
        Assert.Equal(["Flat Rate", "Per Unit"], Price(Marketplace.ByFlatRate).GetProperty("rates").EnumerateArray().Select(rate => rate.Text("chargeType")));
        shop.Pax8.AssertConforming();
    }

    [Theory]
    [InlineData(Marketplace.ByVolume, 9, 3)]
    [InlineData(Marketplace.ByVolume, 10, 2.5)]
    [InlineData(Marketplace.ByVolume, 1000, 2)]
    [InlineData(Marketplace.ByTier, 5, 10)]
    [InlineData(Marketplace.ByTier, 10, 9)]
    [InlineData(Marketplace.ByFlatRate, 10, 10)]
    [InlineData(Marketplace.ByFlatRate, 30, 9.333)]
    public async Task A_subscription_costs_what_the_rates_say_for_its_quantity(string product, int quantity, decimal price)
    {
        var shop = await Shop.OpenAsync();

        shop.Pax8.Send("POST", "/v1/orders", shop.Order(shop.Line(product).With("quantity", quantity)).ToJsonString(), 200);

        Assert.Equal(price, shop.State.SubscriptionsOfOrder(shop.State.Purchases.Single().OrderId).Single().Price);
    }

    [Fact]
    public async Task A_subscription_costs_what_the_price_list_says_for_its_commitment()
    {
        var shop = await Shop.OpenAsync();
        var suite = shop.Product(Marketplace.WithCommitments);
        decimal Price(Pax8CommitmentTerm term, string billingTerm)
        {
            shop.Pax8.Send("POST", "/v1/orders", shop.Order(shop.Line(suite.Name).With("billingTerm", billingTerm).With("commitmentTermId", term.Id)).ToJsonString(), 200);
            return shop.State.SubscriptionsOfOrder(shop.State.Purchases[^1].OrderId).Single().Price;
        }

        Assert.Equal([18m, 15m, 14m, 13m], suite.Commitments.Take(4).Select(term => Price(term, "Monthly")));
        Assert.Equal([180m, 168m, 156m], suite.Commitments.Skip(1).Take(3).Select(term => Price(term, "Annual")));
    }

    [Fact]
    public async Task A_company_has_its_own_prices_and_prices_change_on_their_day_but_not_those_of_what_was_bought()
    {
        var shop = await Shop.OpenAsync();
        var product = shop.Product(Marketplace.Plain).Id;
        var other = shop.State.Companies.First(company => company.Status == "Active" && company.Id != shop.Company).Id;
        (decimal Buys, decimal Retail) Price(string? company)
        {
            var rate = shop.Pax8.Get($"{Products}/{product}/pricing{(company is null ? "" : "?companyId=" + company)}", 200).GetProperty("content")[0].GetProperty("rates")[0];
            return (rate.GetProperty("partnerBuyRate").GetDecimal(), rate.GetProperty("suggestedRetailPrice").GetDecimal());
        }
        shop.State.AgreePrices(shop.Company, product, [new Pax8Price("Monthly", null, null, 4m, 6m)]);
        shop.State.Later(shop.Time.GetUtcNow().AddDays(1), state => state.ChangePrices(product, price => price.With(buys => buys + 1, retail => retail + 2)));
        shop.Pax8.Send("POST", "/v1/orders", shop.Order(shop.Line(Marketplace.Plain)).ToJsonString(), 200);

        Assert.Equal([(5.8m, 7.25m), (4m, 6m), (5.51m, 7.25m)], new[] { null, shop.Company, other }.Select(Price));
        shop.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal([(6.8m, 9.25m), (4m, 6m), (6.46m, 9.25m)], new[] { null, shop.Company, other }.Select(Price));
        shop.State.AgreePrices(shop.Company, product, null);
        Assert.Equal((6.46m, 9.25m), Price(shop.Company));
        var bought = shop.State.SubscriptionsOfOrder(shop.State.Purchases.Single().OrderId).Single();
        Assert.Equal((4m, 6m), (bought.PartnerCost, bought.Price));
        shop.Pax8.Get($"{Products}/{product}/pricing?companyId={Guid.NewGuid()}", 404);
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task Each_rule_of_a_commitment_is_told_and_each_of_its_values_occurs()
    {
        var shop = await Shop.OpenAsync();

        var told = shop.Pax8.Get($"{Products}/{shop.Product(Marketplace.WithCommitments).Id}/dependencies", 200).GetProperty("commitmentDependencies").EnumerateArray().ToList();

        Assert.All(told, commitment => Assert.Equal(Rules.Append("id").Append("term").Order(StringComparer.Ordinal), commitment.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        Assert.All(Rules, rule => Assert.Equal(2, told.Select(commitment => commitment.GetProperty(rule).ToString()).Distinct().Count()));
        Assert.Equal(["1-Year", "2-Year", "3-Year", "Monthly"], told.Select(commitment => commitment.Text("term")).Distinct().Order(StringComparer.Ordinal));
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task A_commitment_that_allows_no_increase_and_no_cancellation_holds_its_subscription()
    {
        var shop = await Shop.OpenAsync();
        var suite = shop.Product(Marketplace.WithCommitments);
        string Bought(Pax8CommitmentTerm term)
        {
            shop.Pax8.Send("POST", "/v1/orders", shop.Order(shop.Line(suite.Name).With("quantity", 5).With("commitmentTermId", term.Id)).ToJsonString(), 200);
            return "/v1/subscriptions/" + shop.State.Purchases[^1].Lines.Single().SubscriptionId;
        }
        var (fixedQuantity, fixedTerm) = (Bought(suite.Commitments.Single(term => !term.AllowForQuantityIncrease)), Bought(suite.Commitments.Single(term => !term.AllowForEarlyCancellation)));

        shop.Pax8.Send("PUT", fixedQuantity, """{"quantity":6}""", 422);
        shop.Pax8.Send("PUT", fixedTerm, """{"quantity":6}""", 200);
        shop.Pax8.Send("DELETE", fixedTerm, null, 422);
        shop.Pax8.Send("DELETE", fixedTerm + "?cancelDate=1971-01-02T00:00:00Z", null, 204);
        shop.Pax8.Send("DELETE", fixedQuantity, null, 204);
    }

    [Fact]
    public async Task Dependencies_name_each_product_that_an_add_on_may_belong_to()
    {
        var shop = await Shop.OpenAsync();

        var required = shop.Pax8.Get($"{Products}/{shop.Product(Marketplace.AddOn).Id}/dependencies", 200).GetProperty("productDependencies")[0];

        Assert.Equal("Requires", required.Text("name"));
        Assert.Equal([Marketplace.WithCommitments, Marketplace.WithQuestions], required.GetProperty("products").EnumerateArray().Select(product => product.Text("name")!));
        shop.Pax8.AssertConforming();
    }

    [Fact]
    public async Task Every_product_can_be_shown_whole_and_the_same_seed_makes_the_same_marketplace()
    {
        var shop = await Shop.OpenAsync(seed: 9);

        foreach (var product in shop.State.Products)
            foreach (var part in new[] { "", "/pricing", "/pricing?companyId=" + shop.Company, "/dependencies", "/provision-details" })
                shop.Pax8.Get($"{Products}/{product.Id}{part}", 200);

        shop.Pax8.AssertConforming();
        Assert.Equal(shop.State.Products.Select(product => product.Id), (await Shop.OpenAsync(seed: 9)).State.Products.Select(product => product.Id));
        Assert.Equal(shop.State.Products.Count, shop.State.Products.Select(product => product.Name).Distinct().Count());
        // The examples of the documents have one id for ever; what is generated has another for each seed.
        Assert.NotEqual(shop.Product(Marketplace.Plain).Id, (await Shop.OpenAsync(seed: 8)).Product(Marketplace.Plain).Id);
    }
}
