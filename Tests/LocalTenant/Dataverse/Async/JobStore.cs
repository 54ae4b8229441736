using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Async;

/// <summary>A job as a worker took it.</summary>
/// <param name="Retries">Executions before this one that asked for a retry.</param>
/// <param name="Doubled">True when it was executed twice on purpose already.</param>
internal sealed record ClaimedJob(Guid Id, StepDefinition Step, PluginContext Context, int Retries, bool Doubled);

/// <summary>The rows of asyncoperation and, apart from them where no user can read it, the context of each.</summary>
internal sealed class JobStore(TenantMetadata metadata, RowStore rows, TimeProvider time, IdSource ids)
{
    // A suspended job waits for its time, or without one for somebody who resumes it.
    private const string Due = "statecode + 0 IN (0, 1) AND (statecode = 0 AND postponeuntil IS NULL OR postponeuntil <= $0)";
    private readonly Dictionary<Guid, StepDefinition> steps = metadata.Steps.ToDictionary(step => step.Id);

    /// <summary>Where the jobs run, which may be a copy of where they were queued.</summary>
    public required Guid OrganizationId { get; init; }
    public required string EnvironmentId { get; init; }

    private string Now => ColumnStorage.StoredDate(rows.Table.Columns["postponeuntil"], time.GetUtcNow().UtcDateTime);

    public void Insert(DatabaseConnection connection, StepDefinition step, PluginContext context)
    {
        var id = ids.NewId();
        var user = new EntityReference("systemuser", context.UserId);
        var now = ValueRules.ToTheSecond(time.GetUtcNow().UtcDateTime);
        rows.Insert(connection, new Dictionary<string, object?>
        {
            ["asyncoperationid"] = id,
            ["name"] = step.Name,
            ["messagename"] = context.MessageName,
            ["primaryentitytype"] = context.PrimaryEntityName,
            ["owningextensionid"] = step.Id,
            ["regardingobjectid"] = new EntityReference(context.PrimaryEntityName, context.PrimaryEntityId),
            ["correlationid"] = context.CorrelationId,
            ["depth"] = context.Depth,
            ["retrycount"] = 0,
            ["createdon"] = now,
            ["modifiedon"] = now,
            ["createdby"] = user,
            ["modifiedby"] = user,
            ["ownerid"] = user,
            ["versionnumber"] = ids.NextRowVersion(),
            ["statecode"] = new OptionSetValue(AsyncOperationTable.Ready),
            ["statuscode"] = new OptionSetValue(AsyncOperationTable.WaitingForResources),
        });
        connection.Run("INSERT INTO tenant_job (jobid, stepid, executions, doubled, context) VALUES ($0, $1, 0, 0, $2)",
            ColumnStorage.StoredGuid(id), ColumnStorage.StoredGuid(step.Id), JobContext.Write(context));
    }

    public int CountDue(DatabaseConnection connection) => connection.Waiting is { } waiting
        ? waiting.CountDue(connection, Now)
        : (int)(long)connection.Scalar($"SELECT COUNT(*) FROM asyncoperation WHERE {Due}", Now)!;

    /// <summary>Takes the due job at this place in the order of creation and marks it as in progress; null when there is none.</summary>
    public ClaimedJob? Claim(DatabaseConnection connection, int place)
    {
        if (IdOf(connection, place) is not { } id)
        {
            return null;
        }

        Set(connection, Guid.Parse(id), AsyncOperationTable.Locked, AsyncOperationTable.InProgress,
            ("startedon", time.GetUtcNow().UtcDateTime), ("postponeuntil", null));
        connection.Run("UPDATE tenant_job SET executions = executions + 1 WHERE jobid = $0", id);
        return connection.Query(
            "SELECT j.stepid, j.context, a.retrycount, j.doubled FROM tenant_job j JOIN asyncoperation a ON a.asyncoperationid = j.jobid WHERE j.jobid = $0",
            row => Claimed(Guid.Parse(id), row), id).Single();
    }

    public void Complete(DatabaseConnection connection, ClaimedJob job)
    {
        if (job.Step.AsyncAutoDelete)
        {
            Delete(connection, job.Id);
            return;
        }

        Set(connection, job.Id, AsyncOperationTable.Completed, AsyncOperationTable.Succeeded, ("completedon", time.GetUtcNow().UtcDateTime));
    }

    public void Fail(DatabaseConnection connection, ClaimedJob job, string message, int errorCode) => Set(
        connection, job.Id, AsyncOperationTable.Completed, AsyncOperationTable.Failed, ("completedon", time.GetUtcNow().UtcDateTime),
        ("message", message), ("friendlymessage", Cut(message)), ("errorcode", errorCode));

    public void Postpone(DatabaseConnection connection, ClaimedJob job, TimeSpan delay, string message) => Set(
        connection, job.Id, AsyncOperationTable.Suspended, AsyncOperationTable.Waiting, ("postponeuntil", time.GetUtcNow().UtcDateTime + delay),
        ("retrycount", job.Retries + 1), ("message", message), ("friendlymessage", Cut(message)));

    /// <summary>Puts a finished job back as if nobody had marked it as finished.</summary>
    public void RunAgain(DatabaseConnection connection, ClaimedJob job)
    {
        Set(connection, job.Id, AsyncOperationTable.Ready, AsyncOperationTable.WaitingForResources);
        connection.Run("UPDATE tenant_job SET doubled = 1 WHERE jobid = $0", ColumnStorage.StoredGuid(job.Id));
    }

    /// <summary>What a worker left in progress when it died is ready again.</summary>
    public void ReleaseAll(DatabaseConnection connection) => connection.Run(
        "UPDATE asyncoperation SET statecode = 0, statuscode = 0 WHERE statecode + 0 = 2");

    public void Delete(DatabaseConnection connection, Guid id)
    {
        rows.Delete(connection, id);
        connection.Run("DELETE FROM tenant_job WHERE jobid = $0", ColumnStorage.StoredGuid(id));
    }

    /// <summary>The earliest moment at which a postponed job is due; null when none waits. UTC.</summary>
    public DateTime? NextDue(DatabaseConnection connection) =>
        connection.Scalar("SELECT MIN(postponeuntil) FROM asyncoperation WHERE statecode + 0 IN (0, 1)") is string next
            ? (DateTime)ColumnStorage.FromStored(rows.Table.Columns["postponeuntil"], next)!
            : null;

    /// <summary>Whether anything is ready, waits for its time or is in progress.</summary>
    public static bool AnyOpen(DatabaseConnection connection) =>
        connection.Scalar("SELECT 1 FROM asyncoperation WHERE statecode + 0 IN (0, 1, 2) AND (statecode <> 1 OR postponeuntil IS NOT NULL) LIMIT 1") is not null;

    public List<AsyncJob> All(DatabaseConnection connection) => connection.Query(
        "SELECT a.asyncoperationid, a.name, a.messagename, a.primaryentitytype, a.regardingobjectid, a.statecode, a.statuscode, a.message, j.executions, a.depth, "
        + "a.correlationid, a.createdon, a.postponeuntil FROM asyncoperation a JOIN tenant_job j ON j.jobid = a.asyncoperationid ORDER BY a.rowid", Job);

    private string? IdOf(DatabaseConnection connection, int place) => connection.Waiting is { } waiting
        ? waiting.Due(connection, Now, place) is { } row ? (string?)connection.Scalar("SELECT asyncoperationid FROM asyncoperation WHERE rowid = $0", row) : null
        : (string?)connection.Scalar($"SELECT asyncoperationid FROM asyncoperation WHERE {Due} ORDER BY rowid LIMIT 1 OFFSET $1", Now, place);

    private AsyncJob Job(SqlStatement row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetString(3), Guid.Parse(row.GetString(4)), row.GetInt32(5), row.GetInt32(6),
        row.IsDBNull(7) ? null : row.GetString(7), row.GetInt32(8), row.GetInt32(9), Guid.Parse(row.GetString(10)),
        (DateTime)ColumnStorage.FromStored(rows.Table.Columns["createdon"], row.GetValue(11))!,
        (DateTime?)ColumnStorage.FromStored(rows.Table.Columns["postponeuntil"], row.GetValue(12)));

    private ClaimedJob Claimed(Guid id, SqlStatement row)
    {
        var stepId = Guid.Parse(row.GetString(0));
        var step = steps.GetValueOrDefault(stepId)
            ?? throw new InvalidOperationException($"A job waits for the step {stepId}, which the solution no longer has.");
        return new ClaimedJob(id, step, JobContext.Read(row.GetString(1), id, OrganizationId, EnvironmentId), row.GetInt32(2), row.GetInt32(3) != 0);
    }

    private void Set(DatabaseConnection connection, Guid id, int state, int status, params ReadOnlySpan<(string Column, object? Value)> values)
    {
        var row = new Dictionary<string, object?>
        {
            ["statecode"] = new OptionSetValue(state),
            ["statuscode"] = new OptionSetValue(status),
            ["modifiedon"] = ValueRules.ToTheSecond(time.GetUtcNow().UtcDateTime),
            ["versionnumber"] = ids.NextRowVersion(),
        };
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        rows.Update(connection, id, row);
    }

    private static string Cut(string message) => message.Length <= 5000 ? message : message[..5000];
}
