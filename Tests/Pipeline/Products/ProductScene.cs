using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline.Products;

/// <summary>What tests of products do to Pax8 and look at here.</summary>
internal static class ProductScene
{
    public const string Listing = "GET /products";

    private static readonly string[] Columns =
    [
        "pax8_name", "pax8_pax8productid", "pax8_vendorname", "pax8_sku", "pax8_vendorsku", "pax8_shortdescription", "pax8_requirescommitment", "pax8_connectorid",
        "pax8_goneinpax8", "statecode", "ownerid",
    ];

    public static OrganizationResponse PressSyncProducts(this IOrganizationService person, Guid connector) =>
        person.Execute(new OrganizationRequest("pax8_SyncProducts") { ["Target"] = new EntityReference("pax8_connector", connector) });

    /// <summary>Presses Sync Products and lets everything come to rest. Returns the job.</summary>
    public static Entity SyncProducts(this Tenant tenant, Guid connector)
    {
        var job = (Guid)tenant.Administrator.PressSyncProducts(connector)["SyncJobId"];
        tenant.Settle();
        return tenant.Job(job);
    }

    /// <summary>Products by Pax8 id, with everything that a sync writes.</summary>
    public static SortedDictionary<string, Entity> Products(this Tenant tenant) => new(
        tenant.Rows("pax8_product", Columns).ToDictionary(row => (string)row["pax8_pax8productid"]), StringComparer.Ordinal);

    public static bool IsActive(this Entity row) => row.GetAttributeValue<OptionSetValue>("statecode").Value == 0;

    /// <summary>Makes the catalogue so many products larger.</summary>
    public static void AddProducts(this Pax8State pax8, int count)
    {
        for (var number = 0; number < count; number++)
        {
            pax8.SetProduct(new Pax8Product
            {
                Id = new Guid(number + 1, 1, 0, new byte[8]).ToString(),
                Name = $"Product {number:0000}",
                VendorName = $"Vendor {number % 7}",
                ShortDescription = $"The {number}. of all",
                Sku = $"SKU-{number:0000}",
                VendorSku = number % 2 == 0 ? $"V-{number}" : null,
                RequiresCommitment = number % 3 == 0,
            });
        }
    }

    public static void ChangeProduct(this Pax8State pax8, string id, Func<Pax8Product, Pax8Product> change) => pax8.SetProduct(change(pax8.FindProduct(id)!));

    /// <summary>Products that Pax8 lists, as lines; <see cref="Shown(Tenant)"/> gives the same of rows.</summary>
    public static IEnumerable<string> Shown(this Pax8State pax8) => pax8.Products.OrderBy(one => one.Id, StringComparer.Ordinal)
        .Select(one => Line(one.Id, one.Name, one.VendorName, one.Sku, one.VendorSku, one.ShortDescription, one.RequiresCommitment ?? false));

    /// <summary>The active rows.</summary>
    public static IEnumerable<string> Shown(this Tenant tenant) => tenant.Products().Where(row => row.Value.IsActive()).Select(row => Line(
        row.Key, row.Value.Text("pax8_name"), row.Value.Text("pax8_vendorname"), row.Value.Text("pax8_sku"), row.Value.Text("pax8_vendorsku"), row.Value.Text("pax8_shortdescription"),
        row.Value.GetAttributeValue<bool>("pax8_requirescommitment")));

    private static string Line(string id, string? name, string? vendor, string? sku, string? vendorSku, string? description, bool commitment) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {name} | {vendor} | {sku} | {vendorSku} | {description} | {commitment}");
}
