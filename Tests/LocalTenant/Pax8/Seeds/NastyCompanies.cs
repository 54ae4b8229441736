using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Companies whose data is awkward but which a client must take over like any other: each has an id and is listed at the end.
/// All but the one with an unknown status conform to the document. A row without id and a name of a million characters are not among
/// them, so that "both sides agree" stays decidable; have them by <see cref="Pax8State.AddCompany"/> or by a fault.
/// </summary>
public static class NastyCompanies
{
    /// <summary>The names, in the order in which the companies are listed.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "<img src=x onerror=alert(1)>",
        "\"Quoted\" & 'Quoted' \\ Backslash / Slash",
        "🦄 Unicorn 👩‍👩‍👧 Ltd. 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "شركة الأمل للتجارة \u202Egnirts desrever\u202C",
        "=cmd|'/C calc'!A0",
        "{{constructor.constructor('return 1')()}} ${7*7}",
        "'; DROP TABLE account; --",
        "  Surrounded\tby\nspace  ",
        "Zero\u200BWidth and combining e\u0301",
        "Unknown status",
        "Nothing but a name",
    ];

    /// <summary>The companies for a seed.</summary>
    public static IReadOnlyList<Pax8Company> Make(int seed)
    {
        var random = new SeededRandom(seed, "nasty");
        return Names.Select(name => name == "Nothing but a name"
            ? new Pax8Company { Id = random.Uuid(), Name = name }
            : new Pax8Company
            {
                Id = random.Uuid(),
                Name = name,
                Address = new Pax8Address { Street = name, Street2 = name, City = name, StateOrProvince = name, PostalCode = "' OR 1=1 --", Country = "US" },
                Phone = "<script>alert(2)</script>",
                Website = "javascript:alert(3)",
                ExternalId = name,
                BillOnBehalfOfEnabled = false,
                SelfServiceAllowed = false,
                OrderApprovalRequired = false,
                Status = name == "Unknown status" ? "Suspended" : "Active",
                UpdatedDate = "2023-08-11T11:33:12.314-0600",
            }).ToList();
    }
}
