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
    [InlineData("Other/FieldSecurityProfiles.xml", "<CanRead>0<", "<CanRead>no<")]
    [InlineData("Roles/Pax8 Billing.xml", "level=\"Global\"", "level=\"Everyone\"")]
    [InlineData("Entities/pax8_Connector/Entity.xml", "<Type>nvarchar<", "<Type>words<")]
    [InlineData("Entities/pax8_Product/RibbonDiff.xml", "<CommandDefinitions />", "<Commands />")]
    [InlineData("Other/Relationships/pax8_Connector.xml", "<CascadeDelete>Restrict<", "<CascadeDelete>Refuse<")]
    public void A_file_that_does_not_follow_the_schemas_is_found_out(string file, string old, string broken)
    {
        UnpackedSolution solution = Repository.Solution.Replace(file, old, broken);

        Assert.Contains(new FilesFollowTheSchemas(Folder()).Check(solution), finding => finding.File == file);
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
