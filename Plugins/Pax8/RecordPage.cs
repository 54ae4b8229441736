using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>One page of a list.</summary>
/// <param name="Records">In Pax8's order.</param>
/// <param name="Unreadable">Entries of the page that cannot be used; they count in <paramref name="TotalElements"/> too.</param>
/// <param name="TotalElements">Records in all pages together.</param>
/// <param name="TotalPages">0 where there is none.</param>
/// <param name="Number">This page, from 0.</param>
/// <param name="Size">Records per page that Pax8 worked with; null where it does not say.</param>
internal sealed record RecordPage<T>(
    IReadOnlyList<T> Records,
    IReadOnlyList<UnreadableRecord> Unreadable,
    int TotalElements,
    int TotalPages,
    int Number,
    int? Size);

/// <summary>One entry of a list that could not be read; the others of its page were.</summary>
/// <param name="Id">Its id where one could be made out.</param>
/// <param name="Excerpt">The beginning of its JSON, at most 200 characters.</param>
/// <param name="Reason">A clause for a sentence, such as <c>name is not a text</c>.</param>
internal sealed record UnreadableRecord(string? Id, string Excerpt, string Reason);
