using System.Linq;
using System.Text;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

/// <summary>Prices as Pax8 documents them, and what else may come.</summary>
public sealed class PriceReaderTests
{
    [Fact]
    public void A_price_has_its_terms_and_its_rates()
    {
        var price = Assert.Single(Read("""
            {"productId":"p","productName":"A","billingTerm":"Annual","commitmentTerm":"3-Year","commitmentTermInMonths":36,"type":"Volume","unitOfMeasurement":"Each","rates":[
              {"partnerBuyRate":86.456,"suggestedRetailPrice":100,"endQuantityRange":9,"chargeType":"Per Unit"},
              {"partnerBuyRate":80,"suggestedRetailPrice":95.5,"startQuantityRange":10,"endQuantityRange":null,"chargeType":"Per Unit"}]}
            """).Prices);

        Assert.Equal(("p", "Annual", "3-Year", 36, "Volume", "Each", null), (price.Id, price.BillingTerm, price.CommitmentTerm, price.CommitmentMonths, price.Type, price.Unit, price.CurrencyCode));
        Assert.Equal([(86.456m, 100m, null, 9, "Per Unit"), (80m, 95.5m, 10, null, "Per Unit")],
            price.Rates.Select(rate => (rate.PartnerBuyRate!.Value, rate.SuggestedRetailPrice!.Value, rate.From, rate.To, rate.ChargeType!)));
    }

    [Fact]
    public void A_price_of_the_older_document_names_no_product_and_a_currency_is_taken_where_it_comes()
    {
        var price = Assert.Single(Read("""{"billingTerm":"Monthly","currencyCode":"EUR","rates":[]}""").Prices);

        Assert.Equal(("", "EUR", 0), (price.Id, price.CurrencyCode, price.Rates.Count));
    }

    [Fact]
    public void A_value_that_cannot_be_read_costs_that_value()
    {
        var rate = Assert.Single(Assert.Single(Read("""{"billingTerm":"Monthly","rates":[{"partnerBuyRate":"much","suggestedRetailPrice":8,"startQuantityRange":1.5}]}""").Prices).Rates);

        Assert.Equal((null, 8m, null), (rate.PartnerBuyRate, rate.SuggestedRetailPrice, rate.From));
        Assert.Equal(["partnerBuyRate", "startQuantityRange"], rate.Unreadable.Select(value => value.Member));
    }

    [Theory]
    [InlineData("""{"rates":[]}""", "it has no billingTerm")]
    [InlineData("""{"billingTerm":"Monthly","rates":[17]}""", "a rate cannot be read: it is not an object")]
    [InlineData("17", "it is not an object")]
    public void An_entry_that_is_no_price_is_told_and_the_others_are_read(string entry, string why)
    {
        var list = Read(entry + """,{"billingTerm":"Annual","rates":[]}""");

        Assert.Equal(why, Assert.Single(list.Unreadable).Reason);
        Assert.Equal("Annual", Assert.Single(list.Prices).BillingTerm);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"content":{}}""")]
    [InlineData("""{"content":[],"content":[]}""")]
    [InlineData("[]")]
    public void What_is_no_list_of_prices_is_no_answer(string body) => Assert.Throws<UnreadableBodyException>(() => PriceReader.ReadList(new Body(Encoding.UTF8.GetBytes(body))));

    private static PriceList Read(string entries) => PriceReader.ReadList(new Body(Encoding.UTF8.GetBytes($$"""{"content":[{{entries}}]}""")));
}
