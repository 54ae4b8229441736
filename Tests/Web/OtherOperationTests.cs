using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>
/// Custom APIs of another solution: unbound ones, functions, and every type of parameter.
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/custom-api, …/webapi/use-web-api-functions
/// </summary>
public sealed class OtherOperationTests(OtherSolution solution) : IClassFixture<OtherSolution>
{
    [Fact]
    public async Task An_unbound_action_takes_every_type_and_gives_it_back()
    {
        var id = Guid.NewGuid();
        var sent = new JsonObject
        {
            ["Boolean"] = true,
            ["DateTime"] = "2026-01-05T08:00:00Z",
            ["Decimal"] = 1.25m,
            ["EntityReference"] = new JsonObject { ["@odata.type"] = "#Microsoft.Dynamics.CRM.account", ["accountid"] = id },
            ["Float"] = 0.5,
            ["Guid"] = id,
            ["Integer"] = 7,
            ["Money"] = 9.99m,
            ["Picklist"] = 3,
            ["String"] = "it's <b>",
            ["StringArray"] = new JsonArray("a", "b"),
        };

        var answer = (await solution.Caller.SendAsync("POST", "x_Echo", sent)).Expect(200).Json;

        Assert.True(answer.Remove("@odata.context"));
        Assert.True(JsonNode.DeepEquals(sent, answer), answer.ToJsonString());
    }

    [Theory]
    [InlineData("Boolean", "1")]
    [InlineData("DateTime", "\"2026-01-05T08:00:00\"")]
    [InlineData("Decimal", "\"1\"")]
    [InlineData("EntityReference", "{\"accountid\":\"00000000-0000-0000-0000-000000000001\"}")]
    [InlineData("Float", "true")]
    [InlineData("Guid", "\"nonsense\"")]
    [InlineData("Integer", "1.5")]
    [InlineData("String", "{}")]
    [InlineData("StringArray", "[1]")]
    public async Task A_parameter_of_the_wrong_type_is_refused_by_name(string name, string json) =>
        Assert.Contains(name, (await solution.Caller.SendTextAsync("POST", "x_Echo", $"{{\"{name}\":{json}}}", "application/json")).Expect(400).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("x_Ask(Boolean=true,DateTime=2026-01-05T08:00:00Z,Decimal=1.25,Float=0.5,Guid=00000000-0000-0000-0000-000000000001,Integer=7,Money=9.99,Picklist=3,String='it''s')")]
    [InlineData("x_Ask(Boolean=@a,DateTime=@b,Decimal=1.25,Float=@d,Guid=@e,Integer=@f,Money=9.99,Picklist=@h,String=@i)?@a=true&@b=2026-01-05T08:00:00Z&@d=0.5&@e=00000000-0000-0000-0000-000000000001&@f=7&@h=3&@i='it''s'")]
    public async Task A_function_takes_its_parameters_from_the_address(string address)
    {
        var answer = (await solution.Caller.GetAsync(address)).Expect(200).Json;

        Assert.EndsWith("#Microsoft.Dynamics.CRM.x_AskResponse", (string)answer["@odata.context"]!, StringComparison.Ordinal);
        Assert.Equal("it's", (string)answer["String"]!);
        Assert.Equal(1.25m, (decimal)answer["Decimal"]!);
        Assert.Equal(9.99m, (decimal)answer["Money"]!);
        Assert.Equal("2026-01-05T08:00:00Z", (string)answer["DateTime"]!);
        Assert.Equal(3, (int)answer["Picklist"]!);
        Assert.True((bool)answer["Boolean"]!);
        (await solution.Caller.SendAsync("POST", address)).Expect(405);
    }

    // Source: …/optional-parameters#add-a-shared-variable-to-the-plugin-execution-context
    [Fact]
    public async Task The_tag_of_the_address_reaches_the_steps_of_every_write_and_action()
    {
        JsonObject name = new() { ["name"] = "Tagged" };
        var id = (await solution.Caller.SendAsync("POST", "accounts?tag=one%20way", name.DeepClone())).Expect(204).EntityId;
        var other = (await solution.Caller.SendAsync("POST", "accounts", name.DeepClone())).Expect(204).EntityId;
        solution.Tags.Clear();

        (await solution.Caller.SendAsync("POST", "accounts?tag=a&$select=name", name.DeepClone(), Caller.Representation)).Expect(201);
        (await solution.Caller.SendAsync("PATCH", $"accounts({id})?tag=b", name.DeepClone())).Expect(204);
        (await solution.Caller.SendAsync("PATCH", $"accounts({id})?tag=c", name.DeepClone(), ("If-Match", "*"))).Expect(204);
        (await solution.Caller.SendAsync("PATCH", $"accounts({Guid.NewGuid()})?tag=d", name.DeepClone(), ("If-None-Match", "*"))).Expect(204);
        (await solution.Caller.SendAsync("PUT", $"accounts({id})/name?tag=e", new JsonObject { ["value"] = "Put" })).Expect(204);
        (await solution.Caller.SendAsync("DELETE", $"accounts({id})/fax?tag=f")).Expect(204);
        (await solution.Caller.SendAsync("PUT", $"accounts({id})/parentaccountid/$ref?tag=g", new JsonObject { ["@odata.id"] = $"accounts({other})" })).Expect(204);
        (await solution.Caller.SendAsync("DELETE", $"accounts({id})/parentaccountid/$ref?tag=h")).Expect(204);
        (await solution.Caller.SendAsync("POST", "x_Echo?tag=i", new JsonObject())).Expect(200);
        (await solution.Caller.SendAsync("DELETE", $"accounts({id})?tag=j")).Expect(204);

        Assert.Equal([("Create", "a"), ("Update", "b"), ("Update", "c"), ("Create", "d"), ("Update", "e"), ("Update", "f"), ("Update", "g"), ("Update", "h"), ("x_Echo", "i"), ("Delete", "j")], solution.Tags.Select(one => (one.Message, (string?)one.Tag)));
    }

    [Fact]
    public async Task What_changes_nothing_takes_no_tag()
    {
        (await solution.Caller.GetAsync("accounts?tag=x")).Expect(501);
        (await solution.Caller.GetAsync("WhoAmI?tag=x")).Expect(501);
    }

    [Fact]
    public async Task A_private_api_is_called_though_the_metadata_are_silent_about_it()
    {
        (await solution.Caller.SendAsync("POST", "x_Secretly")).Expect(204);

        var csdl = (await solution.Caller.GetAsync("$metadata")).Expect(200).Text;
        Assert.Contains("x_Echo", csdl, StringComparison.Ordinal);
        Assert.DoesNotContain("x_Secretly", csdl, StringComparison.Ordinal);
    }
}
