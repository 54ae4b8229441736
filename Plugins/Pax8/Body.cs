using System;
using System.IO;
using System.Text;

namespace Pax8Dataverse.Pax8;

/// <summary>The body of an answer, UTF-8, read where the HTTP client has put it: a page is 100 KB, and every page would be copied once more.</summary>
/// <param name="utf8">All of it is there, and it can be read again from its beginning.</param>
internal sealed class Body(Stream utf8)
{
    public Body(byte[] utf8)
        : this(new MemoryStream(utf8, writable: false))
    {
    }

    public static Body Empty => new([]);

    /// <summary>In bytes.</summary>
    public int Length => (int)utf8.Length;

    /// <summary>Its text from the beginning, without byte order mark.</summary>
    public StreamReader Open(int charactersAtOnce)
    {
        utf8.Position = 0;
        return new StreamReader(utf8, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, charactersAtOnce, leaveOpen: true);
    }

    /// <summary>A copy of its first bytes, at most so many.</summary>
    public byte[] First(int most)
    {
        var bytes = new byte[Math.Min(Length, most)];
        utf8.Position = 0;
        for (var read = 0; read < bytes.Length;) read += utf8.Read(bytes, read, bytes.Length - read);
        return bytes;
    }

    /// <summary>A copy.</summary>
    public byte[] ToArray() => First(Length);
}
