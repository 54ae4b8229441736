using System;

namespace Microsoft.Xrm.Sdk;

/// <summary>A message to the platform. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.organizationrequest</summary>
public class OrganizationRequest
{
    private ParameterCollection parameters;

    /// <summary>A message without a name yet.</summary>
    public OrganizationRequest()
    {
    }

    /// <summary>The message with that name.</summary>
    public OrganizationRequest(string requestName) => RequestName = requestName;

    /// <summary>Name of the message, for example <c>Create</c> or a custom API's unique name.</summary>
    public string RequestName { get; set; }

    /// <summary>The input parameters; never null when read.</summary>
    public ParameterCollection Parameters
    {
        get => parameters ??= new ParameterCollection();
        set => parameters = value;
    }

    /// <summary>The caller's id for this message.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>The value of a parameter; setting adds or replaces.</summary>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The parameter is read and absent.</exception>
    public object this[string parameterName]
    {
        get => Parameters[parameterName];
        set => Parameters[parameterName] = value;
    }

    internal T Parameter<T>(string name) => Parameters.TryGetValue(name, out object value) && value != null ? (T)value : default;
}

/// <summary>The platform's answer. https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk.organizationresponse</summary>
public class OrganizationResponse
{
    private ParameterCollection results;

    /// <summary>Name of the message that this answers.</summary>
    public string ResponseName { get; set; }

    /// <summary>The output parameters; never null when read.</summary>
    public ParameterCollection Results
    {
        get => results ??= new ParameterCollection();
        set => results = value;
    }

    /// <summary>The value of an output parameter; setting adds or replaces.</summary>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The parameter is read and absent.</exception>
    public object this[string parameterName]
    {
        get => Results[parameterName];
        set => Results[parameterName] = value;
    }

    internal T Result<T>(string name) => Results.TryGetValue(name, out object value) && value != null ? (T)value : default;
}
