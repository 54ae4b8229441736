using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Benchmarks.Measures;

/// <summary>A table in Markdown, so that it can be copied into the README as it is printed.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Cells in the order of the heads.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(string title, params string[] notes)
    {
        Console.WriteLine();
        Console.WriteLine("## " + title);
        Console.WriteLine();
        var widths = heads.Select((head, column) => Math.Max(head.Length, _rows.Max(row => row[column].Length))).ToArray();
        Console.WriteLine(Line(heads, widths));
        Console.WriteLine("|" + string.Join("|", widths.Select((width, column) => column == 0 ? " " + new string('-', width) + " " : " " + new string('-', width) + ":")) + "|");
        foreach (var row in _rows) Console.WriteLine(Line(row, widths));
        foreach (var note in notes)
        {
            Console.WriteLine();
            Console.WriteLine(note);
        }
    }

    private static string Line(string[] cells, int[] widths) =>
        "| " + string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |";
}
