using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pax8Dataverse.Tests.Contract;

/// <summary>Bodies that Pax8 takes as they are, so that a test changes only what it is about.</summary>
internal static class Requests
{
    /// <summary>A company whose one contact is primary for each role.</summary>
    public static JsonObject Company(string name = "Northwind Ferries") => new()
    {
        ["name"] = name,
        ["address"] = new JsonObject { ["street"] = "3 Harbour Way", ["city"] = "Seattle", ["stateOrProvince"] = "WA", ["postalCode"] = "98101", ["country"] = "US" },
        ["phone"] = "+1 206 555 0100",
        ["website"] = "https://ferries.example",
        ["externalId"] = "N-7",
        ["billOnBehalfOfEnabled"] = false,
        ["selfServiceAllowed"] = false,
        ["orderApprovalRequired"] = false,
        ["contacts"] = new JsonArray(Contact("Admin", "Billing", "Technical")),
    };

    /// <summary>The same without contacts.</summary>
    public static JsonObject CompanyAlone(string name = "Northwind Ferries") => Company(name).Without("contacts");

    /// <summary>A contact that is primary for these roles.</summary>
    public static JsonObject Contact(params string[] roles) => new()
    {
        ["firstName"] = "Front",
        ["lastName"] = "Desk",
        ["email"] = "desk@ferries.example",
        ["phone"] = "+1 206 555 0101",
        ["types"] = new JsonArray(roles.Select(role => (JsonNode)new JsonObject { ["type"] = role, ["primary"] = true }).ToArray()),
    };

    public static JsonObject Order(string companyId, params JsonObject[] lines) => new()
    {
        ["companyId"] = companyId,
        ["orderedBy"] = "Pax8 Partner",
        ["orderedByUserEmail"] = "orders@partner.example",
        ["lineItems"] = new JsonArray(lines.Select(line => (JsonNode)line).ToArray()),
    };

    /// <summary>One licence, monthly.</summary>
    public static JsonObject Line(string productId, int number = 1) => new()
    {
        ["productId"] = productId,
        ["lineItemNumber"] = number,
        ["quantity"] = 1,
        ["billingTerm"] = "Monthly",
    };

    /// <summary>Answers of provisioning fields.</summary>
    public static JsonArray Answers(params (string Key, string[] Values)[] answers) =>
        new(answers.Select(answer => (JsonNode)new JsonObject
        {
            ["key"] = answer.Key,
            ["values"] = new JsonArray(answer.Values.Select(value => (JsonNode)JsonValue.Create(value)).ToArray()),
        }).ToArray());

    public static JsonObject With(this JsonObject body, string member, JsonNode? value)
    {
        body[member] = value;
        return body;
    }

    public static JsonObject Without(this JsonObject body, string member)
    {
        body.Remove(member);
        return body;
    }

    /// <summary>The member as text; null where it is null or absent.</summary>
    public static string? Text(this JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.GetString() : null;

    /// <summary>The texts of a refusal's details.</summary>
    public static string[] Details(this JsonElement refusal) => refusal.GetProperty("details").EnumerateArray().Select(detail => detail.Text("message")!).ToArray();
}
