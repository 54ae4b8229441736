using System;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// A custom API: its plug-in is the main operation, at stage 30, inside the transaction.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/custom-api
/// </summary>
internal sealed class CustomApiOperation(Engine engine, PluginRunner runner, MessagePipeline pipeline)
{
    public OrganizationResponse Execute(CustomApiDefinition api, OrganizationRequest request, Caller caller)
    {
        if (caller.Depth > MessagePipeline.MaximumDepth)
        {
            throw Faults.DepthTooHigh();
        }

        if (api.ExecutePrivilege is { Length: > 0 } privilege)
        {
            foreach (var user in caller.Privileged)
            {
                engine.Access.Demand(user, privilege, api.BoundTable ?? "none");
            }
        }

        var input = EntityCopy.Of(request.Parameters);
        var variables = new ParameterCollection();
        if (input.TryGetValue(SharedVariables.Tag, out object tag))
        {
            input.Remove(SharedVariables.Tag);
            variables[SharedVariables.Tag] = tag;
        }

        var target = Target(api, input);
        CheckInput(api, input);
        var output = new ParameterCollection();
        pipeline.InTransaction(caller, api.UniqueName, api.BoundTable ?? "none", transaction =>
        {
            runner.Run(engine.Plugins.Of(api), api.UniqueName, api.PluginType, Context(api, caller, request, input, output, variables, target), caller.Limit, transaction);
            CheckOutput(api, output);
        });
        return new OrganizationResponse { ResponseName = api.UniqueName, Results = output };
    }

    private PluginContext Context(CustomApiDefinition api, Caller caller, OrganizationRequest request, ParameterCollection input,
        ParameterCollection output, ParameterCollection variables, EntityReference? target) => new()
        {
            Stage = 30,
            Mode = 0,
            Depth = caller.Depth,
            MessageName = api.UniqueName,
            PrimaryEntityName = api.BoundTable ?? "none",
            PrimaryEntityId = target?.Id ?? Guid.Empty,
            InputParameters = input,
            OutputParameters = output,
            SharedVariables = variables,
            UserId = caller.UserId,
            InitiatingUserId = caller.InitiatingUserId,
            CorrelationId = caller.CorrelationId,
            OperationCreatedOn = engine.Now,
            RequestId = request.RequestId,
            IsInTransaction = true,
            ParentContext = caller.Parent,
            BusinessUnitId = engine.BusinessUnitId,
            OrganizationId = engine.OrganizationId,
            EnvironmentId = engine.EnvironmentId,
        };

    private static EntityReference? Target(CustomApiDefinition api, ParameterCollection input)
    {
        if (api.Binding == CustomApiBinding.Global)
        {
            return null;
        }

        if (api.Binding == CustomApiBinding.EntityCollection)
        {
            throw Faults.NotSupported($"custom APIs bound to a collection ({api.UniqueName})");
        }

        return input.TryGetValue("Target", out object target) && target is EntityReference reference && reference.LogicalName == api.BoundTable
            ? reference
            : throw Faults.InvalidArgument($"{api.UniqueName} is bound to {api.BoundTable}: it needs a Target of that table.");
    }

    private static void CheckInput(CustomApiDefinition api, ParameterCollection input)
    {
        foreach (var pair in input)
        {
            if (pair.Key == "Target" && api.Binding == CustomApiBinding.Entity)
            {
                continue;
            }

            var known = api.RequestParameters.FirstOrDefault(parameter => parameter.UniqueName == pair.Key)
                ?? throw Faults.InvalidArgument($"{api.UniqueName} has no parameter {pair.Key}.");
            if (pair.Value is not null && !Fits(known.Type, pair.Value))
            {
                throw Faults.InvalidArgument($"Parameter {pair.Key} of {api.UniqueName} is {known.Type} and not {pair.Value.GetType()}.");
            }
        }

        if (api.RequestParameters.FirstOrDefault(parameter => !parameter.Optional && !(input.Contains(parameter.UniqueName) && input[parameter.UniqueName] is not null)) is { } missing)
        {
            throw Faults.InvalidArgument($"{api.UniqueName} needs the parameter {missing.UniqueName}.");
        }
    }

    /// <summary>An answer that the API does not declare never reaches a caller of the real platform, so it is an error here.</summary>
    private static void CheckOutput(CustomApiDefinition api, ParameterCollection output)
    {
        foreach (var pair in output)
        {
            var known = api.ResponseProperties.FirstOrDefault(property => property.UniqueName == pair.Key)
                ?? throw new InvalidOperationException($"The plug-in of {api.UniqueName} answered {pair.Key}, which the custom API does not declare.");
            if (pair.Value is not null && !Fits(known.Type, pair.Value))
            {
                throw new InvalidOperationException($"The plug-in of {api.UniqueName} answered {pair.Key} as {pair.Value.GetType()}; the custom API declares {known.Type}.");
            }
        }
    }

    private static bool Fits(CustomApiType type, object value) => type switch
    {
        CustomApiType.Boolean => value is bool,
        CustomApiType.DateTime => value is DateTime,
        CustomApiType.Decimal => value is decimal,
        CustomApiType.Entity => value is Entity,
        CustomApiType.EntityCollection => value is EntityCollection,
        CustomApiType.EntityReference => value is EntityReference,
        CustomApiType.Float => value is double,
        CustomApiType.Integer => value is int,
        CustomApiType.Money => value is Money,
        CustomApiType.Picklist => value is OptionSetValue,
        CustomApiType.String => value is string,
        CustomApiType.StringArray => value is string[],
        CustomApiType.Guid => value is Guid,
        _ => false,
    };
}
