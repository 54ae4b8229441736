using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Async;

/// <summary>
/// The execution context of an asynchronous step as JSON, as it lies in the database between the operation and the run.
/// Of the parent contexts the message, row, depth and shared variables are kept, not their parameters and images.
/// </summary>
internal static class JobContext
{
    public static string Write(PluginContext context) => Json(context, whole: true).ToJsonString();

    /// <param name="json">As it was written.</param>
    /// <param name="jobId">Becomes the context's OperationId.</param>
    /// <param name="organizationId">Where it is read.</param>
    /// <param name="environmentId">Where it is read.</param>
    public static PluginContext Read(string json, Guid jobId, Guid organizationId, string environmentId) =>
        Context(JsonNode.Parse(json)!.AsObject(), jobId, organizationId, environmentId);

    private static JsonObject Json(IPluginExecutionContext context, bool whole)
    {
        var json = new JsonObject
        {
            ["stage"] = context.Stage,
            ["mode"] = context.Mode,
            ["depth"] = context.Depth,
            ["message"] = context.MessageName,
            ["table"] = context.PrimaryEntityName,
            ["row"] = context.PrimaryEntityId,
            ["user"] = context.UserId,
            ["initiatingUser"] = context.InitiatingUserId,
            ["correlation"] = context.CorrelationId,
            ["createdOn"] = context.OperationCreatedOn.Ticks,
            ["request"] = context.RequestId,
            ["unit"] = context.BusinessUnitId,
            ["shared"] = ValueJson.Write(context.SharedVariables),
        };
        if (whole)
        {
            json["input"] = ValueJson.Write(context.InputParameters);
            json["output"] = ValueJson.Write(context.OutputParameters);
            json["before"] = ValueJson.Write(context.PreEntityImages);
            json["after"] = ValueJson.Write(context.PostEntityImages);
        }

        if (context.OwningExtension is { } step)
        {
            json["step"] = step.Id;
            json["stepName"] = step.Name;
        }

        if (context.ParentContext is { } parent)
        {
            json["parent"] = Json(parent, whole: false);
        }

        return json;
    }

    private static PluginContext Context(JsonObject json, Guid jobId, Guid organizationId, string environmentId) => new()
    {
        Stage = json["stage"]!.GetValue<int>(),
        Mode = json["mode"]!.GetValue<int>(),
        Depth = json["depth"]!.GetValue<int>(),
        MessageName = json["message"]!.GetValue<string>(),
        PrimaryEntityName = json["table"]!.GetValue<string>(),
        PrimaryEntityId = json["row"]!.GetValue<Guid>(),
        UserId = json["user"]!.GetValue<Guid>(),
        InitiatingUserId = json["initiatingUser"]!.GetValue<Guid>(),
        CorrelationId = json["correlation"]!.GetValue<Guid>(),
        OperationCreatedOn = new DateTime(json["createdOn"]!.GetValue<long>(), DateTimeKind.Utc),
        RequestId = json["request"]?.GetValue<Guid>(),
        OperationId = jobId,
        BusinessUnitId = json["unit"]!.GetValue<Guid>(),
        OrganizationId = organizationId,
        EnvironmentId = environmentId,
        SharedVariables = ValueJson.Fill(new ParameterCollection(), json["shared"]),
        InputParameters = ValueJson.Fill(new ParameterCollection(), json["input"]),
        OutputParameters = ValueJson.Fill(new ParameterCollection(), json["output"]),
        PreEntityImages = Images(json["before"]),
        PostEntityImages = Images(json["after"]),
        OwningExtension = json["step"] is { } step
            ? new EntityReference("sdkmessageprocessingstep", step.GetValue<Guid>()) { Name = json["stepName"]?.GetValue<string>() }
            : null,
        ParentContext = json["parent"] is JsonObject parent ? Context(parent, Guid.Empty, organizationId, environmentId) : null,
    };

    private static EntityImageCollection Images(JsonNode? json)
    {
        var images = new EntityImageCollection();
        if (json is JsonObject named)
        {
            foreach (var (alias, image) in named)
            {
                images[alias] = (Entity)ValueJson.Read(image)!;
            }
        }

        return images;
    }
}
