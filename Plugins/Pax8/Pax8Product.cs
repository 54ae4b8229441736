namespace Pax8Dataverse.Pax8;

/// <summary>
/// A product as Pax8 sends it; null as in <see cref="Company"/>. Source: Pax8 partner API, schema Product (devx.pax8.com/openapi).
/// </summary>
/// <param name="Id">A UUID in lower case.</param>
internal sealed record Pax8Product(string Id) : Pax8Record(Id)
{
    public string? Name { get; init; }

    public string? VendorName { get; init; }

    public string? Sku { get; init; }

    public string? VendorSku { get; init; }

    public string? ShortDescription { get; init; }

    public bool? RequiresCommitment { get; init; }
}
