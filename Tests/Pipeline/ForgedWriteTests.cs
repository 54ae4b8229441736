using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;
using static Pax8Dataverse.Tests.Pipeline.Refusing;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>
/// Whatever somebody puts into a request, it never passes for a write of this package: by every way into the platform, by people of
/// every role, on every table whose rules let own writes through.
/// </summary>
public sealed class ForgedWriteTests
{
    private const string Mark = "pax8-own-write";
    private const string Billing = "Pax8 Billing", Administrator = "Pax8 Administrator", Reader = "Service Reader", Maker = "System Customizer", SystemAdministrator = "System Administrator";

    /// <summary>What people may change, alone or along with what they may not.</summary>
    private static readonly Dictionary<string, string[]> OfPeople = new()
    {
        ["pax8_subscription"] = ["pax8_quantity", "pax8_price", "pax8_billingterm", "pax8_cancelon", "pax8_changereason", "pax8_changeeffectiveon", "pax8_transactionmark"],
        ["pax8_licensechangelog"] = [],
        ["pax8_provideraccount"] = ["pax8_accountid", "pax8_syncstatus"],
    };

    /// <summary>Who tries, and with which further role.</summary>
    public static TheoryData<string> People => [Billing, Administrator, Reader, Maker, SystemAdministrator];

    [Theory]
    [MemberData(nameof(People))]
    public void No_column_of_ours_is_written_with_the_mark_along_with_the_licences_or_without_by_any_way(string role)
    {
        var scene = new ForgingScene(role);
        var forged = scene.Forgeries().ToList();
        Assert.True(forged.Count > 80, $"Only {forged.Count} columns were tried.");

        foreach (var way in scene.Ways().Concat(scene.WaysOnBehalfOfSystem())) scene.AssertNothingComesOf(forged, way);
    }

    [Theory]
    [MemberData(nameof(People))]
    public void No_row_of_ours_is_created_with_the_mark(string role)
    {
        var scene = new ForgingScene(role);

        foreach (var table in OfPeople.Keys)
        {
            var copy = scene.Some(table);
            var row = new Entity(table);
            foreach (var (column, value) in copy.Attributes)
                if (column.StartsWith("pax8_", StringComparison.Ordinal) && column != table + "id") row[column] = value;
            foreach (var key in new[] { "pax8_providerspecificid", "pax8_name" }.Where(row.Contains)) row[key] = "forged";
            if (row.Contains("pax8_number")) row["pax8_number"] = 4711;
            foreach (var way in scene.Ways().Concat(scene.WaysOnBehalfOfSystem())) scene.AssertNothingComesOf([new Forgery(table + " created", row, IsNew: true)], way);
        }
    }

    [Theory]
    [InlineData(Billing)]
    [InlineData(Maker)]
    public void A_quantity_saved_with_the_mark_is_an_order_as_any_other_and_names_who_gave_it(string role)
    {
        var scene = new ForgingScene(role);
        var ways = scene.Ways().ToList();

        foreach (var (way, number) in ways.Select((way, number) => (way, number)))
        {
            var quantity = scene.Changing.Before + 10 + number;
            way.Send(new Forgery("Quantity", Row("pax8_subscription", scene.Changing.Here.Id, ("pax8_quantity", quantity))));

            var log = scene.Changing.Log();
            Assert.Equal((quantity, Awaiting, scene.User), (scene.Changing.Quantity, log.Number("pax8_provisioningstatus"), log.GetAttributeValue<EntityReference>("pax8_requestedbyid").Id));
            Assert.NotEqual("Changed in Pax8", log.Text("pax8_reason"));
            Assert.Equal(WaitingToBeSent, scene.Changing.State);
            scene.Changing.Tenant.AssertLogsAddUp();
        }
    }

    [Theory]
    [InlineData("SuppressDuplicateDetection", false)]
    [InlineData("SuppressDuplicateDetection", Mark)]
    [InlineData("BypassCustomPluginExecution", true)]
    [InlineData("BypassBusinessLogicExecution", "CustomSync")]
    [InlineData("BypassBusinessLogicExecutionStepIds", "9915c468-a4dd-4ac2-93b8-3bccfe127278")]
    public void No_other_optional_parameter_takes_a_clerk_past_the_rules(string parameter, object value)
    {
        var scene = new ForgingScene(Billing);
        var request = new UpdateRequest { Target = Row("pax8_subscription", scene.Changing.Here.Id, ("pax8_quantity", 999), ("pax8_basequantity", 999)), Parameters = { [parameter] = value, ["tag"] = Mark } };
        var before = scene.Picture();

        Assert.NotEmpty(Refusal(() => scene.Person.Execute(request)));

        Assert.Equal(before, scene.Picture());
    }

    [Fact]
    public void The_lookups_of_a_subscription_or_a_log_are_not_moved_by_the_mark()
    {
        var scene = new ForgingScene(Billing, appending: true);
        var other = new EntityReference("account", scene.Changing.Tenant.Account("Somebody else"));

        foreach (var way in scene.Ways())
            scene.AssertNothingComesOf([new Forgery("Account", Row("pax8_subscription", scene.Changing.Here.Id, ("pax8_accountid", other), ("pax8_quantity", 999)))], way);
    }

    [Theory]
    [InlineData(Billing)]
    [InlineData(Maker)]
    public void What_the_system_keeps_of_a_connector_is_not_written_with_the_mark(string role)
    {
        var scene = new ForgingScene(role);
        var connector = scene.Changing.Connector;
        Forgery[] forged =
        [
            new("Connectivity", Row("pax8_connector", connector, ("pax8_connectivitystatus", Option(2)))),
            new("Connectivity message", Row("pax8_connector", connector, ("pax8_connectivitymessage", "Forged"))),
            new("Partner", Row("pax8_connector", connector, ("pax8_partnerstate", Option(3)), ("pax8_partnermessage", "Forged"))),
            new("Secret stored", Row("pax8_connector", connector, ("pax8_secretstored", false))),
            new("Companies", Row("pax8_connector", connector, ("pax8_companycount", 4711))),
        ];

        foreach (var way in scene.Ways().Concat(scene.WaysOnBehalfOfSystem())) scene.AssertNothingComesOf(forged, way);
    }

    [Theory]
    [InlineData(Administrator)]
    [InlineData(SystemAdministrator)]
    public void Not_even_an_administrator_writes_what_the_system_keeps_of_a_connector(string role) =>
        What_the_system_keeps_of_a_connector_is_not_written_with_the_mark(role);

    [Theory]
    [InlineData(Billing)]
    [InlineData(Administrator)]
    [InlineData(Reader)]
    public void What_a_sync_or_a_comparison_left_is_written_by_nobody_with_a_role_of_ours(string role)
    {
        var scene = new ForgingScene(role);
        scene.Compare();
        var forged = new[] { "pax8_syncjob", "pax8_syncbatch", "pax8_subscriptiondifference", "pax8_product" }.SelectMany(scene.ForgeriesOf).ToList();
        Assert.Equal(4, forged.Select(one => one.Row.LogicalName).Distinct().Count());

        foreach (var way in scene.Ways().Concat(scene.WaysOnBehalfOfSystem())) scene.AssertNothingComesOf(forged, way);
    }

    [Theory]
    [MemberData(nameof(People))]
    public void What_a_sync_issue_says_is_rewritten_by_nobody(string role)
    {
        var scene = new ForgingScene(role);
        scene.RaiseIssue();
        var forged = scene.ForgeriesOf("pax8_syncissue").Where(one => !one.Row.Contains("pax8_issuestatus")).ToList();
        Assert.True(forged.Count > 10, $"Only {forged.Count} columns were tried.");

        foreach (var way in scene.Ways().Concat(scene.WaysOnBehalfOfSystem())) scene.AssertNothingComesOf(forged, way);
    }

    [Fact]
    public void What_another_solution_writes_as_the_system_user_is_a_change_to_be_sent_and_not_taken_for_ours()
    {
        var scene = new ChangingScene();
        var inside = scene.Tenant.Dataverse.ServiceInside(scene.Tenant.Dataverse.SystemUserId);

        inside.Update(Row("pax8_subscription", scene.Here.Id, ("pax8_quantity", scene.Before + 2)));
        Assert.Equal(Awaiting, scene.Status());
        Assert.StartsWith("Agreed Quantity is kept by the system.", Refusal(() => inside.Update(Row("pax8_subscription", scene.Here.Id, ("pax8_basequantity", 1)))), StringComparison.Ordinal);
        scene.Tenant.Settle();

        Assert.Equal(scene.Before + 2, (int)scene.There.Quantity);
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_workflow_that_follows_our_own_write_orders_what_it_changes()
    {
        var more = 0;
        var scene = new ChangingScene(options => options.Behind("Update", "pax8_subscription", (target, asCaller) =>
        {
            if (more == 0 || !target.Contains("pax8_basequantity")) return;
            var quantity = target.GetAttributeValue<int>("pax8_quantity") + more;
            more = 0;
            asCaller.Execute(new UpdateRequest { Target = Row("pax8_subscription", target.Id, ("pax8_quantity", quantity)) });
        }));
        more = 2;
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + 5);

        scene.Tenant.SyncSubscriptions(scene.Connector);
        scene.Tenant.Settle();

        Assert.Equal((scene.Before + 7, scene.Before + 7), (scene.Quantity, (int)scene.There.Quantity));
        Assert.Equal((2, Provisioned), (scene.Log().GetAttributeValue<int>("pax8_quantity"), scene.Status()));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void A_job_that_the_version_before_had_begun_writes_on_as_it_did()
    {
        var scene = new ChangingScene();

        // The mark of that version is the same, and it wrote as the same user.
        scene.Tenant.Dataverse.ServiceInside(scene.Tenant.Dataverse.SystemUserId).Execute(new UpdateRequest
        {
            Target = Row("pax8_subscription", scene.Here.Id, ("pax8_quantity", scene.Before + 2), ("pax8_basequantity", scene.Before + 2)),
            Parameters = { ["tag"] = Mark },
        });

        Assert.Equal((2, NotApplicable, "Changed in Pax8"), (scene.Log().GetAttributeValue<int>("pax8_quantity"), scene.Status(), scene.Log().Text("pax8_reason")));
        scene.Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Telling_own_writes_apart_reads_no_row()
    {
        var scene = new ChangingScene();
        scene.Tenant.Pax8!.State.ChangeQuantity(scene.Pax8Id, scene.Before + 5);
        scene.Tenant.ResetCounts();

        scene.Tenant.SyncSubscriptions(scene.Connector);

        Assert.DoesNotContain(scene.Tenant.Dataverse.Statistics.Reads.Keys, table => table is "organization" or "systemuser");
    }

    /// <summary>A row that somebody would like to have written as ours.</summary>
    private sealed record Forgery(string What, Entity Row, bool IsNew = false);

    /// <summary>A way into the platform.</summary>
    private sealed record Way(string Name, Action<Forgery> Send);

    /// <summary>Somebody before a subscription with a change that waits and one that has failed.</summary>
    private sealed class ForgingScene
    {
        private static readonly string[] Tables = ["pax8_subscription", "pax8_licensechangelog", "pax8_provideraccount", "pax8_connector", "pax8_syncjob", "pax8_syncbatch", "pax8_syncissue", "pax8_subscriptiondifference", "pax8_product"];

        public ForgingScene(string role, bool appending = false)
        {
            Changing = new ChangingScene();
            var tenant = Changing.Tenant;
            tenant.ChangeConnector(Changing.Connector, ("pax8_writeback", false));
            Changing.Order(3);
            User = tenant.Dataverse.AddUser("Forger", appending ? [role, Administrator] : [role]);
            Delegate = tenant.Dataverse.AddUser("Forger by proxy", role, "Delegate");
            Person = tenant.Dataverse.ServiceFor(User);
        }

        public ChangingScene Changing { get; }

        public Guid User { get; }

        public Guid Delegate { get; }

        public IOrganizationService Person { get; }

        public Entity Some(string table) => table switch
        {
            "pax8_subscription" => Whole(table, Changing.Here.Id),
            "pax8_licensechangelog" => Whole(table, Changing.Log().Id),
            _ => Changing.Tenant.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(true) }).Entities[0],
        };

        /// <summary>Leaves a comparison's rows; a change that waits is one.</summary>
        public void Compare()
        {
            Changing.Tenant.Administrator.Execute(new OrganizationRequest("pax8_CompareSubscriptions") { ["Target"] = new EntityReference("pax8_connector", Changing.Connector) });
            Changing.Tenant.Settle();
        }

        /// <summary>Leaves a sync issue.</summary>
        public void RaiseIssue()
        {
            Changing.Tenant.Pax8!.Faults = new LocalTenant.Pax8.ScriptedFaults().When(Observing.AnyPage, LocalTenant.Pax8.Fault.RowWithoutId(), times: 1);
            Changing.Tenant.Sync(Changing.Connector);
        }

        /// <summary>Every column that is not people's, of a row of each table, along with the licences where there are any.</summary>
        public IEnumerable<Forgery> Forgeries()
        {
            foreach (var forgery in OfPeople.Keys.SelectMany(ForgeriesOf)) yield return forgery;
            yield return new Forgery("Log inactive", Row("pax8_licensechangelog", Changing.Log().Id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))));
            yield return new Forgery("Log provisioned", Row("pax8_licensechangelog", Changing.Log().Id, ("pax8_provisioningstatus", Option(Provisioned))));
            yield return new Forgery("Quantity and base", Row("pax8_subscription", Changing.Here.Id, ("pax8_quantity", 999), ("pax8_basequantity", 999), ("pax8_syncstate", Option(InSync))));
        }

        /// <summary>Every column of a row of the table that is not people's.</summary>
        public IEnumerable<Forgery> ForgeriesOf(string table)
        {
            var row = Some(table);
            foreach (var column in Changing.Tenant.Dataverse.Metadata.Tables[table].Columns.Values)
            {
                if (!column.ValidForUpdate || !column.LogicalName.StartsWith("pax8_", StringComparison.Ordinal) || OfPeople.GetValueOrDefault(table, []).Contains(column.LogicalName) || Other(column, row) is not { } value) continue;
                yield return new Forgery($"{table}.{column.LogicalName}", Row(table, row.Id, (column.LogicalName, value)));
                if (table == "pax8_subscription")
                    yield return new Forgery($"{table}.{column.LogicalName} and licences", Row(table, row.Id, (column.LogicalName, value), ("pax8_quantity", 999), ("pax8_price", 1m)));
            }
        }

        public IEnumerable<Way> Ways()
        {
            var dataverse = Changing.Tenant.Dataverse;
            foreach (var (name, service) in new[]
            {
                ("client", Person),
                ("workflow or import in his name", dataverse.ServiceInside(User)),
            })
            {
                yield return new($"{name}, tag", forgery => service.Execute(Message(forgery)));
                yield return new($"{name}, upsert by id", forgery => service.Execute(Tagged(new UpsertRequest { Target = Copy(forgery) })));
                yield return new($"{name}, upsert by key", forgery => service.Execute(Tagged(new UpsertRequest { Target = ByKey(forgery) })));
                yield return new($"{name}, several at once", forgery => service.Execute(Tagged(new OrganizationRequest(forgery.IsNew ? "CreateMultiple" : "UpdateMultiple")
                {
                    ["Targets"] = new EntityCollection([Copy(forgery)]) { EntityName = forgery.Row.LogicalName },
                })));
            }
        }

        /// <summary>The ways of somebody who may act on behalf of SYSTEM, if the platform lets him.</summary>
        public IEnumerable<Way> WaysOnBehalfOfSystem()
        {
            var service = Changing.Tenant.Dataverse.ServiceFor(Delegate, Changing.Tenant.Dataverse.SystemUserId);
            yield return new("on behalf of SYSTEM, tag", forgery => service.Execute(Message(forgery)));
            yield return new("on behalf of SYSTEM, upsert", forgery => service.Execute(Tagged(new UpsertRequest { Target = Copy(forgery) })));
        }

        public void AssertNothingComesOf(IEnumerable<Forgery> forged, Way way)
        {
            var before = Picture();
            var taken = new List<string>();
            foreach (var forgery in forged)
            {
                try
                {
                    way.Send(forgery);
                    taken.Add(forgery.What);
                }
                catch (FaultException<OrganizationServiceFault>)
                {
                    // Refused, as it should be.
                }
            }
            Assert.True(taken.Count == 0, $"Taken ({way.Name}): {string.Join(", ", taken)}");
            Assert.Equal(before, Picture());
        }

        /// <summary>Every row of every table of ours with all that is in it.</summary>
        public IReadOnlyList<string> Picture() =>
        [
            .. Tables.SelectMany(table => Changing.Tenant.Administrator.RetrieveMultiple(new QueryExpression(table) { ColumnSet = new ColumnSet(true) }).Entities)
                .Select(row => $"{row.LogicalName} {row.Id}: {string.Join("; ", row.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Plain(pair.Value)}"))}")
                .Order(StringComparer.Ordinal),
        ];

        private Entity Whole(string table, Guid id) => Changing.Tenant.Administrator.Retrieve(table, id, new ColumnSet(true));

        private static OrganizationRequest Message(Forgery forgery) =>
            Tagged(forgery.IsNew ? new CreateRequest { Target = Copy(forgery) } : new UpdateRequest { Target = Copy(forgery) });

        private static OrganizationRequest Tagged(OrganizationRequest request)
        {
            request["tag"] = Mark;
            return request;
        }

        private static Entity Copy(Forgery forgery)
        {
            var copy = new Entity(forgery.Row.LogicalName, forgery.Row.Id);
            foreach (var (column, value) in forgery.Row.Attributes) copy[column] = value;
            return copy;
        }

        /// <summary>The same row, named by its alternate key where its table has one.</summary>
        private Entity ByKey(Forgery forgery)
        {
            var copy = Copy(forgery);
            if (forgery.IsNew) return copy;
            var row = Whole(copy.LogicalName, copy.Id);
            if (Changing.Tenant.Dataverse.Metadata.Tables[copy.LogicalName].Keys.FirstOrDefault(key => key.Columns.All(column => row.Contains(column) && !copy.Contains(column))) is not { } key) return copy;
            copy.Id = Guid.Empty;
            copy.Attributes.Remove(copy.LogicalName + "id");
            foreach (var column in key.Columns) copy.KeyAttributes[column] = row[column];
            return copy;
        }

        /// <summary>A value that the column takes and does not have; null where it takes none.</summary>
        private object? Other(ColumnDefinition column, Entity row)
        {
            var now = row.Contains(column.LogicalName) ? row[column.LogicalName] : null;
            return column.Type switch
            {
                ColumnType.Text or ColumnType.Memo => "forged",
                ColumnType.Integer => (now as int? ?? 0) + 1,
                ColumnType.Decimal => (now as decimal? ?? 0) + 1,
                ColumnType.Boolean => !(now as bool? ?? false),
                ColumnType.DateTime => (now as DateTime? ?? new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)).AddDays(1),
                ColumnType.Choice => column.Choice!.Options.Select(option => new OptionSetValue(option.Value)).First(option => option.Value != (now as OptionSetValue)?.Value),
                ColumnType.Lookup when now is EntityReference => Another(column, (EntityReference)now),
                ColumnType.Lookup => Another(column, null),
                _ => throw new InvalidOperationException($"No other value is known for {column.LogicalName} ({column.Type})."),
            };
        }

        private EntityReference? Another(ColumnDefinition column, EntityReference? now)
        {
            var query = new QueryExpression(column.LookupTargets[0]) { ColumnSet = new ColumnSet(false) };
            return Changing.Tenant.Administrator.RetrieveMultiple(query).Entities.FirstOrDefault(row => row.Id != now?.Id)?.ToEntityReference();
        }

        private static string? Plain(object? value) => value switch
        {
            OptionSetValue choice => choice.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            EntityReference reference => reference.Id.ToString(),
            Money money => money.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => value?.ToString(),
        };
    }
}
