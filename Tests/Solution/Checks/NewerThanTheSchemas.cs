using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// What the platform writes and the schemas do not know, or not in that place: each seen in exports of version 9.2. These parts
/// are taken out before a file is validated; other rules look at those that matter.
/// </summary>
public static class NewerThanTheSchemas
{
    private static readonly Dictionary<string, string[]> Elements = new()
    {
        // Settings of columns that came with auto-numbering and the search and data source settings.
        ["attribute"] = ["AutoNumberFormat", "IsSearchable", "IsFilterable", "IsRetrievable", "IsLocalizable"],

        // Settings of tables that came with read auditing, Teams and solution-aware tables.
        ["entity"] = ["IsRetrieveAuditEnabled", "IsRetrieveMultipleAuditEnabled", "IsMSTeamsIntegrationEnabled", "IsSolutionAware"],

        // Settings of apps and their site maps that came with the app designer and the unified interface.
        ["AppModule"] = ["OptimizedFor", "statecode", "statuscode", "NavigationType", "appsettings"],
        ["AppModuleSiteMap"] = ["EnableCollapsibleGroups", "ShowHome", "ShowPinned", "ShowRecents"],

        // A step of a plug-in package names its type by a key, and exports put the message first; StepsAreSound looks at both.
        ["SdkMessageProcessingStep"] = ["SdkMessageId", "PluginTypeExportKey"],
    };

    private static readonly Dictionary<string, string[]> Attributes = new()
    {
        // Which versions exported the file.
        ["ImportExportXml"] = ["OrganizationVersion", "OrganizationSchemaType", "CRMServerServiceabilityVersion"],

        // Density of the header in the unified interface.
        ["form"] = ["headerdensity"],

        // Options can be hidden.
        ["option"] = ["IsHidden"],
    };

    // Empty in an unpacked file, as their content lies in files of its own; the schemas demand content.
    private static readonly string[] Places = ["SavedQueries", "AppModules"];

    /// <summary>Takes the known additions out of a packed file.</summary>
    /// <param name="packed">The file at its place in a packed file; it is changed.</param>
    public static void TakeOut(XElement packed)
    {
        foreach (XElement element in packed.DescendantsAndSelf().ToList())
        {
            foreach (string name in Elements.GetValueOrDefault(element.Name.LocalName, []))
            {
                element.Elements(name).Remove();
            }

            foreach (string name in Attributes.GetValueOrDefault(element.Name.LocalName, []))
            {
                element.Attributes(name).Remove();
            }
        }

        packed.Descendants().Where(element => Places.Contains(element.Name.LocalName) && !element.HasElements).Remove();
    }
}
