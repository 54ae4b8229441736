using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// The packed tree (Solution/src) as SolutionPackager would take it: every file by its path. Immutable, so that a test can
/// break one thing in a copy and check that copy.
/// </summary>
public sealed class UnpackedSolution
{
    private readonly SortedDictionary<string, byte[]> _files;
    private readonly ConcurrentDictionary<string, XDocument?> _documents;
    private IReadOnlyList<Table>? _tables;
    private IReadOnlyList<Relationship>? _relationships;

    // Copies share what is parsed of unchanged files.
    private UnpackedSolution(SortedDictionary<string, byte[]> files, IEnumerable<KeyValuePair<string, XDocument?>> documents)
    {
        _files = files;
        _documents = new ConcurrentDictionary<string, XDocument?>(documents, StringComparer.Ordinal);
    }

    /// <summary>Reads every file below the folder, hidden ones included: the packager takes them all.</summary>
    /// <param name="folder">The packed root.</param>
    public static UnpackedSolution Load(string folder)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            files.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }

        return new UnpackedSolution(files, []);
    }

    /// <summary>All paths, in ordinal order.</summary>
    public IEnumerable<string> Paths => _files.Keys;

    /// <summary>True when the file is there; upper and lower case count.</summary>
    public bool Has(string path) => _files.ContainsKey(path);

    /// <summary>The file as it lies on disk.</summary>
    public byte[] Bytes(string path) => _files[path];

    /// <summary>The file as text.</summary>
    public string Text(string path) => Encoding.UTF8.GetString(_files[path]);

    /// <summary>A copy in which one file has this content; a new file where there was none.</summary>
    public UnpackedSolution With(string path, byte[] content)
    {
        var files = new SortedDictionary<string, byte[]>(_files, StringComparer.Ordinal) { [path] = content };
        return new UnpackedSolution(files, _documents.Where(parsed => parsed.Key != path));
    }

    /// <summary>A copy in which one file has this content; a new file where there was none.</summary>
    public UnpackedSolution With(string path, string content) => With(path, new UTF8Encoding(false).GetBytes(content));

    /// <summary>A copy without one file.</summary>
    public UnpackedSolution Without(string path)
    {
        var files = new SortedDictionary<string, byte[]>(_files, StringComparer.Ordinal);
        return files.Remove(path)
            ? new UnpackedSolution(files, _documents.Where(parsed => parsed.Key != path))
            : throw new FileNotFoundException("No such file in the solution.", path);
    }

    /// <summary>The parsed file, or null when it is absent or not well-formed. Shared: a rule that changes it works on a copy.</summary>
    public XDocument? Document(string path) =>
        _files.ContainsKey(path) ? _documents.GetOrAdd(path, found => TryParse(found, out _, out _)) : null;

    /// <summary>Parses one file.</summary>
    /// <param name="path">A file that is there.</param>
    /// <param name="error">Why it could not be parsed, with line and column; null when it could.</param>
    /// <param name="line">The line where the parser gave up; 1 when it did not.</param>
    public XDocument? TryParse(string path, out string? error, out int line)
    {
        line = 1;
        try
        {
            using var stream = new MemoryStream(_files[path]);
            error = null;
            return XDocument.Load(stream, LoadOptions.SetLineInfo);
        }
        catch (XmlException exception)
        {
            error = exception.Message;
            line = exception.LineNumber;
            return null;
        }
    }

    /// <summary>Well-formed XML files below a folder (with its closing slash) whose path ends so.</summary>
    public IEnumerable<(string File, XElement Root)> Documents(string folder, string ending = ".xml")
    {
        foreach (string path in Paths.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(ending, StringComparison.Ordinal)))
        {
            if (Document(path)?.Root is { } root)
            {
                yield return (path, root);
            }
        }
    }

    /// <summary>The tables that the solution brings.</summary>
    public IReadOnlyList<Table> Tables => _tables ??= [.. Documents("Entities/", "/Entity.xml").Select(entity => new Table(entity.File, entity.Root)).Where(table => table.Element.Attr("unmodified") != "1")];

    /// <summary>Tables of the platform to which the solution only gives buttons.</summary>
    public IEnumerable<Table> Shells => Documents("Entities/", "/Entity.xml").Select(entity => new Table(entity.File, entity.Root)).Where(table => table.Element.Attr("unmodified") == "1");

    /// <summary>The table with this logical name, or null.</summary>
    public Table? Table(string logicalName) => Tables.FirstOrDefault(table => table.LogicalName == logicalName);

    /// <summary>The bodies of all relationships.</summary>
    public IReadOnlyList<Relationship> Relationships => _relationships ??=
        [.. Documents("Other/Relationships/").SelectMany(file => file.Root.Elements("EntityRelationship").Select(body => new Relationship(file.File, body)))];

    /// <summary>All main forms and other forms.</summary>
    public IEnumerable<Form> Forms => Documents("Entities/").Where(file => file.File.Contains("/FormXml/", StringComparison.Ordinal))
        .SelectMany(file => file.Root.Elements("systemform").Select(form => new Form(file.File, form)));

    /// <summary>All views.</summary>
    public IEnumerable<View> Views => Documents("Entities/").Where(file => file.File.Contains("/SavedQueries/", StringComparison.Ordinal))
        .SelectMany(file => file.Root.Elements("savedquery").Select(view => new View(file.File, view)));

    /// <summary>All registered plug-in steps.</summary>
    public IEnumerable<PluginStep> Steps => Documents("SdkMessageProcessingSteps/").Select(file => new PluginStep(file.File, file.Root));

    /// <summary>The custom APIs.</summary>
    public IEnumerable<(string File, XElement Root)> CustomApis => Documents("customapis/", "/customapi.xml");

    /// <summary>The security roles.</summary>
    public IEnumerable<(string File, XElement Root)> Roles => Documents("Roles/");

    /// <summary>What is said of each web resource, in the .data.xml beside it.</summary>
    public IEnumerable<(string File, XElement Root)> WebResources => Documents("WebResources/", ".data.xml");

    /// <summary>The global choices.</summary>
    public IEnumerable<(string File, XElement Root)> GlobalChoices => Documents("OptionSets/");
}
