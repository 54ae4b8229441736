using System;
using System.Linq;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class ClientTests
{
    [Fact]
    public void A_page_is_asked_for_by_number_and_size()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.OneCompany));

        scene.Client.ListCompanies(12, 200);

        Assert.Equal("/v1/companies?page=12&size=200", scene.Network.Requests.Last().Path);
    }

    [Fact]
    public void Companies_are_counted_with_one_small_page()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Page("""[{"id":"c-1"}]""", 4711)));

        Assert.Equal(4711, scene.Client.CountCompanies());
        Assert.Equal("/v1/companies?page=0&size=1", scene.Network.Requests.Last().Path);
        Assert.Equal(1, scene.Network.Calls);
    }

    [Fact]
    public void A_company_is_found_by_its_id_and_nothing_in_it_changes_the_address()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(200, """{"id":"../x?y","name":"Contoso"}""")));

        Assert.Equal("Contoso", scene.Client.FindCompany("../x?y")?.Name);
        Assert.Equal("/v1/companies/..%2Fx%3Fy", scene.Network.Requests.Last().Path);
    }

    [Theory]
    [InlineData("https://api.pax8.com", "https://api.pax8.com/v1/companies?page=0")]
    [InlineData("https://api.pax8.com/", "https://api.pax8.com/v1/companies?page=0")]
    [InlineData("http://localhost:5081/mock/", "http://localhost:5081/mock/v1/companies?page=0")]
    public void An_endpoint_s_own_path_comes_first(string endpoint, string address) =>
        Assert.Equal(address, Scene.Connect(endpoint: endpoint).AddressOf("/v1/companies?page=0").AbsoluteUri);

    [Fact]
    public void The_trace_tells_each_step_of_a_request()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Reset, Answers.RetryAfter(429, "3"), Answers.OneCompany));

        scene.Client.CountCompanies();

        Assert.Equal(
            [
                "pax8.gate: answer method=POST path=/v1/token status=200 attempt=1 ms=0 bytes=71",
                "pax8.gate: no answer method=GET path=/v1/companies?page=0&size=1 reason=ConnectionBroken attempt=1 ms=0",
                "pax8.gate: waiting seconds=2 attempt=1",
                "pax8.gate: answer method=GET path=/v1/companies?page=0&size=1 status=429 attempt=2 ms=0 bytes=0",
                "pax8.gate: declined status=429 said=nothing",
                "pax8.gate: waiting seconds=3 attempt=2",
                "pax8.gate: answer method=GET path=/v1/companies?page=0&size=1 status=200 attempt=2 ms=0 bytes=107",
            ],
            scene.Trace);
    }
}
