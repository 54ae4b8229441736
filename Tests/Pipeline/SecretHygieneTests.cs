using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using DataverseEmulator.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using SimulatedTime;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>
/// Secret and token over a whole life: creating, verifying, changing, failing, syncing, and all that becomes of a subscription. They
/// are in the secured column and in what is sent to Pax8, and nowhere else.
/// </summary>
public sealed class SecretHygieneTests : IDisposable
{
    private const string Secret = "Quokka-7f3a91-Secret", Replaced = "Numbat-c04d2e-Secret", Wrong = "Wombat-88aa10-Secret", Entered = "Bilby-19aa4c-Secret";

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"pax8-{Guid.NewGuid():N}.db");
    private readonly ConcurrentBag<(Pax8Call Call, Pax8Answer Answer)> _calls = [];
    private readonly List<string> _said = [];

    public void Dispose()
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*")) File.Delete(file);
    }

    [Fact]
    public async Task They_are_in_no_trace_message_or_row_and_in_no_request_but_those_that_need_them()
    {
        string[] tokens;
        using (var database = TenantDatabase.File(_file))
        {
            var time = new VirtualTime(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
            await using var tenant = Given.Tenant(options => options with { Database = database, Time = time, Pax8 = Simulator(time) });
            Live(tenant);
            tokens = [.. TokensGivenOut()];
            string[] confidential = [Secret, Replaced, Wrong, Entered, .. tokens];

            Assert.True(tokens.Length >= 2, "Too few tokens to look for.");
            Assert.Contains(tenant.Dataverse.Traces, trace => trace.Text.Contains("pax8.gate: answer", StringComparison.Ordinal));
            AssertWithout(confidential, _said);
            AssertWithout(confidential, tenant.Dataverse.Traces.SelectMany(trace => new[] { trace.Text, trace.Exception ?? "" }));
            AssertWithout(confidential, RowsReadableBy(tenant, "Pax8 Administrator"));
            AssertWithout(confidential, RowsReadableBy(tenant, "Pax8 Billing"));
            AssertSentOnlyWhereNeeded(confidential);
        }
        AssertStoredOnlyInTheSecuredColumn([Secret, Replaced, Wrong, Entered, .. tokens]);
    }

    [Fact]
    public void No_step_takes_the_secret_into_an_image_or_hands_it_to_an_asynchronous_job()
    {
        var metadata = Given.Tenant().Dataverse.Metadata;
        var steps = metadata.Steps.Where(step => step.Table == "pax8_connector").ToList();

        Assert.NotEmpty(steps);
        Assert.DoesNotContain(steps, step => step.Asynchronous);
        Assert.All(steps.SelectMany(step => step.Images), image => Assert.DoesNotContain("pax8_applicationsecret", image.Columns));
        Assert.All(steps.SelectMany(step => step.Images), image => Assert.NotEmpty(image.Columns));
    }

    [Fact]
    public void Where_the_secret_is_entered_without_its_field_steps_behind_the_write_find_it_in_the_row_alone()
    {
        var found = new List<string>();
        var tenant = Given.Tenant(options => options.BehindWithContext("Update", "pax8_connector", context => found.AddRange(Holding("step", context))));
        var connector = tenant.CreateConnector("Pax8");

        Enter(tenant, connector, ("EndpointUrl", "https://eu.pax8.com"), ("ApplicationId", "another-id"));

        Assert.NotEmpty(found);
        Assert.All(found, place => Assert.EndsWith(".InputParameters.Target.pax8_applicationsecret", place, StringComparison.Ordinal));
    }

    [Fact]
    public void No_step_of_another_solution_and_no_workflow_can_stand_at_the_message_that_carries_the_secret()
    {
        var api = System.Xml.Linq.XElement.Load(Path.Combine(SolutionFolder.Find(), "customapis", "pax8_SetApplicationSecret", "customapi.xml"));

        Assert.Equal(("0", "0"), ((string?)api.Element("allowedcustomprocessingsteptype"), (string?)api.Element("workflowsdkstepenabled")));
    }

    /// <summary>Where in a context and its parents the secret is.</summary>
    private static IEnumerable<string> Holding(string path, IPluginExecutionContext context)
    {
        var texts = new (string Name, ParameterCollection Values)[] { ("InputParameters", context.InputParameters), ("OutputParameters", context.OutputParameters), ("SharedVariables", context.SharedVariables) }
            .SelectMany(part => part.Values.SelectMany(pair => pair.Value is Entity row
                ? row.Attributes.Select(column => ($"{part.Name}.{pair.Key}.{column.Key}", column.Value))
                : [($"{part.Name}.{pair.Key}", pair.Value)]))
            .Concat(context.PreEntityImages.Concat(context.PostEntityImages).SelectMany(image => image.Value.Attributes.Select(column => ($"{image.Key}.{column.Key}", column.Value))));
        foreach (var (name, value) in texts.Where(text => text.Item2 is string given && given.Contains(Entered[..12], StringComparison.Ordinal))) yield return $"{path}.{name}";
        foreach (var above in context.ParentContext is { } parent ? Holding(path + ".parent", parent) : []) yield return above;
    }

    private Pax8Simulator Simulator(VirtualTime time)
    {
        var simulator = new Pax8Simulator(new Pax8SimulatorOptions
        {
            Companies = 450,
            Subscriptions = 60,
            ApplicationId = "hygiene",
            ApplicationSecret = Secret,
            TimeProvider = time,
        });
        simulator.Observer = (call, answer) => _calls.Add((call, answer));
        return simulator;
    }

    /// <summary>Everything that a connector meets: refusals, wrong secrets, faults at each call, another secret, a whole sync.</summary>
    private void Live(Tenant tenant)
    {
        var pax8 = tenant.Pax8!;
        foreach (var wrong in new Action<Entity>[]
        {
            row => row["pax8_endpointurl"] = "http://api.pax8.com",
            row => row["pax8_applicationid"] = null,
            row => row["pax8_countrycode"] = new OptionSetValue(999),
        })
            _said.Add(Refusing.Refusal(() => tenant.CreateConnector("Refused", wrong)));
        var connector = tenant.CreateConnector("Pax8");
        Verify(tenant, connector);
        foreach (var fault in new[] { Fault.ServerError(), Fault.TooManyRequests(), Fault.HtmlPage(), Fault.CutJson(), Fault.Reset(), Fault.NeverAnswers(), Fault.TokenExpired() })
        {
            pax8.Faults = new ScriptedFaults().Always("GET /companies", fault);
            Verify(tenant, connector);
            Sync(tenant, connector);
        }
        pax8.Faults = null;
        tenant.ChangeConnector(connector, ("pax8_applicationsecret", Wrong));
        Verify(tenant, connector);
        _said.Add(Refusing.Refusal(() => tenant.ChangeConnector(connector, ("pax8_endpointurl", "https://eu.pax8.com"))));
        pax8.ChangeSecret(Replaced);
        tenant.ChangeConnector(connector, ("pax8_applicationsecret", Replaced));
        Verify(tenant, connector);
        Sync(tenant, connector);
        foreach (var wrong in new (string, object)[] { ("EndpointUrl", "http://api.pax8.com"), ("ApplicationId", "two words"), ("ApplicationSecret", Entered + new string('x', 500)) })
            _said.Add(Refusing.Refusal(() => Enter(tenant, connector, wrong)));
        _said.Add(Refusing.Refusal(() => tenant.Person("Pax8 Administrator").Execute(Entering(connector))));
        pax8.ChangeSecret(Entered);
        _said.Add((string)Enter(tenant, connector)["Message"]);
        Verify(tenant, connector);
        pax8.RevokeTokens();
        Sync(tenant, connector);
        LiveSubscriptions(tenant, connector);
        tenant.Deactivate(connector);
        tenant.Activate(connector);
    }

    /// <summary>
    /// Everything that a subscription meets: changes here and there, refusals and failures whose answers repeat the secret and the token, a
    /// conflict settled either way, moves, changes that are held, confirmed and withdrawn, a cancellation, its end.
    /// </summary>
    private void LiveSubscriptions(Tenant tenant, Guid connector)
    {
        var pax8 = tenant.Pax8!;
        foreach (var company in pax8.State.Subscriptions.Select(one => one.CompanyId).Distinct()) tenant.SetSync(company, enabled: true);
        SyncSubscriptions(tenant, connector);
        var (id, other) = (tenant.ActiveSubscription().Id, tenant.ActiveSubscription(1).Id);
        var quantity = (int)pax8.State.FindSubscription(id)!.Quantity;
        Save(tenant, id, quantity + 1);
        Assert.Equal(quantity + 1, (int)pax8.State.FindSubscription(id)!.Quantity);

        foreach (var (endpoint, status) in new[] { (ChangingScene.Put, 403), (ChangingScene.Put, 500), (SubscriptionScene.OneSubscription, 401), (SubscriptionScene.OneSubscription, 422), (SubscriptionScene.OneSubscription, 502) })
        {
            pax8.Faults = new ScriptedFaults().Always(endpoint, Echo(pax8, status));
            Save(tenant, id, ++quantity + 1);
            var log = tenant.Rows("pax8_licensechangelog", "pax8_number", "pax8_message", "pax8_subscriptionid")
                .Where(row => row.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id == tenant.Subscription(id).Id).MaxBy(row => (int)row["pax8_number"])!;
            if (status != 500) Assert.Contains("***", log.Text("pax8_message"), StringComparison.Ordinal);
            // What becomes of it later takes the sentence off again.
            _said.Add(log.Text("pax8_message")!);
            _said.Add(tenant.Subscription(id).Text("pax8_lasterror") ?? "");
            SyncSubscriptions(tenant, connector);
            pax8.Faults = null;
            Verify(tenant, connector);
            Retry(tenant);
        }
        foreach (var (endpoint, status) in new[] { (SubscriptionScene.Listing, 500), (SubscriptionScene.Listing, 400), (SubscriptionScene.OneProduct, 422) })
        {
            pax8.Faults = new ScriptedFaults().Always(endpoint, Echo(pax8, status));
            pax8.State.AddSubscription(pax8.State.FindSubscription(id)!.CompanyId, pax8.State.Products[^1].Id, 2);
            SyncSubscriptions(tenant, connector);
        }
        pax8.Faults = null;
        SyncSubscriptions(tenant, connector);

        foreach (var api in new[] { "pax8_KeepPax8", "pax8_KeepWork365" })
        {
            tenant.ChangeConnector(connector, ("pax8_writeback", false));
            quantity = (int)pax8.State.FindSubscription(id)!.Quantity;
            pax8.State.ChangeQuantity(id, quantity + 2);
            Save(tenant, id, quantity + 1);
            SyncSubscriptions(tenant, connector);
            Assert.Equal(ChangingScene.InConflict, tenant.Subscription(id).Number("pax8_syncstate"));
            Press(tenant, api, tenant.Subscription(id));
            tenant.ChangeConnector(connector, ("pax8_writeback", true));
            SyncSubscriptions(tenant, connector);
        }

        var home = pax8.State.FindSubscription(id)!.CompanyId;
        tenant.ChangeConnector(connector, ("pax8_writeback", false));
        Save(tenant, id, (int)pax8.State.FindSubscription(id)!.Quantity + 1);
        tenant.ChangeConnector(connector, ("pax8_writeback", true));
        foreach (var company in new[] { pax8.State.Companies.First(one => one.Id != home && pax8.State.Subscriptions.Any(had => had.CompanyId == one.Id)).Id, pax8.State.AddCompany("Elsewhere Ltd").Id, home })
        {
            pax8.State.ChangeSubscription(id, one => one with { CompanyId = company });
            SyncSubscriptions(tenant, connector);
        }
        Press(tenant, "pax8_ConfirmLicenseChange", tenant.Rows("pax8_licensechangelog", "pax8_waitsfor", "pax8_provisioningstatus")
            .Single(row => row.Number("pax8_provisioningstatus") == ChangingScene.Awaiting));
        Press(tenant, "pax8_CompareSubscriptions", new Entity("pax8_connector", connector));

        pax8.Faults = new ScriptedFaults().Always(ChangingScene.Delete, Echo(pax8, 500));
        Press(tenant, "pax8_CancelSubscription", tenant.Subscription(id));
        pax8.Faults = null;
        Verify(tenant, connector);
        SyncSubscriptions(tenant, connector);
        pax8.State.VanishSubscription(other);
        SyncSubscriptions(tenant, connector);
        Assert.Equal((1, 1), (tenant.Subscription(id).GetAttributeValue<OptionSetValue>("statecode").Value, tenant.Subscription(other).GetAttributeValue<OptionSetValue>("statecode").Value));
    }

    /// <summary>An answer that repeats the secret and the token that the call came with.</summary>
    private static Fault Echo(Pax8Simulator pax8, int status)
    {
        var bearer = "";
        pax8.BeforeCall = call => bearer = call.Headers.TryGetValue("Authorization", out var header) ? header : bearer;
        return Fault.Rewritten(right => right with
        {
            Status = status,
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes($$"""{"message":"Wrong: {{Entered}}","details":[{"message":"client_secret={{Entered}} {{bearer}}"}]}"""),
        });
    }

    private static void Save(Tenant tenant, string pax8Id, int quantity)
    {
        tenant.Administrator.Update(Refusing.Row("pax8_subscription", tenant.Subscription(pax8Id).Id, ("pax8_quantity", quantity)));
        tenant.Settle();
    }

    /// <summary>Sends what failed for itself again.</summary>
    private static void Retry(Tenant tenant)
    {
        tenant.Settle();
        foreach (var log in tenant.Rows("pax8_licensechangelog", "pax8_provisioningstatus").Where(log => log.Number("pax8_provisioningstatus") == ChangingScene.FailedProvisioning))
            tenant.Administrator.Update(Refusing.Row("pax8_licensechangelog", log.Id, ("pax8_provisioningstatus", Refusing.Option(0))));
        tenant.Settle();
    }

    private void SyncSubscriptions(Tenant tenant, Guid connector) => Press(tenant, "pax8_SyncSubscriptions", new Entity("pax8_connector", connector));

    private void Press(Tenant tenant, string api, Entity row)
    {
        _said.Add((string)tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = row.ToEntityReference() })["Message"]);
        tenant.Settle();
    }

    private static OrganizationResponse Enter(Tenant tenant, Guid connector, params (string Parameter, object Value)[] others) =>
        tenant.Administrator.Execute(Entering(connector, others));

    private static OrganizationRequest Entering(Guid connector, params (string Parameter, object Value)[] others)
    {
        var request = new OrganizationRequest("pax8_SetApplicationSecret") { ["Target"] = new EntityReference("pax8_connector", connector), ["ApplicationSecret"] = Entered };
        foreach (var (parameter, value) in others) request[parameter] = value;
        return request;
    }

    private void Verify(Tenant tenant, Guid connector) => _said.Add((string)tenant.PressVerify(connector)["Message"]);

    private void Sync(Tenant tenant, Guid connector)
    {
        _said.Add((string)tenant.PressSync(connector)["Message"]);
        tenant.Settle();
    }

    private IEnumerable<string> TokensGivenOut() => _calls
        .Where(made => made.Call.Path == "/v1/token" && made.Answer is { Status: 200, Fault: null })
        .Select(made => JsonDocument.Parse(made.Answer.Body).RootElement.GetProperty("access_token").GetString()!)
        .Distinct();

    private void AssertSentOnlyWhereNeeded(string[] confidential)
    {
        Assert.All(_calls, made =>
        {
            var (call, _) = made;
            var isToken = call.Path == "/v1/token";
            AssertWithout(confidential, [call.Path, call.QueryText]);
            if (!isToken) AssertWithout(confidential, [Encoding.UTF8.GetString(call.Body.Span)]);
            AssertWithout(confidential, call.Headers.Where(header => isToken || header.Key != "Authorization").Select(header => header.Value));
        });
    }

    /// <summary>All that users of this role see of all tables, every column asked for; they are members of the solution's profile.</summary>
    private static IEnumerable<string> RowsReadableBy(Tenant tenant, string role)
    {
        var user = tenant.Dataverse.AddUser(role, role);
        tenant.Dataverse.AddToColumnSecurityProfile(user, "Pax8 Application Secret");
        var service = tenant.Dataverse.ServiceFor(user);
        var seen = 0;
        foreach (var table in tenant.Dataverse.Metadata.Tables.Values.Where(table => tenant.Dataverse.HasPrivilege(user, "prvRead" + table.SchemaName)))
        {
            var query = new QueryExpression(table.LogicalName) { ColumnSet = new ColumnSet(true), TopCount = 5000 };
            foreach (var row in service.RetrieveMultiple(query).Entities)
            {
                seen++;
                foreach (var (column, value) in row.Attributes) yield return $"{table.LogicalName}.{column}={Convert.ToString(value, CultureInfo.InvariantCulture)}";
            }
        }
        Assert.True(seen > 450, "The user saw too little to tell.");
    }

    private void AssertStoredOnlyInTheSecuredColumn(string[] confidential)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false, Mode = SqliteOpenMode.ReadOnly }.ToString());
        connection.Open();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var cells = 0;
        foreach (var table in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => (string)row[0].Value).ToList())
        {
            foreach (var (column, value) in Read(connection, $"SELECT * FROM \"{table}\"").SelectMany(row => row))
            {
                cells++;
                var text = value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
                if (confidential.Any(text.Contains)) found.Add($"{table}.{column}");
            }
        }
        Assert.True(cells > 10_000, "The database holds too little to tell.");
        Assert.Equal(["pax8_connector.pax8_applicationsecret"], found);
    }

    private static IEnumerable<IReadOnlyList<(string Column, object Value)>> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables come from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(index => (reader.GetName(index), reader.GetValue(index)))];
    }

    /// <summary>Not even the beginning of one: a text may have been cut.</summary>
    private static void AssertWithout(string[] confidential, IEnumerable<string> texts) => Assert.All(
        texts.ToList(), text => Assert.All(confidential, one => Assert.DoesNotContain(one[..12], text, StringComparison.Ordinal)));
}
