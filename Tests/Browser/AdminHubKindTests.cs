using System;
using System.Linq;
using System.Threading.Tasks;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Playwright;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The Admin Hub beside a kind of sync jobs that its scripts have never heard of: the choice has it, and jobs are of it.</summary>
public sealed class AdminHubKindTests(AdminHubKindTests.Fixture fixture) : IClassFixture<AdminHubKindTests.Fixture>
{
    private const int Books = 476500090;
    private const int InProgress = 476500001, Succeeded = 476500003;

    /// <summary>Adds the kind, and stores jobs of it as a version with its plug-ins would.</summary>
    public sealed class Fixture : BrowserFixture
    {
        private readonly TenantDatabase _rows = TenantDatabase.InMemory();
        private readonly TenantMetadata _metadata = WithBooks(SolutionReader.Read(SolutionFolder.Find(), typeof(Execution.IClock).Assembly));

        /// <inheritdoc />
        protected override TenantOptions Options() => base.Options() with { Companies = 5, Subscriptions = 8, Database = _rows, Metadata = _metadata };

        /// <summary>Stores a job of the kind.</summary>
        public async Task<Guid> StoreAsync(int status, Action<Entity> change)
        {
            await using var withoutSteps = await Tenant.StartAsync(new TenantOptions { Simulated = true, Database = _rows, Metadata = _metadata with { Steps = [] } });
            var row = new Entity("pax8_syncjob")
            {
                ["pax8_connectorid"] = new EntityReference("pax8_connector", ConnectorId),
                ["pax8_kind"] = new OptionSetValue(Books),
                ["pax8_jobstatus"] = new OptionSetValue(status),
            };
            change(row);
            return withoutSteps.Administrator.Create(row);
        }

        private static TenantMetadata WithBooks(TenantMetadata metadata)
        {
            var tables = metadata.Tables.ToDictionary();
            var columns = tables["pax8_syncjob"].Columns.ToDictionary();
            var kinds = columns["pax8_kind"].Choice!;
            columns["pax8_kind"] = columns["pax8_kind"] with { Choice = kinds with { Options = [.. kinds.Options, new OptionDefinition(Books, "Books")] } };
            tables["pax8_syncjob"] = tables["pax8_syncjob"] with { Columns = columns };
            return metadata with { Tables = tables };
        }
    }

    [BrowserFact]
    public async Task A_job_of_a_kind_that_the_page_has_never_heard_of_is_shown_with_its_caption_while_it_runs_and_when_it_is_over()
    {
        await fixture.StoreAsync(Succeeded, row => row["pax8_message"] = "3 books were shelved.");
        await using var window = await fixture.OpenAsync(HubPage.Address);
        await window.HubReadyAsync();
        var card = window.Card(BrowserFixture.ConnectorName);

        await Assertions.Expect(card.Locator(".result .job-name")).ToHaveTextAsync(["Provider Accounts: Succeeded", "Subscriptions: Succeeded", "Compare Subscriptions: Succeeded", "Books: Succeeded"]);
        await Assertions.Expect(card).ToContainTextAsync("3 books were shelved.");

        await fixture.StoreAsync(InProgress, row => (row["pax8_pagestotal"], row["pax8_pagesdone"], row["pax8_progresson"]) = (4, 1, DateTime.UtcNow));
        await window.GoAsync(HubPage.Address);
        await window.HubReadyAsync();

        await Assertions.Expect(card.GetByRole(AriaRole.Progressbar, new() { Name = "Books" })).ToHaveAttributeAsync("value", "1");
        await Assertions.Expect(card.Locator(".result .job-name")).ToHaveTextAsync(["Provider Accounts: Succeeded", "Subscriptions: Succeeded", "Compare Subscriptions: Succeeded"]);
        await Assertions.Expect(window.Hub().Locator("body")).Not.ToContainTextAsync("undefined");
        window.AssertNoErrors();
    }
}
