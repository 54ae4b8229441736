using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Files validate against Microsoft's schemas of the customization file
/// (learn.microsoft.com/power-apps/developer/data-platform/customization-solutions-file-schema). The schemas describe the packed
/// file and are older than the platform, so each file is put at its place in a packed file first, and what the platform added
/// since is left out (<see cref="NewerThanTheSchemas"/>).
/// </summary>
public sealed class FilesFollowTheSchemas : ISolutionRule
{
    private readonly XmlSchemaSet _schemas;

    /// <param name="folder">Folder with CustomizationsSolution.xsd and the schemas that it includes.</param>
    public FilesFollowTheSchemas(string folder)
    {
        _schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        _schemas.Add(null, Path.Combine(folder, "CustomizationsSolution.xsd"));
        _schemas.Compile();
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (string path in solution.Paths.Where(path => path.EndsWith(".xml", StringComparison.Ordinal)))
        {
            if (solution.Document(path)?.Root is not { } root || Packed(path, CopyWithSources(root)) is not { } packed)
            {
                continue;
            }

            var document = new XDocument(packed);
            NewerThanTheSchemas.TakeOut(packed);
            var errors = new List<(XObject? At, string Message)>();
            document.Validate(_schemas, (at, problem) => errors.Add((Source(at as XObject), problem.Message)));
            foreach ((XObject? at, string error) in errors.DistinctBy(problem => problem.Message))
            {
                yield return new Finding(path, at, $"does not follow CustomizationsSolution.xsd: {error} Correct it; if the platform writes it so nowadays, add it to NewerThanTheSchemas with the reason.");
            }
        }
    }

    // A copy forgets the lines of the file, so each element of it remembers the one it was made from.
    private static XElement CopyWithSources(XElement root)
    {
        var copy = new XElement(root);
        foreach ((XElement made, XElement source) in copy.DescendantsAndSelf().Zip(root.DescendantsAndSelf()))
        {
            made.AddAnnotation(source);
        }

        return copy;
    }

    private static XElement? Source(XObject? at) =>
        (at as XElement ?? at?.Parent)?.AncestorsAndSelf().Select(element => element.Annotation<XElement>()).FirstOrDefault(source => source is not null);

    // Where the packager puts the content of a file; null for kinds that the schemas do not know.
    private static XElement? Packed(string path, XElement root)
    {
        XElement? content = (path.Split('/')[0], root.Name.LocalName) switch
        {
            ("Other", "EntityRelationships") when path != "Other/Relationships.xml" => root,
            ("Other", "FieldSecurityProfiles") => root,
            ("Other", "ImportExportXml") when path == "Other/Customizations.xml" => root,
            ("Entities", "Entity") => new XElement("Entities", root),
            ("Entities", "forms") => Entity(path, new XElement("FormXml", WithType(root))),
            ("Entities", "savedqueries") => Entity(path, new XElement("SavedQueries", root)),
            ("Entities", "RibbonDiffXml") => Entity(path, root),
            ("OptionSets", "optionset") => new XElement("optionsets", root),
            ("Roles", "Role") => new XElement("Roles", root),
            ("SdkMessageProcessingSteps", "SdkMessageProcessingStep") => new XElement("SdkMessageProcessingSteps", root),
            ("WebResources", "WebResource") => new XElement("WebResources", root),
            ("AppModules", "AppModule") => new XElement("AppModules", root),
            ("AppModuleSiteMaps", "AppModuleSiteMap") => new XElement("AppModuleSiteMaps", root),
            _ => null,
        };
        return content is null || content.Name == "ImportExportXml" ? content : new XElement("ImportExportXml", content);
    }

    private static XElement WithType(XElement forms)
    {
        forms.SetAttributeValue("type", "main");
        return forms;
    }

    private static XElement Entity(string path, XElement part) =>
        new("Entities", new XElement("Entity", new XElement("Name", new XAttribute("LocalizedName", "-"), new XAttribute("OriginalName", "-"), path.Split('/')[1]), part));
}
