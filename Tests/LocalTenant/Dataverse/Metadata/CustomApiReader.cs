using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Custom APIs, customapis/&lt;unique name&gt;/customapi.xml with their request parameters and response properties.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables
/// </summary>
internal sealed class CustomApiReader(SolutionFiles folder, IReadOnlyDictionary<string, TableDefinition> tables, PluginTypes types, string prefix)
{
    private static readonly string[] Known =
    [
        "allowedcustomprocessingsteptype", "bindingtype", "boundentitylogicalname", "description", "displayname", "executeprivilegename",
        "iscustomizable", "isfunction", "isprivate", "name", "plugintypeid", "workflowsdkstepenabled",
    ];

    private static readonly string[] KnownOfParameter = ["description", "displayname", "iscustomizable", "isoptional", "logicalentityname", "name", "type"];

    public IReadOnlyDictionary<string, CustomApiDefinition> Read() =>
        folder.Folders("customapis").Select(Api).ToDictionary(a => a.UniqueName);

    private CustomApiDefinition Api(string path)
    {
        var part = folder.Load(path + "/customapi.xml", "customapi");
        part.AllowOnly(Known);
        var name = part.RequiredAttribute("uniquename");
        if (path != "customapis/" + name)
            throw part.Refuse($"the custom API is named {name}, its folder is not.");
        if (!name.StartsWith(prefix + "_", StringComparison.Ordinal))
            throw part.Refuse($"the custom API {name} does not begin with the publisher's prefix {prefix}_.");
        if (part.Number("allowedcustomprocessingsteptype") is not 0 and var stepType)
            throw part.Refuse($"the local tenant does not support steps on custom APIs (allowedcustomprocessingsteptype {stepType}).");
        var key = part.RequiredChild("plugintypeid").RequiredText("plugintypeexportkey");
        var api = new CustomApiDefinition
        {
            UniqueName = name,
            DisplayName = part.RequiredChild("displayname").RequiredAttribute("default"),
            Binding = Binding(part),
            BoundTable = part.Text("boundentitylogicalname"),
            IsFunction = part.Flag("isfunction"),
            IsPrivate = part.Flag("isprivate"),
            ExecutePrivilege = part.Text("executeprivilegename"),
            PluginType = types.Find(part, key),
            PluginTypeExportKey = key,
            RequestParameters = Parameters(path, "customapirequestparameter", "customapirequestparameters"),
            ResponseProperties = Parameters(path, "customapiresponseproperty", "customapiresponseproperties"),
        };
        Check(part, api);
        return api;
    }

    private static CustomApiBinding Binding(XmlPart part)
    {
        var binding = (CustomApiBinding)part.Number("bindingtype");
        return Enum.IsDefined(binding) ? binding : throw part.Refuse($"bindingtype {(int)binding} is unknown.");
    }

    private void Check(XmlPart part, CustomApiDefinition api)
    {
        if (api.Binding == CustomApiBinding.Global != api.BoundTable is null)
            throw part.Refuse(api.BoundTable is null ? "a bound custom API needs a boundentitylogicalname." : "a global custom API has no boundentitylogicalname.");
        if (api.BoundTable is { } table && !tables.ContainsKey(table))
            throw part.Refuse($"the custom API is bound to the table {table}, which there is not.");
        if (api.ExecutePrivilege is { } privilege && !PrivilegeNames.Exists(privilege, tables.Values))
            throw part.Refuse($"the privilege {privilege} is that of no table.");
        if (api.IsFunction && api.ResponseProperties.Count == 0)
            throw part.Refuse("a function needs at least one response property.");
        // The platform adds Target to a bound API by itself.
        if (api.Binding == CustomApiBinding.Entity && api.RequestParameters.Any(p => p.UniqueName == "Target"))
            throw part.Refuse("a bound custom API has a parameter Target already.");
    }

    private CustomApiParameter[] Parameters(string path, string element, string list) => folder.Folders($"{path}/{list}").Select(parameterPath =>
    {
        var part = folder.Load($"{parameterPath}/{element}.xml", element);
        part.AllowOnly(KnownOfParameter);
        var name = part.RequiredAttribute("uniquename");
        if (!parameterPath.EndsWith("/" + name, StringComparison.Ordinal))
            throw part.Refuse($"it is named {name}, its folder is not.");
        var isRequest = element == "customapirequestparameter";
        if (!isRequest && part.Child("isoptional") is not null)
            throw part.Refuse("a response property has no isoptional.");
        var type = (CustomApiType)part.Number("type");
        if (!Enum.IsDefined(type))
            throw part.Refuse($"the parameter type {(int)type} is unknown.");
        var table = part.Text("logicalentityname");
        if (table is not null && type is not (CustomApiType.Entity or CustomApiType.EntityCollection or CustomApiType.EntityReference))
            throw part.Refuse($"a parameter of type {type} has no logicalentityname.");
        if (table is not null && !tables.ContainsKey(table))
            throw part.Refuse($"logicalentityname names the table {table}, which there is not.");
        return new CustomApiParameter(name, part.RequiredChild("displayname").RequiredAttribute("default"), type, isRequest && part.Flag("isoptional"), table);
    }).ToArray();
}
