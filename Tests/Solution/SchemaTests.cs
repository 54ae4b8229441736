using System;
using System.IO;
using System.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>
/// The files against Microsoft's schemas. They are not part of the repository: DATAVERSE_SCHEMAS names their folder, without it
/// ../shared/schemas beside the repository is tried. Absent, the test is skipped, but not in CI.
/// </summary>
public sealed class SchemaTests
{
    private static readonly (string What, string Place, string Old, string Broken)[] Kinds =
    [
        ("a permission", "Other/FieldSecurityProfiles.xml", "<CanRead>0<", "<CanRead>no<"),
        ("a role", "Roles/Pax8 Billing.xml", "level=\"Global\"", "level=\"Everyone\""),
        ("a column", "Entities/pax8_Connector/Entity.xml", "<Type>nvarchar<", "<Type>words<"),
        ("a form", "Entities/pax8_Connector/FormXml/", "locklevel=\"0\"", "locklevel=\"never\""),
        ("a control", "Entities/pax8_Connector/FormXml/", "disabled=\"false\"", "disabled=\"no\""),
        ("a view", "Entities/pax8_Connector/SavedQueries/", "<isdefault>", "<isstandard>1</isstandard><isdefault>"),
        ("a query", "Entities/pax8_Connector/SavedQueries/", "operator=\"", "operator=\"almost-"),
        ("a query's order", "Entities/pax8_SyncJob/SavedQueries/", "descending=\"", "descending=\"not-"),
        ("a layout", "Entities/pax8_Connector/SavedQueries/", "width=\"", "width=\"about "),
        ("a ribbon", "Entities/pax8_Product/RibbonDiff.xml", "<CommandDefinitions />", "<Commands />"),
        ("a button", "Entities/pax8_Connector/RibbonDiff.xml", "TemplateAlias=", "Template="),
        ("a relationship", "Other/Relationships/pax8_Connector.xml", "<CascadeDelete>Restrict<", "<CascadeDelete>Refuse<"),
        ("a choice", "OptionSets/pax8_country.xml", "<OptionSetType>picklist<", "<OptionSetType>list<"),
        ("a step", "SdkMessageProcessingSteps/{0280be37-4d48-49eb-af19-afb1466550fa}.xml", "<Stage>40<", "<Stage>late<"),
        ("a web resource", "WebResources/pax8_/icons/app.svg.data.xml", "<WebResourceType>11<", "<WebResourceType>drawing<"),
        ("a site map", "AppModuleSiteMaps/pax8_Work365Pax8/AppModuleSiteMap.xml", "PassParams=\"false\"", "PassParams=\"none\""),
        ("an app", "AppModules/pax8_Work365Pax8/AppModule.xml", "<AppModuleComponent type=\"1\" schemaName", "<AppModuleComponent type=\"table\" schemaName"),
        ("the list elements", "Other/Customizations.xml", "<Language>1033<", "<Language>English<"),
    ];

    [SkippableFact]
    public void Every_file_follows_the_schemas_of_the_customization_file_and_what_does_not_is_found_out_at_its_line()
    {
        Finding[] findings = [.. new FilesFollowTheSchemas(Folder()).Check(Repository.Solution)];

        Assert.True(findings.Length == 0, "\n" + string.Join("\n", findings.Select(finding => finding.ToString())));
        foreach ((string what, string place, string old, string broken) in Kinds)
        {
            AssertFoundOut(what, place, old, broken);
        }
    }

    private static void AssertFoundOut(string what, string place, string old, string broken)
    {
        string file = Repository.Solution.Paths.First(path => path.StartsWith(place, StringComparison.Ordinal) && Repository.Solution.Text(path).Contains(old, StringComparison.Ordinal));
        UnpackedSolution solution = Repository.Solution.Replace(file, old, broken);
        int line = 1 + Repository.Solution.Text(file).AsSpan(0, Repository.Solution.Text(file).IndexOf(old, StringComparison.Ordinal)).Count('\n');

        Assert.True(
            new FilesFollowTheSchemas(Folder()).Check(solution).Any(finding => finding.File == file && finding.Line == line),
            $"The schemas do not find out {what} that says {broken} in line {line} of {file}.");
    }

    private static string Folder()
    {
        string folder = Environment.GetEnvironmentVariable("DATAVERSE_SCHEMAS") is { Length: > 0 } named ? named : Path.Combine(Repository.Root, "..", "shared", "schemas");
        Skipping.If(
            !File.Exists(Path.Combine(folder, "CustomizationsSolution.xsd")),
            $"The solution was not held against Microsoft's schemas: no CustomizationsSolution.xsd in {Path.GetFullPath(folder)}; set DATAVERSE_SCHEMAS to the folder with the schemas for customization files.");
        return folder;
    }
}
