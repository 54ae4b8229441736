using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;
using static Pax8Dataverse.Tests.Pipeline.ChangingScene;

namespace Pax8Dataverse.Tests.Pipeline.Upgrade;

/// <summary>What the version before has stored goes on under this one: rows, syncs that were begun, changes that wait.</summary>
public sealed class VersionBeforeTests : IDisposable
{
    private const int Enabled = 0, Disabled = 1, Connected = 1, Here = 0;

    private readonly VersionBefore _scene = new();

    private Tenant Tenant => _scene.Tenant;

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_row_is_there_with_the_values_that_it_had()
    {
        var tables = Names(VersionBefore.Before, "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'pax8_%'");

        Assert.Equal(9, tables.Count);
        Assert.All(tables, table => Assert.Equal(Cells(VersionBefore.Before, table), Cells(_scene.Rows, table, Names(VersionBefore.Before, $"SELECT name FROM pragma_table_info('{table}')"))));
    }

    [Fact]
    public void Every_choice_is_shown_as_it_was()
    {
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in VersionBefore.Captions.Keys.Select(key => key.Split('.')[0]).Distinct())
            foreach (var row in Tenant.Rows(table, [.. VersionBefore.Captions.Keys.Where(key => key.StartsWith(table + ".", StringComparison.Ordinal)).Select(key => key.Split('.')[1]).Distinct()]))
                foreach (var (column, value) in row.Attributes)
                    if (value is OptionSetValue choice) shown[string.Create(CultureInfo.InvariantCulture, $"{table}.{column}.{choice.Value}")] = row.FormattedValues[column];

        Assert.Equal(VersionBefore.Captions.OrderBy(pair => pair.Key, StringComparer.Ordinal), shown);
    }

    [Fact]
    public void The_database_has_what_an_upgrade_can_break()
    {
        Assert.Equal([(Enabled, false), (Enabled, true), (Disabled, false)], Distinct("pax8_provideraccount", row => (row.Number("pax8_syncstatus"), row.Contains("pax8_accountid")), "pax8_syncstatus", "pax8_accountid"));
        Assert.Equal([InSync, WaitingToBeSent, InConflict, Failed], Distinct("pax8_subscription", row => row.Number("pax8_syncstate"), "pax8_syncstate"));
        Assert.Equal([Awaiting, Provisioned, FailedProvisioning, NotApplicable], Distinct("pax8_licensechangelog", row => row.Number("pax8_provisioningstatus"), "pax8_provisioningstatus"));
        Assert.Equal([(0, Acting.InProgress), (1, Acting.InProgress)], Distinct("pax8_syncjob", row => (row.Number("pax8_kind"), row.Status()), "pax8_kind", "pax8_jobstatus").Where(job => job.Item2 < Acting.Succeeded));
        Assert.Equal([0, 1], Distinct("pax8_syncbatch", row => row.Number("pax8_batchstatus"), "pax8_batchstatus").Where(status => status < 3));
        Assert.Equal(2, Tenant.OpenIssues().Count);
        Assert.Contains(Tenant.Rows("pax8_licensechangelog", "pax8_effectiveon"), row => row.GetAttributeValue<DateTime?>("pax8_effectiveon") > _scene.Time.GetUtcNow().UtcDateTime);
        Assert.Equal(Connected, Connector().Number("pax8_connectivitystatus"));
    }

    [Fact]
    public void The_sums_of_the_licence_change_logs_hold_before_anything_is_synchronised()
    {
        var sums = Tenant.Rows("pax8_licensechangelog", "pax8_subscriptionid", "pax8_quantity").ToLookup(log => log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id, log => log.GetAttributeValue<int>("pax8_quantity"));

        Assert.All(Tenant.Rows("pax8_subscription", "pax8_quantity"), row => Assert.Equal(row.GetAttributeValue<int>("pax8_quantity"), sums[row.Id].Sum()));
    }

    [Theory]
    [InlineData(Continuation.SystemJobs)]
    [InlineData(Continuation.Resume)]
    [InlineData(Continuation.NextSync)]
    public void A_sync_that_was_begun_goes_on_and_succeeds(Continuation continuation)
    {
        var begun = Tenant.Rows("pax8_syncjob", "pax8_jobstatus").Where(job => job.Status() == Acting.InProgress).Select(job => job.Id).ToList();
        if (continuation != Continuation.SystemJobs)
        {
            Tenant.LoseSystemJobs("pax8_syncbatch");
            Tenant.Advance(TimeSpan.FromMinutes(10));
        }
        if (continuation == Continuation.Resume)
            foreach (var job in begun) Tenant.PressResume(job);
        if (continuation == Continuation.NextSync)
            Assert.Equal(begun.Order(), new[] { (Guid)Tenant.PressSync(_scene.Connector)["SyncJobId"], Tenant.SyncSubscriptions(_scene.Connector).Id }.Order());

        Tenant.Settle();

        Assert.Equal(2, begun.Count);
        Assert.All(begun, job => Tenant.Job(job).AssertEnded(Acting.Succeeded));
        Assert.All(begun, job => Assert.Equal(Tenant.Job(job).GetAttributeValue<int>("pax8_pagestotal"), Tenant.Job(job).GetAttributeValue<int>("pax8_pagesdone")));
        Tenant.AssertWithinLimits();
        Tenant.AssertEqualToPax8(_scene.Connector);
        Assert.Equal([(Enabled, false), (Enabled, true), (Disabled, false)], Distinct("pax8_provideraccount", row => (row.Number("pax8_syncstatus"), row.Contains("pax8_accountid")), "pax8_syncstatus", "pax8_accountid"));
    }

    [Fact]
    public void A_second_sync_writes_nothing_and_the_sums_hold_for_each_customer()
    {
        Tenant.Settle();
        SyncBoth();
        Tenant.ResetCounts();

        SyncBoth();

        Assert.Equal((0, 0), (Tenant.AccountWrites(), Tenant.SubscriptionWrites()));
        Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void Issues_of_what_was_mended_in_Pax8_are_resolved_by_the_kind_of_sync_that_wrote_them()
    {
        Tenant.Settle();
        SyncBoth();
        var left = Assert.Single(Tenant.OpenIssues());

        Tenant.CompareSubscriptions(_scene.Connector).AssertEnded(Acting.Succeeded);

        Assert.Contains("quantity is not a whole number", left.Text("pax8_reason"), StringComparison.Ordinal);
        Assert.Empty(Tenant.OpenIssues());
    }

    [Fact]
    public void An_integration_that_knew_of_no_home_takes_the_environment_in_which_it_is_verified()
    {
        Assert.False(Connector().Contains("pax8_home"));

        Tenant.PressVerify(_scene.Connector);

        Assert.Equal((Connected, Here, Tenant.Dataverse.OrganizationId.ToString()), (Connector().Number("pax8_connectivitystatus"), Connector().Number("pax8_home"), Connector().Text("pax8_homeorganizationid")));
    }

    [Fact]
    public void What_waits_for_its_date_is_sent_once_when_it_is_due()
    {
        var log = Tenant.Rows("pax8_licensechangelog", "pax8_effectiveon", "pax8_subscriptionid", "pax8_toquantity").Single(row => row.Contains("pax8_effectiveon"));
        var pax8Id = Tenant.Subscriptions().Single(row => row.Value.Id == log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id).Key;
        Tenant.Settle();
        SyncBoth();
        Assert.Single(_scene.Pax8.State.HistoryOf(pax8Id));

        Tenant.Advance(log.GetAttributeValue<DateTime>("pax8_effectiveon") - _scene.Time.GetUtcNow().UtcDateTime + TimeSpan.FromHours(1));
        SyncBoth();
        SyncBoth();

        Assert.Equal(log.GetAttributeValue<int>("pax8_toquantity"), (int)_scene.Pax8.State.FindSubscription(pax8Id)!.Quantity);
        Assert.Equal(2, _scene.Pax8.State.HistoryOf(pax8Id).Count);
        Assert.Equal(1, Tenant.Pax8Requests[Put]);
        Tenant.AssertLogsAddUp();
    }

    [Fact]
    public void What_was_sent_before_is_not_sent_again()
    {
        Tenant.Settle();
        Tenant.PressVerify(_scene.Connector);
        SyncBoth();

        Assert.DoesNotContain(Put, Tenant.Pax8Requests.Keys);
        Assert.DoesNotContain(Delete, Tenant.Pax8Requests.Keys);
        Assert.All(_scene.Pax8.State.Subscriptions, one => Assert.Single(_scene.Pax8.State.HistoryOf(one.Id)));
    }

    [Fact]
    public void What_had_failed_goes_out_by_Retry_and_what_waited_behind_it_follows()
    {
        var failed = Tenant.Subscriptions().Single(row => row.Value.Number("pax8_syncstate") == Failed);
        Tenant.Settle();
        var log = Tenant.Rows("pax8_licensechangelog", "pax8_provisioningstatus").Single(row => row.Number("pax8_provisioningstatus") == FailedProvisioning);

        Tenant.Administrator.Update(Refusing.Row("pax8_licensechangelog", log.Id, ("pax8_provisioningstatus", Refusing.Option(Awaiting))));
        Tenant.Settle();

        Assert.Equal([NotApplicable, Provisioned, Provisioned], Tenant.Logs(failed.Value.Id).Select(one => one.Status));
        Assert.Equal(failed.Value.GetAttributeValue<int>("pax8_quantity"), (int)_scene.Pax8.State.FindSubscription(failed.Key)!.Quantity);
        Assert.Equal(InSync, Tenant.Subscription(failed.Key).Number("pax8_syncstate"));
    }

    [Theory]
    [InlineData("pax8_KeepPax8")]
    [InlineData("pax8_KeepWork365")]
    public void A_conflict_is_settled_as_ever(string api)
    {
        Tenant.Settle();
        var conflict = Tenant.Subscriptions().Single(row => row.Value.Number("pax8_syncstate") == InConflict);

        Tenant.Administrator.Execute(new OrganizationRequest(api) { ["Target"] = conflict.Value.ToEntityReference() });
        Tenant.Settle();

        var row = Tenant.Subscription(conflict.Key);
        Assert.Equal(InSync, row.Number("pax8_syncstate"));
        Assert.Equal((int)_scene.Pax8.State.FindSubscription(conflict.Key)!.Quantity, row.GetAttributeValue<int>("pax8_quantity"));
        Assert.Equal(api == "pax8_KeepPax8" ? 1 : 2, _scene.Pax8.State.HistoryOf(conflict.Key).Count);
    }

    private Entity Connector() => Tenant.Rows("pax8_connector", "pax8_connectivitystatus", "pax8_home", "pax8_homeorganizationid").Single();

    private void SyncBoth()
    {
        Tenant.Sync(_scene.Connector).AssertEnded(Acting.Succeeded);
        Tenant.SyncSubscriptions(_scene.Connector).AssertEnded(Acting.Succeeded);
    }

    private List<T> Distinct<T>(string table, Func<Entity, T> value, params string[] columns) => [.. Tenant.Rows(table, columns).Select(value).Distinct().Order()];

    private static List<string> Names(TenantDatabase database, string query) => database.Read(connection => connection.Query(query, row => row.GetString(0)));

    /// <summary>Every value that is not empty, with row and column; of these columns, or of all.</summary>
    private static List<string> Cells(TenantDatabase database, string table, List<string>? columns = null)
    {
        columns ??= Names(database, $"SELECT name FROM pragma_table_info('{table}')");
        return [.. columns.SelectMany(column => Names(database, $"SELECT {table}id || ' {column} ' || quote(\"{column}\") FROM {table} WHERE \"{column}\" IS NOT NULL")).Order(StringComparer.Ordinal)];
    }

    /// <summary>What leads a sync on that the version before had begun.</summary>
    public enum Continuation
    {
        SystemJobs,
        Resume,
        NextSync,
    }
}
