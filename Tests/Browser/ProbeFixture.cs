using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Shell;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// A tenant where another solution has put a form script, commands, a page and texts onto accounts (folder Probe): what the
/// shell has to understand beyond what this product happens to use.
/// </summary>
public class ProbeFixture : BrowserFixture
{
    private const string Ribbon = """
        <RibbonDiffXml>
          <CustomActions>
            <CustomAction Id="probe.greet" Location="Mscrm.Form.account.MainTab.Save.Controls._children" Sequence="10">
              <CommandUIDefinition><Button Id="probe.greet.Button" Command="probe.greet.Command" Sequence="10" LabelText="$LocLabels:probe.greet.Label" TemplateAlias="o1" /></CommandUIDefinition>
            </CustomAction>
            <CustomAction Id="probe.menu" Location="Mscrm.Form.account.MainTab.Save.Controls._children" Sequence="20">
              <CommandUIDefinition>
                <FlyoutAnchor Id="probe.menu.Flyout" Sequence="20" LabelText="More greetings">
                  <Menu Id="probe.menu.Menu"><MenuSection Id="probe.menu.Section"><Controls Id="probe.menu.Controls">
                    <Button Id="probe.fail.Button" Command="probe.fail.Command" Sequence="1" LabelText="Fail" />
                  </Controls></MenuSection></Menu>
                </FlyoutAnchor>
              </CommandUIDefinition>
            </CustomAction>
            <CustomAction Id="probe.strange" Location="Mscrm.HomepageGrid.account.MainTab.Management.Controls._children" Sequence="30">
              <CommandUIDefinition><Button Id="probe.strange.Button" Command="probe.strange.Command" Sequence="30" LabelText="Strange" /></CommandUIDefinition>
            </CustomAction>
            <CustomAction Id="probe.mark" Location="Mscrm.HomepageGrid.account.MainTab.Management.Controls._children" Sequence="20">
              <CommandUIDefinition><Button Id="probe.mark.Button" Command="probe.mark.Command" Sequence="20" LabelText="Mark" /></CommandUIDefinition>
            </CustomAction>
            <HideCustomAction HideActionId="probe.hide" Location="Mscrm.HomepageGrid.account.Delete" />
          </CustomActions>
          <Templates><RibbonTemplates Id="Mscrm.Templates" /></Templates>
          <CommandDefinitions>
            <CommandDefinition Id="probe.greet.Command">
              <EnableRules><EnableRule Id="probe.existing" /><EnableRule Id="probe.short" /></EnableRules>
              <DisplayRules><DisplayRule Id="probe.mayWrite" /></DisplayRules>
              <Actions><JavaScriptFunction Library="$webresource:probe_/probe.js" FunctionName="Probe.Commands.greet">
                <CrmParameter Value="PrimaryControl" /><CrmParameter Value="PrimaryEntityTypeName" /><CrmParameter Value="PrimaryItemIds" />
              </JavaScriptFunction></Actions>
            </CommandDefinition>
            <CommandDefinition Id="probe.fail.Command">
              <EnableRules /><DisplayRules />
              <Actions><JavaScriptFunction Library="$webresource:probe_/probe.js" FunctionName="Probe.Commands.fail" /></Actions>
            </CommandDefinition>
            <CommandDefinition Id="probe.strange.Command">
              <EnableRules><EnableRule Id="probe.strange.Rule" /></EnableRules><DisplayRules /><Actions />
            </CommandDefinition>
            <CommandDefinition Id="probe.mark.Command">
              <EnableRules><EnableRule Id="probe.several" /></EnableRules>
              <DisplayRules><DisplayRule Id="probe.mayWrite" /></DisplayRules>
              <Actions><JavaScriptFunction Library="$webresource:probe_/probe.js" FunctionName="Probe.Commands.mark">
                <CrmParameter Value="SelectedControlSelectedItemReferences" /><CrmParameter Value="SelectedControl" />
              </JavaScriptFunction></Actions>
            </CommandDefinition>
          </CommandDefinitions>
          <RuleDefinitions>
            <TabDisplayRules />
            <DisplayRules><DisplayRule Id="probe.mayWrite"><EntityPrivilegeRule EntityName="account" PrivilegeType="Write" PrivilegeDepth="Basic" /></DisplayRule></DisplayRules>
            <EnableRules>
              <EnableRule Id="probe.existing"><FormStateRule State="Create" InvertResult="true" /></EnableRule>
              <EnableRule Id="probe.short"><CustomRule Library="$webresource:probe_/probe.js" FunctionName="Probe.Commands.nameIsShort"><CrmParameter Value="PrimaryControl" /></CustomRule></EnableRule>
              <EnableRule Id="probe.several"><SelectionCountRule AppliesTo="SelectedEntity" Minimum="2" Maximum="3" /></EnableRule>
              <EnableRule Id="probe.strange.Rule"><SkuRule Sku="OnPremise" /></EnableRule>
            </EnableRules>
          </RuleDefinitions>
          <LocLabels><LocLabel Id="probe.greet.Label"><Titles><Title description="Greet" languagecode="1033" /></Titles></LocLabel></LocLabels>
        </RibbonDiffXml>
        """;

    private static readonly string[] Columns = ["name", "accountnumber", "emailaddress1", "telephone1", "fax", "description"];

    /// <inheritdoc />
    protected override TenantOptions Options()
    {
        var metadata = SolutionReader.Read(SolutionFolder.Find(), typeof(Execution.IClock).Assembly);
        var tables = new Dictionary<string, TableDefinition>(metadata.Tables);
        tables["account"] = tables["account"] with { RibbonDiffXml = Ribbon, Forms = [new FormDefinition(Guid.NewGuid(), FormType.Main, "Account", Form())] };
        return new TenantOptions
        {
            Metadata = metadata with { Tables = tables, WebResources = [.. metadata.WebResources, .. Resources()] },
        };
    }

    /// <inheritdoc />
    protected override Task SeedAsync()
    {
        foreach (var name in new[] { "Adventure Works", "Contoso", "Wide World Importers" })
            As("Administrator").Create(new Entity("account") { ["name"] = name });
        return Task.CompletedTask;
    }

    private static string Form()
    {
        var cells = Columns.Select(column => new XElement("row", new XElement("cell", new XElement("control", new XAttribute("id", column),
            new XAttribute("classid", "{4273EDBD-AC1D-40d3-9FB2-095C621B552D}"), new XAttribute("datafieldname", column)))));
        return new XElement("form",
            new XElement("tabs", new XElement("tab", new XAttribute("name", "general"), new XElement("columns", new XElement("column", new XAttribute("width", "100%"),
                new XElement("sections", new XElement("section", new XAttribute("name", "general"), new XElement("rows", cells))))))),
            new XElement("formLibraries", new XElement("Library", new XAttribute("name", "probe_/probe.js"))),
            new XElement("events", new XElement("event", new XAttribute("name", "onload"), new XElement("Handlers", new XElement("Handler",
                new XAttribute("functionName", "Probe.Form.onLoad"), new XAttribute("libraryName", "probe_/probe.js"), new XAttribute("enabled", true),
                new XAttribute("passExecutionContext", true)))))).ToString();
    }

    private static IEnumerable<WebResourceDefinition> Resources()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Probe");
        return new (string File, int Type)[] { ("probe.js", 3), ("page.html", 1), ("page.js", 3), ("texts.1033.resx", 12), ("texts.1031.resx", 12) }
            .Select(resource => new WebResourceDefinition(Guid.NewGuid(), "probe_/" + resource.File, resource.File, resource.Type, Path.Combine(folder, resource.File))
            {
                Dependencies = resource.File == "probe.js" ? ["probe_/texts.1033.resx", "probe_/texts.1031.resx"] : [],
            });
    }
}

/// <summary>The same in a shell that takes the texts of the base language, German, where the user's has none.</summary>
public sealed class BaseLanguageFixture : ProbeFixture
{
    /// <inheritdoc />
    protected override ShellOptions Shell() => new() { BaseLanguage = 1031, MissingTexts = MissingTexts.BaseLanguage };
}
