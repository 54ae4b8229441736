using System;
using System.Collections.Generic;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DataverseEmulator.Storage;

/// <summary>
/// How Dataverse compares text: neither case nor accents count in an English (1033) environment, collation _CI_AI
/// (learn.microsoft.com/power-platform/admin/language-collations), trailing spaces don't count in comparisons
/// (learn.microsoft.com/sql/t-sql/language-elements/string-comparison-assignment), and LIKE knows %, _, [set] and [^set]
/// (learn.microsoft.com/power-apps/developer/data-platform/wildcard-characters).
/// </summary>
public static class TextCollation
{
    /// <summary>Name of the SQLite collation of every text column.</summary>
    public const string Name = "DATAVERSE";
    /// <summary>Name of the SQLite function (value, pattern) that stands for LIKE: 1, 0, or null for a null value.</summary>
    public const string LikeFunction = "dataverse_like";

    // Letters with marks and the letter they fold to. Without ICU (invariant globalization) .NET can't decompose characters.
    private const string Marked =
        "ÀÁÂÃÄÅĀĂĄÇĆĈĊČĎÈÉÊËĒĔĖĘĚĜĞĠĢĤÌÍÎÏĨĪĬĮİĴĶĹĻĽÑŃŅŇÒÓÔÕÖŌŎŐŔŖŘŚŜŞŠȘŢŤȚÙÚÛÜŨŪŬŮŰŲŴÝŶŸŹŻŽ";
    private const string Plain =
        "AAAAAAAAACCCCCDEEEEEEEEEGGGGHIIIIIIIIIJKLLLNNNNOOOOOOOORRRSSSSSTTTUUUUUUUUUUWYYYZZZ";

    private static readonly Dictionary<char, char> Folded = FoldTable();

    /// <summary>Makes the collation known to an opened connection.</summary>
    internal static void Register(SqliteConnection connection) => SqliteException.ThrowExceptionForRC(
        raw.sqlite3__create_collation_utf8(connection.Handle, Name, null, (_, left, right) => Compare(left, right)), connection.Handle);

    /// <summary>Order of two texts in UTF-8, as <see cref="Compare(string, string)"/> has it.</summary>
    internal static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int leftLength = TrimmedLength(left), rightLength = TrimmedLength(right);
        var common = Math.Min(leftLength, rightLength);
        for (var i = 0; i < common; i++)
        {
            int one = left[i], other = right[i];
            if (one >= 128 || other >= 128)
            {
                return Compare(Encoding.UTF8.GetString(left), Encoding.UTF8.GetString(right));
            }

            var difference = one == other ? 0 : Fold((char)one) - Fold((char)other);
            if (difference != 0)
            {
                return difference;
            }
        }

        return leftLength == rightLength || (leftLength < rightLength ? right[leftLength] : left[rightLength]) < 128
            ? leftLength - rightLength
            : Compare(Encoding.UTF8.GetString(left), Encoding.UTF8.GetString(right));
    }

    /// <summary>Order of two texts: negative, 0 or positive.</summary>
    public static int Compare(string left, string right)
    {
        int leftLength = TrimmedLength(left), rightLength = TrimmedLength(right);
        var common = Math.Min(leftLength, rightLength);
        for (var i = 0; i < common; i++)
        {
            var difference = Fold(left[i]) - Fold(right[i]);
            if (difference != 0)
                return difference;
        }
        return leftLength - rightLength;
    }

    /// <summary>Whether <paramref name="value"/> matches the T-SQL pattern; the whole value, not a part of it.</summary>
    public static bool Like(string value, string pattern) => Match(value, 0, pattern, 0);

    /// <summary>The text as a pattern that matches only itself.</summary>
    public static string Escape(string literal) =>
        literal.Replace("[", "[[]", StringComparison.Ordinal)
            .Replace("%", "[%]", StringComparison.Ordinal)
            .Replace("_", "[_]", StringComparison.Ordinal);

    private static bool Match(string value, int at, string pattern, int from)
    {
        while (from < pattern.Length)
        {
            if (pattern[from] == '%')
            {
                while (from < pattern.Length && pattern[from] == '%')
                    from++;
                if (from == pattern.Length)
                    return true;
                for (var start = at; start <= value.Length; start++)
                    if (Match(value, start, pattern, from))
                        return true;
                return false;
            }
            if (at == value.Length || !MatchesOne(value[at], pattern, from, out var next))
                return false;
            at++;
            from = next;
        }
        return at == value.Length;
    }

    private static bool MatchesOne(char value, string pattern, int from, out int next)
    {
        next = from + 1;
        if (pattern[from] == '_')
            return true;
        if (pattern[from] != '[')
            return Fold(value) == Fold(pattern[from]);
        var end = pattern.IndexOf(']', from + 1);
        // An opening bracket that nothing closes matches nothing, as in T-SQL.
        if (end < 0)
            return false;
        next = end + 1;
        var first = from + 1;
        var negated = first < end && pattern[first] == '^';
        if (negated)
            first++;
        return InSet(Fold(value), pattern, first, end) != negated;
    }

    private static bool InSet(char folded, string pattern, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (i + 2 < end && pattern[i + 1] == '-')
            {
                if (folded >= Fold(pattern[i]) && folded <= Fold(pattern[i + 2]))
                    return true;
                i += 2;
            }
            else if (folded == Fold(pattern[i]))
            {
                return true;
            }
        }
        return false;
    }

    private static char Fold(char c)
    {
        if (c < 128)
            return c is >= 'a' and <= 'z' ? (char)(c - 32) : c;
        var upper = char.ToUpperInvariant(c);
        return Folded.TryGetValue(upper, out var plain) ? plain : upper;
    }

    private static int TrimmedLength(string text)
    {
        var length = text.Length;
        while (length > 0 && text[length - 1] == ' ')
            length--;
        return length;
    }

    private static int TrimmedLength(ReadOnlySpan<byte> text)
    {
        var length = text.Length;
        while (length > 0 && text[length - 1] == ' ')
            length--;
        return length;
    }

    private static Dictionary<char, char> FoldTable()
    {
        var table = new Dictionary<char, char>(Marked.Length);
        for (var i = 0; i < Marked.Length; i++)
            table.Add(Marked[i], Plain[i]);
        return table;
    }
}
