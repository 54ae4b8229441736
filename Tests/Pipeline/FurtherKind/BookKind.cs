using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Tests.Pipeline.FurtherKind;

/// <summary>A kind that no version ships: books on a paged list become rows of <see cref="BookTables.Book"/>.</summary>
internal sealed class BookKind(TenantRows rows, IReadOnlyList<Book> list) : SyncKind
{
    public const int Value = 476500090;

    public override int Number => Value;

    public override string Name => "Books";

    public override string RecordsName => "books";

    public override string RowsName => "shelved books";

    public override string SkippedBecause => "because they are out of print";

    public override ISyncSource Open(SyncJobState job) => new BookSync(rows, list);
}

/// <summary>An entry of the list.</summary>
internal sealed record Book(string Id, string Title, bool IsOutOfPrint = false);

/// <summary>How a book is read, found and written; everything else is the engine's.</summary>
internal sealed class BookSync(TenantRows rows, IReadOnlyList<Book> list) : PagedSource<Book, Entity, Dictionary<string, Entity>>
{
    protected override string RecordName => "book";

    public override ListedPage ReadPage(int page, int size)
    {
        var books = list.Skip(page * size).Take(size).ToList();
        return PageOf(new RecordPage<Book>(books, [], list.Count, (list.Count + size - 1) / size, page, size));
    }

    protected override string IdOf(Book record) => record.Id;

    protected override string? CompanyOf(Book record) => null;

    protected override IEnumerable<string> PresentIds(SyncRun run) => rows.Query(QueryBuilding.From(BookTables.Book, BookTables.Isbn).Where(Common.State, Common.StateActive)).Select(Isbn);

    protected override Dictionary<string, Entity> FindPage(List<Book> records, SyncRun run) => rows
        .Query(QueryBuilding.From(BookTables.Book, BookTables.Isbn, BookTables.Title).WhereIn(BookTables.Isbn, [.. records.Select(book => book.Id)]))
        .ToDictionary(Isbn);

    protected override Entity? FindRow(string id, SyncRun run) => rows.First(QueryBuilding.From(BookTables.Book, BookTables.Isbn, BookTables.Title).Where(BookTables.Isbn, id));

    protected override Book? AskFor(string id) => null;

    protected override Taken? Take(Book record, Dictionary<string, Entity> page, SyncRun run) => new Taken(Write(record, RowOf(record, page)), record.IsOutOfPrint);

    protected override Taken TakeUnlisted(Book record, Entity row, SyncRun run) => new(Write(record, row), record.IsOutOfPrint);

    protected override Taken TakeGone(Entity row, SyncRun run)
    {
        var gone = new Entity(BookTables.Book, row.Id);
        gone.SetState(active: false);
        rows.Update(gone);
        return new Taken(RecordOutcome.Updated, IsAbsent: true);
    }

    protected override RecordOutcome TellNotAnswered(Entity row, Pax8Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfNoAnswer(RecordName, Isbn(row), Isbn(row), failure, "Ask the publisher.", null));
        return RecordOutcome.Failed;
    }

    protected override Entity? RowOf(Book record, Dictionary<string, Entity> page) => page.GetValueOrDefault(record.Id);

    protected override Taken TellRefused(Book record, Entity? row, Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfRow($"book {record.Title}", record.Id, failure, null));
        return new Taken(RecordOutcome.Failed, IsAbsent: false);
    }

    protected override RecordOutcome TellRefusedUnlisted(Book? record, Entity row, Exception failure, SyncRun run)
    {
        run.Issues.Raise(RecordFailures.OfRow("book", Isbn(row), failure, null));
        return RecordOutcome.Failed;
    }

    private RecordOutcome Write(Book book, Entity? row)
    {
        if (book.IsOutOfPrint) return RecordOutcome.Skipped;
        if (row is null)
        {
            rows.Create(new Entity(BookTables.Book) { [BookTables.Isbn] = book.Id, [BookTables.Title] = book.Title });
            return RecordOutcome.Created;
        }
        if (row.GetAttributeValue<string>(BookTables.Title) == book.Title) return RecordOutcome.Unchanged;
        rows.Update(new Entity(BookTables.Book, row.Id) { [BookTables.Title] = book.Title });
        return RecordOutcome.Updated;
    }

    private static string Isbn(Entity row) => row.GetAttributeValue<string>(BookTables.Isbn);
}
