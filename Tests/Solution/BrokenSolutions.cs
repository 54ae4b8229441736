using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Pax8Dataverse.Tests.Solution.Checks;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>Every way to break the solution that the rules have to catch.</summary>
public static class BrokenSolutions
{
    private const string Connector = "Entities/pax8_Connector/Entity.xml";
    private const string Account = "Entities/pax8_ProviderAccount/Entity.xml";
    private const string Manifest = "Other/Solution.xml";
    private const string Lists = "Other/Customizations.xml";
    private const string Index = "Other/Relationships.xml";
    private const string Verify = "customapis/pax8_VerifyConnectivity/customapi.xml";
    private const string Package = "pluginpackages/pax8_Pax8Dataverse/pluginpackage.xml";
    private const string Icon = "WebResources/pax8_/icons/syncjob.svg";
    private const string Administrator = "Roles/Pax8 Administrator.xml";
    private const string ConnectorRibbon = "Entities/pax8_Connector/RibbonDiff.xml";
    private const string Hub = "WebResources/pax8_/adminhub/adminhub.html";
    private const string HubData = "WebResources/pax8_/adminhub/data.js";
    private const string App = "AppModules/pax8_Work365Pax8/AppModule.xml";
    private const string SiteMap = "AppModuleSiteMaps/pax8_Work365Pax8/AppModuleSiteMap.xml";
    private const string HubActions = "WebResources/pax8_/adminhub/actions.js";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Broken> All { get; } =
    [
        new("an end tag is missing", typeof(XmlIsWellFormed), Lists, "not well-formed", s => s.Replace(Lists, "</ImportExportXml>", "")),
        new("a byte order mark is there", typeof(XmlIsCanonical), Lists, "canonical", s => s.With(Lists, [.. Encoding.UTF8.GetPreamble(), .. s.Bytes(Lists)])),
        new("lines end as on Windows", typeof(XmlIsCanonical), Lists, "canonical", s => s.With(Lists, s.Text(Lists).Replace("\n", "\r\n"))),
        new("a tab indents", typeof(XmlIsCanonical), Lists, "canonical", s => s.Replace(Lists, "  <Entities />", "\t<Entities />")),
        new("an empty element has an end tag", typeof(XmlIsCanonical), Lists, "canonical", s => s.Replace(Lists, "<Entities />", "<Entities></Entities>")),
        new("a custom API has a declaration", typeof(PlainFilesHaveNoDeclarationAndNoComment), Verify, "declaration", s => s.With(Verify, "<?xml version=\"1.0\"?>\n" + s.Text(Verify))),
        new("a custom API has a comment", typeof(PlainFilesHaveNoDeclarationAndNoComment), Verify, "comment", s => s.Replace(Verify, "<bindingtype>", "<!-- entity --><bindingtype>")),
        new("a read-me lies in the tree", typeof(NothingStrayIsPacked), "README.md", "packed", s => s.With("README.md", "# Hello\n")),
        new("a managed twin lies beside a form", typeof(NothingStrayIsPacked), "_managed.xml", "packed", s => s.With("Entities/pax8_SyncJob/FormXml/main/{0b6b0d5e-6d0c-4b8e-9a55-2f3f1f0f7a11}_managed.xml", "<a />\n")),

        new("a table is no root component", typeof(RootComponentsMatchTheFiles), Connector, "packager would abort", s => s.Replace(Manifest, "      <RootComponent type=\"1\" schemaName=\"pax8_connector\" behavior=\"0\" />\n", "")),
        new("a step is no root component", typeof(RootComponentsMatchTheFiles), "SdkMessageProcessingSteps/", "packager would abort", s => s.ReplaceAfter(Manifest, "type=\"92\"", "type=\"92\"", "type=\"29\"").Replace(Manifest, "type=\"92\" id=\"{", "type=\"92\" id=\"{f")),
        new("a root component has no file", typeof(RootComponentsMatchTheFiles), Manifest, "no file brings it", s => s.Without(Icon + ".data.xml")),
        new("a root component is of an unknown type", typeof(RootComponentsMatchTheFiles), Manifest, "type 380", s => s.Replace(Manifest, "type=\"9\"", "type=\"380\"")),
        new("a list element is missing", typeof(CustomizationsHasEveryListElement), Lists, "<SdkMessageProcessingSteps />", s => s.Replace(Lists, "  <SdkMessageProcessingSteps />\n", "")),
        new("list elements are out of order", typeof(CustomizationsHasEveryListElement), Lists, "order", s => s.Replace(Lists, "  <Entities />\n  <Roles />", "  <Roles />\n  <Entities />")),
        new("a language of labels is not listed", typeof(LanguagesAreListed), "AppModuleSiteMap.xml", "<Language>1031</Language>", s => s.Replace(Lists, "    <Language>1031</Language>\n", "")),
        new("a language without labels is listed", typeof(LanguagesAreListed), Lists, "1036", s => s.Replace(Lists, "<Language>1031<", "<Language>1036<")),
        new("the solution's own language is not listed first", typeof(LanguagesAreListed), Lists, "first", s => s.Replace(Lists, "    <Language>1033</Language>\n    <Language>1031</Language>", "    <Language>1031</Language>\n    <Language>1033</Language>")),
        new("a step has another step's id", typeof(IdsAreRandomAndUnique), "SdkMessageProcessingSteps/", "uses already", SecondStepTakesTheIdOfTheFirst),
        new("a form's section has a made-up id", typeof(IdsAreRandomAndUnique), "FormXml/main/", "no random id", s => s.ReplaceAfter(Form(s, "pax8_SyncJob"), "<section ", "id=\"{", "id=\"{1234")),
        new("a view's id is in upper case", typeof(IdsAreRandomAndUnique), "SavedQueries/", "no random id", s => ChangeViewId(s, id => id.ToUpperInvariant())),
        new("a step's file has another name", typeof(FilesAreNamedAfterWhatTheyHold), "SdkMessageProcessingSteps/", "rename", s => s.Rename(StepFile(s, "SyncJobPlanPlugin"), "SdkMessageProcessingSteps/{0b6b0d5e-6d0c-4b8e-9a55-2f3f1f0f7a11}.xml")),
        new("a role's file has another name", typeof(FilesAreNamedAfterWhatTheyHold), "Roles/Administrators.xml", "rename", s => s.Rename(Administrator, "Roles/Administrators.xml")),
        new("a table's folder is in lower case", typeof(FilesAreNamedAfterWhatTheyHold), "Entities/pax8_connector/", "Entities/pax8_Connector/Entity.xml", s => s.Rename(Connector, "Entities/pax8_connector/Entity.xml")),
        new("the package has another version", typeof(VersionsAgree), Package, "1.0.1", s => s.Replace(Package, "1.0.0", "1.0.1")),
        new("the solution's version has three parts", typeof(VersionsAgree), Manifest, "four numbers", s => s.Replace(Manifest, "<Version>1.0.0.0<", "<Version>1.0.0<")),
        new("the publisher has another prefix", typeof(SolutionManifestIsOurs), Manifest, "CustomizationPrefix", s => s.Replace(Manifest, "<CustomizationPrefix>pax8<", "<CustomizationPrefix>new<")),

        new("a table has another set name", typeof(TablesAreNamedByTheRules), Connector, "EntitySetName", s => s.Replace(Connector, "pax8_connectors<", "pax8_connectorset<")),
        new("a platform column is missing", typeof(TablesAreNamedByTheRules), Connector, "importsequencenumber", s => s.Replace(Connector, "<LogicalName>importsequencenumber<", "<LogicalName>importnumber<")),
        new("a column has another physical name", typeof(ColumnsAreWellDescribed), Connector, "PhysicalName", s => s.Replace(Connector, "PhysicalName=\"pax8_ActiveKey\"", "PhysicalName=\"pax8_ActiveKeys\"")),
        new("a column has no description", typeof(ColumnsAreWellDescribed), Account, "description", s => s.Replace(Account, "<Description description=\"City of the company in Pax8.\"", "<Description description=\"\"")),
        new("a text column's bytes do not fit its characters", typeof(ColumnsAreWellDescribed), Account, "Length", s => s.ReplaceAfter(Account, "<LogicalName>pax8_city<", "<Length>200<", "<Length>100<")),
        new("a key names a column that is not there", typeof(KeysKeepTheLimits), Connector, "does not exist", s => s.Replace(Connector, "<AttributeName>pax8_activekey<", "<AttributeName>pax8_active<")),
        new("a key contains a secured column", typeof(KeysKeepTheLimits), Connector, "secured", s => s.Replace(Connector, "<AttributeName>pax8_activekey<", "<AttributeName>pax8_applicationsecret<")),
        new("a key is too long", typeof(KeysKeepTheLimits), Account, "900", s => s.Replace(Account, "<AttributeName>pax8_providerspecificid<", "<AttributeName>pax8_website<")),
        new("a key contains a memo", typeof(KeysKeepTheLimits), Connector, "cannot hold", s => s.Replace(Connector, "<AttributeName>pax8_activekey<", "<AttributeName>pax8_connectivitymessage<")),
        new("a table has no main form", typeof(EveryTableHasItsPages), "Entities/pax8_SyncBatch/", "main form", s => s.Without(Form(s, "pax8_SyncBatch"))),
        new("a table has no lookup view", typeof(EveryTableHasItsPages), "Entities/pax8_SyncBatch/", "lookup", s => s.Without(s.Find("pax8_SyncBatch/SavedQueries/", "<querytype>64<"))),
        new("a table has two default views", typeof(EveryTableHasItsPages), "Entities/pax8_SyncJob/", "public", s => s.Replace(s.Find("pax8_SyncJob/SavedQueries/", "Running Sync Jobs"), "<isdefault>0<", "<isdefault>1<")),
        new("a table's icon is not there", typeof(EveryTableHasItsPages), Connector, "IconVectorName", s => s.Replace(Connector, "icons/connector.svg", "icons/plug.svg")),
        new("an option lacks the prefix", typeof(ChoicesCarryThePrefix), Connector, "prefix", s => s.Replace(Connector, "value=\"476500001\"", "value=\"1\"")),
        new("two options share a value", typeof(ChoicesCarryThePrefix), Connector, "stands for 2 options", s => s.Replace(Connector, "value=\"476500001\"", "value=\"476500000\"")),
        new("two countries share a number", typeof(ChoicesCarryThePrefix), "pax8_country", "stands for 2 options", s => s.Replace("OptionSets/pax8_country.xml", "value=\"276\"", "value=\"840\"")),
        new("a default is no option", typeof(ChoicesCarryThePrefix), Connector, "default", s => s.ReplaceAfter(Connector, "<LogicalName>pax8_connectivitystatus<", "<AppDefaultValue>476500000<", "<AppDefaultValue>476500009<")),
        new("a global choice is not there", typeof(ChoicesCarryThePrefix), Connector, "pax8_nation", s => s.Replace(Connector, "<OptionSetName>pax8_country<", "<OptionSetName>pax8_nation<")),

        new("a relationship is not in the index", typeof(RelationshipIndexMatchesTheBodies), "Other/Relationships/pax8_Connector.xml", "would be dropped", s => s.Replace(Index, "  <EntityRelationship Name=\"pax8_pax8_connector_pax8_syncjob\" />\n", "")),
        new("the index names a relationship without a body", typeof(RelationshipIndexMatchesTheBodies), Index, "no body", s => s.Without("Other/Relationships/Account.xml")),
        new("a lookup has no relationship", typeof(LookupsAndRelationshipsMatch), Account, "pax8_accountid has 0 relationships", s => s.Without("Other/Relationships/Account.xml")),
        new("a relationship's lookup is not there", typeof(LookupsAndRelationshipsMatch), "Other/Relationships/Account.xml", "no lookup", s => s.Replace("Other/Relationships/Account.xml", "<ReferencingAttributeName>pax8_AccountId<", "<ReferencingAttributeName>pax8_accountid<")),
        new("a relationship's table is in lower case", typeof(LookupsAndRelationshipsMatch), "Other/Relationships/Account.xml", "no table of this solution", s => s.Replace("Other/Relationships/Account.xml", "<ReferencingEntityName>pax8_ProviderAccount<", "<ReferencingEntityName>pax8_provideraccount<")),
        new("a second relationship cascades to a table", typeof(CascadesKeepTheLimits), "Other/Relationships/", "allows one", s => s.Replace("Other/Relationships/pax8_ProviderAccount.xml", "<CascadeDelete>RemoveLink<", "<CascadeDelete>Cascade<")),
        new("a deletion would empty a required lookup", typeof(CascadesKeepTheLimits), "Other/Relationships/TransactionCurrency.xml", "required", s => s.Replace("Other/Relationships/TransactionCurrency.xml", "<CascadeDelete>Restrict<", "<CascadeDelete>RemoveLink<")),

        new("a form shows a column that is not there", typeof(FormsShowWhatExists), "pax8_Connector/FormXml/", "no column", s => s.Replace(Form(s, "pax8_Connector"), "datafieldname=\"pax8_name\"", "datafieldname=\"pax8_title\"")),
        new("a form shows a choice as text", typeof(FormsShowWhatExists), "pax8_Connector/FormXml/", "(picklist)", s => s.ReplaceAfter(Form(s, "pax8_Connector"), "control id=\"pax8_environment\"", "{3EF39988-22BB-4f0b-BBBE-64B5A3748AEE}", "{4273EDBD-AC1D-40d3-9FB2-095C621B552D}")),
        new("a subgrid shows a view that is not there", typeof(FormsShowWhatExists), "pax8_SyncJob/FormXml/", "no view", s => s.Replace(Form(s, "pax8_SyncJob"), "<ViewId>{", "<ViewId>{0")),
        new("a subgrid follows a relationship of another table", typeof(FormsShowWhatExists), "pax8_SyncJob/FormXml/", "no relationship", s => s.Replace(Form(s, "pax8_SyncJob"), "pax8_pax8_syncjob_pax8_syncbatch", "pax8_pax8_connector_pax8_syncjob")),
        new("a form lets people edit what the system keeps", typeof(FormsKeepTheSystemsColumnsReadOnly), "pax8_SyncJob/FormXml/", "the system keeps", s => s.Replace(Form(s, "pax8_SyncJob"), "disabled=\"true\"", "disabled=\"false\"")),
        new("a form has no field for the secret", typeof(FormsKeepTheSystemsColumnsReadOnly), "pax8_Connector/FormXml/", "pax8_applicationsecret", s => s.Replace(Form(s, "pax8_Connector"), "datafieldname=\"pax8_applicationsecret\" disabled=\"false\"", "datafieldname=\"pax8_applicationsecret\" disabled=\"true\"")),
        new("a view shows a column without querying it", typeof(ViewsShowWhatExists), "pax8_SyncIssue/SavedQueries/", "without querying", s => s.Replace(s.Find("pax8_SyncIssue/SavedQueries/", "Open Errors"), "          <attribute name=\"pax8_severity\" />\n", "")),
        new("a view filters by a column that is not there", typeof(ViewsShowWhatExists), "pax8_SyncIssue/SavedQueries/", "no column", s => s.Replace(s.Find("pax8_SyncIssue/SavedQueries/", "Open Errors"), "condition attribute=\"pax8_severity\"", "condition attribute=\"pax8_level\"")),
        new("a view filters by an option that is not there", typeof(ViewsShowWhatExists), "pax8_SyncIssue/SavedQueries/", "none of its options", s => s.ReplaceAfter(s.Find("pax8_SyncIssue/SavedQueries/", "Open Errors"), "condition attribute=\"pax8_severity\"", "476500000", "476500007")),
        new("a quick find view searches nothing", typeof(ViewsShowWhatExists), "pax8_SyncIssue/SavedQueries/", "quick find", s => s.Replace(s.Find("pax8_SyncIssue/SavedQueries/", "<querytype>4<"), " isquickfindfields=\"1\"", "")),

        new("a step filters on a column that is not there", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "filters on 'pax8_title'", s => s.Replace(StepFile(s, "ConnectorRulesOnUpdatePlugin"), ",pax8_name,", ",pax8_title,")),
        new("an update step has no filter", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "every update", s => s.Replace(StepFile(s, "ConnectorDeactivatedPlugin"), "<FilteringAttributes>statecode</FilteringAttributes>", "<FilteringAttributes />")),
        new("an asynchronous step runs before the operation", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "asynchronous one only at 40", s => s.Replace(StepFile(s, "SyncJobPlanPlugin"), "<Stage>40<", "<Stage>20<")),
        new("an asynchronous step keeps its finished jobs", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "AsyncAutoDelete", s => s.Replace(StepFile(s, "SyncJobPlanPlugin"), "<AsyncAutoDelete>1<", "<AsyncAutoDelete>0<")),
        new("a create step has a pre-image", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "no pre-image", s => s.Replace(StepFile(s, "ConnectorRulesOnUpdatePlugin"), "20bebb1b-ea3e-db11-86a7-000a3a5473e8", "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8")),
        new("a step cannot be enabled by hand", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "nobody could enable", s => s.Replace(StepFile(s, "SyncJobPlanPlugin"), "<IsCustomizable>1<", "<IsCustomizable>0<")),
        new("an image cannot be changed by hand", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "image 'before': IsCustomizable", s => s.ReplaceAfter(StepFile(s, "ConnectorRulesOnUpdatePlugin"), "<MessagePropertyName>", "<IsCustomizable>1<", "<IsCustomizable>0<")),
        new("a step's elements are out of order", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "from Mode on", s => s.Replace(StepFile(s, "SyncJobPlanPlugin"), "  <Mode>1</Mode>\n  <Rank>1</Rank>", "  <Rank>1</Rank>\n  <Mode>1</Mode>")),
        new("an image has a column that is not there", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "'pax8_title' is no column", s => s.ReplaceAfter(StepFile(s, "ConnectorRulesOnUpdatePlugin"), "<Attributes>", ",pax8_name,", ",pax8_title,")),
        new("an image copies every column", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "copy all", s => EmptyTheImage(s)),
        new("a step listens to a table that is not there", typeof(StepsAreSound), "SdkMessageProcessingSteps/", "no table", s => s.Replace(StepFile(s, "SyncJobPlanPlugin"), "<PrimaryEntity>pax8_syncjob<", "<PrimaryEntity>pax8_SyncJob<")),
        new("a custom API is bound to a table that is not there", typeof(CustomApisAreSound), Verify, "bound to", s => s.Replace(Verify, "<boundentitylogicalname>pax8_connector<", "<boundentitylogicalname>pax8_provider<")),
        new("a custom API demands a privilege that is not there", typeof(CustomApisAreSound), Verify, "privilege", s => s.Replace(Verify, "prvWritepax8_Connector", "prvWritepax8_connector")),
        new("a custom API is described at too great length", typeof(CustomApisAreSound), Verify, "300", s => s.Replace(Verify, "<description default=\"", "<description default=\"" + new string('a', 301))),
        new("a response property is optional", typeof(CustomApisAreSound), "customapiresponseproperties/Message/", "isoptional", s => s.Replace("customapis/pax8_ResumeSync/customapiresponseproperties/Message/customapiresponseproperty.xml", "  <name>", "  <isoptional>0</isoptional>\n  <name>")),
        new("the package names another file", typeof(PluginPackageIsSound), Package, ".nupkg", s => s.Replace(Package, "pax8_Pax8Dataverse.nupkg", "Pax8Dataverse.nupkg")),
        new("there is no plug-in package", typeof(PluginPackageIsSound), "pluginpackages", "holds 0", s => s.Without(Package)),

        new("a form's table is not there", typeof(PartsHaveTheirWhole), "pax8_SyncBatch/FormXml/", "not there", s => s.Without("Entities/pax8_SyncBatch/Entity.xml")),
        new("a parameter's custom API is not there", typeof(PartsHaveTheirWhole), "customapiresponseproperties/Message/", "not there", s => s.Without("customapis/pax8_ResumeSync/customapi.xml")),
        new("a table has no place for its views", typeof(PartsHaveTheirWhole), Connector, "<SavedQueries />", s => s.Replace(Connector, "  <SavedQueries />\n", "")),
        new("a table has content in the place of its ribbon", typeof(PartsHaveTheirWhole), Connector, "leave the element empty", s => s.Replace(Connector, "<RibbonDiffXml />", "<RibbonDiffXml><CustomActions /></RibbonDiffXml>")),

        new("the app shows a table that is not there", typeof(AppsShowWhatExists), App, "pax8_Connector of type 1", s => s.Replace(App, "schemaName=\"pax8_connector\"", "schemaName=\"pax8_Connector\"")),
        new("a table is not in the app", typeof(AppsShowWhatExists), "Entities/pax8_SyncBatch/", "in no app", s => s.Replace(App, "    <AppModuleComponent type=\"1\" schemaName=\"pax8_syncbatch\" />\n", "")),
        new("the app has no site map", typeof(AppsShowWhatExists), SiteMap, "of no app", s => s.Replace(App, "    <AppModuleComponent type=\"62\" schemaName=\"pax8_Work365Pax8\" />\n", "")),
        new("the app is given to a role that is not there", typeof(AppsShowWhatExists), App, "is given to the role", s => s.Replace(App, "<Role id=\"{236decd9-", "<Role id=\"{236decd8-")),
        new("a role does not have the app", typeof(AppsShowWhatExists), "Roles/", "do not see the app", s => s.Replace(App, "<Role id=\"{236decd9-", "<Role id=\"{236decd8-")),
        new("the app's icon is not there", typeof(AppsShowWhatExists), App, "icon", s => s.Replace(App, "953b9fac-", "953b9fad-")),
        new("a role may not read a table of the app", typeof(AppsShowWhatExists), "Roles/Pax8 Billing.xml", "read pax8_SyncBatch", s => s.Replace("Roles/Pax8 Billing.xml", "    <RolePrivilege name=\"prvReadpax8_SyncBatch\" level=\"Global\" />\n", "")),
        new("the menu leads to a table that is not there", typeof(AppsShowWhatExists), SiteMap, "'pax8_job'", s => s.Replace(SiteMap, "Entity=\"pax8_syncjob\"", "Entity=\"pax8_job\"")),
        new("the menu leads to a page that is not there", typeof(AppsShowWhatExists), SiteMap, "hub.html'", s => s.Replace(SiteMap, "adminhub/adminhub.html", "adminhub/hub.html")),
        new("the menu shows an icon that is not there", typeof(AppsShowWhatExists), SiteMap, "plug.svg'", s => s.Replace(SiteMap, "icons/connector.svg", "icons/plug.svg")),
        new("the menu asks for a privilege that is not there", typeof(AppsShowWhatExists), SiteMap, "privilege Look", s => s.Replace(SiteMap, "Privilege=\"Read\"", "Privilege=\"Look\"")),
        new("two places of the menu share an id", typeof(AppsShowWhatExists), SiteMap, "2 times", s => s.Replace(SiteMap, "Id=\"pax8_SyncJobs\"", "Id=\"pax8_Products\"")),
        new("a place of the menu has no German title", typeof(AppsShowWhatExists), SiteMap, "language 1031", s => s.Replace(SiteMap, "          <Title LCID=\"1031\" Title=\"Verwaltung\" />\n", "")),

        new("another solution is demanded", typeof(OnlyTheBasePlatformIsNeeded), Manifest, "demands work365_invoice", s => s.Replace(Manifest, "<MissingDependencies />", "<MissingDependencies><MissingDependency><Required type=\"1\" schemaName=\"work365_invoice\" solution=\"Work365\" /></MissingDependency></MissingDependencies>")),
        new("the list of missing dependencies is missing", typeof(OnlyTheBasePlatformIsNeeded), Manifest, "no MissingDependencies", s => s.Replace(Manifest, "    <MissingDependencies />\n", "")),
        new("a table comes as a shell", typeof(OnlyTheBasePlatformIsNeeded), Manifest, "behavior '2'", s => s.Replace(Manifest, "schemaName=\"pax8_connector\" behavior=\"0\"", "schemaName=\"pax8_connector\" behavior=\"2\"")),
        new("a view joins a table of another solution", typeof(OnlyTheBasePlatformIsNeeded), "pax8_SyncIssue/SavedQueries/", "'work365_invoice'", s => s.Replace(s.Find("pax8_SyncIssue/SavedQueries/", "Open Errors"), "<order ", "<link-entity name=\"work365_invoice\" from=\"work365_invoiceid\" to=\"pax8_syncjobid\" /><order ")),
        new("a subgrid shows a table of another solution", typeof(OnlyTheBasePlatformIsNeeded), "pax8_SyncJob/FormXml/", "'work365_invoice'", s => s.Replace(Form(s, "pax8_SyncJob"), "<TargetEntityType>pax8_syncbatch<", "<TargetEntityType>work365_invoice<")),
        new("the id of an organization is inside", typeof(NothingOfAnEnvironmentIsInside), Manifest, "5f1ab0f4-", s => s.Replace(Manifest, "<EMailAddress xsi:nil=\"true\" />", "<EMailAddress>5f1ab0f4-6e2c-4f0e-9d0b-1f4f7a0c2b11</EMailAddress>")),
        new("the address of an environment is inside", typeof(NothingOfAnEnvironmentIsInside), "client.js", "contoso.crm4.dynamics.com", s => s.With("WebResources/pax8_/common/client.js", s.Text("WebResources/pax8_/common/client.js") + "const here = 'https://contoso.crm4.dynamics.com';\n")),
        new("a password is inside", typeof(NothingOfAnEnvironmentIsInside), "client.js", "token, a key", s => s.With("WebResources/pax8_/common/client.js", s.Text("WebResources/pax8_/common/client.js") + "const settings = { client_secret: 'Abc12345678' };\n")),
        new("a token is inside", typeof(NothingOfAnEnvironmentIsInside), "client.js", "token, a key", s => s.With("WebResources/pax8_/common/client.js", s.Text("WebResources/pax8_/common/client.js") + "// eyJhbGciOiJSUzI1NiIsInR5cCI6.eyJzdWIiOiIx\n")),
        new("a person's address is inside", typeof(NothingOfAnEnvironmentIsInside), Manifest, "someone@contoso.com", s => s.Replace(Manifest, "<EMailAddress xsi:nil=\"true\" />", "<EMailAddress>someone@contoso.com</EMailAddress>")),
        new("a script depends on a script that is not there", typeof(WebResourcesDependOnWhatExists), "common/rules.js.data.xml", "'pax8_/common/text.js'", s => Depend(s, "<Library name=\"pax8_/common/text.js\" displayName=\"Texts\" languagecode=\"\" description=\"\" libraryUniqueId=\"{5c24b015-ed9e-47d4-9f77-8381885c4d38}\" />")),
        new("a script depends on a script under another id", typeof(WebResourcesDependOnWhatExists), "common/rules.js.data.xml", "libraryUniqueId", s => Depend(s, "<Library name=\"pax8_/common/texts.js\" displayName=\"Texts\" languagecode=\"\" description=\"\" libraryUniqueId=\"{e0d2979c-d624-4921-b256-18c587fbaa37}\" />")),
        new("a script depends on a column that is not there", typeof(WebResourcesDependOnWhatExists), "common/rules.js.data.xml", "pax8_syncjob.pax8_state", s => Depend(s, "<Attribute attributeName=\"pax8_state\" entityName=\"pax8_syncjob\" />")),
        new("a script's dependencies are not well-formed", typeof(WebResourcesDependOnWhatExists), "common/rules.js.data.xml", "that is none", s => Depend(s, "<Library>")),
        new("a script has a language", typeof(WebResourcesDependOnWhatExists), "common/rules.js.data.xml", "LanguageCode", s => s.Replace("WebResources/pax8_/common/rules.js.data.xml", "  <WebResourceType>", "  <LanguageCode>1033</LanguageCode>\n  <WebResourceType>")),
        new("two handlers share an id", typeof(IdsAreRandomAndUnique), "pax8_Connector/FormXml/", "uses already", s => s.Replace(Form(s, "pax8_Connector"), "836b5c79-c92a-4fd6-8025-904a7cd21423", "ea57672e-81b4-4019-adcf-3745453d11fe")),

        new("a role spells a table in lower case", typeof(RolesNamePrivilegesThatExist), Administrator, "does not exist", s => s.Replace(Administrator, "prvReadpax8_Connector", "prvReadpax8_connector")),
        new("a role gives a privilege at no level", typeof(RolesNamePrivilegesThatExist), Administrator, "level", s => s.Replace(Administrator, "level=\"Global\"", "level=\"Organization\"")),
        new("members may read the secret", typeof(SecuredColumnsStaySecret), ColumnSecurity.File, "never read", s => s.Replace(ColumnSecurity.File, "<CanRead>0<", "<CanRead>4<")),
        new("the secret is not secured", typeof(SecuredColumnsStaySecret), ColumnSecurity.File, "no secured column", s => s.Replace(Connector, "<IsSecured>1<", "<IsSecured>0<")),
        new("an image copies the secret", typeof(SecuredColumnsStaySecret), "SdkMessageProcessingSteps/", "secured column", s => s.Replace(StepFile(s, "ConnectorRulesOnUpdatePlugin"), "<Attributes>", "<Attributes>pax8_applicationsecret,")),
        new("a view shows the secret", typeof(SecuredColumnsStaySecret), "pax8_Connector/SavedQueries/", "secured column", s => s.Replace(s.Find("pax8_Connector/SavedQueries/", "<querytype>4<"), "condition attribute=\"pax8_applicationid\"", "condition attribute=\"pax8_applicationsecret\"")),
        new("the secret is audited", typeof(SecuredColumnsStaySecret), Connector, "audit", s => s.ReplaceAfter(Connector, "<LogicalName>pax8_applicationsecret<", "<IsAuditEnabled>0<", "<IsAuditEnabled>1<")),
        new("a web resource has no file name", typeof(WebResourcesAreComplete), Icon, "FileName", s => s.Replace(Icon + ".data.xml", "<FileName>/WebResources/", "<FileName>")),
        new("a web resource has no content", typeof(WebResourcesAreComplete), Icon, "no content", s => s.Without(Icon)),
        new("a content has no web resource", typeof(WebResourcesAreComplete), "pax8_/notes.js", "no description", s => s.With("WebResources/pax8_/notes.js", "'use strict';\n")),
        new("a drawing runs a script", typeof(DrawingsArePlain), Icon, "shapes only", s => s.Replace(Icon, "  <g ", "  <script>alert(1)</script>\n  <g ")),

        new("a button names a command that is not there", typeof(CommandsLeadToWhatExists), ConnectorRibbon, "which is not defined", s => s.Replace(ConnectorRibbon, "Command=\"pax8.pax8_connector.VerifyConnectivity.Form.Command\"", "Command=\"pax8.pax8_connector.Verify.Form.Command\"")),
        new("a command names a rule that is not there", typeof(CommandsLeadToWhatExists), ConnectorRibbon, "names the EnableRule", s => s.Replace(ConnectorRibbon, "<EnableRule Id=\"pax8.pax8_connector.VerifyConnectivity.Form.EnableRule\" />", "<EnableRule Id=\"pax8.pax8_connector.Verify.EnableRule\" />")),
        new("a button calls a function that is not there", typeof(CommandsLeadToWhatExists), ConnectorRibbon, "no function Pax8.Connector.Commands.verify;", s => s.Replace(ConnectorRibbon, "Pax8.Connector.Commands.verifyConnectivity\"", "Pax8.Connector.Commands.verify\"")),
        new("a button's library is not there", typeof(CommandsLeadToWhatExists), ConnectorRibbon, "no web resource", s => s.Without("WebResources/pax8_/connector/connector.commands.js")),
        new("a command does not load the texts", typeof(ScriptsComeWithWhatTheyUse), "pax8_SyncJob/RibbonDiff.xml", "pax8_/common/texts.js", s => s.Replace("Entities/pax8_SyncJob/RibbonDiff.xml", "        <JavaScriptFunction FunctionName=\"isNaN\" Library=\"$webresource:pax8_/common/texts.js\" />\n", "")),
        new("a rule's script uses another", typeof(ScriptsComeWithWhatTheyUse), "RibbonDiff.xml", "its own library only", s => s.Replace("WebResources/pax8_/common/rules.js", "  'use strict';", "  'use strict';\n  Pax8.Client.xrm();")),
        new("a form does not load what its script uses", typeof(ScriptsComeWithWhatTheyUse), "pax8_Connector/FormXml/", "endpoint.js", s => s.Replace(Form(s, "pax8_Connector"), "        <Library name=\"pax8_/connector/endpoint.js\" libraryUniqueId=\"{ce2b27b2-e9b3-4b68-9e9d-6bf1226c521a}\" />\n", "")),
        new("a page does not load what its scripts use", typeof(ScriptsComeWithWhatTheyUse), Hub, "jobs.js", s => s.Replace(Hub, "  <script src=\"jobs.js\" defer></script>\n", "")),
        new("a button stands where there is no place", typeof(CommandsLeadToWhatExists), ConnectorRibbon, "puts its button at", s => s.Replace(ConnectorRibbon, "Mscrm.Form.pax8_connector.", "Mscrm.Form.pax8_Connector.")),
        new("two buttons share an id", typeof(CommandsLeadToWhatExists), "pax8_SyncJob/RibbonDiff.xml", "2 times", s => s.Replace("Entities/pax8_SyncJob/RibbonDiff.xml", "Id=\"pax8.pax8_syncjob.Resume.SubGrid.Button\"", "Id=\"pax8.pax8_syncjob.Resume.HomepageGrid.Button\"")),
        new("a rule asks for a privilege that is not there", typeof(CommandsLeadToWhatExists), "pax8_SyncJob/RibbonDiff.xml", "privilege Make", s => s.Replace("Entities/pax8_SyncJob/RibbonDiff.xml", "PrivilegeType=\"Create\"", "PrivilegeType=\"Make\"")),
        new("a label lacks a language", typeof(CommandsLeadToWhatExists), ConnectorRibbon, "language 1031", s => s.Replace(ConnectorRibbon, "languagecode=\"1031\"", "languagecode=\"1036\"")),
        new("a rule compares with an option that is not there", typeof(CommandsLeadToWhatExists), "pax8_SyncJob/RibbonDiff.xml", "no option", s => s.Replace("Entities/pax8_SyncJob/RibbonDiff.xml", "Value=\"476500002\"", "Value=\"476500009\"")),
        new("a script names a column that is not there", typeof(ScriptsNameWhatExists), HubData, "pax8_status", s => s.Replace(HubData, "'pax8_phase'", "'pax8_status'")),
        new("a script calls a custom API that is not there", typeof(ScriptsNameWhatExists), HubActions, "pax8_Verify'", s => s.Replace(HubActions, "pax8_VerifyConnectivity", "pax8_Verify")),
        new("a script leads to a view that is not there", typeof(ScriptsNameWhatExists), HubActions, "view", s => s.Replace(HubActions, "f16ab976-", "f16ab977-")),
        new("a script binds a lookup by its logical name in another case", typeof(ScriptsNameWhatExists), "provideraccount.commands.js", "no lookup", s => s.Replace("WebResources/pax8_/provideraccount/provideraccount.commands.js", "pax8_AccountId@", "pax8_Accountid@")),
        new("a form's event calls a function that is not there", typeof(FormScriptsFitTheirForms), "pax8_Connector/FormXml/", "onOpen", s => s.Replace(Form(s, "pax8_Connector"), "Form.onLoad", "Form.onOpen")),
        new("a form does not load its script", typeof(FormScriptsFitTheirForms), "pax8_Connector/FormXml/", "not among", s => s.Replace(Form(s, "pax8_Connector"), "Library name=\"pax8_/connector/connector.form.js\"", "Library name=\"pax8_/common/rules.js\"")),
        new("a form lacks a column of its script", typeof(FormScriptsFitTheirForms), "pax8_Connector/FormXml/", "uses pax8_secretstored", s => s.Replace(Form(s, "pax8_Connector"), "datafieldname=\"pax8_secretstored\"", "datafieldname=\"pax8_name\"")),
        new("a text has no translation", typeof(TextsAreThereInBothLanguages), "texts.js", "'saveFirst'", s => s.ReplaceAfter(ScriptTexts.File, "saveFirst: {", "      de: '", "      fr: '")),
        new("a script uses the lookup that throws", typeof(TextsAreThereInBothLanguages), "connector.commands.js", "throws", s => s.Replace("WebResources/pax8_/connector/connector.commands.js", "Pax8.Texts.get('verifyProgress')", "Xrm.Utility.getResourceString('pax8_/strings/pax8', 'verifyProgress')")),
        new("a script asks for a text that is not there", typeof(TextsAreThereInBothLanguages), "connector.commands.js", "'verifying'", s => s.Replace("WebResources/pax8_/connector/connector.commands.js", "get('verifyProgress')", "get('verifying')")),
        new("a translation drops a value", typeof(TextsAreThereInBothLanguages), "texts.js", "other places", s => s.ReplaceAfter(ScriptTexts.File, "progressOf: {", "{1}", "{0}")),
        new("a script sets markup", typeof(PagesRunOnlyTheirOwnFiles), "page.js", "innerHTML", s => s.Replace("WebResources/pax8_/adminhub/page.js", "element.textContent = value", "element.innerHTML = value")),
        new("a page has a handler in its markup", typeof(PagesRunOnlyTheirOwnFiles), Hub, "onload=", s => s.Replace(Hub, "<body>", "<body onload=\"start()\">")),
        new("a page has a script in its markup", typeof(PagesRunOnlyTheirOwnFiles), Hub, "<script>", s => s.Replace(Hub, "</body>", "<script>start()</script></body>")),
        new("a page loads a script that is not there", typeof(PagesRunOnlyTheirOwnFiles), Hub, "menus.js", s => s.Replace(Hub, "menu.js", "menus.js")),
        new("a style shows a drawing that is not there", typeof(PagesRunOnlyTheirOwnFiles), "adminhub.css", "wheel.svg", s => s.Replace("WebResources/pax8_/adminhub/adminhub.css", "gear.svg", "wheel.svg")),
    ];

    private static string Form(UnpackedSolution solution, string table) => solution.Find($"{table}/FormXml/main/", "<formid>");

    private static string StepFile(UnpackedSolution solution, string type) => solution.Find("SdkMessageProcessingSteps/", $"Name=\"{type}:");

    private static UnpackedSolution SecondStepTakesTheIdOfTheFirst(UnpackedSolution solution)
    {
        string[] steps = [.. solution.Steps.Select(step => step.File)];
        string[] ids = [.. solution.Steps.Select(step => step.Element.Attr("SdkMessageProcessingStepId"))];
        return solution.Replace(steps[1], ids[1], ids[0]);
    }

    private static UnpackedSolution Depend(UnpackedSolution solution, string on) => solution.Replace(
        "WebResources/pax8_/common/rules.js.data.xml", "  <IsCustomizable>",
        $"  <DependencyXml>{new XText($"<Dependencies><Dependency componentType=\"WebResource\">{on}</Dependency></Dependencies>")}</DependencyXml>\n  <IsCustomizable>");

    private static UnpackedSolution ChangeViewId(UnpackedSolution solution, System.Func<string, string> change)
    {
        View view = solution.Views.First();
        string id = view.Element.Text("savedqueryid");
        return solution.Replace(view.File, id, change(id));
    }

    private static UnpackedSolution EmptyTheImage(UnpackedSolution solution)
    {
        PluginStep step = solution.Steps.First(found => found.Images.Any());
        return solution.Replace(step.File, $"<Attributes>{step.Images.First().Text("Attributes")}</Attributes>", "<Attributes />");
    }
}
