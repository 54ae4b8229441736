using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Dataverse;

/// <summary>
/// The one way to the tenant's rows: single requests only (batch requests are not for plug-ins), every write marked as this
/// package's own, faults turned into the three that callers can act on.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/avoid-batch-requests-plugin.
/// </summary>
internal sealed class TenantRows(IOrganizationService service)
{
    /// <summary>
    /// Value of the optional parameter <c>tag</c> on every write of this package; the pipeline hands it to the steps as a
    /// shared variable. Anybody can set it, so it claims that the write is this package's and proves nothing; see
    /// <see cref="Registration.PluginExecution.IsOwnWrite"/>.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/optional-parameters.
    /// </summary>
    public const string Mark = "pax8-own-write";

    private const int PageSize = 5000;
    private const int DuplicateKey = unchecked((int)0x80060892);
    private const int DuplicateRecord = unchecked((int)0x80040237);
    private const int RowVersionMismatch = unchecked((int)0x80060882);
    private const int NotFound = unchecked((int)0x80040217);
    private const int AbortedByPlugin = unchecked((int)0x80040265);

    /// <summary>
    /// Who writes, as the steps that a write wakes are told; in this package's hands the SYSTEM user. Reads no row.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/whoami.
    /// </summary>
    public Guid WriterId() => (Guid)Send(new OrganizationRequest("WhoAmI")).Results["UserId"];

    public Guid Create(Entity row) =>
        ((CreateResponse)Send(new CreateRequest { Target = row })).id;

    public void Update(Entity row) => Send(new UpdateRequest { Target = row });

    /// <summary>Updates only if nobody wrote the row since it was read; throws <see cref="RowChangedException"/> otherwise.</summary>
    public void UpdateUnchanged(Entity row, string? rowVersion)
    {
        row.RowVersion = rowVersion;
        Send(new UpdateRequest { Target = row, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches });
    }

    /// <summary>The row, or null where there is none.</summary>
    public Entity? Find(string table, Guid id, params string[] columns)
    {
        try
        {
            var request = new RetrieveRequest { Target = new EntityReference(table, id), ColumnSet = new ColumnSet(columns) };
            return ((RetrieveResponse)Send(request)).Entity;
        }
        catch (RowMissingException)
        {
            return null;
        }
    }

    public Entity Get(string table, Guid id, params string[] columns) =>
        Find(table, id, columns) ?? throw new RowMissingException($"The {table} {id} no longer exists.", null);

    /// <summary>All rows of the query, page by page; fewer at once where a row is large.</summary>
    public IEnumerable<Entity> Query(QueryExpression query, int pageSize = PageSize)
    {
        query.PageInfo = new PagingInfo { PageNumber = 1, Count = pageSize };
        while (true)
        {
            var answer = RetrieveMultiple(query);
            foreach (var row in answer.Entities) yield return row;
            if (!answer.MoreRecords) yield break;
            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = answer.PagingCookie;
        }
    }

    /// <summary>The first row of the query, or null.</summary>
    public Entity? First(QueryExpression query)
    {
        var rows = Top(query, 1);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The first rows of the query, at most so many.</summary>
    public IReadOnlyList<Entity> Top(QueryExpression query, int most)
    {
        query.TopCount = most;
        return RetrieveMultiple(query).Entities;
    }

    private EntityCollection RetrieveMultiple(QueryExpression query) =>
        ((RetrieveMultipleResponse)Send(new RetrieveMultipleRequest { Query = query })).EntityCollection;

    /// <summary>A message that is known by its name alone.</summary>
    public OrganizationResponse Execute(OrganizationRequest request) => Send(request);

    private OrganizationResponse Send(OrganizationRequest request)
    {
        if (request is CreateRequest or UpdateRequest) request["tag"] = Mark;
        try
        {
            return service.Execute(request);
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            throw fault.Detail.ErrorCode switch
            {
                DuplicateKey or DuplicateRecord => new RowExistsException(fault.Message, fault),
                RowVersionMismatch => new RowChangedException(fault.Message, fault),
                NotFound => new RowMissingException(fault.Message, fault),
                _ => new RowRefusedException(fault.Message, fault) { IsOfPlugin = fault.Detail.ErrorCode == AbortedByPlugin },
            };
        }
    }
}

/// <summary>Dataverse refused an operation on one row; the message is Dataverse's own.</summary>
internal abstract class RowException(string message, Exception? inner) : Exception(message, inner);

/// <summary>A row with the same alternate key exists (another execution was quicker).</summary>
internal sealed class RowExistsException(string message, Exception? inner) : RowException(message, inner);

/// <summary>Somebody wrote the row since it was read.</summary>
internal sealed class RowChangedException(string message, Exception? inner) : RowException(message, inner);

/// <summary>The row is gone.</summary>
internal sealed class RowMissingException(string message, Exception? inner) : RowException(message, inner);

/// <summary>Any other refusal: a value too long, a missing right, a rule of another solution's plug-in.</summary>
internal sealed class RowRefusedException(string message, Exception? inner) : RowException(message, inner)
{
    /// <summary>A plug-in refused, ours or another solution's: its message is written for users and says all there is to say.</summary>
    public bool IsOfPlugin { get; init; }
}
