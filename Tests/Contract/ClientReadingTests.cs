using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>
/// The client reads every example of pax8.yaml and every shape that its schemas allow, and takes each value where it belongs:
/// each optional member left out, each null, each word of an enumeration, each form of a date.
/// </summary>
public sealed class ClientReadingTests
{
    /// <summary>Forms of one and the same kind of member; what they mean is left to the framework's own parser.</summary>
    private static readonly string[] Moments =
    [
        "2021-01-01T08:30:00Z", "2023-08-11T11:33:12.314-0600", "2000-10-31T01:30:00.000-05:00", "2020-12-03", "2025-12-03T14:01:22.123456Z", "2027-01-04T00:00:00.000Z",
    ];

    private static readonly Reading[] Readings =
    [
        new(
            "GET /companies", "GET /companies/{companyId}", client => Whole(client.ListCompanies(0, 200)), (client, id) => client.FindCompany(id),
            new()
            {
                ["id"] = "Id", ["name"] = "Name", ["phone"] = "Phone", ["website"] = "Website", ["externalId"] = "ExternalId", ["billOnBehalfOfEnabled"] = "BillOnBehalfOfEnabled",
                ["selfServiceAllowed"] = "SelfServiceAllowed", ["orderApprovalRequired"] = "OrderApprovalRequired", ["status"] = "Status", ["updatedDate"] = "Updated",
                ["address.street"] = "Address.Street", ["address.street2"] = "Address.Street2", ["address.city"] = "Address.City", ["address.stateOrProvince"] = "Address.StateOrProvince",
                ["address.postalCode"] = "Address.PostalCode", ["address.country"] = "Address.Country",
            }),
        new(
            "GET /subscriptions", "GET /subscriptions/{subscriptionId}", client => Whole(client.ListSubscriptions(0, 200, null)), (client, id) => client.FindSubscription(id),
            new()
            {
                ["id"] = "Id", ["parentSubscriptionId"] = "ParentId", ["companyId"] = "CompanyId", ["productId"] = "ProductId", ["productName"] = "ProductName",
                ["vendorSubscriptionId"] = "VendorSubscriptionId", ["vendorSkuId"] = "VendorSku", ["quantity"] = "Quantity", ["startDate"] = "StartsOn", ["endDate"] = "EndsOn",
                ["createdDate"] = "CreatedOn", ["updatedDate"] = "UpdatedOn", ["billingStart"] = "BillingStartsOn", ["status"] = "Status", ["price"] = "Price", ["partnerCost"] = "PartnerCost",
                ["currencyCode"] = "CurrencyCode", ["billingTerm"] = "BillingTerm", ["commitment.id"] = "Commitment.Id", ["commitment.term"] = "Commitment.Term", ["commitment.endDate"] = "Commitment.EndsOn",
            }),
        new(
            null, "GET /products/{productId}", _ => [], (client, id) => client.FindProduct(id),
            new()
            {
                ["id"] = "Id", ["name"] = "Name", ["vendorName"] = "VendorName", ["sku"] = "Sku", ["vendorSku"] = "VendorSku", ["shortDescription"] = "ShortDescription",
                ["requiresCommitment"] = "RequiresCommitment",
            }),
    ];

    /// <summary>Members that the client passes over, each with its reason.</summary>
    private static readonly string[] NotRead =
    [
        // Long text that no column takes.
        "GET /products/{productId} description",
        // Deprecated.
        "GET /products/{productId} altVendorSku",
        // The documented name of commitment: read in its place where it comes, see the test of it.
        "GET /subscriptions/{subscriptionId} commitmentTerm.id", "GET /subscriptions/{subscriptionId} commitmentTerm.term", "GET /subscriptions/{subscriptionId} commitmentTerm.endDate",
        // Read where the commitment names no end.
        "GET /subscriptions/{subscriptionId} commitmentTermEndDate",
    ];

    [Fact]
    public async Task Every_described_member_is_read_or_passed_over_for_a_reason()
    {
        var contract = await Pax8Contract.LoadAsync();

        var described = Readings.SelectMany(reading => Leaves(contract, contract.SchemaOf(reading.One, "200")!, "").Select(leaf => (reading, leaf))).ToList();

        Assert.Equal(NotRead.Order(), described.Where(pair => !pair.reading.Members.ContainsKey(pair.leaf)).Select(pair => $"{pair.reading.One} {pair.leaf}").Order());
        Assert.Empty(Readings.SelectMany(reading => reading.Members.Keys.Where(member => !described.Contains((reading, member)))));
    }

    [Fact]
    public async Task Every_example_of_a_record_is_read_member_by_member()
    {
        var contract = await Pax8Contract.LoadAsync();

        foreach (var reading in Readings)
        {
            foreach (var example in contract.AnswerExamples(reading.One, "200")) Compare(contract, reading, example.AsObject());
            if (reading.Page is null) continue;
            foreach (var example in contract.AnswerExamples(reading.Page, "200"))
            {
                using var scene = new ClientScene(contract, _ => Calls.Answer(200, example));
                var records = reading.ReadPage(scene.Client).ToList();
                var sent = example["content"]!.AsArray();
                Assert.Equal(sent.Count, records.Count);
                for (var at = 0; at < sent.Count; at++) Compare(reading, sent[at]!.AsObject(), records[at]);
            }
        }
    }

    [Fact]
    public async Task Every_shape_that_the_description_allows_is_read_member_by_member()
    {
        var contract = await Pax8Contract.LoadAsync();
        var shapes = 0;

        foreach (var reading in Readings)
            foreach (var shape in Shapes(contract, contract.SchemaOf(reading.One, "200")!))
            {
                shapes++;
                shape.Remove("commitmentTerm");
                shape.Remove("commitmentTermEndDate");
                Compare(contract, reading, shape);
            }

        Assert.True(shapes > 100, $"There are more shapes than {shapes}.");
    }

    [Fact]
    public async Task A_commitment_under_its_documented_name_is_read_too()
    {
        var contract = await Pax8Contract.LoadAsync();
        var example = contract.AnswerExamples("GET /subscriptions", "200").SelectMany(page => page["content"]!.AsArray()).First(row => row!["commitmentTerm"] is not null)!;
        using var scene = new ClientScene(contract, _ => Calls.Answer(200, example));

        var read = scene.Client.FindSubscription(example["id"]!.GetValue<string>())!;

        Assert.Equal((example["commitmentTerm"]!["id"]!.GetValue<string>(), example["commitmentTerm"]!["term"]!.GetValue<string>()), (read.Commitment?.Id, read.Commitment?.Term));
    }

    [Fact]
    public async Task An_end_that_stands_beside_the_commitment_is_read_too()
    {
        var contract = await Pax8Contract.LoadAsync();
        var example = contract.AnswerExamples("GET /subscriptions", "200").SelectMany(page => page["content"]!.AsArray()).First(row => row!["commitmentTermEndDate"] is not null)!;
        using var scene = new ClientScene(contract, _ => Calls.Answer(200, example));

        var read = scene.Client.FindSubscription(example["id"]!.GetValue<string>())!;

        Assert.True(Same(example["commitmentTermEndDate"], read.Commitment?.EndsOn), $"Read {read.Commitment?.EndsOn}.");
    }

    [Fact]
    public async Task Every_example_of_a_token_is_read()
    {
        var contract = await Pax8Contract.LoadAsync();
        var page = contract.AnswerExamples("GET /companies", "200").First();

        foreach (var token in contract.AnswerExamples("POST /token", "200"))
        {
            using var scene = new ClientScene(contract, _ => Calls.Answer(200, page), Calls.Answer(200, token));
            scene.Client.ListCompanies(0, 200);
            Assert.Empty(scene.Network.Findings);
        }
        foreach (var refusal in contract.AnswerExamples("POST /token", "401"))
        {
            using var scene = new ClientScene(contract, _ => Calls.Answer(200, page), Calls.Answer(401, refusal));
            Assert.Equal(Pax8Error.CredentialsRejected, Assert.Throws<Pax8Exception>(() => scene.Client.ListCompanies(0, 200)).Kind);
        }
    }

    [Fact]
    public async Task Every_example_of_a_refusal_is_told_with_its_reason()
    {
        var contract = await Pax8Contract.LoadAsync();
        string[] written = ["PUT /subscriptions/{subscriptionId}", "DELETE /subscriptions/{subscriptionId}"];
        var told = 0;

        foreach (var endpoint in written)
            foreach (var (status, example) in Refusals(contract, endpoint))
            {
                using var scene = new ClientScene(contract, _ => Calls.Answer(status, example));
                var thrown = Assert.Throws<Pax8Exception>(() =>
                {
                    if (endpoint.StartsWith("PUT", StringComparison.Ordinal)) scene.Client.ChangeSubscription(IdOf(example), 5, null, null);
                    else scene.Client.CancelSubscription(IdOf(example), null);
                });
                // A 404 that does not name the record proves nothing about it.
                var unproven = status == 404 && !Reasons(example).Any(reason => reason.Contains(IdOf(example), StringComparison.Ordinal));
                var expected = unproven ? Pax8Error.NotFoundUnproven : KindOf(status);
                Assert.True(expected == thrown.Kind, $"{endpoint} {status} {example.ToJsonString()}: {thrown.Kind} instead of {expected}.");
                if (thrown.Kind is not (Pax8Error.Refused or Pax8Error.NotAllowed or Pax8Error.NotFound)) continue;
                foreach (var reason in Reasons(example)) Assert.Contains(reason.TrimEnd('.'), thrown.Message, StringComparison.Ordinal);
                told++;
            }

        Assert.True(told > 10, $"There are more refusals than {told}.");
    }

    [Fact]
    public async Task A_record_that_is_not_there_is_none_and_no_failure()
    {
        var contract = await Pax8Contract.LoadAsync();

        foreach (var reading in Readings)
            foreach (var example in contract.AnswerExamples(reading.One, "404"))
            {
                using var scene = new ClientScene(contract, _ => Calls.Answer(404, example));
                Assert.Null(reading.ReadOne(scene.Client, IdOf(example)));
            }
    }

    /// <param name="Page">Endpoint of the list; null where the client does not read it.</param>
    /// <param name="One">Endpoint of a single record.</param>
    /// <param name="Members">Path on the wire to path in the client's record.</param>
    private sealed record Reading(string? Page, string One, Func<Pax8Client, IEnumerable<object>> ReadPage, Func<Pax8Client, string, object?> ReadOne, Dictionary<string, string> Members);

    private static IEnumerable<object> Whole<T>(RecordPage<T> page) where T : class
    {
        Assert.Empty(page.Unreadable);
        return page.Records;
    }

    private static void Compare(Pax8Contract contract, Reading reading, JsonObject sent)
    {
        using var scene = new ClientScene(contract, _ => Calls.Answer(200, sent));
        Compare(reading, sent, reading.ReadOne(scene.Client, sent["id"]!.GetValue<string>())!);
    }

    private static void Compare(Reading reading, JsonObject sent, object read)
    {
        foreach (var (wire, member) in reading.Members)
        {
            // Read in place of commitment or of its end, by tests of their own.
            if (wire.StartsWith("commitment.", StringComparison.Ordinal) && (sent["commitmentTerm"] ?? sent["commitmentTermEndDate"]) is not null) continue;
            var (expected, actual) = (wire.Split('.').Aggregate((JsonNode?)sent, (at, name) => at?[name]), Value(read, member));
            Assert.True(Same(expected, actual), $"{reading.One} {wire}: sent {expected?.ToJsonString() ?? "nothing"}, read {actual ?? "nothing"}.");
        }
    }

    private static object? Value(object read, string path) =>
        path.Split('.').Aggregate((object?)read, (at, name) => at?.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public)!.GetValue(at));

    private static bool Same(JsonNode? sent, object? read) => (sent, read) switch
    {
        (null, null) => true,
        (not null, string text) => sent.GetValueKind() == JsonValueKind.String && sent.GetValue<string>() == text,
        (not null, bool flag) => sent.GetValueKind() == (flag ? JsonValueKind.True : JsonValueKind.False),
        (not null, int number) => sent.GetValueKind() == JsonValueKind.Number && decimal.Parse(sent.ToJsonString(), CultureInfo.InvariantCulture) == number,
        (not null, decimal number) => sent.GetValueKind() == JsonValueKind.Number && decimal.Parse(sent.ToJsonString(), CultureInfo.InvariantCulture) == number,
        (not null, DateTime moment) => DateTimeOffset.Parse(sent.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime == moment,
        _ => false,
    };

    /// <summary>Paths of all members that hold no object.</summary>
    private static IEnumerable<string> Leaves(Pax8Contract contract, JsonObject schema, string prefix)
    {
        foreach (var (name, value) in Plain(contract, schema)["properties"]!.AsObject())
        {
            var member = Plain(contract, value!.AsObject());
            if (member["properties"] is null) yield return prefix + name;
            else
                foreach (var leaf in Leaves(contract, member, prefix + name + ".")) yield return leaf;
        }
    }

    /// <summary>A full record, then others that differ from it in one thing.</summary>
    private static IEnumerable<JsonObject> Shapes(Pax8Contract contract, JsonObject schema)
    {
        var plain = Plain(contract, schema);
        var required = plain["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        var members = plain["properties"]!.AsObject().ToDictionary(member => member.Key, member => Values(contract, member.Value!.AsObject()).ToList());
        yield return With(null, null);
        foreach (var (name, values) in members)
        {
            foreach (var value in values.Skip(1)) yield return With(name, value);
            if (required.Contains(name)) continue;
            yield return With(name, null);
            var without = With(null, null);
            without.Remove(name);
            yield return without;
        }

        JsonObject With(string? changed, JsonNode? value) =>
            new(members.Select(member => KeyValuePair.Create(member.Key, member.Key == changed ? value?.DeepClone() : member.Value[0].DeepClone())));
    }

    private static IEnumerable<JsonNode> Values(Pax8Contract contract, JsonObject schema)
    {
        var plain = Plain(contract, schema);
        if (plain["properties"] is not null) return Shapes(contract, plain);
        if (plain["enum"] is JsonArray words) return words.Select(word => word!);
        if (plain["pattern"]?.GetValue<string>().StartsWith(@"^\d{4}", StringComparison.Ordinal) == true) return Moments.Select(moment => (JsonNode)moment);
        if (plain["pattern"]?.GetValue<string>() is { } pattern) return [pattern == "^[A-Z]{2}$" ? "DE" : "EUR"];
        return plain["type"]?.GetValue<string>() switch
        {
            "boolean" => [true, false],
            "number" => [1, 0, 7],
            "integer" => [1],
            _ => plain["format"]?.GetValue<string>() switch
            {
                "uuid" => [Calls.Id],
                "date" => ["2026-01-05"],
                _ => ["Text", "Ürün \"A\" & <B>\n🚀"],
            },
        };
    }

    /// <summary>A schema without reference: itself, what it refers to, or what its single allOf refers to.</summary>
    private static JsonObject Plain(Pax8Contract contract, JsonObject schema) => contract.Resolve(schema["allOf"]?[0] ?? schema)!.AsObject();

    private static IEnumerable<(int Status, JsonNode Example)> Refusals(Pax8Contract contract, string endpoint)
    {
        foreach (var status in contract.Statuses(endpoint).Where(status => status[0] is '4' or '5'))
            foreach (var example in contract.AnswerExamples(endpoint, status)) yield return (int.Parse(status, CultureInfo.InvariantCulture), example);
        foreach (var status in contract.Description["components"]!["responses"]!["Refusal"]!["x-statuses"]!.AsObject())
            foreach (var example in contract.AnswerExamples(endpoint, "default")) yield return (int.Parse(status.Key, CultureInfo.InvariantCulture), example);
    }

    private static Pax8Error KindOf(int status) => status switch
    {
        401 => Pax8Error.CredentialsRejected,
        403 => Pax8Error.NotAllowed,
        404 => Pax8Error.NotFound,
        429 => Pax8Error.WaitUntil,
        408 or >= 500 => Pax8Error.Unreachable,
        _ => Pax8Error.Refused,
    };

    /// <summary>The record that a refusal is about; any other where it names none.</summary>
    private static string IdOf(JsonNode refusal) => refusal["instance"]?.GetValue<string>().Split('/')[^1] is { Length: 36 } id ? id : Calls.Id;

    /// <summary>The texts in which a refusal says why.</summary>
    private static IEnumerable<string> Reasons(JsonNode refusal)
    {
        var texts = refusal["errors"]?.AsArray().Select(text => text?.GetValue<string>()) ?? [];
        var details = refusal["details"]?.AsArray().Select(detail => detail!["message"]?.GetValue<string>()) ?? [];
        return texts.Concat(details).Append(refusal["message"]?.GetValue<string>()).Append(refusal["error_description"]?.GetValue<string>()).OfType<string>();
    }
}
