using System.Text;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>A city and how its country writes addresses, postal codes and phone numbers. In patterns # is a digit, @ a capital.</summary>
internal sealed record Place(
    string Country, string City, string? StateOrProvince, string StreetPattern, string PostalPattern, string PhonePattern, string TopLevelDomain)
{
    public string Street(SeededRandom random) => Fill(StreetPattern, random);

    public string PostalCode(SeededRandom random) => Fill(PostalPattern, random);

    public string Phone(SeededRandom random) => Fill(PhonePattern, random);

    private static string Fill(string pattern, SeededRandom random)
    {
        var text = new StringBuilder(pattern.Length);
        foreach (var letter in pattern)
            text.Append(letter switch { '#' => (char)('1' + random.Below(9)), '@' => (char)('A' + random.Below(26)), _ => letter });
        return text.ToString();
    }
}

/// <summary>The places of generated companies. States come as codes and as full names, as in the official examples.</summary>
internal static class Places
{
    public static readonly Place[] All =
    [
        new("US", "Greenwood Village", "CO", "## S Quebec St", "80###", "555-###-####", ".com"),
        new("US", "Denver", "Colorado", "### Liberty Lane Ave", "802##", "(555) ###-####", ".com"),
        new("US", "Tampa", "FL", "#### W Kennedy Blvd", "336##-####", "+1 555 ### ####", ".net"),
        new("US", "Austin", "Texas", "#### Congress Ave", "787##", "555.###.####", ".com"),
        new("CA", "Toronto", "Ontario", "### Bay St", "M#J #R#", "416-555-####", ".ca"),
        new("CA", "Montréal", "QC", "### rue Sainte-Catherine", "H#Y #A#", "514-555-####", ".ca"),
        new("GB", "London", "England", "## King William St", "EC#N #@@", "+44 20 7946 0###", ".co.uk"),
        new("GB", "Edinburgh", "Scotland", "## Princes St", "EH# #@@", "+44 131 496 0###", ".co.uk"),
        new("DE", "München", "Bayern", "Sendlinger Straße ##", "80###", "+49 89 #######", ".de"),
        new("DE", "Köln", "Nordrhein-Westfalen", "Ehrenstraße ##", "50###", "0221 ######", ".de"),
        new("FR", "Lyon", "Auvergne-Rhône-Alpes", "## rue de la République", "690##", "+33 4 78 ## ## ##", ".fr"),
        new("NL", "Utrecht", "Utrecht", "Oudegracht ###", "35## @@", "+31 30 ### ####", ".nl"),
        new("DK", "København", null, "Bredgade ##", "12##", "+45 ## ## ## ##", ".dk"),
        new("IE", "Dublin", "Leinster", "## Grafton Street", "D0# @@##", "+353 1 ### ####", ".ie"),
        new("AU", "Sydney", "NSW", "### George St", "2###", "+61 2 5550 ####", ".com.au"),
        new("JP", "東京", "東京都", "千代田区丸の内#-#-#", "100-####", "+81 3-####-####", ".co.jp"),
    ];

    public static string Currency(string country) => country switch
    {
        "US" => "USD",
        "CA" => "CAD",
        "GB" => "GBP",
        "DK" => "DKK",
        "AU" => "AUD",
        "JP" => "JPY",
        _ => "EUR",
    };
}
