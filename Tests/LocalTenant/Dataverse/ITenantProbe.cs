using System;

namespace DataverseEmulator;

/// <summary>
/// Watches every commit of the local tenant. A crash test throws <see cref="ProcessStoppedException"/> from here: from
/// <see cref="Before"/> the write is lost, from <see cref="After"/> it is kept, and in both cases nothing else happens.
/// </summary>
public interface ITenantProbe
{
    /// <summary>
    /// Called when everything of a top-level operation is done and only its commit is missing.
    /// </summary>
    /// <param name="operation">Create, Update, Delete, the name of a custom API, or for the asynchronous service's own
    /// bookkeeping Start, Finish or Retry.</param>
    /// <param name="table">Logical name; asyncoperation for the asynchronous service's own bookkeeping.</param>
    void Before(string operation, string table);

    /// <summary>Called right after the commit, with the same words.</summary>
    void After(string operation, string table);

    /// <summary>
    /// Called where somebody else can get in: before each read, and between what an operation and its steps have read, images
    /// included, and the lock that its first write takes. Nothing is locked here, so the probe may do whole operations of others;
    /// whoever is under way then goes on with what he has read. Dataverse reads what is committed and locks a row when it is first
    /// written, so another's commit may lie between any two of them.
    /// Source: learn.microsoft.com/power-apps/developer/data-platform/scalable-customization-design/database-transactions
    /// </summary>
    /// <param name="operation">Retrieve and RetrieveMultiple before a read; else the message that is about to write.</param>
    /// <param name="table">Logical name.</param>
    void Between(string operation, string table)
    {
    }
}

/// <summary>
/// The process that hosts the tenant "died". The open transaction is rolled back, the exception passes through every
/// plug-in, no job is marked as failed, and the tenant refuses all further work with this same exception. The database
/// may be opened again by a new <see cref="LocalDataverse"/>.
/// </summary>
public sealed class ProcessStoppedException : Exception
{
    public ProcessStoppedException() : base("The process of the local tenant was stopped here.") { }
    public ProcessStoppedException(string message) : base(message) { }
}
