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
    [SkippableFact]
    public void Every_file_follows_the_schemas_of_the_customization_file()
    {
        Finding[] findings = [.. new FilesFollowTheSchemas(Folder()).Check(Repository.Solution)];

        Assert.True(findings.Length == 0, "\n" + string.Join("\n", findings.Select(finding => finding.ToString())));
    }

    [SkippableTheory]
    [InlineData("a permission", "Other/FieldSecurityProfiles.xml", "<CanRead>0<", "<CanRead>no<")]
    [InlineData("a role", "Roles/Pax8 Billing.xml", "level=\"Global\"", "level=\"Everyone\"")]
    [InlineData("a column", "Entities/pax8_Connector/Entity.xml", "<Type>nvarchar<", "<Type>words<")]
    [InlineData("a form", "Entities/pax8_Connector/FormXml/", "locklevel=\"0\"", "locklevel=\"never\"")]
    [InlineData("a control", "Entities/pax8_Connector/FormXml/", "disabled=\"false\"", "disabled=\"no\"")]
    [InlineData("a view", "Entities/pax8_Connector/SavedQueries/", "<isdefault>", "<isstandard>1</isstandard><isdefault>")]
    [InlineData("a query", "Entities/pax8_Connector/SavedQueries/", "operator=\"", "operator=\"almost-")]
    [InlineData("a query's order", "Entities/pax8_SyncJob/SavedQueries/", "descending=\"", "descending=\"not-")]
    [InlineData("a layout", "Entities/pax8_Connector/SavedQueries/", "width=\"", "width=\"about ")]
    [InlineData("a ribbon", "Entities/pax8_Product/RibbonDiff.xml", "<CommandDefinitions />", "<Commands />")]
    [InlineData("a button", "Entities/pax8_Connector/RibbonDiff.xml", "TemplateAlias=", "Template=")]
    [InlineData("a relationship", "Other/Relationships/pax8_Connector.xml", "<CascadeDelete>Restrict<", "<CascadeDelete>Refuse<")]
    [InlineData("a choice", "OptionSets/pax8_country.xml", "<OptionSetType>picklist<", "<OptionSetType>list<")]
    [InlineData("a step", "SdkMessageProcessingSteps/{0280be37-4d48-49eb-af19-afb1466550fa}.xml", "<Stage>40<", "<Stage>late<")]
    [InlineData("a web resource", "WebResources/pax8_/icons/app.svg.data.xml", "<WebResourceType>11<", "<WebResourceType>drawing<")]
    [InlineData("a site map", "AppModuleSiteMaps/pax8_Work365Pax8/AppModuleSiteMap.xml", "PassParams=\"false\"", "PassParams=\"none\"")]
    [InlineData("an app", "AppModules/pax8_Work365Pax8/AppModule.xml", "<AppModuleComponent type=\"1\" schemaName", "<AppModuleComponent type=\"table\" schemaName")]
    [InlineData("the list elements", "Other/Customizations.xml", "<Language>1033<", "<Language>English<")]
    public void What_does_not_follow_the_schemas_is_found_out_at_its_line(string what, string place, string old, string broken)
    {
        Assert.NotEmpty(what);
        string file = Repository.Solution.Paths.First(path => path.StartsWith(place, StringComparison.Ordinal) && Repository.Solution.Text(path).Contains(old, StringComparison.Ordinal));
        UnpackedSolution solution = Repository.Solution.Replace(file, old, broken);
        int line = 1 + Repository.Solution.Text(file).AsSpan(0, Repository.Solution.Text(file).IndexOf(old, StringComparison.Ordinal)).Count('\n');

        Assert.Contains(new FilesFollowTheSchemas(Folder()).Check(solution), finding => finding.File == file && finding.Line == line);
    }

    private static string Folder()
    {
        string folder = Environment.GetEnvironmentVariable("DATAVERSE_SCHEMAS") is { Length: > 0 } named ? named : Path.Combine(Repository.Root, "..", "shared", "schemas");
        if (!File.Exists(Path.Combine(folder, "CustomizationsSolution.xsd")))
        {
            string message = $"No CustomizationsSolution.xsd in {Path.GetFullPath(folder)}; set DATAVERSE_SCHEMAS to the folder with the schemas for customization files.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
            Skip.If(true, message);
        }

        return folder;
    }
}
