using System;
using System.Collections.Generic;

namespace DataverseEmulator.Metadata;

/// <summary>
/// Everything the local tenant knows of its tables, logic, rights and pages: what an import of the solution leaves in
/// Dataverse's metadata, plus the platform's own tables. Immutable; read once when the tenant opens.
/// </summary>
public sealed record TenantMetadata
{
    /// <summary>By logical name.</summary>
    public required IReadOnlyDictionary<string, TableDefinition> Tables { get; init; }
    /// <summary>Global choices by name.</summary>
    public required IReadOnlyDictionary<string, ChoiceDefinition> GlobalChoices { get; init; }
    public required IReadOnlyList<RelationshipDefinition> Relationships { get; init; }
    public required IReadOnlyList<StepDefinition> Steps { get; init; }
    /// <summary>By unique name.</summary>
    public required IReadOnlyDictionary<string, CustomApiDefinition> CustomApis { get; init; }
    public required IReadOnlyList<RoleDefinition> Roles { get; init; }
    public required IReadOnlyList<ColumnSecurityProfile> ColumnSecurityProfiles { get; init; }
    public required IReadOnlyList<WebResourceDefinition> WebResources { get; init; }
    public required IReadOnlyList<AppDefinition> Apps { get; init; }
    public required PluginPackageDefinition Package { get; init; }
    /// <summary>Solution unique name and version as Other/Solution.xml has them.</summary>
    public required string SolutionName { get; init; }
    public required string SolutionVersion { get; init; }
}

#pragma warning disable CA1720 // These names are the platform's own words for its types.
/// <summary>Types of columns, named as in Entity.xml.</summary>
public enum ColumnType
{
    PrimaryKey, UniqueIdentifier, Text, Memo, Integer, Decimal, Money, DateTime, Boolean, Choice, MultiChoice, Lookup,
    Owner, State, Status, BigInt,
}
#pragma warning restore CA1720

/// <summary>How a date column treats time zones (Entity.xml Behavior 1, 2, 3).</summary>
public enum DateBehavior { UserLocal = 1, DateOnly = 2, TimeZoneIndependent = 3 }

public sealed record TableDefinition
{
    public required string LogicalName { get; init; }
    /// <summary>Keeps its case; privilege names are made of it: prvCreatenew_Book.</summary>
    public required string SchemaName { get; init; }
    public required string EntitySetName { get; init; }
    public required string DisplayName { get; init; }
    public required string DisplayCollectionName { get; init; }
    public required string PrimaryKey { get; init; }
    public required string PrimaryName { get; init; }
    /// <summary>True for user or team owned tables, false for organization owned ones.</summary>
    public required bool UserOwned { get; init; }
    /// <summary>By logical name, system columns (createdon, ownerid, statecode, versionnumber…) included.</summary>
    public required IReadOnlyDictionary<string, ColumnDefinition> Columns { get; init; }
    public required IReadOnlyList<KeyDefinition> Keys { get; init; }
    public required IReadOnlyList<FormDefinition> Forms { get; init; }
    public required IReadOnlyList<ViewDefinition> Views { get; init; }
    /// <summary>The RibbonDiffXml element as it lies in RibbonDiff.xml; null for the platform's own tables without buttons of the solution.</summary>
    public string? RibbonDiffXml { get; init; }
    /// <summary>True for tables that the solution brings.</summary>
    public required bool Custom { get; init; }
    /// <summary>What privileges call the table: its schema name but for a few of the platform's own (prvReadUser).</summary>
    public string PrivilegeName { get => field ?? SchemaName; init; }
}

public sealed record ColumnDefinition
{
    public required string LogicalName { get; init; }
    public required ColumnType Type { get; init; }
    public required string DisplayName { get; init; }
    public string Description { get; init; } = "";
    /// <summary>Keeps its case: new_BookTitle.</summary>
    public string SchemaName { get => field ?? LogicalName; init; }
    /// <summary>none, recommended, required (required by the application: enforced by forms only) or systemrequired.</summary>
    public string RequiredLevel { get; init; } = "none";
    public string Format { get; init; } = "";
    /// <summary>In characters; 0 where the type has none.</summary>
    public int MaxLength { get; init; }
    public decimal? MinValue { get; init; }
    public decimal? MaxValue { get; init; }
    /// <summary>Digits behind the decimal point of decimal and money.</summary>
    public int Accuracy { get; init; }
    public DateBehavior DateBehavior { get; init; } = DateBehavior.UserLocal;
    public bool Secured { get; init; }
    public bool ValidForCreate { get; init; } = true;
    public bool ValidForUpdate { get; init; } = true;
    public bool ValidForRead { get; init; } = true;
    /// <summary>Tables a lookup can point to; empty for other types.</summary>
    public IReadOnlyList<string> LookupTargets { get; init; } = [];
    /// <summary>Options of choice, state, status and yes/no columns.</summary>
    public ChoiceDefinition? Choice { get; init; }
    /// <summary>Value a create without this column gets: int for choices, bool for yes/no; null for none.</summary>
    public object? DefaultValue { get; init; }
}

public sealed record ChoiceDefinition(string Name, IReadOnlyList<OptionDefinition> Options);

/// <summary>An option. State is the statecode a status reason belongs to; DefaultStatus the statuscode a state falls to.</summary>
public sealed record OptionDefinition(int Value, string Label, int? State = null, int? DefaultStatus = null);

/// <summary>An alternate key. Source: learn.microsoft.com/power-apps/developer/data-platform/define-alternate-keys-entity</summary>
public sealed record KeyDefinition(string LogicalName, string DisplayName, IReadOnlyList<string> Columns);

public enum CascadeBehavior { NoCascade, Cascade, RemoveLink, Restrict, Active, UserOwned }

/// <summary>One-to-many: Referenced is the one, Referencing the many with its lookup column.</summary>
public sealed record RelationshipDefinition(
    string Name, string ReferencedTable, string ReferencingTable, string ReferencingColumn,
    CascadeBehavior Delete, CascadeBehavior Assign);

public enum FormType { Main, QuickCreate, QuickView, Card }

public sealed record FormDefinition(Guid Id, FormType Type, string Name, string FormXml);

/// <summary>QueryType: 0 public, 1 advanced find, 2 associated, 4 quick find, 64 lookup.</summary>
public sealed record ViewDefinition(Guid Id, string Name, int QueryType, bool IsDefault, string FetchXml, string LayoutXml);

public enum ImageType { Pre = 0, Post = 1, Both = 2 }

public sealed record StepImageDefinition(Guid Id, string Alias, ImageType Type, string MessagePropertyName, IReadOnlyList<string> Columns);

public sealed record StepDefinition
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    /// <summary>Create, Update or Delete.</summary>
    public required string Message { get; init; }
    public required string Table { get; init; }
    /// <summary>10, 20 or 40.</summary>
    public required int Stage { get; init; }
    public required bool Asynchronous { get; init; }
    public required bool AsyncAutoDelete { get; init; }
    public required int Rank { get; init; }
    public required IReadOnlyList<string> FilteringColumns { get; init; }
    public required IReadOnlyList<StepImageDefinition> Images { get; init; }
    /// <summary>Full name of the plug-in type, found in the package's assembly by the export key.</summary>
    public required string PluginType { get; init; }
    public required string PluginTypeExportKey { get; init; }
}

public enum CustomApiBinding { Global = 0, Entity = 1, EntityCollection = 2 }

#pragma warning disable CA1720 // These names are the platform's own words for its types.
/// <summary>Types of custom API parameters, numbered as the platform numbers them.</summary>
public enum CustomApiType
{
    Boolean, DateTime, Decimal, Entity, EntityCollection, EntityReference, Float, Integer, Money, Picklist, String, StringArray, Guid,
}
#pragma warning restore CA1720

public sealed record CustomApiParameter(string UniqueName, string DisplayName, CustomApiType Type, bool Optional, string? Table);

public sealed record CustomApiDefinition
{
    public required string UniqueName { get; init; }
    public required string DisplayName { get; init; }
    public required CustomApiBinding Binding { get; init; }
    public required string? BoundTable { get; init; }
    public required bool IsFunction { get; init; }
    public required bool IsPrivate { get; init; }
    /// <summary>Privilege the caller needs, such as prvCreatenew_Book; null for none.</summary>
    public required string? ExecutePrivilege { get; init; }
    public required string PluginType { get; init; }
    public required string PluginTypeExportKey { get; init; }
    public required IReadOnlyList<CustomApiParameter> RequestParameters { get; init; }
    public required IReadOnlyList<CustomApiParameter> ResponseProperties { get; init; }
}

/// <summary>Depth of a privilege, as roles name it.</summary>
public enum PrivilegeDepth { None, Basic, Local, Deep, Global }

/// <summary>Privileges by name (prvReadnew_Book) with their depth.</summary>
public sealed record RoleDefinition(Guid Id, string Name, IReadOnlyDictionary<string, PrivilegeDepth> Privileges);

#pragma warning disable CA1711 // A permission is what the platform calls it, and no code access permission is near.
public sealed record ColumnPermission(string Table, string Column, bool CanRead, bool CanCreate, bool CanUpdate);
#pragma warning restore CA1711

public sealed record ColumnSecurityProfile(Guid Id, string Name, IReadOnlyList<ColumnPermission> Permissions);

/// <summary>Path is the file beside its .data.xml; the type is Dataverse's number: 1 html, 2 css, 3 js, 5 png, 11 svg, 12 resx.</summary>
public sealed record WebResourceDefinition(Guid Id, string Name, string DisplayName, int Type, string Path)
{
    /// <summary>Names of the web resources that it depends on, as its DependencyXml lists them.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];
}

/// <summary>
/// A model-driven app: what it shows is in the SiteMap element of its site map, as it lies in AppModuleSiteMap.xml. Roles
/// are the ids of the roles that may open it.
/// </summary>
public sealed record AppDefinition(string UniqueName, string DisplayName, string SiteMapXml, IReadOnlyList<Guid> Roles);

/// <summary>
/// The plug-in package as pluginpackage.xml names it; <see cref="PluginPackageReader"/> looks for the nupkg.
/// </summary>
public sealed record PluginPackageDefinition(string UniqueName, string Version);

/// <summary>
/// What lies in Solution/ does not fit together, as an import would refuse it. The message names the file and the reason.
/// </summary>
public sealed class SolutionException : Exception
{
    public SolutionException(string file, string reason) : base($"{file}: {reason}") => File = file;
    public string File { get; }
}
