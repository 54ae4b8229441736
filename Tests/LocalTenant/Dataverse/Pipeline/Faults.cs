using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>Faults as the organization service throws them, with the platform's codes and words.</summary>
internal static class Faults
{
    public static FaultException<OrganizationServiceFault> Of(int code, string message, OrganizationServiceFault? inner = null)
    {
        var fault = new OrganizationServiceFault { ErrorCode = code, Message = message, InnerFault = inner };
        return new FaultException<OrganizationServiceFault>(fault, new FaultReason(message));
    }

    public static Exception RowNotFound(string table, Guid id) =>
        Of(ErrorCodes.ObjectDoesNotExist, $"Entity '{table}' With Id = {id} Does Not Exist");

    public static Exception NoSuchTable(string table) =>
        Of(ErrorCodes.NoSuchTable, $"The entity with a name = '{table}' with namemapping = 'Logical' was not found in the MetadataCache.");

    public static Exception NoSuchColumn(string table, string column) =>
        Of(ErrorCodes.NoSuchColumn, $"'{table}' entity doesn't contain attribute with Name = '{column}' and NameMapping = 'Logical'.");

    public static Exception TransactionBroken() => Of(
        ErrorCodes.TransactionCountReduced,
        "ISV code reduced the open transaction count. Custom plug-ins should not catch exceptions from OrganizationService calls and continue processing.");

    public static Exception DepthTooHigh() => Of(
        ErrorCodes.DepthTooHigh,
        "This workflow job was canceled because the workflow that started it included an infinite loop. Correct the workflow logic and try again.");

    public static Exception TimedOut() => Of(
        ErrorCodes.PluginTimeout,
        "The plug-in execution failed because the operation has timed-out at the Sandbox Worker: an execution has 2 minutes.");

    public static Exception NotSupported(string what) => new NotSupportedException($"The local tenant does not support {what}.");

    public static Exception InvalidArgument(string message) => Of(ErrorCodes.InvalidArgument, message);
}
