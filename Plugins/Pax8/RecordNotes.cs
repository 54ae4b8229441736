using System.Collections.Generic;

namespace Pax8Dataverse.Pax8;

/// <summary>What turns up while one record is read: a reason why it cannot be used at all, or values that cannot.</summary>
internal sealed class RecordNotes
{
    private List<UnreadableValue>? _values;

    public string? Id { get; set; }

    /// <summary>A clause for a sentence, such as <c>it has no id</c>; null where the record can be used.</summary>
    public string? Problem { get; private set; }

    public IReadOnlyList<UnreadableValue> Values => _values as IReadOnlyList<UnreadableValue> ?? [];

    /// <summary>The first reason is the one that is told.</summary>
    public void Refuse(string problem) => Problem ??= problem;

    public void PassOver(string member, string problem, string text) =>
        (_values ??= []).Add(new UnreadableValue(member, problem, Pax8Json.Shorten(text, UnreadableValue.LongestText)));

    public void PassOver(IEnumerable<UnreadableValue> values)
    {
        foreach (var value in values) (_values ??= []).Add(value);
    }
}
