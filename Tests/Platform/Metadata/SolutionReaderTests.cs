using System;
using System.IO;
using System.Linq;
using DataverseEmulator.Metadata;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Metadata;

/// <summary>What reading a solution yields.</summary>
public sealed class SolutionReaderTests : IDisposable
{
    private readonly SolutionSketch sketch = new();

    public void Dispose() => sketch.Dispose();

    [Fact]
    public void A_table_has_its_own_columns_and_those_that_Dataverse_adds()
    {
        var table = sketch.Read().Tables["t_item"];

        Assert.Equal(("t_Item", "t_items", "One t_Item", "Many t_Item"), (table.SchemaName, table.EntitySetName, table.DisplayName, table.DisplayCollectionName));
        Assert.Equal(("t_itemid", "t_name", true, true), (table.PrimaryKey, table.PrimaryName, table.UserOwned, table.Custom));
        Assert.Superset(
            new[] { "createdon", "createdby", "modifiedon", "modifiedby", "ownerid", "owningbusinessunit", "owninguser", "owningteam", "statecode", "statuscode", "versionnumber", "overriddencreatedon" }.ToHashSet(),
            table.Columns.Keys.ToHashSet());
        Assert.Equal(["systemuser", "team"], table.Columns["ownerid"].LookupTargets);
        Assert.Equal(1, table.Columns["statecode"].Choice!.Options[0].DefaultStatus);
    }

    [Fact]
    public void Columns_keep_what_their_type_has()
    {
        var columns = sketch.Read().Tables["t_item"].Columns;

        Assert.Equal((ColumnType.Text, 100, "t_Name"), (columns["t_name"].Type, columns["t_name"].MaxLength, columns["t_name"].SchemaName));
        Assert.Equal((ColumnType.Memo, 2000), (columns["t_note"].Type, columns["t_note"].MaxLength));
        Assert.Equal((0m, 10m), (columns["t_count"].MinValue!.Value, columns["t_count"].MaxValue!.Value));
        Assert.Equal((3, 1000.5m), (columns["t_weight"].Accuracy, columns["t_weight"].MaxValue!.Value));
        Assert.Equal(DateBehavior.DateOnly, columns["t_day"].DateBehavior);
        Assert.Equal(true, columns["t_fragile"].DefaultValue);
        Assert.Equal(2, columns["t_color"].DefaultValue);
        Assert.Null(columns["t_size"].DefaultValue);
        Assert.Equal(["Small", "Large"], columns["t_size"].Choice!.Options.Select(o => o.Label));
        Assert.True(columns["t_secret"].Secured);
        Assert.Equal(["t_box"], columns["t_boxid"].LookupTargets);
    }

    /// <summary>Source: learn.microsoft.com/power-apps/developer/model-driven-apps/customize-commands-ribbon; that an export writes it as a shell is assumed.</summary>
    [Fact]
    public void A_table_of_the_platform_as_a_shell_gets_buttons_and_nothing_else()
    {
        Shell("", "2");

        var account = sketch.Read().Tables["account"];

        Assert.Contains("RibbonDiffXml", account.RibbonDiffXml, StringComparison.Ordinal);
        Assert.True(account.Columns.ContainsKey("telephone1") && !account.Custom);
    }

    [Theory]
    [InlineData("<attribute PhysicalName=\"t_x\" />", "2", "brings nothing but buttons")]
    [InlineData("", "0", null)]
    [InlineData("", "1", "has behavior 1")]
    public void A_shell_that_brings_more_or_is_named_otherwise(string columns, string behavior, string? reason)
    {
        Shell(columns, behavior);

        if (reason is null) Assert.NotNull(sketch.Read().Tables["account"].RibbonDiffXml);
        else Assert.Contains(reason, Assert.Throws<SolutionException>(sketch.Read).Message, StringComparison.Ordinal);
    }

    private void Shell(string columns, string behavior)
    {
        sketch.Write("Entities/Account/Entity.xml", $"<Entity><Name>Account</Name><EntityInfo><entity Name=\"Account\" unmodified=\"1\"><attributes>{columns}</attributes></entity></EntityInfo></Entity>");
        sketch.Write("Entities/Account/RibbonDiff.xml", "<RibbonDiffXml><CustomActions /></RibbonDiffXml>");
        sketch.Change(SolutionSketch.Solution, "<RootComponents>", $"<RootComponents><RootComponent type=\"1\" schemaName=\"account\" behavior=\"{behavior}\" />");
    }

    [Fact]
    public void Keys_relationships_steps_APIs_rights_and_pages_are_read()
    {
        var metadata = sketch.Read();

        Assert.Equal(["t_boxid", "t_code"], Assert.Single(metadata.Tables["t_item"].Keys).Columns);
        Assert.Equal(new RelationshipDefinition("t_box_item", "t_box", "t_item", "t_boxid", CascadeBehavior.Restrict, CascadeBehavior.NoCascade),
            Assert.Single(metadata.Relationships));
        var step = Assert.Single(metadata.Steps);
        Assert.Equal(("Update", "t_item", 20, false, 1, typeof(SketchPlugin).FullName), (step.Message, step.Table, step.Stage, step.Asynchronous, step.Rank, step.PluginType));
        Assert.Equal(["t_count", "t_name"], step.FilteringColumns);
        Assert.Equal(("before", ImageType.Pre, "t_count"), (step.Images[0].Alias, step.Images[0].Type, step.Images[0].Columns.Single()));
        var api = metadata.CustomApis["t_Weigh"];
        Assert.Equal((CustomApiBinding.Entity, "t_item", "prvWritet_Item"), (api.Binding, api.BoundTable, api.ExecutePrivilege));
        Assert.Equal(new CustomApiParameter("Scale", "Scale", CustomApiType.EntityReference, true, "t_box"), Assert.Single(api.RequestParameters));
        Assert.Equal(CustomApiType.Decimal, Assert.Single(api.ResponseProperties).Type);
        Assert.Equal(PrivilegeDepth.Global, Assert.Single(metadata.Roles).Privileges["prvReadt_Item"]);
        Assert.Equal(new ColumnPermission("t_item", "t_secret", CanRead: false, CanCreate: true, CanUpdate: true), Assert.Single(metadata.ColumnSecurityProfiles).Permissions.Single());
        Assert.Equal("Item", Assert.Single(metadata.Tables["t_item"].Forms).Name);
        Assert.True(Assert.Single(metadata.Tables["t_item"].Views).IsDefault);
        Assert.Contains("t.Weigh.Command", metadata.Tables["t_item"].RibbonDiffXml!, StringComparison.Ordinal);
        Assert.True(File.Exists(Assert.Single(metadata.WebResources).Path));
        Assert.Equal(("t_store", "Store"), (metadata.Apps[0].UniqueName, metadata.Apps[0].DisplayName));
        Assert.Equal(("Store", "1.2.0.0", "t_package"), (metadata.SolutionName, metadata.SolutionVersion, metadata.Package.UniqueName));
    }

    /// <summary>Lengths: …/data-platform/reference/entities/account, …/transactioncurrency and their neighbours.</summary>
    [Theory]
    [InlineData("account", "name", 160)]
    [InlineData("account", "accountnumber", 20)]
    [InlineData("account", "websiteurl", 200)]
    [InlineData("account", "address1_city", 80)]
    [InlineData("contact", "fullname", 160)]
    [InlineData("transactioncurrency", "currencyname", 100)]
    [InlineData("transactioncurrency", "isocurrencycode", 5)]
    [InlineData("systemuser", "internalemailaddress", 100)]
    [InlineData("role", "name", 100)]
    [InlineData("asyncoperation", "name", 256)]
    public void The_platforms_own_tables_are_there(string table, string column, int maxLength)
    {
        var definition = sketch.Read().Tables[table];

        Assert.Equal((ColumnType.Text, maxLength), (definition.Columns[column].Type, definition.Columns[column].MaxLength));
        Assert.False(definition.Custom);
        Assert.Equal(definition.PrimaryKey, definition.Columns.Values.Single(c => c.Type == ColumnType.PrimaryKey).LogicalName);
    }

    /// <summary>…/data-platform/asynchronous-service: a job may regard any table.</summary>
    [Fact]
    public void A_system_job_can_regard_the_tables_of_the_solution() =>
        Assert.Superset(new[] { "t_item", "account" }.ToHashSet(), sketch.Read().Tables["asyncoperation"].Columns["regardingobjectid"].LookupTargets.ToHashSet());

    /// <summary>A key of a public export: package, assembly and type of joshsmithxrm/ppds-demo.</summary>
    [Fact]
    public void Export_keys_are_those_of_real_exports()
    {
        var key = SolutionSketch.ExportKey("ppds_PPDSDemo.PluginPackage", "PPDSDemo.PluginPackage", "PPDSDemo.PluginPackage.AccountAuditLogPlugin");

        Assert.StartsWith("EF0D269A", key, StringComparison.Ordinal);
        Assert.EndsWith("459E", key, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_whose_src_is_the_solution_is_read_too()
    {
        sketch.Read();
        var outer = Directory.CreateTempSubdirectory("solution-sketch-outer-").FullName;
        Directory.Move(sketch.Folder, Path.Combine(outer, "src"));
        Directory.CreateDirectory(sketch.Folder);

        Assert.Equal("Store", SolutionReader.Read(outer, typeof(SolutionSketch).Assembly).SolutionName);

        Directory.Delete(outer, recursive: true);
    }

    [Fact]
    public void The_products_own_solution_fits_together()
    {
        var metadata = SolutionReader.Read(Path.Combine(RepositoryRoot(), "Solution"), typeof(Pax8Dataverse.Registration.PluginBase).Assembly);

        Assert.Equal("Pax8Dataverse", metadata.SolutionName);
        Assert.NotEmpty(metadata.Steps);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("No Pax8Dataverse.sln above the test assembly; run the tests inside the repository.");
        return folder.FullName;
    }
}
