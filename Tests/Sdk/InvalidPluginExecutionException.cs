using System;
using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

/// <summary>
/// The one exception by which a plug-in refuses: the message reaches the user, <see cref="Status"/> the asynchronous service.
/// https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.invalidpluginexecutionexception
/// </summary>
[Serializable]
public sealed class InvalidPluginExecutionException : Exception
{
    private readonly PluginHttpStatusCode httpStatus;

    [NonSerialized]
    private readonly Dictionary<string, string> details;

    /// <summary>Failed, with the runtime's message.</summary>
    public InvalidPluginExecutionException()
    {
    }

    /// <summary>With a status and an empty message.</summary>
    public InvalidPluginExecutionException(OperationStatus status)
        : this(status, string.Empty)
    {
    }

    /// <summary>Failed, with a message.</summary>
    public InvalidPluginExecutionException(string message)
        : base(message)
    {
    }

    /// <summary>With a status and a message.</summary>
    public InvalidPluginExecutionException(OperationStatus status, string message)
        : this(status, 0, message)
    {
    }

    /// <summary>Failed, with a message and a cause; takes the HTTP status over from a cause of this type.</summary>
    public InvalidPluginExecutionException(string message, Exception exception)
        : base(message, exception) =>
        httpStatus = (exception as InvalidPluginExecutionException)?.HttpStatus ?? PluginHttpStatusCode.NotSet;

    /// <summary>With a status, an error code (0 leaves the runtime's) and a message.</summary>
    public InvalidPluginExecutionException(OperationStatus status, int errorCode, string message)
        : this(message)
    {
        Status = status;
        if (errorCode != 0)
        {
            HResult = errorCode;
        }
    }

    /// <summary>Failed, with a message and the HTTP status for Web API callers.</summary>
    public InvalidPluginExecutionException(string message, PluginHttpStatusCode httpStatus)
        : this(OperationStatus.Failed, 0, message, httpStatus)
    {
    }

    /// <summary>Failed, with a message, the HTTP status for Web API callers and details.</summary>
    public InvalidPluginExecutionException(string message, PluginHttpStatusCode httpStatus, Dictionary<string, string> exceptionDetails)
        : this(message, httpStatus) =>
        details = exceptionDetails;

    /// <summary>With a status, an error code (0 leaves the runtime's), a message and the HTTP status for Web API callers.</summary>
    public InvalidPluginExecutionException(OperationStatus status, int errorCode, string message, PluginHttpStatusCode httpStatus)
        : this(status, errorCode, message) =>
        this.httpStatus = httpStatus;

    /// <summary>Failed, with a message and details.</summary>
    public InvalidPluginExecutionException(string message, Dictionary<string, string> exceptionDetails)
        : this(message) =>
        details = exceptionDetails;

    /// <summary>With a status, a message and details.</summary>
    public InvalidPluginExecutionException(OperationStatus status, string message, Dictionary<string, string> exceptionDetails)
        : this(status, message) =>
        details = exceptionDetails;

    /// <summary>What the asynchronous service is to do; <see cref="OperationStatus.Failed"/> unless said otherwise.</summary>
    public OperationStatus Status { get; }

    /// <summary>The given error code; the runtime's HRESULT where none was given.</summary>
    public int ErrorCode => HResult;

    /// <summary>The HTTP status for Web API callers; <see cref="PluginHttpStatusCode.NotSet"/> leaves it to the platform (400).</summary>
    public PluginHttpStatusCode HttpStatus => httpStatus;

    /// <summary>The given details; null where none were given.</summary>
    public IReadOnlyDictionary<string, string> ExceptionDetails => details;

    /// <summary>
    /// Status and HTTP status (seen so in the real one), then the cause where there is one (its place is assumed): neither the
    /// message nor a stack trace.
    /// </summary>
    public override string ToString() =>
        $"_status: {Status}{Environment.NewLine}_httpStatusCode: {HttpStatus}" + (InnerException is null ? "" : Environment.NewLine + InnerException);
}
