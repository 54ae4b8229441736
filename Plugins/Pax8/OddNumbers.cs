using System.IO;
using System.Text;

namespace Pax8Dataverse.Pax8;

/// <summary>Numbers in JSON that no decimal holds.</summary>
internal static class OddNumbers
{
    /// <summary>A decimal holds every plain number of so many characters.</summary>
    private const int LongestPlain = 28;

    /// <summary>The same JSON with quotation marks around such numbers; null where there are none. Never throws, whatever the bytes are.</summary>
    public static byte[]? AsTexts(byte[] utf8)
    {
        using var texts = new MemoryStream(utf8.Length + 16);
        var found = false;
        for (var at = 0; at < utf8.Length;)
        {
            var end = EndOfToken(utf8, at);
            var isOdd = IsOdd(utf8, at, end);
            if (isOdd) texts.WriteByte((byte)'"');
            texts.Write(utf8, at, end - at);
            if (isOdd) texts.WriteByte((byte)'"');
            found |= isOdd;
            at = end;
        }
        return found ? texts.ToArray() : null;
    }

    /// <summary>A text in its quotation marks, a comment, a number or word, or one character of anything else.</summary>
    private static int EndOfToken(byte[] utf8, int begin)
    {
        var first = utf8[begin];
        var end = begin + 1;
        if (first is (byte)'"' or (byte)'\'')
        {
            while (end < utf8.Length && utf8[end] != first) end += utf8[end] == '\\' ? 2 : 1;
            return end < utf8.Length ? end + 1 : utf8.Length;
        }
        if (first == '/' && end < utf8.Length && utf8[end] is (byte)'*' or (byte)'/') return EndOfComment(utf8, begin);
        if (!IsOfWord(first)) return end;
        while (end < utf8.Length && IsOfWord(utf8[end])) end++;
        return end;
    }

    private static int EndOfComment(byte[] utf8, int begin)
    {
        var isBlock = utf8[begin + 1] == '*';
        for (var at = begin + 2; at < utf8.Length; at++)
        {
            if (!isBlock && utf8[at] is (byte)'\n' or (byte)'\r') return at;
            if (isBlock && utf8[at] == '/' && utf8[at - 1] == '*' && at > begin + 2) return at + 1;
        }
        return utf8.Length;
    }

    private static bool IsOfWord(byte character) =>
        character is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (byte)'-' or (byte)'+' or (byte)'.';

    private static bool IsOdd(byte[] utf8, int begin, int end)
    {
        var first = utf8[begin];
        if (first is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.') return !IsPlain(utf8, begin, end);
        return first is (byte)'N' or (byte)'I' && Encoding.ASCII.GetString(utf8, begin, end - begin) is "NaN" or "Infinity";
    }

    private static bool IsPlain(byte[] utf8, int begin, int end)
    {
        for (var at = begin; at < end; at++)
            if (utf8[at] is not ((>= (byte)'0' and <= (byte)'9') or (byte)'.' or (byte)'-')) return false;
        return end - begin <= LongestPlain;
    }
}
