using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Pax8Dataverse.Dataverse;

/// <summary>
/// Rows read and written in a caller's name and without <see cref="TenantRows.Mark"/>: his privileges, column security and every rule
/// decide, as if he had saved the row himself.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/impersonate-a-user#impersonation-in-plug-ins.
/// </summary>
internal sealed class CallerRows(IOrganizationService service)
{
    // Source: learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes.
    private const int IsvAborted = unchecked((int)0x80040265);
    private const int SecuredColumnUpdate = unchecked((int)0x8004F507);
    private const int PrivilegeDenied = unchecked((int)0x80040220);
    private const int AccessDenied = unchecked((int)0x80048306);
    private const int NotFound = unchecked((int)0x80040217);

    /// <summary>Throws <see cref="StepRefusedException"/>, <see cref="ColumnDeniedException"/> or another <see cref="RowException"/>.</summary>
    public void Update(Entity row) => Do(() => service.Update(row));

    /// <summary>A row that the caller may read; throws <see cref="RowDeniedException"/>, <see cref="RowMissingException"/> or another <see cref="RowException"/>.</summary>
    public Entity Get(string table, Guid id, params string[] columns)
    {
        var row = new Entity(table);
        Do(() => row = service.Retrieve(table, id, new ColumnSet(columns)));
        return row;
    }

    /// <summary>The first rows of the query that the caller may read, at most so many; throws as <see cref="Get"/> does.</summary>
    public IReadOnlyList<Entity> Top(QueryExpression query, int most)
    {
        IReadOnlyList<Entity> found = [];
        query.TopCount = most;
        Do(() => found = service.RetrieveMultiple(query).Entities);
        return found;
    }

    private static void Do(Action call)
    {
        try
        {
            call();
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            throw fault.Detail.ErrorCode switch
            {
                IsvAborted => new StepRefusedException(fault.Message, fault),
                SecuredColumnUpdate => new ColumnDeniedException(fault.Message, fault),
                PrivilegeDenied or AccessDenied => new RowDeniedException(fault.Message, fault),
                NotFound => new RowMissingException(fault.Message, fault),
                _ => new RowRefusedException(fault.Message, fault),
            };
        }
    }
}

/// <summary>A step refused the write, of this package or of another solution; the message is the step's sentence.</summary>
internal sealed class StepRefusedException(string message, Exception? inner) : RowException(message, inner);

/// <summary>Column security does not let the caller write one of the columns.</summary>
internal sealed class ColumnDeniedException(string message, Exception? inner) : RowException(message, inner);

/// <summary>The caller's privileges do not let him read or write the row.</summary>
internal sealed class RowDeniedException(string message, Exception? inner) : RowException(message, inner);
