using System;
using System.Globalization;
using System.ServiceModel;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using DataverseEmulator.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.WebApi;

/// <summary>
/// What went wrong as an HTTP status and OData's error object.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
/// </summary>
internal static class ODataErrors
{
    private const uint Unexpected = 0x80040216;
    private const string UnexpectedSentence = "The local tenant failed in a way it should not. What happened is on its console; try again, or start it anew.";

    public static Task WriteAsync(HttpContext context, Exception error)
    {
        var refusal = Refusal(error);
        if (refusal.Code == Unexpected) Console.Error.WriteLine(error);
        return WriteAsync(context, refusal.Status, refusal.Code, refusal.Message);
    }

    public static Task WriteAsync(HttpContext context, int status, uint code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; odata.metadata=minimal; charset=utf-8";
        context.Response.Headers["OData-Version"] = "4.0";
        var error = new JsonObject { ["code"] = "0x" + code.ToString("x8", CultureInfo.InvariantCulture), ["message"] = message };
        return context.Response.WriteAsync(new JsonObject { ["error"] = error }.ToJsonString());
    }

    private static ODataRefusal Refusal(Exception error) => error switch
    {
        ODataRefusal refusal => refusal,
        FaultException<OrganizationServiceFault> fault => new ODataRefusal(Status(fault.Detail.ErrorCode), unchecked((uint)fault.Detail.ErrorCode), fault.Detail.Message),
        NotSupportedException unsupported => ODataRefusal.Because(unsupported),
        BadHttpRequestException unreadable => ODataRefusal.Unreadable(unreadable.StatusCode, unreadable.Message),
        ODataUnrecognizedPathException unknown => ODataRefusal.NotFound(unknown.Message),
        ODataException wrong => ODataRefusal.Address(wrong.Message),
        _ => new ODataRefusal(StatusCodes.Status500InternalServerError, Unexpected, UnexpectedSentence),
    };

    private static int Status(int code) => code switch
    {
        ErrorCodes.ObjectDoesNotExist or ErrorCodes.RecordNotFoundByEntityKey => StatusCodes.Status404NotFound,
        ErrorCodes.PrivilegeDenied or ErrorCodes.AccessDenied or ErrorCodes.SecuredColumnCreateDenied or ErrorCodes.SecuredColumnUpdateDenied => StatusCodes.Status403Forbidden,
        ErrorCodes.ConcurrencyVersionMismatch or ErrorCodes.DuplicateRecord or ErrorCodes.DuplicateRecordEntityKey => StatusCodes.Status412PreconditionFailed,
        _ => StatusCodes.Status400BadRequest,
    };
}
