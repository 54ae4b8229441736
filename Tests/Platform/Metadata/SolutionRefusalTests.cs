using System;
using System.Linq;
using DataverseEmulator.Metadata;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Metadata.SolutionSketch;

namespace Pax8Dataverse.Tests.Platform.Metadata;

/// <summary>What an import would refuse, or the packager lose without a word: each with file, and a sentence that says why.</summary>
public sealed class SolutionRefusalTests
{
    /// <summary>Limits of columns: learn.microsoft.com/power-apps/maker/data-platform/types-of-fields</summary>
    [Theory]
    [InlineData("<Type>ntext</Type>", "<Type>image</Type>", "the type image, which the local tenant does not know")]
    [InlineData("<SourceType>0</SourceType><Format>textarea", "<SourceType>1</SourceType><Format>textarea", "SourceType 1")]
    [InlineData("<MaxLength>2000</MaxLength>", "<MaxLength>2000000</MaxLength>", "not from 1 to 1048576")]
    [InlineData("<Length>200</Length>", "<Length>100</Length>", "twice the MaxLength would be 200")]
    [InlineData("<Format>textarea</Format>", "<Format>richtext</Format>", "Format 'richtext' is unknown")]
    [InlineData("<Accuracy>3</Accuracy>", "<Accuracy>11</Accuracy>", "Accuracy 11")]
    [InlineData("<MinValue>0</MinValue><MaxValue>10</MaxValue>", "<MinValue>20</MinValue><MaxValue>10</MaxValue>", "MinValue 20 is above MaxValue 10")]
    [InlineData("<Behavior>2</Behavior>", "<Behavior>4</Behavior>", "Behavior 4 is unknown")]
    [InlineData("<AppDefaultValue>2</AppDefaultValue>", "<AppDefaultValue>3</AppDefaultValue>", "AppDefaultValue 3 of column t_color is no option")]
    [InlineData("t_size</OptionSetName>", "t_none</OptionSetName>", "the global choice t_none is not in OptionSets")]
    [InlineData("<option value=\"2\">", "<option value=\"1\">", "has the value 1 twice")]
    [InlineData("<Name>t_code</Name>", "<Name>t_cod</Name>", "do not agree")]
    [InlineData("PhysicalName=\"t_Note\"><Type>ntext</Type><Name>t_note</Name><LogicalName>t_note</LogicalName>",
        "PhysicalName=\"t_Code\"><Type>ntext</Type><Name>t_code</Name><LogicalName>t_code</LogicalName>", "t_code is defined twice")]
    [InlineData("PhysicalName=\"t_Note\"><Type>ntext</Type><Name>t_note</Name><LogicalName>t_note</LogicalName>",
        "PhysicalName=\"x_Note\"><Type>ntext</Type><Name>x_note</Name><LogicalName>x_note</LogicalName>", "does not begin with the publisher's prefix t_")]
    [InlineData("<LookupStyle>", "<IsMagic>1</IsMagic><LookupStyle>", "an element IsMagic, which the local tenant does not know")]
    [InlineData("<IsSecured>0</IsSecured><SourceType>0</SourceType><LookupStyle>", "<IsSecured>1</IsSecured><SourceType>0</SourceType><LookupStyle>", "can't be secured")]
    [InlineData("PrimaryName|", "", "needs one column with PrimaryName")]
    public void Columns_that_Dataverse_does_not_have(string text, string by, string reason) => Refused(Item, text, by, reason);

    [Theory]
    [InlineData("<IsActivity>0</IsActivity>", "<IsActivity>1</IsActivity>", "tables with IsActivity 1")]
    [InlineData("<IsMappable>1</IsMappable>", "<IsHaunted>1</IsHaunted>", "an element IsHaunted")]
    [InlineData("UserOwned", "NobodyOwned", "OwnershipTypeMask NobodyOwned is unknown")]
    [InlineData("<entity Name=\"t_Item\">", "<entity Name=\"t_Thing\">", "the table's schema name is t_Thing here")]
    [InlineData("</entity></EntityInfo>", "</entity></EntityInfo><SavedQueries><savedqueries /></SavedQueries>", "belongs in a file of its own")]
    public void Tables_that_Dataverse_does_not_have(string text, string by, string reason) => Refused(Item, text, by, reason);

    /// <summary>…/data-platform/define-alternate-keys-entity</summary>
    [Theory]
    [InlineData("<AttributeName>t_code</AttributeName>", "<AttributeName>t_none</AttributeName>", "names the column t_none, which the table does not have")]
    [InlineData("<AttributeName>t_code</AttributeName>", "<AttributeName>t_secret</AttributeName>", "t_secret, which is secured")]
    [InlineData("<AttributeName>t_code</AttributeName>", "<AttributeName>t_fragile</AttributeName>", "of type Boolean, which no key can have")]
    [InlineData("<MaxLength>40</MaxLength>", "<MaxLength>450</MaxLength>", "up to 916 bytes; a key has at most 900")]
    [InlineData("<AttributeName>t_boxid</AttributeName><AttributeName>t_code</AttributeName>", "", "has 0 columns")]
    public void Keys_that_no_table_can_have(string text, string by, string reason) => Refused(Item, text, by, reason);

    [Fact]
    public void Two_tables_with_the_same_entity_set_name() =>
        Refused(Item, "t_items</EntitySetName>", "t_boxs</EntitySetName>", "used by more than one table", Box);

    [Fact]
    public void A_key_of_more_than_16_columns()
    {
        using var sketch = new SolutionSketch();
        Refused(sketch.Change(Item, "<AttributeName>t_code</AttributeName>", string.Concat(Enumerable.Repeat("<AttributeName>t_count</AttributeName>", 16))), Item, "has 17 columns");
    }

    [Theory]
    [InlineData(BoxRelationships, "<ReferencedEntityName>t_Box", "<ReferencedEntityName>t_Crate", "refers to the table t_crate, which there is not")]
    [InlineData(BoxRelationships, "<ReferencingEntityName>t_Item", "<ReferencingEntityName>t_Thing", "belongs to the table t_thing, which there is not")]
    [InlineData(BoxRelationships, "<ReferencingAttributeName>t_BoxId", "<ReferencingAttributeName>t_None", "names the column t_none, which the table t_item does not have")]
    [InlineData(BoxRelationships, "<ReferencingAttributeName>t_BoxId", "<ReferencingAttributeName>t_Code", "t_code, which is no lookup")]
    [InlineData(BoxRelationships, "OneToMany", "ManyToMany", "relationships of type ManyToMany")]
    [InlineData(BoxRelationships, "Restrict", "Active", "CascadeDelete can't be Active")]
    [InlineData(RelationshipIndex, "t_box_item", "t_other", "t_box_item is not named in Other/Relationships.xml, so it would not be packed")]
    public void Relationships_that_lead_nowhere(string file, string text, string by, string reason) =>
        Refused(file, text, by, reason, BoxRelationships);

    [Fact]
    public void A_lookup_without_relationship_and_a_name_in_the_index_without_definition()
    {
        using var sketch = new SolutionSketch();
        Refused(sketch.Remove(BoxRelationships), RelationshipIndex, "the relationship t_box_item is defined in no file");
        Refused(sketch.Write(RelationshipIndex, "<EntityRelationships />"), Item, "the lookup t_boxid has no relationship");
    }

    /// <summary>…/data-platform/event-framework, …/understand-the-data-context</summary>
    [Theory]
    [InlineData("<PrimaryEntity>t_item", "<PrimaryEntity>t_none", "the table t_none, which there is not")]
    [InlineData("20bebb1b", "30bebb1b", "does not know the message")]
    [InlineData("<Stage>20", "<Stage>30", "no step can be registered in stage 30")]
    [InlineData("<Mode>0", "<Mode>1", "an asynchronous step runs in stage 40, not in 20")]
    [InlineData("<AsyncAutoDelete>0", "<AsyncAutoDelete>1", "AsyncAutoDelete is for asynchronous steps")]
    [InlineData("<Rank>1", "<Rank>0", "the rank 0 is below 1")]
    [InlineData("t_count,t_name", "t_count,t_none", "FilteringAttributes names the column t_none")]
    [InlineData("t_count,t_name", "t_count,t_count", "names the column t_count twice")]
    [InlineData("<Attributes>t_count", "<Attributes>t_none", "Attributes names the column t_none")]
    [InlineData("<ImageType>0", "<ImageType>1", "is of the row after the operation, the step runs before it")]
    [InlineData("<ImageType>0", "<ImageType>7", "ImageType 7 is unknown")]
    [InlineData("Target", "Id", "that of Update is Target")]
    [InlineData("20bebb1b", "9ebdbb1b", "filtering columns are for Update, not for Create")]
    [InlineData("<EventHandlerTypeCode>4602", "<EventHandlerTypeCode>4618", "event handlers of type 4618")]
    [InlineData("<Rank>", "<Configuration>secret</Configuration><Rank>", "an element Configuration")]
    public void Steps_that_no_event_can_run(string text, string by, string reason) => Refused(Step, text, by, reason);

    [Fact]
    public void An_image_before_a_create_and_one_after_a_delete()
    {
        using var sketch = new SolutionSketch();
        sketch.Change(Step, "<FilteringAttributes>t_count,t_name</FilteringAttributes>", "<FilteringAttributes />");
        Refused(sketch.Change(Step, "20bebb1b", "9ebdbb1b"), Step, "of the row before its creation");
        Refused(sketch.Change(Step, "9ebdbb1b", "a1bdbb1b").Change(Step, "<ImageType>0", "<ImageType>1"), Step, "of the row after its deletion");
    }

    [Theory]
    [InlineData(typeof(NoPlugin), "is no IPlugin")]
    [InlineData(typeof(PluginWithoutConstructor), "must be public and have a public constructor without parameters")]
    [InlineData(typeof(string), "is that of no type in Pax8Dataverse.Tests.Platform")]
    public void Steps_and_APIs_that_name_no_plugin(Type type, string reason)
    {
        foreach (var file in new[] { Step, Api })
            Refused(file, ExportKey(typeof(SketchPlugin)), ExportKey(type), reason);
    }

    /// <summary>…/data-platform/custom-api-tables</summary>
    [Theory]
    [InlineData(Api, "<boundentitylogicalname>t_item", "<boundentitylogicalname>t_none", "bound to the table t_none, which there is not")]
    [InlineData(Api, "<bindingtype>1", "<bindingtype>0", "a global custom API has no boundentitylogicalname")]
    [InlineData(Api, "<bindingtype>1", "<bindingtype>5", "bindingtype 5 is unknown")]
    [InlineData(Api, "prvWritet_Item", "prvWritet_item", "the privilege prvWritet_item is that of no table")]
    [InlineData(Api, "uniquename=\"t_Weigh\"", "uniquename=\"t_Way\"", "the custom API is named t_Way, its folder is not")]
    [InlineData(Api, "<allowedcustomprocessingsteptype>0", "<allowedcustomprocessingsteptype>2", "steps on custom APIs")]
    [InlineData(Parameter, "<type>5", "<type>13", "the parameter type 13 is unknown")]
    [InlineData(Parameter, "<type>5", "<type>10", "a parameter of type String has no logicalentityname")]
    [InlineData(Parameter, "t_box", "t_none", "names the table t_none")]
    [InlineData(Property, "<type>2", "<isoptional>1</isoptional><type>2", "a response property has no isoptional")]
    public void Custom_APIs_that_nobody_can_call(string file, string text, string by, string reason) => Refused(file, text, by, reason);

    [Theory]
    [InlineData(Role, "prvReadt_Item", "prvReadt_item", "Privileges name the table's schema name, with its capitals")]
    [InlineData(Role, "prvReadt_Item", "prvPeekt_Item", "prvPeekt_Item is that of no table")]
    [InlineData(Role, "prvReadUser", "prvAssignUser", "prvAssignUser is that of no table")]
    [InlineData(Role, "Basic", "Deepest", "the level Deepest")]
    [InlineData(Role, "prvReadUser", "prvReadt_Item", "is named twice")]
    [InlineData(Profiles, "t_secret", "t_none", "names the column t_none")]
    [InlineData(Profiles, "t_secret", "t_code", "t_item.t_code, which is not secured")]
    [InlineData(Profiles, "t_item", "t_none", "names the table t_none")]
    [InlineData(Profiles, "<CanRead>0", "<CanRead>1", "CanRead is 0 or 4, not 1")]
    public void Rights_to_what_there_is_not(string file, string text, string by, string reason) => Refused(file, text, by, reason);

    [Theory]
    [InlineData(Form, "datafieldname=\"t_name\"", "datafieldname=\"t_none\"", "shows the column t_none")]
    [InlineData(Form, "t_/item.js", "t_/none.js", "names the web resource t_/none.js")]
    [InlineData(Form, "000000000004", "000000000003", "is used twice")]
    [InlineData(View, "<cell name=\"t_name\"", "<cell name=\"t_code\"", "shows t_code, which the view's FetchXML does not return")]
    [InlineData(View, "<attribute name=\"t_name\" /><order", "<attribute name=\"t_none\" /><order", "doesn't contain attribute with Name = 't_none'")]
    [InlineData(View, "attribute=\"statecode\"", "attribute=\"t_none\"", "doesn't contain attribute with Name = 't_none'")]
    [InlineData(View, "operator=\"eq\"", "operator=\"under\"", "does not support the condition operator under")]
    [InlineData(View, "<entity name=\"t_item\">", "<entity name=\"account\">", "doesn't contain attribute")]
    [InlineData(View, "<querytype>0", "<querytype>16", "views of type 16")]
    [InlineData(Ribbon, "Command=\"t.Weigh.Command\"", "Command=\"t.None.Command\"", "the command t.None.Command, which is not defined")]
    [InlineData(Ribbon, "$webresource:t_/item.js", "$webresource:t_/none.js", "names the web resource t_/none.js")]
    [InlineData(App, "schemaName=\"t_item\"", "schemaName=\"t_none\"", "names a component that there is not: t_none")]
    [InlineData(App, "40000000", "90000000", "is not in the solution")]
    [InlineData(SiteMap, "Entity=\"t_item\"", "Entity=\"t_none\"", "names the table t_none")]
    [InlineData(SiteMap, "Entity=\"t_item\"", "Entity=\"t_box\"", "shows the table t_box, which is not in AppModuleComponents")]
    public void Pages_that_show_what_there_is_not(string file, string text, string by, string reason) => Refused(file, text, by, reason);

    [Theory]
    [InlineData(ScriptData, "<FileName>/WebResources/t_itemjs</FileName>", "", "has no FileName")]
    [InlineData(ScriptData, "<WebResourceType>3", "<WebResourceType>2", "ends in .css")]
    [InlineData(Package, "t_package.nupkg", "other.nupkg", "the package's file is named other.nupkg")]
    [InlineData(Package, "uniquename=\"t_package\"", "uniquename=\"t_other\"", "the package is named t_other")]
    [InlineData(Choice, "<IsGlobal>1", "<IsGlobal>0", "has IsGlobal 1")]
    [InlineData(Solution, "<Version>1.2.0.0", "<Version>1.2.0", "has not four parts")]
    [InlineData(Customizations, "<SdkMessageProcessingSteps />", "", "the files of SdkMessageProcessingSteps would not be packed")]
    public void Files_that_do_not_fit_together(string file, string text, string by, string reason) => Refused(file, text, by, reason);

    [Theory]
    [InlineData("<RootComponent type=\"92\" id=\"{10000000-0000-4000-8000-000000000001}\" behavior=\"0\" />", "", "has no RootComponent of type 92")]
    [InlineData("schemaName=\"t_size\"", "schemaName=\"t_none\"", "RootComponent of type 9")]
    [InlineData("<RootComponent type=\"9\"", "<RootComponent type=\"29\"", "root components of type 29")]
    [InlineData("schemaName=\"t_box\" behavior=\"0\"", "schemaName=\"t_box\" behavior=\"1\"", "behavior 1")]
    [InlineData("schemaName=\"t_box\"", "schemaName=\"t_item\"", "is named twice")]
    public void Root_components_that_disagree_with_the_files(string text, string by, string reason) => Refused(Solution, text, by, reason);

    [Fact]
    public void Malformed_XML_is_refused_with_its_line()
    {
        using var sketch = new SolutionSketch();
        var refusal = Refused(sketch.Write(Box, "<Entity>\n  <Name>t_Box\n</Entity>"), Box, "line 3: malformed XML");
        Assert.Equal(Box, refusal.File);
    }

    [Fact]
    public void Missing_and_stray_files_are_refused()
    {
        using (var sketch = new SolutionSketch())
            Refused(sketch.Remove(Script), ScriptData, "the file WebResources/t_/item.js is missing");
        using (var sketch = new SolutionSketch())
            Refused(sketch.Remove(Role).Change(App, "<Role id=\"{40000000-0000-4000-8000-000000000001}\" />", ""), Solution, "there is no component for the RootComponent of type 20");
        using (var sketch = new SolutionSketch())
            Refused(sketch.Write("WebResources/t_/stray.js", ""), "WebResources/t_/stray.js", "has no description");
        using (var sketch = new SolutionSketch())
            Refused(sketch.Write("README.md", ""), "README.md", "no file belongs directly below the root");
        using (var sketch = new SolutionSketch())
            Refused(sketch.Write("Workflows/x.xaml", ""), "Workflows", "does not know this folder");
        using (var sketch = new SolutionSketch())
            Refused(sketch.Remove(Solution), "Solution.xml", "this is no unpacked solution", anyFile: true);
    }

    [Fact]
    public void An_id_used_twice_is_refused()
    {
        using var sketch = new SolutionSketch();
        Refused(sketch.Change(Step, "10000000-0000-4000-8000-000000000002", "30000000-0000-4000-8000-000000000001"), Step, "is used twice");
    }

    private static void Refused(string file, string text, string by, string reason, string? place = null)
    {
        using var sketch = new SolutionSketch();
        Refused(sketch.Change(file, text, by), place ?? file, reason, anyFile: file is Form or Ribbon);
    }

    private static SolutionException Refused(SolutionSketch sketch, string file, string reason, bool anyFile = false)
    {
        var refusal = Assert.Throws<SolutionException>(() => sketch.Read());
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        if (!anyFile)
            Assert.StartsWith(file, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
