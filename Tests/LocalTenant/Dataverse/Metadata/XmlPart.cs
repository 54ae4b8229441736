using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>An element of a file of the solution. Whatever can't be read is a SolutionException with file and line.</summary>
internal sealed class XmlPart(string file, XElement element)
{
    public string File { get; } = file;
    public XElement Element { get; } = element;
    public string Name => Element.Name.LocalName;

    /// <summary>File and line.</summary>
    public string Place => $"{File} line {((IXmlLineInfo)Element).LineNumber}";

    public SolutionException Refuse(string reason) => new(File, $"line {((IXmlLineInfo)Element).LineNumber}: {reason}");

    /// <summary>The child elements, all or those of a name.</summary>
    public IEnumerable<XmlPart> Children(string? name = null) =>
        Element.Elements().Where(e => name is null || e.Name.LocalName == name).Select(e => new XmlPart(File, e));

    /// <summary>All elements below of a name.</summary>
    public IEnumerable<XmlPart> Descendants(string name) =>
        Element.Descendants().Where(e => e.Name.LocalName == name).Select(e => new XmlPart(File, e));

    public XmlPart? Child(string name)
    {
        var children = Children(name).ToArray();
        return children.Length <= 1 ? children.FirstOrDefault() : throw children[1].Refuse($"{Name} has more than one {name}.");
    }

    public XmlPart RequiredChild(string name) => Child(name) ?? throw Refuse($"{Name} has no {name}.");

    /// <summary>Text of a child, trimmed; null when it is absent or empty.</summary>
    public string? Text(string child) => Child(child)?.Element.Value.Trim() is { Length: > 0 } text ? text : null;

    public string RequiredText(string child) => Text(child) ?? throw Refuse($"{Name} has no {child}.");

    public string? Attribute(string name) => Element.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value;

    public string RequiredAttribute(string name) =>
        Attribute(name) is { Length: > 0 } value ? value : throw Refuse($"{Name} has no attribute {name}.");

    public int Number(string child) => Parse(RequiredText(child), child);

    public int? OptionalNumber(string child) => Text(child) is { } text ? Parse(text, child) : null;

    /// <summary>A number in an attribute.</summary>
    public int NumberAttribute(string name) => Parse(RequiredAttribute(name), name);

    /// <summary>1 or 0; false where the child is absent.</summary>
    public bool Flag(string child) => Text(child) switch
    {
        null or "0" => false,
        "1" => true,
        var other => throw Refuse($"{child} is 0 or 1, not '{other}'."),
    };

    public decimal? OptionalDecimal(string child) => Text(child) switch
    {
        null => null,
        var text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var other => throw Refuse($"{child} is a number, not '{other}'."),
    };

    public Guid ParseId(string text) =>
        Guid.TryParse(text, out var id) ? id : throw Refuse($"'{text}' is no guid.");

    /// <summary>The text in the base language (1033) of a list such as displaynames/displayname.</summary>
    public string? Label(string list, string item) =>
        Child(list)?.Children(item).FirstOrDefault(l => l.Attribute("languagecode") == "1033")?.Attribute("description");

    /// <summary>
    /// Refuses every child that is in none of the lists: an element that nobody knows could bear behaviour that the tenant
    /// would then lack without a word.
    /// </summary>
    public void AllowOnly(params IEnumerable<string>[] lists)
    {
        foreach (var child in Children())
            if (!lists.Any(l => l.Contains(child.Name)))
                throw child.Refuse($"{Name} has an element {child.Name}, which the local tenant does not know.");
    }

    private int Parse(string text, string name) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Refuse($"{name} is a whole number, not '{text}'.");
}
