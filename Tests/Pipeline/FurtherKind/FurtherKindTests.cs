using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.DriftReport;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.Products;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.FurtherKind;

/// <summary>A kind is a definition, a source and a table: the engine plans, batches, closes, resumes and cancels it without knowing its name.</summary>
public sealed class FurtherKindTests
{
    [Fact]
    public void A_kind_that_the_engine_has_never_heard_of_is_planned_read_in_batches_counted_and_closed()
    {
        var list = Books(1300);
        using var library = new Library(list);

        var job = library.Sync();

        Assert.Equal((Acting.Succeeded, "1299 created, 0 updated, 0 unchanged, 0 failed, 1 skipped because they are out of print."), library.End(job));
        Assert.Equal(1299, library.Shelved().Count);
        Assert.True(library.Batches(job) > 1, "The pages were not shared out.");
        Assert.Equal("Pax8: Books, 2026", library.Job(job, "pax8_name").GetAttributeValue<string>("pax8_name")[..17]);
    }

    [Fact]
    public void What_changed_is_updated_and_what_is_no_longer_listed_is_checked()
    {
        var list = Books(30);
        using var library = new Library(list);
        library.Sync();
        list[3] = list[3] with { Title = "Another title" };
        list.RemoveAt(20);

        var job = library.Sync();

        Assert.Equal((Acting.Succeeded, "0 created, 2 updated, 27 unchanged, 0 failed, 1 skipped because they are out of print."), library.End(job));
        Assert.Equal(28, library.Shelved().Count);
        Assert.Contains("Another title", library.Shelved());
    }

    [Fact]
    public void A_second_job_of_the_kind_is_refused_while_one_is_open_and_a_job_of_another_kind_is_not()
    {
        using var library = new Library(Books(3));
        library.Start();

        Assert.ThrowsAny<Exception>(() => library.Start());
        library.Tenant.PressSync(library.Connector);
    }

    [Fact]
    public void Deactivating_the_connector_cancels_it()
    {
        using var library = new Library(Books(3));
        var job = library.Start();

        library.Tenant.Deactivate(library.Connector);
        library.Tenant.Settle();

        Assert.Equal(Acting.Cancelled, library.End(job).Status);
        Assert.Empty(library.Shelved());
    }

    [Fact]
    public void Whoever_chooses_a_kind_that_this_version_does_not_know_reads_all_that_it_knows()
    {
        using var library = new Library(Books(1), isKnown: false);

        var refused = Assert.ThrowsAny<Exception>(() => library.Start());

        Assert.Contains("Choose Provider Accounts, Subscriptions, Compare Subscriptions or Products and save again.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pax8_syncjob")]
    [InlineData("pax8_syncissue")]
    public void The_kinds_that_people_can_choose_and_read_are_those_that_are_defined(string table)
    {
        SyncKind[] defined = [new ProviderAccountKind(null!, null!, null!, null!), new SubscriptionKind(null!, null!, null!, null!, null!), new ComparisonKind(null!, null!, null!), new ProductKind(null!, null!)];
        var offered = Given.Metadata.Tables[table].Columns["pax8_kind"].Choice!.Options;

        Assert.Equal(defined.Select(kind => (kind.Number, kind.Name)), offered.Select(option => (option.Value, option.Label)));
    }

    /// <summary>What a comparison found is shown below the cards; of every other kind the page reads value and caption from the rows.</summary>
    [Fact]
    public void The_one_kind_that_the_Admin_Hub_names_is_the_comparison()
    {
        var scripts = string.Concat(Directory.EnumerateFiles(Path.Combine(SolutionFolder.Find(), "WebResources", "pax8_", "adminhub"), "*.js").Select(File.ReadAllText));

        var named = Assert.Single(Regex.Matches(scripts, @"\w*Kind = (\d+);"));
        var compared = Regex.Matches(scripts, @"pax8_kind [!=]==? ([\w.]+)").Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(new ComparisonKind(null!, null!, null!).Number, int.Parse(named.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.Equal(["comparisonKind", "job.pax8_kind"], compared.Order(StringComparer.Ordinal));
    }

    private static List<Book> Books(int count) => [.. Enumerable.Range(0, count).Select(number => new Book($"isbn-{number}", $"Book {number}", IsOutOfPrint: number == 0))];

    /// <summary>A tenant whose package has the kind.</summary>
    private sealed class Library : IDisposable, IFurtherKinds
    {
        private readonly List<Book> _list;

        public Library(List<Book> list, bool isKnown = true)
        {
            _list = list;
            Tenant = Given.Tenant(options => options.WithBooks() with { OtherServices = type => isKnown && type == typeof(IFurtherKinds) ? this : null });
            Connector = Tenant.CreateConnector("Pax8");
        }

        public Tenant Tenant { get; }

        public Guid Connector { get; }

        public IEnumerable<SyncKind> Of(TenantRows rows) => [new BookKind(rows, _list)];

        public Guid Start() => Tenant.Administrator.Create(new Entity("pax8_syncjob")
        {
            ["pax8_connectorid"] = new EntityReference("pax8_connector", Connector),
            ["pax8_kind"] = new OptionSetValue(BookKind.Value),
        });

        public Guid Sync()
        {
            var job = Start();
            Tenant.Settle();
            return job;
        }

        public (int Status, string Message) End(Guid job)
        {
            var row = Job(job, "pax8_jobstatus", "pax8_message");
            return (row.GetAttributeValue<OptionSetValue>("pax8_jobstatus").Value, row.GetAttributeValue<string>("pax8_message"));
        }

        public Entity Job(Guid job, params string[] columns) => Tenant.Administrator.Retrieve("pax8_syncjob", job, new ColumnSet(columns));

        public int Batches(Guid job) => Tenant.Rows("pax8_syncbatch", "pax8_syncjobid").Count(row => row.GetAttributeValue<EntityReference>("pax8_syncjobid").Id == job);

        public List<string> Shelved() => Tenant.Rows(BookTables.Book, BookTables.Title, "statecode")
            .Where(row => row.GetAttributeValue<OptionSetValue>("statecode").Value == 0).Select(row => row.GetAttributeValue<string>(BookTables.Title)).ToList();

        public void Dispose() => Tenant.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
