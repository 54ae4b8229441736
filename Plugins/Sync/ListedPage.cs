using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Sync;

/// <summary>One page of a list as Pax8 gave it. Nothing of it is written before it is pulled.</summary>
internal sealed class ListedPage
{
    private readonly Func<SyncRun, PageResult> _pull;
    private readonly IEnumerable<string> _companyIds;

    private ListedPage(IReadOnlyList<string> ids, int total, int? size, IEnumerable<string> companyIds, Func<SyncRun, PageResult> pull)
    {
        Ids = ids;
        Total = total;
        Size = size;
        _companyIds = companyIds;
        _pull = pull;
    }

    /// <summary>A list that has nothing to ask for.</summary>
    public static readonly ListedPage Empty = new([], 0, null, [], _ => new PageResult(default, complete: true));

    /// <summary>The list of a company that Pax8 says it does not know.</summary>
    public static readonly ListedPage OfUnknownCompany = new([], 0, null, [], _ => new PageResult(default, complete: true));

    /// <summary>Records on the page, those that cannot be used included.</summary>
    public int Entries => Ids.Count;

    /// <summary>Pax8 ids of all of them; the text of those that have none.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>Records on all pages together, as Pax8 counts them.</summary>
    public int Total { get; }

    /// <summary>Records per page that Pax8 says it worked with; null where it does not say.</summary>
    public int? Size { get; }

    /// <summary>Pax8 ids of the companies on the page, or of those that its records belong to; each once. Of most pages nobody asks for them.</summary>
    public IReadOnlyList<string> CompanyIds => _companyIds.Distinct(StringComparer.OrdinalIgnoreCase).ToList();

    /// <param name="answer">What Pax8 gave.</param>
    /// <param name="idOf">The record's id.</param>
    /// <param name="companyOf">The company that a record is, or belongs to.</param>
    /// <param name="pull">Writes what differs.</param>
    public static ListedPage Of<T>(RecordPage<T> answer, Func<T, string> idOf, Func<T, string?> companyOf, Func<SyncRun, PageResult> pull) => new(
        [.. answer.Records.Select(idOf), .. answer.Unreadable.Select(entry => entry.Id ?? entry.Excerpt)], answer.TotalElements, answer.Size,
        answer.Records.Select(companyOf).OfType<string>(), pull);

    /// <summary>
    /// Writes what differs. Records that <see cref="SyncRun.IsDone"/> are passed over. Ends early, saying so, when the deadline
    /// leaves no time for another record.
    /// </summary>
    public PageResult Pull(SyncRun run) => _pull(run);
}
