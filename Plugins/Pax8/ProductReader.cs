using Newtonsoft.Json;

namespace Pax8Dataverse.Pax8;

/// <summary>Products out of JSON, see <see cref="RecordReading"/>.</summary>
internal static class ProductReader
{
    private static readonly DefaultJsonNameTable MemberNames = RecordReading.MemberNames(
        "id", "name", "vendorName", "sku", "vendorSku", "shortDescription", "requiresCommitment");

    /// <summary>A body of <c>GET /products/{productId}</c>.</summary>
    /// <exception cref="UnreadableBodyException">No JSON, or no product.</exception>
    /// <exception cref="JsonException">Broken JSON.</exception>
    public static Pax8Product ReadOne(byte[] utf8) => RecordReading.ReadOne<Pax8Product>(utf8, MemberNames, "a product", Read);

    private static Pax8Product? Read(JsonTextReader reader, out string? id, out string? problem)
    {
        id = null;
        problem = null;
        if (!reader.Begins("it", ref problem)) return null;
        string? name = null, vendor = null, sku = null, vendorSku = null, description = null;
        bool? commitment = null;
        while (reader.NextMember() is { } member)
        {
            switch (member)
            {
                case "id": id = reader.Text(member, ref problem); break;
                case "name": name = reader.Text(member, ref problem); break;
                case "vendorName": vendor = reader.Text(member, ref problem); break;
                case "sku": sku = reader.Text(member, ref problem); break;
                case "vendorSku": vendorSku = reader.Text(member, ref problem); break;
                case "shortDescription": description = reader.Text(member, ref problem); break;
                case "requiresCommitment": commitment = reader.Flag(member, ref problem); break;
                default: reader.Skip(); break;
            }
        }
        if (id is null) problem ??= "it has no id";
        return problem is not null
            ? null
            : new Pax8Product(id!) { Name = name, VendorName = vendor, Sku = sku, VendorSku = vendorSku, ShortDescription = description, RequiresCommitment = commitment };
    }
}
