using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataverseEmulator.Metadata;
using Pax8Dataverse.Tests.Web.Fixture;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/use-web-api-actions, …/webapi/use-web-api-functions,
/// …/custom-api
/// </summary>
[Collection(WebCollection.Name)]
public sealed class OperationTests(WebFixture web)
{
    [Fact]
    public async Task A_bound_custom_api_is_called_at_its_row()
    {
        var answer = (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/Microsoft.Dynamics.CRM.pax8_VerifyConnectivity")).Expect(200).Json;

        Assert.EndsWith("$metadata#Microsoft.Dynamics.CRM.pax8_VerifyConnectivityResponse", (string)answer["@odata.context"]!, StringComparison.Ordinal);
        Assert.True((bool)answer["Success"]!);
        Assert.Equal(web.Tenant.CompaniesOfPax8().Count, (int)answer["CompanyCount"]!);
    }

    [Fact]
    public async Task Ids_flags_and_texts_come_back_in_their_own_types()
    {
        var answer = (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/Microsoft.Dynamics.CRM.pax8_SyncProviderAccounts", new JsonObject())).Expect(200).Json;
        await web.Tenant.SettleAsync();

        Assert.NotEqual(Guid.Empty, (Guid)answer["SyncJobId"]!);
        Assert.False((bool)answer["AlreadyRunning"]!);
        Assert.NotEmpty((string)answer["Message"]!);
    }

    [Fact]
    public async Task A_custom_api_is_refused_where_it_does_not_belong()
    {
        var account = await web.AccountAsync("No connector");
        const string api = "Microsoft.Dynamics.CRM.pax8_VerifyConnectivity";

        (await web.Administrator.GetAsync($"pax8_connectors({web.Connector})/{api}")).Expect(405);
        (await web.Administrator.SendAsync("POST", $"accounts({account})/{api}")).Expect(404);
        (await web.Administrator.SendAsync("POST", "pax8_VerifyConnectivity")).Expect(404);
        (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/Microsoft.Dynamics.CRM.pax8_Nonsense")).Expect(404);
        var answer = (await web.Administrator.SendAsync("POST", $"pax8_connectors({web.Connector})/{api}", new JsonObject { ["Nonsense"] = 1 })).Expect(400);
        Assert.Contains("'Nonsense'", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Administrator", "Global")]
    [InlineData("Billing", null)]
    public async Task A_user_is_told_how_far_a_privilege_of_his_reaches(string user, string? depth)
    {
        var address = $"systemusers({web.UserId(user)})/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName=@p1)?@p1='prvCreatepax8_SyncJob'";

        var answer = (await web.Administrator.GetAsync(address)).Expect(200).Json;

        Assert.Equal(depth, (string?)answer["RolePrivileges"]!.AsArray().SingleOrDefault()?["Depth"]);
    }

    [Fact]
    public async Task Asking_for_the_privilege_null_is_refused() =>
        (await web.Administrator.GetAsync($"systemusers({web.UserId("Billing")})/Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName(PrivilegeName=null)")).Expect(400);

    [Theory]
    [InlineData("WhoAmI")]
    [InlineData("WhoAmI()")]
    public async Task WhoAmI_tells_who_the_caller_is(string address)
    {
        var answer = (await web.Billing.GetAsync(address)).Expect(200).Json;

        Assert.Equal(web.UserId("Billing"), (Guid)answer["UserId"]!);
        Assert.Equal(web.Tenant.Dataverse.BusinessUnitId, (Guid)answer["BusinessUnitId"]!);
        Assert.Equal(web.Tenant.Dataverse.OrganizationId, (Guid)answer["OrganizationId"]!);
        (await web.Billing.SendAsync("POST", address)).Expect(405);
    }

    [Fact]
    public async Task Every_custom_api_of_the_solution_can_be_addressed()
    {
        foreach (var api in web.Tenant.Dataverse.Metadata.CustomApis.Values.Where(api => api.Binding == CustomApiBinding.Entity))
        {
            var table = web.Tenant.Dataverse.Metadata.Tables[api.BoundTable!];
            var answer = await web.Reader.SendAsync("POST", $"{table.EntitySetName}({Guid.NewGuid()})/Microsoft.Dynamics.CRM.{api.UniqueName}");
            // Reader holds none of the privileges that the APIs ask for.
            Assert.True(answer.Status == 403, $"{api.UniqueName}: {answer.Status} {answer.Text}");
            Assert.Contains(api.ExecutePrivilege!, answer.Error, StringComparison.Ordinal);
        }
    }
}
