using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Query;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// Every message enters here, typed or by name. What is not known by name is refused; nothing is ignored.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/org-service/use-messages
/// </summary>
internal sealed class RequestDispatcher
{
    private static readonly (string Parameter, string Privilege)[] Bypasses =
    [
        ("BypassCustomPluginExecution", "prvBypassCustomPlugins"),
        ("BypassBusinessLogicExecution", "prvBypassCustomBusinessLogic"),
        ("BypassBusinessLogicExecutionStepIds", "prvBypassCustomBusinessLogic"),
    ];

    private readonly Engine engine;
    private readonly MessagePipeline pipeline;
    private readonly CustomApiOperation customApis;
    private readonly KeyResolver keys;
    private readonly Cascades cascades;
    private readonly Retrieval retrieval;
    private readonly Merging merging;
    private readonly AppNotifying notifying;

    public RequestDispatcher(Engine engine, PluginRunner runner, QueryRunner queries)
    {
        this.engine = engine;
        pipeline = new MessagePipeline(engine, runner);
        customApis = new CustomApiOperation(engine, runner, pipeline);
        keys = new KeyResolver(engine);
        cascades = new Cascades(engine, this);
        retrieval = new Retrieval(engine, queries, keys);
        merging = new Merging(engine, this, pipeline);
        notifying = new AppNotifying(engine, this);
    }

    public OrganizationResponse Execute(OrganizationRequest request, Caller caller)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckBypass(request, caller);
        return request.RequestName switch
        {
            "Create" => Create(request, caller),
            "Update" => Update(request, caller),
            "Delete" => Delete(request, caller),
            "Upsert" => Upsert(request, caller),
            "CreateMultiple" or "UpdateMultiple" => Multiple(request, caller),
            "Retrieve" => Retrieve(request, caller),
            "RetrieveMultiple" => RetrieveMultiple(request, caller),
            "Merge" => Merge(request, caller),
            "WhoAmI" => WhoAmI(request, caller),
            AppNotifying.Message => Notify(request, caller),
            { } name when engine.Metadata.CustomApis.TryGetValue(name, out var api) => customApis.Execute(api, request, caller),
            _ => throw Faults.NotSupported($"the message {request.RequestName}"),
        };
    }

    private CreateResponse Create(OrganizationRequest request, Caller caller)
    {
        Only(request, "Target");
        var operation = new CreateOperation(engine, caller, Writable(TargetEntity(request).LogicalName, create: true), request, keys);
        pipeline.Run(operation);
        return new CreateResponse { ResponseName = "Create", Results = { ["id"] = operation.RowId } };
    }

    private UpdateResponse Update(OrganizationRequest request, Caller caller)
    {
        Only(request, "Target", Concurrency.Parameter);
        var target = TargetEntity(request);
        var table = Writable(target.LogicalName, create: false);
        Update(request, caller, table, RowOf(table, IdIn(table, target), target.KeyAttributes, caller));
        return new UpdateResponse { ResponseName = "Update" };
    }

    private void Update(OrganizationRequest request, Caller caller, TableDefinition table, Guid id) =>
        pipeline.Run(new UpdateOperation(engine, caller, table, request, keys, cascades, id));

    private DeleteResponse Delete(OrganizationRequest request, Caller caller)
    {
        Only(request, "Target", Concurrency.Parameter);
        var target = Parameter<EntityReference>(request, "Target");
        var table = Writable(target.LogicalName, create: false);
        var id = RowOf(table, target.Id, target.KeyAttributes, caller);
        pipeline.Run(new DeleteOperation(engine, caller, table, request, cascades, target, id));
        return new DeleteResponse { ResponseName = "Delete" };
    }

    /// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/use-upsert-insert-update-record</summary>
    private UpsertResponse Upsert(OrganizationRequest request, Caller caller)
    {
        Only(request, "Target");
        var target = TargetEntity(request);
        var table = Writable(target.LogicalName, create: true);
        var given = IdIn(table, target);
        var found = given == Guid.Empty && target.KeyAttributes.Count == 0 ? null : keys.Find(table, given, target.KeyAttributes, work => Read(caller, work));
        if (found is { } id)
        {
            Update(request, caller, table, id);
            return UpsertAnswer(false, table, id);
        }

        var operation = new CreateOperation(engine, caller, table, request, keys);
        pipeline.Run(operation);
        return UpsertAnswer(true, table, operation.RowId);
    }

    /// <summary>
    /// All rows or none; steps on the message of one row run for each. That these have the depth of the whole is assumed.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/bulk-operations#message-pipelines-merged
    /// </summary>
    private OrganizationResponse Multiple(OrganizationRequest request, Caller caller)
    {
        Only(request, "Targets");
        var targets = Parameter<EntityCollection>(request, "Targets");
        var answer = new OrganizationResponse { ResponseName = request.RequestName };
        pipeline.InTransaction(caller, request.RequestName, targets.EntityName, transaction =>
        {
            var inside = caller with { Transaction = transaction };
            var ids = new List<Guid>();
            foreach (var target in targets.Entities)
            {
                if (target.LogicalName != targets.EntityName)
                {
                    throw Faults.InvalidArgument($"The Targets of {request.RequestName} are rows of one table.");
                }

                OrganizationRequest one = request.RequestName == "CreateMultiple" ? new CreateRequest { Target = target } : new UpdateRequest { Target = target };
                if (request.Parameters.TryGetValue(SharedVariables.Tag, out object tag))
                {
                    one[SharedVariables.Tag] = tag;
                }

                if (Execute(one, inside) is CreateResponse created)
                {
                    ids.Add(created.id);
                }
            }

            if (request.RequestName == "CreateMultiple")
            {
                answer.Results["Ids"] = ids.ToArray();
            }
        });
        return answer;
    }

    private static UpsertResponse UpsertAnswer(bool created, TableDefinition table, Guid id) => new()
    {
        ResponseName = "Upsert",
        Results = { ["RecordCreated"] = created, ["Target"] = new EntityReference(table.LogicalName, id) },
    };

    private RetrieveResponse Retrieve(OrganizationRequest request, Caller caller)
    {
        Only(request, "Target", "ColumnSet");
        var row = retrieval.Retrieve(caller, Parameter<EntityReference>(request, "Target"), Parameter<ColumnSet>(request, "ColumnSet"));
        return new RetrieveResponse { ResponseName = "Retrieve", Results = { ["Entity"] = row } };
    }

    private RetrieveMultipleResponse RetrieveMultiple(OrganizationRequest request, Caller caller)
    {
        Only(request, "Query");
        var rows = retrieval.RetrieveMultiple(caller, Parameter<QueryBase>(request, "Query"));
        return new RetrieveMultipleResponse { ResponseName = "RetrieveMultiple", Results = { ["EntityCollection"] = rows } };
    }

    private OrganizationResponse Merge(OrganizationRequest request, Caller caller)
    {
        Only(request, "Target", "SubordinateId", "UpdateContent", "PerformParentingChecks");
        return merging.Merge(request, caller);
    }

    private OrganizationResponse Notify(OrganizationRequest request, Caller caller)
    {
        Only(request, AppNotifying.Parameters);
        return notifying.Send(request, caller);
    }

    private OrganizationResponse WhoAmI(OrganizationRequest request, Caller caller)
    {
        Only(request);
        return new OrganizationResponse
        {
            ResponseName = "WhoAmI",
            Results = { ["UserId"] = caller.UserId, ["BusinessUnitId"] = engine.BusinessUnitId, ["OrganizationId"] = engine.OrganizationId },
        };
    }

    private Guid RowOf(TableDefinition table, Guid id, KeyAttributeCollection key, Caller caller) =>
        keys.Find(table, id, key, work => Read(caller, work))
        ?? throw (id == Guid.Empty ? KeyResolver.NotFound(table.LogicalName) : Faults.RowNotFound(table.LogicalName, id));

    private Guid? Read(Caller caller, Func<DatabaseConnection, Guid?> work) =>
        caller.Transaction is { } transaction ? transaction.Read(work) : engine.Database.Read(work);

    private static Guid IdIn(TableDefinition table, Entity target) =>
        target.Id != Guid.Empty ? target.Id : target.GetAttributeValue<Guid>(table.PrimaryKey);

    private TableDefinition Writable(string? name, bool create)
    {
        var table = engine.Table(name);
        return create && table.LogicalName == "asyncoperation"
            ? throw Faults.NotSupported("creating rows of asyncoperation: jobs are made by steps")
            : table;
    }

    private static Entity TargetEntity(OrganizationRequest request) => Parameter<Entity>(request, "Target");

    private static T Parameter<T>(OrganizationRequest request, string name) where T : class =>
        request.Parameters.TryGetValue(name, out object value) && value is T typed
            ? typed
            : throw Faults.InvalidArgument($"Required field '{name}' is missing for {request.RequestName}.");

    /// <summary>
    /// Who may not leave out plug-ins is refused; that they are left out for who may is not supported.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/bypass-custom-business-logic
    /// </summary>
    private void CheckBypass(OrganizationRequest request, Caller caller)
    {
        foreach (var (parameter, privilege) in Bypasses)
        {
            if (!request.Parameters.Contains(parameter))
            {
                continue;
            }

            foreach (var user in caller.Privileged)
            {
                engine.Access.Demand(user, privilege, "none");
            }
        }
    }

    /// <summary>
    /// Optional parameters that are not copied here would change what the platform does: they are refused. There are no duplicate
    /// detection rules here, so whether they are asked changes nothing.
    /// </summary>
    private static void Only(OrganizationRequest request, params ReadOnlySpan<string> known)
    {
        foreach (var pair in request.Parameters)
        {
            if (pair.Key is not (SharedVariables.Tag or "SuppressDuplicateDetection") && !known.Contains(pair.Key))
            {
                throw Faults.NotSupported($"the parameter {pair.Key} of {request.RequestName}");
            }
        }
    }
}
