using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Tests.Platform.Metadata;

/// <summary>The files of <see cref="SolutionSketch"/>: items that lie in boxes.</summary>
internal static class SketchFiles
{
    public static Dictionary<string, string> All(string exportKey) => new()
    {
        [SolutionSketch.Solution] = """
            <ImportExportXml><SolutionManifest><UniqueName>Store</UniqueName><Version>1.2.0.0</Version>
              <Publisher><UniqueName>Test</UniqueName><CustomizationPrefix>t</CustomizationPrefix></Publisher>
              <RootComponents>
                <RootComponent type="1" schemaName="t_item" behavior="0" /><RootComponent type="1" schemaName="t_box" behavior="0" />
                <RootComponent type="9" schemaName="t_size" behavior="0" />
                <RootComponent type="20" id="{40000000-0000-4000-8000-000000000001}" behavior="0" />
                <RootComponent type="61" schemaName="t_/item.js" behavior="0" />
                <RootComponent type="62" schemaName="t_store" behavior="0" />
                <RootComponent type="70" id="{50000000-0000-4000-8000-000000000001}" behavior="0" />
                <RootComponent type="80" schemaName="t_store" behavior="0" />
                <RootComponent type="92" id="{10000000-0000-4000-8000-000000000001}" behavior="0" />
              </RootComponents></SolutionManifest></ImportExportXml>
            """,
        [SolutionSketch.Customizations] = """
            <ImportExportXml><Entities /><Roles /><FieldSecurityProfiles /><EntityRelationships /><optionsets /><WebResources />
              <SdkMessageProcessingSteps /><AppModuleSiteMaps /><AppModules /></ImportExportXml>
            """,
        [SolutionSketch.Item] = Entity("t_Item", Column("t_ItemId", "primarykey"), Column("t_Name", "nvarchar", "<Format>text</Format><MaxLength>100</MaxLength><Length>200</Length>", mask: "PrimaryName|ValidForForm"),
            Column("t_Code", "nvarchar", "<Format>text</Format><MaxLength>40</MaxLength>"),
            Column("t_Secret", "nvarchar", "<Format>text</Format><MaxLength>50</MaxLength>", secured: true),
            Column("t_Note", "ntext", "<Format>textarea</Format><MaxLength>2000</MaxLength>"),
            Column("t_Count", "int", "<MinValue>0</MinValue><MaxValue>10</MaxValue>"),
            Column("t_Weight", "decimal", "<MinValue>0</MinValue><MaxValue>1000.5</MaxValue><Accuracy>3</Accuracy>"),
            Column("t_Day", "datetime", "<Format>date</Format><Behavior>2</Behavior>"),
            Column("t_Fragile", "bit", "<AppDefaultValue>1</AppDefaultValue>" + Options("t_item_t_fragile", "bit", (1, "Yes"), (0, "No"))),
            Column("t_Color", "picklist", "<AppDefaultValue>2</AppDefaultValue>" + Options("t_item_t_color", "picklist", (1, "Red"), (2, "Blue"))),
            Column("t_Size", "picklist", "<AppDefaultValue>-1</AppDefaultValue><OptionSetName>t_size</OptionSetName>"),
            Column("t_BoxId", "lookup", "<LookupStyle>single</LookupStyle><LookupTypes />"))
            .Replace("</attributes>", """
                </attributes><EntityKeys><EntityKey><Name>t_item_code</Name><LogicalName>t_item_code</LogicalName><EntityKeyAttributes>
                <AttributeName>t_boxid</AttributeName><AttributeName>t_code</AttributeName></EntityKeyAttributes></EntityKey></EntityKeys>
                """, System.StringComparison.Ordinal),
        [SolutionSketch.Box] = Entity("t_Box", Column("t_BoxId", "primarykey"), Column("t_Name", "nvarchar", "<Format>text</Format><MaxLength>100</MaxLength>", mask: "PrimaryName")),
        [SolutionSketch.Choice] = Options("t_size", "picklist", (1, "Small"), (2, "Large")).Replace("</OptionSetType>", "</OptionSetType><IsGlobal>1</IsGlobal>", System.StringComparison.Ordinal),
        [SolutionSketch.RelationshipIndex] = """<EntityRelationships><EntityRelationship Name="t_box_item" /></EntityRelationships>""",
        [SolutionSketch.BoxRelationships] = """
            <EntityRelationships><EntityRelationship Name="t_box_item"><EntityRelationshipType>OneToMany</EntityRelationshipType>
              <ReferencingEntityName>t_Item</ReferencingEntityName><ReferencedEntityName>t_Box</ReferencedEntityName>
              <CascadeAssign>NoCascade</CascadeAssign><CascadeDelete>Restrict</CascadeDelete>
              <ReferencingAttributeName>t_BoxId</ReferencingAttributeName></EntityRelationship></EntityRelationships>
            """,
        [SolutionSketch.Role] = """
            <Role id="{40000000-0000-4000-8000-000000000001}" name="Keeper"><RolePrivileges>
              <RolePrivilege name="prvReadt_Item" level="Global" /><RolePrivilege name="prvReadUser" level="Basic" /></RolePrivileges></Role>
            """,
        [SolutionSketch.Profiles] = """
            <FieldSecurityProfiles><FieldSecurityProfile name="Secrets" fieldsecurityprofileid="{50000000-0000-4000-8000-000000000001}"><FieldPermissions>
              <FieldPermission><EntityName>t_item</EntityName><AttributeName>t_secret</AttributeName><CanRead>0</CanRead><CanUpdate>4</CanUpdate><CanCreate>4</CanCreate></FieldPermission>
              </FieldPermissions></FieldSecurityProfile></FieldSecurityProfiles>
            """,
        [SolutionSketch.Step] = $$"""
            <SdkMessageProcessingStep Name="Plugin: Update of t_item" SdkMessageProcessingStepId="{10000000-0000-4000-8000-000000000001}">
              <SdkMessageId>20bebb1b-ea3e-db11-86a7-000a3a5473e8</SdkMessageId><PluginTypeExportKey>{{exportKey}}</PluginTypeExportKey>
              <PrimaryEntity>t_item</PrimaryEntity><AsyncAutoDelete>0</AsyncAutoDelete><FilteringAttributes>t_count,t_name</FilteringAttributes>
              <Mode>0</Mode><Rank>1</Rank><EventHandlerTypeCode>4602</EventHandlerTypeCode><Stage>20</Stage>
              <SdkMessageProcessingStepImages><SdkMessageProcessingStepImage Name="before">
                <SdkMessageProcessingStepImageId>{10000000-0000-4000-8000-000000000002}</SdkMessageProcessingStepImageId><Attributes>t_count</Attributes>
                <EntityAlias>before</EntityAlias><ImageType>0</ImageType><MessagePropertyName>Target</MessagePropertyName></SdkMessageProcessingStepImage>
              </SdkMessageProcessingStepImages></SdkMessageProcessingStep>
            """,
        [SolutionSketch.Api] = $"""
            <customapi uniquename="t_Weigh"><allowedcustomprocessingsteptype>0</allowedcustomprocessingsteptype><bindingtype>1</bindingtype>
              <boundentitylogicalname>t_item</boundentitylogicalname><displayname default="Weigh" /><executeprivilegename>prvWritet_Item</executeprivilegename>
              <isfunction>0</isfunction><isprivate>0</isprivate><name>t_Weigh</name>
              <plugintypeid><plugintypeexportkey>{exportKey}</plugintypeexportkey></plugintypeid></customapi>
            """,
        [SolutionSketch.Parameter] = """<customapirequestparameter uniquename="Scale"><displayname default="Scale" /><isoptional>1</isoptional><logicalentityname>t_box</logicalentityname><name>Scale</name><type>5</type></customapirequestparameter>""",
        [SolutionSketch.Property] = """<customapiresponseproperty uniquename="Weight"><displayname default="Weight" /><name>Weight</name><type>2</type></customapiresponseproperty>""",
        [SolutionSketch.Package] = """
            <pluginpackage uniquename="t_package"><exportkeyversion>1</exportkeyversion><name>t_package</name>
              <package mimetype="application/octet-stream">t_package.nupkg</package><statecode>0</statecode><statuscode>1</statuscode><version>1.2.0</version></pluginpackage>
            """,
        [SolutionSketch.Script] = "var t_item = {};",
        [SolutionSketch.ScriptData] = """
            <WebResource><WebResourceId>{60000000-0000-4000-8000-000000000001}</WebResourceId><Name>t_/item.js</Name><DisplayName>Items</DisplayName>
              <WebResourceType>3</WebResourceType><FileName>/WebResources/t_itemjs</FileName></WebResource>
            """,
        [SolutionSketch.Form] = """
            <forms><systemform><formid>{20000000-0000-4000-8000-000000000001}</formid><form><formLibraries><Library name="t_/item.js" /></formLibraries>
              <tabs><tab id="{20000000-0000-4000-8000-000000000002}"><columns><column><sections><section id="{20000000-0000-4000-8000-000000000003}"><rows><row>
                <cell id="{20000000-0000-4000-8000-000000000004}"><control id="t_name" datafieldname="t_name" /></cell></row></rows></section></sections></column></columns></tab></tabs>
              </form><LocalizedNames><LocalizedName description="Item" languagecode="1033" /></LocalizedNames></systemform></forms>
            """,
        [SolutionSketch.View] = """
            <savedqueries><savedquery><isdefault>1</isdefault><savedqueryid>{30000000-0000-4000-8000-000000000001}</savedqueryid>
              <layoutxml><grid name="resultset"><row name="result" id="t_itemid"><cell name="t_name" width="200" /><cell name="box.t_name" width="100" /></row></grid></layoutxml>
              <querytype>0</querytype>
              <fetchxml><fetch><entity name="t_item"><attribute name="t_name" /><order attribute="t_name" /><filter><condition attribute="statecode" operator="eq" value="0" /></filter>
                <link-entity name="t_box" from="t_boxid" to="t_boxid" link-type="outer" alias="box"><attribute name="t_name" /></link-entity></entity></fetch></fetchxml>
              <LocalizedNames><LocalizedName description="Active Items" languagecode="1033" /></LocalizedNames></savedquery></savedqueries>
            """,
        [SolutionSketch.Ribbon] = """
            <RibbonDiffXml><CustomActions><CustomAction><CommandUIDefinition><Button Id="b" Command="t.Weigh.Command" /></CommandUIDefinition></CustomAction></CustomActions>
              <CommandDefinitions><CommandDefinition Id="t.Weigh.Command"><EnableRules><EnableRule Id="t.Weigh.EnableRule" /></EnableRules>
                <Actions><JavaScriptFunction Library="$webresource:t_/item.js" FunctionName="t_item.weigh" /></Actions></CommandDefinition></CommandDefinitions>
              <RuleDefinitions><EnableRules><EnableRule Id="t.Weigh.EnableRule" /></EnableRules></RuleDefinitions></RibbonDiffXml>
            """,
        [SolutionSketch.App] = """
            <AppModule><UniqueName>t_store</UniqueName><AppModuleComponents><AppModuleComponent type="1" schemaName="t_item" /><AppModuleComponent type="62" schemaName="t_store" /></AppModuleComponents>
              <AppModuleRoleMaps><Role id="{40000000-0000-4000-8000-000000000001}" /></AppModuleRoleMaps>
              <LocalizedNames><LocalizedName description="Store" languagecode="1033" /></LocalizedNames></AppModule>
            """,
        [SolutionSketch.SiteMap] = """
            <AppModuleSiteMap><SiteMapUniqueName>t_store</SiteMapUniqueName><SiteMap><Area Id="a"><Group Id="g"><SubArea Id="s" Entity="t_item" /></Group></Area></SiteMap></AppModuleSiteMap>
            """,
    };

    private static string Entity(string schemaName, params string[] columns) => $"""
        <Entity><Name LocalizedName="{schemaName}" OriginalName="{schemaName}">{schemaName}</Name><EntityInfo><entity Name="{schemaName}">
        <LocalizedNames><LocalizedName description="One {schemaName}" languagecode="1033" /></LocalizedNames>
        <LocalizedCollectionNames><LocalizedCollectionName description="Many {schemaName}" languagecode="1033" /></LocalizedCollectionNames>
        <attributes>{string.Concat(columns)}</attributes>
        <EntitySetName>{schemaName.ToLowerInvariant()}s</EntitySetName><OwnershipTypeMask>UserOwned</OwnershipTypeMask><IsActivity>0</IsActivity><IsMappable>1</IsMappable>
        </entity></EntityInfo></Entity>
        """;

    private static string Column(string name, string type, string details = "", bool secured = false, string mask = "ValidForForm") => $"""
        <attribute PhysicalName="{name}"><Type>{type}</Type><Name>{name.ToLowerInvariant()}</Name><LogicalName>{name.ToLowerInvariant()}</LogicalName>
        <RequiredLevel>none</RequiredLevel><DisplayMask>{mask}</DisplayMask><ValidForUpdateApi>1</ValidForUpdateApi><ValidForReadApi>1</ValidForReadApi>
        <ValidForCreateApi>1</ValidForCreateApi><IsCustomField>1</IsCustomField><IsSecured>{(secured ? 1 : 0)}</IsSecured><SourceType>0</SourceType>{details}
        <displaynames><displayname description="{name}" languagecode="1033" /></displaynames></attribute>

        """;

    private static string Options(string name, string type, params (int Value, string Label)[] options) =>
        $"""<optionset Name="{name}"><OptionSetType>{type}</OptionSetType><options>"""
        + string.Concat(options.Select(o => $"""<option value="{o.Value}"><labels><label description="{o.Label}" languagecode="1033" /></labels></option>"""))
        + "</options></optionset>";
}
