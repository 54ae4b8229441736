using System;
using System.Globalization;
using System.ServiceModel;
using System.Text;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Registration;

/// <summary>
/// An exception as developers read it in the trace: type, message and stack of it and of each cause, the outermost first. Not by
/// <c>ToString</c>: that of InvalidPluginExecutionException says neither message nor stack, that of a fault no error code.
/// </summary>
internal static class ExceptionText
{
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (text.Length > 0) text.Append("\ncaused by ");
            text.Append(cause.GetType().FullName).Append(CodeOf(cause)).Append(": ").Append(cause.Message);
            if (!string.IsNullOrEmpty(cause.StackTrace)) text.Append('\n').Append(cause.StackTrace);
        }
        return text.ToString();
    }

    private static string CodeOf(Exception exception) =>
        exception is FaultException<OrganizationServiceFault> { Detail: { } fault } ? string.Format(CultureInfo.InvariantCulture, " 0x{0:X8}", fault.ErrorCode) : "";
}
