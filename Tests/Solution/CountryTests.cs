using System;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The choice of countries is the list of ISO 3166-1: numeric code as value, English name as label.</summary>
public sealed class CountryTests
{
    private static readonly XElement[] Options = [.. Repository.Solution.Document("OptionSets/pax8_country.xml")!.Descendants("option")];

    [Fact]
    public void There_are_249_countries() => Assert.Equal(249, Options.Length);

    [Theory]
    [InlineData("840", "United States")]
    [InlineData("276", "Germany")]
    [InlineData("826", "United Kingdom")]
    [InlineData("124", "Canada")]
    [InlineData("36", "Australia")]
    [InlineData("554", "New Zealand")]
    [InlineData("40", "Austria")]
    [InlineData("756", "Switzerland")]
    [InlineData("250", "France")]
    [InlineData("380", "Italy")]
    [InlineData("392", "Japan")]
    [InlineData("528", "Netherlands")]
    [InlineData("56", "Belgium")]
    [InlineData("372", "Ireland")]
    [InlineData("208", "Denmark")]
    [InlineData("752", "Sweden")]
    [InlineData("578", "Norway")]
    [InlineData("246", "Finland")]
    [InlineData("724", "Spain")]
    [InlineData("616", "Poland")]
    [InlineData("484", "Mexico")]
    [InlineData("76", "Brazil")]
    [InlineData("356", "India")]
    [InlineData("410", "South Korea")]
    [InlineData("408", "North Korea")]
    [InlineData("178", "Congo")]
    [InlineData("180", "Congo (Democratic Republic)")]
    [InlineData("792", "Türkiye")]
    [InlineData("807", "North Macedonia")]
    [InlineData("728", "South Sudan")]
    [InlineData("4", "Afghanistan")]
    [InlineData("894", "Zambia")]
    public void A_country_has_its_number_and_its_name(string value, string name) =>
        Assert.Equal(name, Options.Single(option => option.Attr("value") == value).Label("labels"));

    [Fact]
    public void Every_value_is_a_number_of_three_digits_at_most() =>
        Assert.All(Options, option => Assert.InRange(int.Parse(option.Attr("value"), CultureInfo.InvariantCulture), 4, 894));

    [Fact]
    public void Countries_are_sorted_by_name_as_people_look_for_them()
    {
        string[] names = [.. Options.Select(option => Folded(option.Label("labels")))];

        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    // Without accents, so that Åland Islands stand among the A and Türkiye among the T. By hand, as normalization is not
    // available where globalization is invariant.
    private static string Folded(string name) =>
        string.Concat(name.Select(letter => letter switch { 'Å' => 'A', 'ç' => 'c', 'é' => 'e', 'ô' => 'o', 'ü' => 'u', _ => letter })).ToUpperInvariant();
}
