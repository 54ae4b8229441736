using System;
using System.Collections;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Query;

/// <summary>
/// What a query that Dataverse refuses fails with: FaultException of OrganizationServiceFault with Dataverse's own error
/// code. What only the local tenant can't do is a NotSupportedException that says so.
/// Codes: learn.microsoft.com/power-apps/developer/data-platform/reference/web-service-error-codes
/// </summary>
public static class QueryFault
{
    /// <summary>QueryBuilderNoEntity, 0x80041102: no such table.</summary>
    public const int NoTable = -2147217150;
    /// <summary>QueryBuilderNoAttribute, 0x80041103: no such column.</summary>
    public const int NoColumn = -2147217149;
    /// <summary>InvalidArgument, 0x80040203: a value that the operator or the column can't take.</summary>
    public const int InvalidArgument = -2147220989;
    /// <summary>TooManyConditionsInQuery, 0x8004430C: more than 500 conditions and links.</summary>
    public const int TooManyConditions = -2147204340;
    /// <summary>TooManyLinkEntitiesInQuery, 0x8004430D: more than 15 links.</summary>
    public const int TooManyLinks = -2147204339;
    /// <summary>QueryBuilderInvalid_Alias, 0x80041109: an alias with characters that aren't allowed, or one used twice.</summary>
    public const int InvalidAlias = -2147217143;
    /// <summary>QueryBuilderAlias_Does_Not_Exist, 0x8004110A: a condition or an order names a link that the query doesn't have.</summary>
    public const int NoLink = -2147217142;
    /// <summary>QueryBuilderByAttributeMismatch, 0x8004110F: not as many values as attributes.</summary>
    public const int ByAttributeMismatch = -2147217137;
    /// <summary>QueryBuilderByAttributeNonEmpty, 0x80041110: no attributes.</summary>
    public const int ByAttributeEmpty = -2147217136;
    /// <summary>InvalidXml, 0x80040201: the FetchXML isn't well formed, or has what its schema doesn't allow.</summary>
    public const int InvalidXml = -2147220991;

    /// <summary>A fault as the service throws it.</summary>
    public static FaultException<OrganizationServiceFault> Of(int errorCode, string message) =>
        new(new OrganizationServiceFault { ErrorCode = errorCode, Message = message, Timestamp = DateTime.UnixEpoch }, message);

    public static FaultException<OrganizationServiceFault> UnknownTable(string table) =>
        Of(NoTable, $"The entity with a name = '{table}' with namemapping = 'Logical' was not found in the MetadataCache.");

    public static FaultException<OrganizationServiceFault> UnknownColumn(string tableSchemaName, string column) =>
        Of(NoColumn, $"'{tableSchemaName}' entity doesn't contain attribute with Name = '{column}' and NameMapping = 'Logical'.");

    public static FaultException<OrganizationServiceFault> Invalid(string message) => Of(InvalidArgument, message);

    /// <summary>
    /// Refuses a query that uses a property the tenant doesn't read. By name, because only Microsoft's SDK has these
    /// properties, not the stand-in.
    /// </summary>
    internal static void RefuseIfSet(object part, string property)
    {
        var value = part.GetType().GetProperty(property)?.GetValue(part);
        if (value is not (null or "" or ICollection { Count: 0 }))
            throw Unsupported($"{part.GetType().Name}.{property}");
    }

    public static NotSupportedException Unsupported(string what) => new($"The local tenant does not support {what}.");
}
