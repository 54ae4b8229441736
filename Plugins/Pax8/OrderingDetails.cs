using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace Pax8Dataverse.Pax8;

/// <summary>A commitment that a product offers. Source: Pax8 partner API, schema Commitment.</summary>
internal sealed record OrderingCommitment(string Id, string? Term, bool? AutoRenew, bool? AllowsIncrease, bool? AllowsDecrease, bool? AllowsEarlyCancellation, bool? HasCancellationFee);

/// <summary>A question that an order of the product answers; which must be answered, Pax8 does not tell. Source: schema ProvisioningDetail.</summary>
/// <param name="Key">Names it in an order.</param>
/// <param name="Label">Names it in a refusal.</param>
/// <param name="Description">For people.</param>
/// <param name="ValueType">Input, Single-Value or Multi-Value.</param>
/// <param name="PossibleValues">Null for a free text.</param>
internal sealed record OrderingField(string Key, string Label, string? Description, string? ValueType, IReadOnlyList<string>? PossibleValues);

/// <summary>Products of which an order needs one. Source: schema ProductDependency.</summary>
internal sealed record OrderingRequirement(string? Name, IReadOnlyList<Pax8Product> Products);

/// <summary>What a product depends on.</summary>
internal sealed record OrderingDependencies(IReadOnlyList<OrderingCommitment> Commitments, IReadOnlyList<OrderingRequirement> Requirements);

/// <summary>
/// Bodies about one product: small, and read as a tree. What lacks its name is left out; it could not be ordered.
/// "Dynamic" in Pax8's words: read just before ordering. Source: devx.pax8.com/docs/public-api-details.
/// </summary>
internal static class OrderingDetailsReader
{
    public static IReadOnlyList<OrderingField> ReadFields(Body body) =>
    [
        .. Items(Read(body)["content"]).Where(field => Pax8Json.Text(field, "key") is not null).Select(field => new OrderingField(
            Pax8Json.Text(field, "key")!, Pax8Json.Text(field, "label") ?? Pax8Json.Text(field, "key")!, Pax8Json.Text(field, "description"), Pax8Json.Text(field, "valueType"),
            field["possibleValues"] is JArray { Count: > 0 } values ? [.. values.Select(value => Pax8Json.Text(value) ?? "").Where(value => value.Length > 0)] : null)),
    ];

    public static OrderingDependencies ReadDependencies(Body body)
    {
        var read = Read(body);
        return new OrderingDependencies(
            [.. Items(read["commitmentDependencies"]).Where(one => Pax8Json.Text(one, "id") is not null).Select(one => new OrderingCommitment(
                Pax8Json.Text(one, "id")!, Pax8Json.Text(one, "term"), Flag(one["autoRenew"]), Flag(one["allowForQuantityIncrease"]), Flag(one["allowForQuantityDecrease"]),
                Flag(one["allowForEarlyCancellation"]), Flag(one["cancellationFeeApplied"])))],
            [.. Items(read["productDependencies"]).Select(one => new OrderingRequirement(
                Pax8Json.Text(one, "name"),
                [.. Items(one["products"]).Where(product => Pax8Json.Text(product, "id") is not null).Select(product => new Pax8Product(Pax8Json.Text(product, "id")!) { Name = Pax8Json.Text(product, "name") })]))]);
    }

    private static JObject Read(Body body) => Pax8Json.TryReadObject(body) ?? throw new UnreadableBodyException("something else than a JSON object");

    private static IEnumerable<JObject> Items(JToken? list) => (list as JArray)?.OfType<JObject>() ?? [];

    private static bool? Flag(JToken? token) => bool.TryParse(Pax8Json.Text(token), out var flag) ? flag : null;
}
