using System;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>Writing of JSON bodies: null members are left out, as Pax8 does.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new()
    {
        // Pax8 sends text as it is, so emoji and markup arrive unescaped and clients must cope.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // Bodies are written by the code beside this; the contract tests check them.
        SkipValidation = true,
    };

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            write(writer);
        return buffer.WrittenMemory;
    }

    public static void Member(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    public static void Member(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } present)
            writer.WriteBoolean(name, present);
    }

    public static void Member(this Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } present)
            writer.WriteNumber(name, present);
    }
}
