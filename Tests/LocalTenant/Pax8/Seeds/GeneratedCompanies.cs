using System;
using System.Collections.Generic;
using System.Globalization;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Any number of companies, the same for the same seed, all names different. Shares: 88 % Active, 9 % Inactive, 3 % Deleted;
/// 30 % with externalId, 10 % with street2, 8 % without phone, 10 % without website, 10 % without updatedDate and without
/// orderApprovalRequired (the one real list that was seen lacked such members here and there).
/// </summary>
internal static class GeneratedCompanies
{
    private static readonly DateTimeOffset Epoch = new(2021, 1, 4, 8, 30, 0, TimeSpan.Zero);

    public static List<Pax8Company> Make(int seed, int count)
    {
        var random = new SeededRandom(seed, "companies");
        var names = new CompanyNames(random.Below(CompanyNames.Different));
        var companies = new List<Pax8Company>(count);
        for (var i = 0; i < count; i++)
            companies.Add(Company(random, names.At(i), i));
        return companies;
    }

    private static Pax8Company Company(SeededRandom random, string name, int index)
    {
        var place = random.Pick(Places.All);
        var domain = CompanyNames.Domain(name) + place.TopLevelDomain;
        var status = random.Below(100);
        return new Pax8Company
        {
            Id = random.Uuid(),
            Name = name,
            Address = new Pax8Address
            {
                Street = place.Street(random),
                Street2 = random.Percent(10) ? "Ste. " + random.Between(1, 999).ToString(CultureInfo.InvariantCulture) : null,
                City = place.City,
                StateOrProvince = place.StateOrProvince,
                PostalCode = place.PostalCode(random),
                Country = place.Country,
            },
            Phone = random.Percent(8) ? null : place.Phone(random),
            Website = random.Percent(10) ? null : random.Below(3) switch { 0 => "https://www." + domain + "/", 1 => "www." + domain, _ => domain },
            ExternalId = random.Percent(30) ? "C-" + (100000 + index).ToString(CultureInfo.InvariantCulture) : null,
            BillOnBehalfOfEnabled = random.Percent(10),
            SelfServiceAllowed = random.Percent(30),
            OrderApprovalRequired = random.Percent(10) ? null : random.Percent(20),
            Status = status < 88 ? "Active" : status < 97 ? "Inactive" : "Deleted",
            UpdatedDate = random.Percent(10) ? null : Pax8Dates.Form(Epoch.AddSeconds(random.Below(150_000_000)).AddMilliseconds(random.Below(1000)), random.Below(Pax8Dates.Forms)),
        };
    }
}
