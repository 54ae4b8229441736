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
internal sealed class BookSync(TenantRows rows, IReadOnlyList<Book> list) : ISyncSource
{
    public void Prepare(Guid connectorId)
    {
    }

    public ListedPage ReadPage(int page, int size)
    {
        var records = list.Skip(page * size).Take(size).ToList();
        var answer = new RecordPage<Book>(records, [], list.Count, (list.Count + size - 1) / size, page, size);
        return ListedPage.Of(answer, book => book.Id, _ => null, run => Pull(records, run));
    }

    public int CountPresentRows(SyncRun run) => Shelved().Count;

    public bool CheckUnseen(SeenIds seen, SyncRun run, ref SyncCounts counts)
    {
        foreach (var row in Shelved())
        {
            var isbn = row.GetAttributeValue<string>(BookTables.Isbn);
            if (seen.Contains(isbn) || run.IsDone(isbn)) continue;
            var gone = new Entity(BookTables.Book, row.Id);
            gone.SetState(active: false);
            rows.Update(gone);
            counts = counts.Plus(RecordOutcome.Updated);
            run.Seen.Add(isbn, absent: true);
        }
        return true;
    }

    public SyncSummary Summarise(Guid jobId, SyncCounts counts, SyncKind kind) => new(counts.Sentence(kind));

    private PageResult Pull(List<Book> books, SyncRun run)
    {
        var counts = default(SyncCounts);
        foreach (var book in books.Where(book => !run.IsDone(book.Id)))
        {
            counts = counts.Plus(Pull(book));
            run.Seen.Add(book.Id, absent: book.IsOutOfPrint);
        }
        return new PageResult(counts, complete: true);
    }

    private RecordOutcome Pull(Book book)
    {
        if (book.IsOutOfPrint) return RecordOutcome.Skipped;
        if (rows.First(QueryBuilding.From(BookTables.Book, BookTables.Title).Where(BookTables.Isbn, book.Id)) is not { } row)
        {
            rows.Create(new Entity(BookTables.Book) { [BookTables.Isbn] = book.Id, [BookTables.Title] = book.Title });
            return RecordOutcome.Created;
        }
        if (row.GetAttributeValue<string>(BookTables.Title) == book.Title) return RecordOutcome.Unchanged;
        rows.Update(new Entity(BookTables.Book, row.Id) { [BookTables.Title] = book.Title });
        return RecordOutcome.Updated;
    }

    private List<Entity> Shelved() => rows.Query(QueryBuilding.From(BookTables.Book, BookTables.Isbn).Where("statecode", 0)).ToList();
}
