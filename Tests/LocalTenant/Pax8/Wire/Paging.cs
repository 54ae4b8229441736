using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Pages of v1: <c>page</c> counts from 0, <c>size</c> is 10 unless told and at most 200; an empty list has 0 pages.
/// What the live API does with a size beyond 200 is not known: it is refused here, so that a client that sends one shows in tests.
/// A page past the end is empty, which is not confirmed either.
/// </summary>
internal readonly record struct Paging(int Page, int Size)
{
    public static Paging Of(Pax8Call call) => new(Whole(call, "page", 0, 0, int.MaxValue), Whole(call, "size", 10, 1, 200));

    public Pax8Answer Answer<T>(IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> writeRow)
    {
        var (page, size) = this;
        return new Pax8Answer
        {
            Status = 200,
            ContentType = "application/json",
            Body = Json.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("content");
                var first = (long)page * size;
                for (var row = first; row < Math.Min(first + size, rows.Count); row++)
                    writeRow(writer, rows[(int)row]);
                writer.WriteEndArray();
                writer.WriteStartObject("page");
                writer.WriteNumber("size", size);
                writer.WriteNumber("totalElements", rows.Count);
                writer.WriteNumber("totalPages", (rows.Count + size - 1) / size);
                writer.WriteNumber("number", page);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }),
        };
    }

    private static int Whole(Pax8Call call, string name, int missing, int low, int high)
    {
        if (!call.Query.TryGetValue(name, out var text))
            return missing;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
            ? number
            : throw Refusal.InvalidField(name);
    }
}
