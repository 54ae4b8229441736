using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataverseEmulator.Metadata;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.WebApi;

/// <summary>
/// Custom APIs as actions and functions, WhoAmI, and what a user's roles allow (RetrieveUserPrivilegeByPrivilegeName).
/// Sources: learn.microsoft.com/power-apps/developer/data-platform/webapi/use-web-api-actions, …/use-web-api-functions
/// </summary>
internal sealed class Operations(ODataRequest request)
{
    public const string UserPrivilege = "RetrieveUserPrivilegeByPrivilegeName";

    private const string WhoAmI = "WhoAmI";

    /// <param name="operation">The action or function.</param>
    /// <param name="arguments">Of a function; an action has them in the body.</param>
    /// <param name="target">The row it is bound to; null for none.</param>
    public ODataAnswer Call(IEdmOperation operation, OperationSegmentParameter[] arguments, EntityReference? target)
    {
        if (operation.IsFunction()) request.Options.AllowOnly();
        else request.Options.AllowOnly(QueryOptions.Tag);
        var method = operation.IsFunction() ? "GET" : "POST";
        if (request.Method != method) throw ODataRefusal.Method(request.Method);
        if (operation.Name == WhoAmI) return ODataAnswer.Ok(Who(request.Service.Execute(new OrganizationRequest(WhoAmI))));
        if (operation.Name == UserPrivilege) return ODataAnswer.Ok(Privileges(RowAddress.IdOf(request, target!), ValueOf(arguments.Single()) as string ?? throw ODataRefusal.Address($"{UserPrivilege} needs a PrivilegeName.")));
        var api = request.Model.Metadata.CustomApis[operation.Name];
        var message = new OrganizationRequest(api.UniqueName);
        if (target is not null) message["Target"] = new EntityReference(target.LogicalName, RowAddress.IdOf(request, target));
        if (api.IsFunction) AddArguments(message, api, arguments);
        else AddBody(message, api);
        var answer = request.Send(message);
        return api.ResponseProperties.Count == 0 ? ODataAnswer.NoContent() : ODataAnswer.Ok(Answer(api, answer));
    }

    private JsonObject Who(OrganizationResponse answer)
    {
        var json = Context("WhoAmIResponse");
        foreach (var name in new[] { "BusinessUnitId", "UserId", "OrganizationId" }) json[name] = JsonValues.Write(answer.Results[name]);
        return json;
    }

    // What the tenant knows of a privilege is its name and how far it reaches.
    private JsonObject Privileges(Guid userId, string name)
    {
        var depth = request.Dataverse.DepthOf(userId, name);
        var json = Context(UserPrivilege + "Response");
        json["RolePrivileges"] = depth == PrivilegeDepth.None ? new JsonArray() : new JsonArray(new JsonObject { ["Depth"] = depth.ToString(), ["PrivilegeName"] = name });
        return json;
    }

    private void AddBody(OrganizationRequest message, CustomApiDefinition api)
    {
        if (request.Body.ValueKind == JsonValueKind.Undefined) return;
        foreach (var property in request.Body.EnumerateObject())
        {
            var parameter = api.RequestParameters.FirstOrDefault(known => known.UniqueName == property.Name)
                ?? throw ODataRefusal.Body($"{api.UniqueName} has no parameter '{property.Name}'.{(api.RequestParameters.Count == 0 ? " It takes none." : $" It takes {string.Join(", ", api.RequestParameters.Select(known => known.UniqueName))}.")}");
            message[parameter.UniqueName] = parameter.Type switch
            {
                CustomApiType.EntityReference => Row(parameter, property.Value),
                CustomApiType.StringArray => Texts(parameter, property.Value),
                _ => JsonValues.Read(parameter, property.Value),
            };
        }
    }

    private void AddArguments(OrganizationRequest message, CustomApiDefinition api, OperationSegmentParameter[] arguments)
    {
        foreach (var argument in arguments)
        {
            var parameter = api.RequestParameters.Single(known => known.UniqueName == argument.Name);
            var value = ValueOf(argument);
            message[parameter.UniqueName] = (parameter.Type, value) switch
            {
                (CustomApiType.DateTime, DateTimeOffset moment) => moment.UtcDateTime,
                // A number behind an alias has the type of its literal: the alias alone does not know the parameter.
                (CustomApiType.Float, int or long or float or double) => Convert.ToDouble(value, CultureInfo.InvariantCulture),
                (CustomApiType.Decimal, int or long or float or double) => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
                (CustomApiType.Money, int or long or float or double or decimal) => new Money(Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
                (CustomApiType.Picklist, int option) => new OptionSetValue(option),
                (CustomApiType.EntityReference or CustomApiType.StringArray, not null) => throw ODataRefusal.NotSupported($"parameters of type {parameter.Type} of a function ({parameter.UniqueName})"),
                _ => value,
            };
        }
    }

    private object? ValueOf(OperationSegmentParameter argument)
    {
        var node = argument.Value is QueryNode expression ? LinkTree.Unwrapped(expression) : null;
        if (node is ParameterAliasNode alias) node = request.Parser.ParameterAliasNodes.TryGetValue(alias.Alias, out var behind) && behind is not null ? LinkTree.Unwrapped(behind) : null;
        return node is ConstantNode constant ? constant.Value : argument.Value is QueryNode ? throw ODataRefusal.NotSupported($"this value of {argument.Name}") : argument.Value;
    }

    // {"@odata.type": "Microsoft.Dynamics.CRM.account", "accountid": "…"}
    private EntityReference? Row(CustomApiParameter parameter, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        var type = json.ValueKind == JsonValueKind.Object && json.TryGetProperty("@odata.type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString()!.TrimStart('#') : null;
        var name = type?.StartsWith(ODataModel.Namespace + ".", StringComparison.Ordinal) == true ? type[(ODataModel.Namespace.Length + 1)..] : parameter.Table;
        return name is not null && request.Model.Metadata.Tables.TryGetValue(name, out var table) && json.ValueKind == JsonValueKind.Object && json.TryGetProperty(table.PrimaryKey, out var id)
            && id.ValueKind == JsonValueKind.String && Guid.TryParse(id.GetString(), out var rowId)
            ? new EntityReference(name, rowId)
            : throw ODataRefusal.Body($"The parameter {parameter.UniqueName} is a row: its @odata.type and its id.");
    }

    private static string[]? Texts(CustomApiParameter parameter, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array when json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. json.EnumerateArray().Select(item => item.GetString()!)],
        _ => throw ODataRefusal.Body($"The parameter {parameter.UniqueName} is a list of texts."),
    };

    private JsonObject Answer(CustomApiDefinition api, OrganizationResponse answer)
    {
        var json = Context(api.UniqueName + "Response");
        foreach (var property in api.ResponseProperties)
        {
            var value = answer.Results.TryGetValue(property.UniqueName, out var given) ? given : null;
            json[property.UniqueName] = value switch
            {
                EntityReference row => new JsonObject { ["@odata.type"] = $"#{ODataModel.Namespace}.{row.LogicalName}", [request.Model.Metadata.Tables[row.LogicalName].PrimaryKey] = row.Id },
                string[] texts => new JsonArray([.. texts.Select(text => (JsonNode)text)]),
                _ => JsonValues.Write(value),
            };
        }
        return json;
    }

    private JsonObject Context(string type) => new() { ["@odata.context"] = $"{request.Root}$metadata#{ODataModel.Namespace}.{type}" };
}
