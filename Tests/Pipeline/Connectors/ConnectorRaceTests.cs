using System;
using System.Linq;
using System.ServiceModel;
using System.Threading.Tasks;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.Registration;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline.Connectors;

/// <summary>
/// Two people save connectors at the same moment, and both pass the rules before either row is written. The platform looks at alternate
/// keys when it writes; whoever comes second must all the same read what he would have read a minute later.
/// </summary>
public sealed class ConnectorRaceTests
{
    private const string NameTaken = "Name is taken: another provider integration is called First. Enter a different name and save again.";

    private const string InUse =
        "Application ID is in use: the active provider integration First has the same Application ID and Endpoint URL. Deactivate that one or enter a different Application ID, and save again.";

    private const string NameTakenNow = "Name is taken: another provider integration got it at the same moment. Refresh the list, enter a different name and save again.";

    private const string InUseNow =
        "Application ID is in use: another provider integration with the same Application ID and Endpoint URL became active at the same moment. Refresh the list, deactivate that one or enter a different Application ID, and save again.";

    [Fact]
    public async Task Who_creates_the_second_active_connector_reads_which_one_is_active()
    {
        var race = new Race("Create");
        await using var tenant = race.Tenant();
        race.Other = () => tenant.CreateConnector("First");

        Assert.Equal(InUse, Refusal(() => tenant.CreateConnector("Second")));

        Assert.Equal("First", Assert.Single(tenant.Rows("pax8_connector", "pax8_name")).Text("pax8_name"));
    }

    [Fact]
    public async Task Who_takes_a_name_second_reads_that_it_is_taken()
    {
        var race = new Race("Create");
        await using var tenant = race.Tenant();
        race.Other = () => tenant.CreateConnector("First");

        Assert.Equal(NameTaken.Replace("First", "first", StringComparison.Ordinal), Refusal(() => tenant.CreateConnector(" first ", row => row["pax8_applicationid"] = "another")));

        Assert.Single(tenant.Rows("pax8_connector"));
    }

    [Fact]
    public async Task Who_presses_Save_twice_has_one_connector_and_reads_that_its_name_is_taken()
    {
        var race = new Race("Create");
        await using var tenant = race.Tenant();
        race.Other = () => tenant.CreateConnector("First");

        Assert.Equal(NameTaken, Refusal(() => tenant.CreateConnector("First")));

        Assert.Single(tenant.Rows("pax8_connector"));
    }

    [Fact]
    public async Task Who_changes_to_the_same_credentials_second_reads_which_connector_has_them()
    {
        var race = new Race("Update");
        await using var tenant = race.Tenant();
        var second = tenant.CreateConnector("Second", row => row["pax8_applicationid"] = "another");
        race.Other = () => tenant.CreateConnector("First");

        var refusal = Refusal(() => tenant.ChangeConnector(second, ("pax8_applicationid", tenant.Pax8!.Options.ApplicationId), ("pax8_applicationsecret", "s")));

        Assert.Equal(InUse, refusal);
        Assert.Equal("another", tenant.Connector(second).Text("pax8_applicationid"));
    }

    [Fact]
    public async Task Who_changes_to_the_same_name_second_reads_that_it_is_taken()
    {
        var race = new Race("Update");
        await using var tenant = race.Tenant();
        var second = tenant.CreateConnector("Second", row => row["pax8_applicationid"] = "another");
        race.Other = () => tenant.CreateConnector("First");

        Assert.Equal(NameTaken, Refusal(() => tenant.ChangeConnector(second, ("pax8_name", "First"))));

        Assert.Equal("Second", tenant.Connector(second).Text("pax8_name"));
    }

    [Fact]
    public async Task Who_activates_second_reads_which_connector_is_active()
    {
        var race = new Race("Update");
        await using var tenant = race.Tenant();
        var second = tenant.CreateConnector("Second");
        tenant.Deactivate(second);
        race.Other = () => tenant.CreateConnector("First");

        Assert.Equal(InUse, Refusal(() => tenant.Activate(second)));

        Assert.Equal(1, tenant.Connector(second).GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    // On the platform the other transaction may still be open when the second looks, so its row is not seen, and commit while the
    // second waits at the key. The local tenant has one writer, so here the platform's answer comes from a service in front of it.
    [Theory]
    [InlineData("pax8_namekey", NameTakenNow)]
    [InlineData("pax8_activekey", InUseNow)]
    public async Task Who_waits_at_the_key_for_the_other_reads_it_without_the_others_name(string key, string sentence)
    {
        await using var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Second");
        var rules = new ConnectorRules(new ConnectorRows(new TenantRows(new KeyTakenMeanwhile(tenant.Administrator, key)), new EnvironmentIds("here", null)), new Execution.SystemClock());

        Assert.Equal(sentence, Assert.Throws<RefusedException>(() => rules.TakeKeys(connector)).Message);
    }

    [Fact]
    public async Task A_connector_from_before_there_were_these_keys_keeps_its_name_and_gets_them_with_its_next_save()
    {
        using var database = TenantDatabase.InMemory();
        Guid old;
        await using (var before = Given.Tenant(options => options with { Database = database, Metadata = WithoutKeys(options.Metadata!) })) old = before.CreateConnector("First");
        await using var tenant = Given.Tenant(options => options with { Database = database });

        Assert.Equal(NameTaken, Refusal(() => tenant.CreateConnector("First", row => row["pax8_applicationid"] = "another")));
        tenant.ChangeConnector(old, ("pax8_name", "First"));

        Assert.Equal(("First", true), (tenant.Connector(old).Text("pax8_namekey"), tenant.Connector(old).Contains("pax8_activekey")));
    }

    private static TenantMetadata WithoutKeys(TenantMetadata metadata) =>
        metadata with { Steps = [.. metadata.Steps.Where(step => !step.PluginType.StartsWith("Pax8Dataverse.Connectors.ConnectorKeys", StringComparison.Ordinal))] };

    /// <summary>Somebody else saves once, after the rules of the first save have passed and before its row is written, and is done before it goes on.</summary>
    private sealed class Race(string message)
    {
        public Action? Other { get; set; }

        public Tenant Tenant() => Given.Tenant(options => options.Before(message, "pax8_connector", (_, _) =>
        {
            var other = Other;
            Other = null;
            other?.Invoke();
        }));
    }

    /// <summary>Shows a row that has no keys yet, and refuses to give it one of them.</summary>
    private sealed class KeyTakenMeanwhile(IOrganizationService tenant, string key) : IOrganizationService
    {
        private const int DuplicateRecordEntityKey = unchecked((int)0x80060892);

        public OrganizationResponse Execute(OrganizationRequest request)
        {
            if (request is UpdateRequest update && update.Target.Contains(key))
                throw new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = DuplicateRecordEntityKey }, new FaultReason("Entity Key violated."));
            var response = tenant.Execute(request);
            if (response is RetrieveResponse { Entity: var row })
            {
                row.Attributes.Remove("pax8_namekey");
                row.Attributes.Remove("pax8_activekey");
            }
            return response;
        }

        public Guid Create(Entity entity) => throw new NotSupportedException();

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw new NotSupportedException();

        public void Update(Entity entity) => throw new NotSupportedException();

        public void Delete(string entityName, Guid id) => throw new NotSupportedException();

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) => throw new NotSupportedException();

        public EntityCollection RetrieveMultiple(QueryBase query) => throw new NotSupportedException();
    }
}
