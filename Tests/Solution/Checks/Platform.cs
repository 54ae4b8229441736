using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>What the solution uses of the platform and does not bring itself.</summary>
public static class Platform
{
    /// <summary>
    /// Tables by logical name, with the spelling that relationships and privileges use. Only what the solution touches: a
    /// further one is added here after looking it up in the platform's table reference
    /// (learn.microsoft.com/power-apps/developer/data-platform/reference/about-entity-reference).
    /// </summary>
    public static IReadOnlyDictionary<string, string> Tables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["account"] = "Account",
        ["businessunit"] = "BusinessUnit",
        ["contact"] = "Contact",
        ["owner"] = "Owner",
        ["systemuser"] = "SystemUser",
        ["team"] = "Team",
        ["transactioncurrency"] = "TransactionCurrency",
    };

    /// <summary>Ids of messages, the same in every environment.</summary>
    public static IReadOnlyDictionary<string, string> Messages { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["9ebdbb1b-ea3e-db11-86a7-000a3a5473e8"] = "Create",
        ["20bebb1b-ea3e-db11-86a7-000a3a5473e8"] = "Update",
        ["a1bdbb1b-ea3e-db11-86a7-000a3a5473e8"] = "Delete",
    };

    /// <summary>Ids of roles that are the same in every environment: those of the templates that the platform brings.</summary>
    public static IReadOnlyDictionary<string, string> Roles { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["627090ff-40a3-4053-8790-584edc5be201"] = "System Administrator",
        ["119f245c-3cc8-4b62-b31c-d1a046ced15d"] = "System Customizer",
    };

    /// <summary>Id of the icon that the platform gives to apps; a web resource of its own.</summary>
    public const string DefaultAppIcon = "953b9fac-1e5e-e611-80d6-00155ded156f";

    /// <summary>What a privilege allows; the middle part of its name.</summary>
    public static IReadOnlyList<string> Rights { get; } = ["Create", "Read", "Write", "Delete", "AppendTo", "Append", "Assign", "Share"];

    /// <summary>Publisher prefix of everything that the solution brings.</summary>
    public const string Prefix = "pax8_";

    /// <summary>Publisher's option value prefix: values of choices are this, followed by four digits.</summary>
    public const int OptionValuePrefix = 47650;

    /// <summary>Columns that the platform puts into every user-owned table and that an export carries.</summary>
    public static IReadOnlyList<string> SystemColumns { get; } =
    [
        "createdby", "createdon", "createdonbehalfby", "importsequencenumber", "modifiedby", "modifiedon", "modifiedonbehalfby",
        "overriddencreatedon", "ownerid", "owningbusinessunit", "owningteam", "owninguser", "statecode", "statuscode",
        "timezoneruleversionnumber", "utcconversiontimezonecode",
    ];
}

/// <summary>Ids as the solution writes them.</summary>
public static class Guids
{
    /// <summary>Lower case, without braces.</summary>
#pragma warning disable CA1308 // ids are compared in the form in which the files write them
    public static string Bare(string id) => id.Trim('{', '}').ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>True for a random id (version 4, RFC 9562) in lower case.</summary>
    public static bool IsRandom(string bare) =>
        Guid.TryParseExact(bare, "D", out _) && bare[14] == '4' && bare[19] is '8' or '9' or 'a' or 'b';
}
