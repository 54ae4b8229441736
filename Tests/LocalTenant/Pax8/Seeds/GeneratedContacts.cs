using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Contacts of a seeded company: enough primaries for an Active one, at most one half-set-up person for the others.</summary>
internal static class GeneratedContacts
{
    private static readonly string[] FirstNames = ["Ada", "Bruno", "Chloé", "Dmitri", "Esra", "Fatima", "Grace", "Hiro", "Inés", "Jörg", "Kwame", "Lena"];
    private static readonly string[] LastNames = ["Andersen", "Brooks", "Castillo", "Dupont", "Eriksen", "Fischer", "García", "Hughes", "Ivanova", "Jansen", "Kim", "O'Neil"];

    public static List<Pax8Contact> Of(Pax8Company company, int seed)
    {
        var random = new SeededRandom(seed, "contacts of " + company.Id);
        if (company.Status != "Active")
            return random.Percent(50) ? [Make(random, new Pax8ContactType("Admin", true))] : [];
        return random.Percent(60)
            ? [Make(random, new Pax8ContactType("Admin", true), new Pax8ContactType("Billing", true), new Pax8ContactType("Technical", true))]
            : [Make(random, new Pax8ContactType("Technical", true)), Make(random, new Pax8ContactType("Admin", true), new Pax8ContactType("Billing", true))];
    }

    private static Pax8Contact Make(SeededRandom random, params Pax8ContactType[] types) => new()
    {
        Id = random.Uuid(),
        FirstName = random.Pick(FirstNames),
        LastName = random.Pick(LastNames),
        Email = $"contact{random.Below(100000)}@example.com",
        Phone = $"555-{random.Between(100, 999)}-{random.Between(1000, 9999)}",
        CreatedDate = Pax8Dates.Day(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(random.Below(1500))),
        Types = types,
    };
}
