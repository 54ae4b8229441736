using System;
using System.Globalization;
using System.Text;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Names that could be companies, each index another one: the index is spread over all combinations by a step that shares no factor with their number.</summary>
internal sealed class CompanyNames(int start)
{
    private static readonly string[] First =
    [
        "Alpine", "Amber", "Anchor", "Aspen", "Atlas", "Aurora", "Bäcker", "Beacon", "Birch", "Blue Ridge", "Brightside", "Cascade", "Cedar",
        "Citadel", "Clearwater", "Cobalt", "Copper", "Crescent", "Delta", "Eagle", "Élan", "Ember", "Evergreen", "Falcon", "First", "Foxtail",
        "Golden", "Granite", "Harbor", "Highland", "Horizon", "Ibérica", "Iron", "Ivory", "Juniper", "Keystone", "Lakeside", "Liberty", "Lumen",
        "Maple", "Meridian", "Metro", "Midtown", "Northern", "Oak", "Ocean", "Øster", "Pacific", "Pinnacle", "Prairie", "Quartz", "Red Rock",
        "River", "Sierra", "Silver", "Summit", "Sunrise", "Timber", "Union", "Vertex", "Westgate",
    ];

    private static readonly string[] Second =
    [
        "Dental", "Law", "Logistics", "Motors", "Bakery", "Robotics", "Insurance", "Realty", "Brewing", "Surveying", "Printing", "Veterinary",
        "Accounting", "Architects", "Plumbing", "Electric", "Media", "Pharmacy", "Travel", "Farms", "Optics", "Textiles", "Shipping", "Energy",
        "Foods", "Furniture", "Clinics", "Schools", "Security", "Software", "Steel",
    ];

    private static readonly string[] Third = ["Group", "Partners", "Services", "Works", "Associates", "Systems", "Brothers", "& Sons", "Collective", "Holdings", "Network", "Studio", "Supply"];
    private static readonly string[] Legal = ["", ", Inc.", " LLC", " Ltd", " GmbH", " B.V.", " S.A.", " ApS"];

    /// <summary>A prime that divides none of the four list lengths.</summary>
    private const int Step = 7919;

    /// <summary>How many names there are before numbers are added.</summary>
    public static int Different => First.Length * Second.Length * Third.Length * Legal.Length;

    public string At(int index)
    {
        var (round, place) = Math.DivRem(index, Different);
        var spread = (int)((start + ((long)place * Step)) % Different);
        (spread, var first) = Math.DivRem(spread, First.Length);
        (spread, var second) = Math.DivRem(spread, Second.Length);
        (spread, var third) = Math.DivRem(spread, Third.Length);
        var name = $"{First[first]} {Second[second]} {Third[third]}{Legal[spread]}";
        return round == 0 ? name : name + " " + (round + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The name in the letters, digits and hyphens of a host name, without top level domain.</summary>
    public static string Domain(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            var plain = letter switch { 'ä' => 'a', 'É' or 'é' => 'e', 'Ø' => 'o', _ => char.ToLowerInvariant(letter) };
            if (char.IsAsciiLetterOrDigit(plain))
                text.Append(plain);
            else if (text.Length > 0 && text[^1] != '-')
                text.Append('-');
        }

        return text.ToString().Trim('-');
    }
}
