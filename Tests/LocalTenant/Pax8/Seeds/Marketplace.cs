using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Products to order, beside the catalogue that generated subscriptions are of: each rule of a commitment, each kind of provisioning
/// field, each billing term and each type of price occurs, and so do add-ons that require one of several others. The same for the same
/// seed; names are the same for every seed.
/// </summary>
public static class Marketplace
{
    /// <summary>No commitment, no question, one price a month.</summary>
    public const string Plain = "Status Page";

    /// <summary>Fields of all three kinds; of each kind one is required and one is not.</summary>
    public const string WithQuestions = "Managed Firewall";

    /// <summary>A commitment for each rule that a commitment may have, and one for each term.</summary>
    public const string WithCommitments = "Contoso Suite";

    /// <summary>Belongs to <see cref="WithCommitments"/> or to <see cref="WithQuestions"/>.</summary>
    public const string AddOn = "Contoso Suite Archive";

    /// <summary>Requires an <see cref="AddOn"/>: an add-on of an add-on.</summary>
    public const string AddOnOfAddOn = "Contoso Suite Archive Search";

    /// <summary>One price for all licences, lower the more there are.</summary>
    public const string ByVolume = "Awareness Training";

    /// <summary>Each licence at the price of its range.</summary>
    public const string ByTier = "Remote Support";

    /// <summary>A flat rate up to a quantity, then by the unit.</summary>
    public const string ByFlatRate = "Helpdesk";

    /// <summary>Priced by a mark-up, with a rate of 0 as products have that are billed by usage.</summary>
    public const string ByUsage = "Cloud Consumption";

    /// <summary>Billed Monthly, Annual, 2-Year, 3-Year, once, as a trial or by activation.</summary>
    public const string AnyTerm = "Certificate";

    /// <summary>Never leaves its pending status by itself.</summary>
    public const string Stuck = "Dedicated Line";

    private const string Vendor = "Contoso";

    internal static List<Pax8Product> Make(int seed)
    {
        var random = new SeededRandom(seed, "marketplace");
        var suite = Suite(random);
        var firewall = Product(random, WithQuestions, [Monthly(18.5m)]) with { ProvisioningFields = Questions, ProvisionedByHand = true, ProvisioningTime = TimeSpan.FromHours(4) };
        var archive = Product(random, AddOn, [Monthly(2m)]) with { Requires = [suite.Id, firewall.Id] };
        return
        [
            Product(random, Plain, [Monthly(7.25m)]),
            firewall,
            suite,
            archive,
            Product(random, AddOnOfAddOn, [Monthly(0.5m)]) with { Requires = [archive.Id] },
            Product(random, ByVolume, [Monthly(3m) with { Type = "Volume", Rates = [new(2.4m, 3m, null, 9), new(2m, 2.5m, 10, 99), new(1.6m, 2m, 100)] }]),
            Product(random, ByTier, [Monthly(10m) with { Type = "Tiered", Rates = [new(8m, 10m, 1, 5), new(6m, 8m, 6, 20), new(4m, 6m, 21)] }]),
            Product(random, ByFlatRate, [Monthly(100m) with { Type = "Tiered", Rates = [new(80m, 100m, 1, 10, "Flat Rate"), new(7m, 9m, 11)] }]),
            Product(random, ByUsage, [Monthly(0m) with { Type = "Mark-Up", UnitOfMeasurement = "Usage" }]),
            Product(random, AnyTerm, [Monthly(4m), .. AnyTerms.Select(term => Price(term, 40m)), Price("Trial", 0m)]),
            Product(random, Stuck, [Monthly(250m)]) with { NeverProvisioned = true, ProvisionedByHand = true },
        ];
    }

    private static readonly string[] AnyTerms = ["Annual", "2-Year", "3-Year", "One-Time", "Activation"];

    private static readonly Pax8ProvisioningField[] Questions =
    [
        new("Public host name", "fwHost", true, null, "Name of the device in your domain"),
        new("Remark for the technician", "fwRemark", false),
        new("Region", "fwRegion", true, ["Europe", "North America", "Asia, Pacific"]),
        new("Support level", "fwSupport", false, ["Business hours", "Around the clock"]),
        new("Protected services", "fwServices", true, ["Web", "Mail", "Remote access"], "Choose at least one", SeveralValues: true),
        new("Reports", "fwReports", false, ["Daily", "Weekly"], SeveralValues: true),
    ];

    /// <summary>The first four differ by their term alone, and in price: the longer the cheaper. Each of the others differs by one rule.</summary>
    private static Pax8Product Suite(SeededRandom random)
    {
        Pax8CommitmentTerm Term(string term, int months) => new(random.Uuid(), term, months, false);
        Pax8CommitmentTerm[] commitments =
        [
            Term("Monthly", 1),
            Term("1-Year", 12),
            Term("2-Year", 24),
            Term("3-Year", 36),
            Term("1-Year", 12) with { AutoRenew = false },
            Term("1-Year", 12) with { RenewalWindowDaysBeforeTermEnd = 30, RenewalWindowDaysAfterTermEnd = 0 },
            Term("1-Year", 12) with { AllowForQuantityIncrease = false },
            Term("1-Year", 12) with { AllowForQuantityDecrease = true },
            Term("1-Year", 12) with { AllowForEarlyCancellation = false },
            Term("1-Year", 12) with { CancellationFeeApplied = true },
            Term("1-Year", 12) with { IsTransferable = true },
        ];
        var prices = commitments.DistinctBy(term => term.Term)
            .SelectMany(term => new[] { "Monthly", "Annual", "2-Year", "3-Year" }.Where(billing => Terms.Months(billing) <= term.Months)
                .Select(billing => Price(billing, MonthOf(term) * Terms.Months(billing)) with { CommitmentTerm = term.Term, CommitmentMonths = term.Months }));
        return Product(random, WithCommitments, prices.ToList()) with { RequiresCommitment = true, Commitments = commitments };
    }

    private static decimal MonthOf(Pax8CommitmentTerm term) => term.Months switch { 1 => 18m, 12 => 15m, 24 => 14m, _ => 13m };

    private static Pax8Product Product(SeededRandom random, string name, IReadOnlyList<Pax8Price> prices) => new()
    {
        Id = random.Uuid(),
        Name = name,
        VendorName = Vendor,
        ShortDescription = name + " by " + Vendor,
        Description = name + " by " + Vendor + ", one licence a user",
        Sku = "CTS-" + random.Between(1000, 9999) + "-B100",
        VendorSku = random.Uuid().ToUpperInvariant(),
        RequiresCommitment = false,
        Prices = prices,
    };

    private static Pax8Price Monthly(decimal retail) => Price("Monthly", retail);

    private static Pax8Price Price(string billingTerm, decimal retail) => new(billingTerm, null, null, retail * 0.8m, retail);
}
