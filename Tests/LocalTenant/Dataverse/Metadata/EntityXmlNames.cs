using System.Collections.Generic;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The elements of Entity.xml that the tenant doesn't read, sorted by why. An element that stands in none of these lists
/// and isn't read is refused.
/// </summary>
internal static class EntityXmlNames
{
    /// <summary>Of a table: offices, mobile, audit, search, and what makers may change. Nothing the tenant could show.</summary>
    public static IReadOnlySet<string> TableWithoutEffect { get; } = new HashSet<string>
    {
        "Descriptions", "IsDuplicateCheckSupported", "IsBusinessProcessEnabled", "IsRequiredOffline", "IsInteractionCentricEnabled",
        "IsCollaboration", "IsConnectionsEnabled", "IsDocumentManagementEnabled", "IsOneNoteIntegrationEnabled", "IsKnowledgeManagementEnabled",
        "IsSLAEnabled", "IsDocumentRecommendationsEnabled", "IsAuditEnabled", "IsRetrieveAuditEnabled", "IsRetrieveMultipleAuditEnabled",
        "ActivityTypeMask", "IsReplicated", "IsReplicationUserFiltered", "IsMailMergeEnabled", "IsVisibleInMobile", "IsVisibleInMobileClient",
        "IsReadOnlyInMobileClient", "IsOfflineInMobileClient", "DaysSinceRecordLastModified", "MobileOfflineFilters", "IsMapiGridEnabled",
        "IsReadingPaneEnabled", "IsQuickCreateEnabled", "SyncToExternalSearchIndex", "IntroducedVersion", "IsCustomizable", "IsRenameable",
        "IsMappable", "CanModifyAuditSettings", "CanModifyMobileVisibility", "CanModifyMobileClientVisibility", "CanModifyMobileClientReadOnly",
        "CanModifyMobileClientOffline", "CanModifyConnectionSettings", "CanModifyDuplicateDetectionSettings", "CanModifyMailMergeSettings",
        "CanModifyQueueSettings", "CanCreateAttributes", "CanCreateForms", "CanCreateCharts", "CanCreateViews", "CanModifyAdditionalSettings",
        "CanEnableSyncToExternalSearchIndex", "CanChangeHierarchicalRelationship", "EntityHelpUrlEnabled", "EntityHelpUrl", "EntityColor",
        "ChangeTrackingEnabled", "CanChangeTrackingBeEnabled", "IsEnabledForExternalChannels", "IsMSTeamsIntegrationEnabled",
    };

    /// <summary>Of a table: what would change how its rows behave. The tenant knows only 0.</summary>
    public static IReadOnlySet<string> TableOnlyZero { get; } = new HashSet<string>
    {
        "AutoRouteToOwnerQueue", "AutoCreateAccessTeams", "IsBPFEntity", "IsActivity", "IsActivityParty", "EnforceStateTransitions",
        "IsSolutionAware",
    };

    public static IReadOnlySet<string> TableRead { get; } = new HashSet<string>
    {
        "LocalizedNames", "LocalizedCollectionNames", "attributes", "EntityKeys", "EntitySetName", "OwnershipTypeMask", "IconVectorName",
    };

    /// <summary>Of a column: display, search, audit, and what makers may change.</summary>
    public static IReadOnlySet<string> ColumnWithoutEffect { get; } = new HashSet<string>
    {
        "ImeMode", "IsAuditEnabled", "IntroducedVersion", "IsCustomizable", "IsRenameable", "CanModifySearchSettings",
        "CanModifyRequirementLevelSettings", "CanModifyAdditionalSettings", "IsGlobalFilterEnabled", "IsSortableEnabled",
        "CanModifyGlobalFilterSettings", "CanModifyIsSortableSettings", "IsSearchable", "IsFilterable", "IsRetrievable", "IsLocalizable",
        "CanChangeDateTimeBehavior",
    };

    /// <summary>Of a column: what would compute or hide its value. The tenant knows only 0 or nothing.</summary>
    public static IReadOnlySet<string> ColumnOnlyZero { get; } = new HashSet<string>
    {
        "SourceType", "IsDataSourceSecret", "AutoNumberFormat",
    };

    public static IReadOnlySet<string> ColumnRead { get; } = new HashSet<string>
    {
        "Type", "Name", "LogicalName", "RequiredLevel", "DisplayMask", "ValidForUpdateApi", "ValidForReadApi", "ValidForCreateApi",
        "IsCustomField", "IsLogical", "IsSecured", "Format", "MaxLength", "Length", "MinValue", "MaxValue", "Accuracy", "AccuracySource", "Behavior",
        "AppDefaultValue", "optionset", "OptionSetName", "LookupStyle", "LookupTypes", "displaynames", "Descriptions",
    };
}
