using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

// What is read of a product just before ordering it. Source: devx.pax8.com/openapi, partner endpoints v1, products.
internal sealed partial class Pax8Client
{
    private const string Products = "/v1/products/";

    /// <summary><c>GET /products/{productId}/dependencies</c>: commitments to choose from, and products that it needs.</summary>
    public OrderingDependencies ReadDependencies(string productId) => gate.Send(
        Get($"{Products}{Uri.EscapeDataString(productId)}/dependencies", $"read the commitments of the product {productId}") with { RecordId = productId }, OrderingDetailsReader.ReadDependencies);

    /// <summary><c>GET /products/{productId}/provision-details</c>: what an order of it has to tell.</summary>
    public IReadOnlyList<OrderingField> ReadProvisioningFields(string productId) => gate.Send(
        Get($"{Products}{Uri.EscapeDataString(productId)}/provision-details", $"read the provisioning details of the product {productId}") with { RecordId = productId }, OrderingDetailsReader.ReadFields);
}
