using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Pax8Dataverse.Connectors;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Connectors;

public sealed class CountriesTests
{
    [Fact]
    public void Every_country_is_there_once()
    {
        Assert.Equal(249, Countries.All.Count);
        Assert.Equal(249, Countries.All.Select(country => country.Alpha2).Distinct().Count());
        Assert.Equal(249, Countries.All.Select(country => country.Alpha3).Distinct().Count());
        Assert.Equal(249, Countries.All.Select(country => country.Numeric).Distinct().Count());
        Assert.All(Countries.All, country => Assert.Matches("^[A-Z]{2} [A-Z]{3}$", $"{country.Alpha2} {country.Alpha3}"));
        Assert.All(Countries.All, country => Assert.Equal(country.Name.Trim(), country.Name));
    }

    [Fact]
    public void Every_country_is_found_by_its_name_and_codes() =>
        Assert.All(Countries.All, country =>
        {
            Assert.Same(country, Countries.TryFind(country.Name.ToUpperInvariant()));
            Assert.Same(country, Countries.TryFind(country.Alpha2.ToLowerInvariant()));
            Assert.Same(country, Countries.TryFind(country.Alpha3));
            Assert.Same(country, Countries.ByNumeric(country.Numeric));
        });

    [Theory]
    [InlineData("United States", "US")]
    [InlineData(" usa ", "US")]
    [InlineData("United States of America", "US")]
    [InlineData("840", "US")]
    [InlineData("004", "AF")]
    [InlineData("UK", "GB")]
    [InlineData("Great Britain", "GB")]
    [InlineData("England", "GB")]
    [InlineData("Czech Republic", "CZ")]
    [InlineData("South Korea", "KR")]
    [InlineData("Republic of Korea", "KR")]
    [InlineData("Russia", "RU")]
    [InlineData("Russian Federation", "RU")]
    [InlineData("Viet Nam", "VN")]
    [InlineData("Vietnam", "VN")]
    [InlineData("Turkey", "TR")]
    [InlineData("Türkiye", "TR")]
    [InlineData("Ivory Coast", "CI")]
    [InlineData("The Netherlands", "NL")]
    public void A_country_is_found_by_what_people_write(string text, string alpha2) => Assert.Equal(alpha2, Countries.TryFind(text)?.Alpha2);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("XX")]
    [InlineData("United")]
    [InlineData("Atlantis")]
    public void What_is_no_country_is_not_found(string? text) => Assert.Null(Countries.TryFind(text));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(999)]
    public void A_number_that_is_no_country_is_not_found(int code) => Assert.Null(Countries.ByNumeric(code));

    [Fact]
    public void The_choice_of_the_solution_offers_the_same_countries_under_the_same_names()
    {
        var options = XDocument.Load(FileOfRepository("Solution/src/OptionSets/pax8_country.xml")).Descendants("option")
            .Select(option => $"{(int)option.Attribute("value")!} {(string)option.Descendants("label").First().Attribute("description")!}");

        Assert.Equal(
            Countries.All.Select(country => $"{country.Numeric} {country.Name}").Order(StringComparer.Ordinal),
            options.Order(StringComparer.Ordinal));
    }

    private static string FileOfRepository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) return Path.Combine(folder.FullName, path);
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Pax8Dataverse.sln.");
    }
}
