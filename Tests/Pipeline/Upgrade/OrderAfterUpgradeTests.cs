using System.Linq;
using Microsoft.Xrm.Sdk;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Upgrade;

/// <summary>For a customer and a product that the version before has stored, in a database without orders, an order is placed.</summary>
public sealed class OrderAfterUpgradeTests
{
    [Fact]
    public void An_order_is_placed_for_what_the_version_before_has_stored()
    {
        using var scene = new VersionBefore();
        scene.Tenant.Settle();
        var there = scene.Pax8.State;
        var account = scene.Tenant.ProviderAccounts().First(pair => pair.Value.Number("pax8_syncstatus") == 0 && there.FindCompany(pair.Key)?.Status == "Active");
        var product = scene.Tenant.Rows("pax8_product", "pax8_pax8productid").First(row => there.FindProduct((string)row["pax8_pax8productid"]) is { RequiresCommitment: not true, Prices.Count: > 0 });
        var order = scene.Tenant.Administrator.Create(new Entity("pax8_order") { ["pax8_name"] = "After the upgrade", ["pax8_provideraccountid"] = account.Value.ToEntityReference() });
        scene.Tenant.Administrator.Create(new Entity("pax8_orderline")
        {
            ["pax8_orderid"] = new EntityReference("pax8_order", order),
            ["pax8_productid"] = product.ToEntityReference(),
            ["pax8_quantity"] = 2,
            ["pax8_billingterm"] = Option(0),
        });

        var message = (string)scene.Tenant.Administrator.Execute(new OrganizationRequest("pax8_SubmitOrder") { ["Target"] = new EntityReference("pax8_order", order) })["Message"];
        scene.Tenant.Settle();

        var row = scene.Tenant.Administrator.Retrieve("pax8_order", order, new Microsoft.Xrm.Sdk.Query.ColumnSet("pax8_orderstatus", "pax8_message", "pax8_pax8orderid"));
        Assert.True(row.Number("pax8_orderstatus") == 5, $"{message} {row.Text("pax8_message")}");
        Assert.Contains(there.Orders, placed => placed.Id == row.Text("pax8_pax8orderid") && placed.CompanyId == account.Key);
    }
}
