using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Products out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class ProductReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "id", "name", "vendorName", "sku", "vendorSku", "shortDescription", "requiresCommitment");

    /// <summary>A body of <c>GET /products</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no page of a list.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static RecordPage<Pax8Product> ReadPage(Body body) => RecordReading.ReadPage<Pax8Product>(body, MemberNames, Read);

    /// <summary>A body of <c>GET /products/{productId}</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no product.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static Pax8Product ReadOne(Body body) => RecordReading.ReadOne<Pax8Product>(body, MemberNames, "a product", Read);

    private static Pax8Product? Read(JsonTextReader reader, RecordNotes notes)
    {
        if (!reader.BeginsRecord(notes)) return null;
        string? name = null, vendor = null, sku = null, vendorSku = null, description = null;
        bool? commitment = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": notes.Id = reader.RequiredId(member, notes); break;
                case "name": name = reader.Text(member, notes); break;
                case "vendorName": vendor = reader.Text(member, notes); break;
                case "sku": sku = reader.Text(member, notes); break;
                case "vendorSku": vendorSku = reader.Text(member, notes); break;
                case "shortDescription": description = reader.Text(member, notes); break;
                case "requiresCommitment": commitment = reader.Flag(member, notes); break;
                default: reader.Skip(); break;
            }
        }
        if (notes.Id is null) notes.Refuse("it has no id");
        if (notes.Problem is not null) return null;
        return new Pax8Product(notes.Id!)
        {
            Unreadable = notes.Values,
            Name = name,
            VendorName = vendor,
            Sku = sku,
            VendorSku = vendorSku,
            ShortDescription = description,
            RequiresCommitment = commitment,
        };
    }
}
