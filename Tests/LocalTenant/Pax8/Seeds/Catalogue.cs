using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Products for generated data: subscriptions with commitments as Microsoft's new commerce sells them, an add-on, and others without commitment.</summary>
internal static class Catalogue
{
    private static readonly Pax8ProvisioningField[] MicrosoftFields =
    [
        new("Does the customer have an existing Microsoft account and can they log into https://login.microsoftonline.com?", "msCustExists", true,
            ["No, the customer does not have a Microsoft account", "Yes, the customer has and can log into their Microsoft account"]),
        new("Microsoft Customer Tenant ID", "msTenantId", false),
        new("First Name", "mca2020FirstName", true),
        new("Last Name", "mca2020LastName", true),
        new("Email Address", "mca2020Email", true),
        new("Date of Acceptance", "mca2020EffectiveDate", true, null, "(YYYY-MM-DD)"),
    ];

    public static List<Pax8Product> Make(int seed)
    {
        var random = new SeededRandom(seed, "products");
        var products = new List<Pax8Product>
        {
            Microsoft(random, "Microsoft 365 Business Basic [New Commerce Experience]", "CFQ7TTC0LH18:0001", 6.00m),
            Microsoft(random, "Microsoft 365 Business Standard [New Commerce Experience]", "CFQ7TTC0LDPB:0001", 12.50m),
            Microsoft(random, "Microsoft 365 Business Premium [New Commerce Experience]", """{"productId":"CFQ7TTC0LCHC","skuId":2,"segment":"commercial"}""", 22.00m),
            Microsoft(random, "Microsoft 365 E3 [New Commerce Experience]", """{"productId":"CFQ7TTC0LFLX","skuId":"0001","segmentName":"commercial"}""", 36.00m),
            Microsoft(random, "Exchange Online (Plan 1) [New Commerce Experience]", "CFQ7TTC0LH16:0001", 4.00m),
            Plain(random, "Endpoint Protection", "Sentry Labs", 3.25m),
            Plain(random, "Mail Archive", "Cloudkeep", 2.456m),
            Plain(random, "Backup for Microsoft 365", "Cloudkeep", 4.10m),
            Plain(random, "Password Vault", "Sentry Labs", 5.99m) with { ProvisionedByHand = true },
            Plain(random, "Metered Storage", "Cloudkeep", 0m),
        };
        var standard = products[1];
        products.Add(Microsoft(random, "Microsoft 365 Audio Conferencing [New Commerce Experience]", "CFQ7TTC0LHSL:0001", 4.00m) with { Requires = [standard.Id] });
        return products;
    }

    private static Pax8Product Microsoft(SeededRandom random, string name, string vendorSku, decimal retail)
    {
        Pax8CommitmentTerm[] commitments =
        [
            new(random.Uuid(), "Monthly", 1, false),
            new(random.Uuid(), "1-Year", 12, false),
            new(random.Uuid(), "3-Year", 36, false),
        ];
        return new Pax8Product
        {
            Id = random.Uuid(),
            Name = name,
            VendorName = "Microsoft",
            ShortDescription = name + " for one user",
            Description = name + " for one user, billed by commitment",
            Sku = "MST-NCE-" + random.Between(100, 999) + "-C100",
            VendorSku = vendorSku,
            RequiresCommitment = true,
            Commitments = commitments,
            ProvisioningFields = MicrosoftFields,
            Prices = commitments.SelectMany(term => new[] { "Monthly", "Annual" }.Where(billing => term.Months >= Terms.Months(billing))
                .Select(billing => Price(billing, term, retail))).ToList(),
        };
    }

    private static Pax8Price Price(string billing, Pax8CommitmentTerm term, decimal retail)
    {
        var flexible = term.Months == 1 ? 1.2m : 1m;
        var months = Terms.Months(billing);
        return new Pax8Price(billing, term.Term, term.Months, retail * flexible * months * 0.82m, retail * flexible * months);
    }

    private static Pax8Product Plain(SeededRandom random, string name, string vendor, decimal retail) => new()
    {
        Id = random.Uuid(),
        Name = name,
        VendorName = vendor,
        ShortDescription = name + " by " + vendor,
        Sku = "PLN-" + random.Between(1000, 9999) + "-A100",
        VendorSku = random.Uuid().ToUpperInvariant(),
        RequiresCommitment = false,
        Prices = [new Pax8Price("Monthly", null, null, decimal.Round(retail * 0.7m, 3), retail), new Pax8Price("Annual", null, null, decimal.Round(retail * 7.7m, 3), retail * 11)],
    };
}
