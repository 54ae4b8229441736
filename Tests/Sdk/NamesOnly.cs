using System;

// Names of the real SDK's public types of which the stand-in has nothing else. A name alone decides what compiles: it can hide
// a member of ours or make a name ambiguous, and would do so only beside Microsoft's package, where a release is built. Whoever
// uses one of these types does not compile; first it is declared as the real SDK has it, and its line here goes.
// Source: the public types of Microsoft.Xrm.Sdk 9.0.0.0 (net462), https://learn.microsoft.com/dotnet/api/microsoft.xrm.sdk
namespace Microsoft.Xrm.Sdk
{
    internal static class NamesOnly
    {
        internal const string Why = "The stand-in has only the name of this type. Declare it in Tests/Sdk as the real SDK has it before you use it.";
    }

    [Obsolete(NamesOnly.Why, true)] public class ActionLink;
    [Obsolete(NamesOnly.Why, true)] public class AddComponentToSolutionParameters;
    [Obsolete(NamesOnly.Why, true)] public class AddComponentToSolutionParametersCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class AnalyticsStoreDetails;
    [Obsolete(NamesOnly.Why, true)] public sealed class AttributeLogicalNameAttribute;
    [Obsolete(NamesOnly.Why, true)] public sealed class AttributeMapping;
    [Obsolete(NamesOnly.Why, true)] public sealed class AttributeMappingCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class AttributePrivilege;
    [Obsolete(NamesOnly.Why, true)] public sealed class AttributePrivilegeCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class AuditStorageDetails;
    [Obsolete(NamesOnly.Why, true)] public sealed class AuditStorageDetailsResult;
    [Obsolete(NamesOnly.Why, true)] public enum AuthenticationType { }
    [Obsolete(NamesOnly.Why, true)] public sealed class BooleanManagedProperty;
    [Obsolete(NamesOnly.Why, true)] public class BulkRemoveActiveCustomizationsParameters;
    [Obsolete(NamesOnly.Why, true)] public sealed class BusinessEntityChanges;
    [Obsolete(NamesOnly.Why, true)] public sealed class BusinessEntityChangesCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class CallerImpersonationScope;
    [Obsolete(NamesOnly.Why, true)] public enum ChangeType { }
    [Obsolete(NamesOnly.Why, true)] public static class ClaimTypes;
    [Obsolete(NamesOnly.Why, true)] public enum ClientHeader { }
    [Obsolete(NamesOnly.Why, true)] public sealed class ComponentPrincipalAccess;
    [Obsolete(NamesOnly.Why, true)] public enum ComponentPrincipalAccessRequestType { }
    [Obsolete(NamesOnly.Why, true)] public class DataProcessingModuleExecuteRequest;
    [Obsolete(NamesOnly.Why, true)] public class DataProcessingModuleExecutionResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DateTimeBehaviorConversionRule;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeletedData;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeletedEntitiesData;
    [Obsolete(NamesOnly.Why, true)] public sealed class DependencySummary;
    [Obsolete(NamesOnly.Why, true)] public sealed class DirectDeviceSyncMetadataScript;
    [Obsolete(NamesOnly.Why, true)] public sealed class DirectDeviceSyncMetadataScripts;
    [Obsolete(NamesOnly.Why, true)] public sealed class DirectDeviceSyncRecordInfo;
    [Obsolete(NamesOnly.Why, true)] public class DirectEntryContext;
    [Obsolete(NamesOnly.Why, true)] public sealed class DiscoveryServiceFault;
    [Obsolete(NamesOnly.Why, true)] public sealed class DistinctMobileOfflineRelatedEntitiesResponse;
    [Obsolete(NamesOnly.Why, true)] public class ElasticEntitiesFilePointer;
    [Obsolete(NamesOnly.Why, true)] public sealed class EmailEngagementAggregate;
    [Obsolete(NamesOnly.Why, true)] public sealed class EntitiesWithRejectedBackgroundSync;
    [Obsolete(NamesOnly.Why, true)] public sealed class EntityAttributeCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class EntityFilePointersRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class EntityFilePointersResponse;
    [Obsolete(NamesOnly.Why, true)] public enum EntityKeyIndexStatus { }
    [Obsolete(NamesOnly.Why, true)] public sealed class EntityRecordCountCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class EntitySetting;
    [Obsolete(NamesOnly.Why, true)] public enum EntityState { }
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteMultipleResponseItem;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteMultipleResponseItemCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteMultipleSettings;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteTransactionFault;
    [Obsolete(NamesOnly.Why, true)] public class ExportComponentDetails;
    [Obsolete(NamesOnly.Why, true)] public class ExportComponentsParams;
    [Obsolete(NamesOnly.Why, true)] public class FeatureControlSetting;
    [Obsolete(NamesOnly.Why, true)] public static class FieldPermissionType;
    [Obsolete(NamesOnly.Why, true)] public static class FieldPermissionTypeCanReadUnMasked;
    [Obsolete(NamesOnly.Why, true)] public class FileSasUrlResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class GlobalSearchConfigurationCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class GlobalSearchConfigurationResponseCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class GlobalSearchConfigurations;
    [Obsolete(NamesOnly.Why, true)] public interface IAssemblyAuthenticationContext;
    [Obsolete(NamesOnly.Why, true)] public interface IAssemblyAuthenticationContext2;
    [Obsolete(NamesOnly.Why, true)] public interface IChangedItem;
    [Obsolete(NamesOnly.Why, true)] public interface IClientHeaderService;
    [Obsolete(NamesOnly.Why, true)] public interface IClusterService;
    [Obsolete(NamesOnly.Why, true)] public interface IClusterServiceFactory;
    [Obsolete(NamesOnly.Why, true)] public interface IEntityDataSourceRetrieverService;
    [Obsolete(NamesOnly.Why, true)] public interface IEnvironmentVariableService;
    [Obsolete(NamesOnly.Why, true)] public interface IFeatureControlService;
    [Obsolete(NamesOnly.Why, true)] public interface IFeatureControlService2;
    [Obsolete(NamesOnly.Why, true)] public interface IKeyVaultClient;
    [Obsolete(NamesOnly.Why, true)] public interface ILocalConfigStore;
    [Obsolete(NamesOnly.Why, true)] public interface IManagedIdentityService;
    [Obsolete(NamesOnly.Why, true)] public interface IOnBehalfOfTokenService;
    [Obsolete(NamesOnly.Why, true)] public interface IPSqlTdsResponsePipe;
    [Obsolete(NamesOnly.Why, true)] public interface IPluginExceptionProvider;
    [Obsolete(NamesOnly.Why, true)] public static class IPluginExecutionContextExtensions;
    [Obsolete(NamesOnly.Why, true)] public interface IProxyTypesAssemblyProvider;
    [Obsolete(NamesOnly.Why, true)] public interface IServiceEndpointNotificationService;
    [Obsolete(NamesOnly.Why, true)] public interface IServiceEndpointPlugin;
    [Obsolete(NamesOnly.Why, true)] public interface ITokenService;
    [Obsolete(NamesOnly.Why, true)] public interface ITwoWayServiceEndpointPlugin;
    [Obsolete(NamesOnly.Why, true)] public interface IVariantConfigEnvironmentConstraintProvider;
    [Obsolete(NamesOnly.Why, true)] public interface IWebHttpServiceEndpointPlugin;
    [Obsolete(NamesOnly.Why, true)] public enum ImportDecision { }
    [Obsolete(NamesOnly.Why, true)] public sealed class ImportFileUploadResponse;
    [Obsolete(NamesOnly.Why, true)] public static class KeyVaultAlgorithm;
    [Obsolete(NamesOnly.Why, true)] public sealed class KnownTypesResolver;
    [Obsolete(NamesOnly.Why, true)] public sealed class Label;
    [Obsolete(NamesOnly.Why, true)] public sealed class LayerDesiredOrder;
    [Obsolete(NamesOnly.Why, true)] public enum LayerDesiredOrderType { }
    [Obsolete(NamesOnly.Why, true)] public sealed class LocalizedLabel;
    [Obsolete(NamesOnly.Why, true)] public sealed class LocalizedLabelCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class MailboxTrackingFolderMapping;
    [Obsolete(NamesOnly.Why, true)] public sealed class MailboxTrackingFolderMappingCollection;
    [Obsolete(NamesOnly.Why, true)] public abstract class ManagedProperty<T>;
    [Obsolete(NamesOnly.Why, true)] public class MissingDependency;
    [Obsolete(NamesOnly.Why, true)] public sealed class MissingPackage;
    [Obsolete(NamesOnly.Why, true)] public enum MissingPackageResolutionAction { }
    [Obsolete(NamesOnly.Why, true)] public class ModuleEndpointOutputPathInfo;
    [Obsolete(NamesOnly.Why, true)] public class ModuleRunIncrementalSettings;
    [Obsolete(NamesOnly.Why, true)] public class ModuleRunOutputInfo;
    [Obsolete(NamesOnly.Why, true)] public sealed class NewOrUpdatedItem;
    [Obsolete(NamesOnly.Why, true)] public sealed class OfflineAppModuleProfileMap;
    [Obsolete(NamesOnly.Why, true)] public sealed class OfflineAppModuleProfileMapping;
    [Obsolete(NamesOnly.Why, true)] public sealed class OfflineSchemaScript;
    [Obsolete(NamesOnly.Why, true)] public sealed class OfflineSchemaScripts;
    [Obsolete(NamesOnly.Why, true)] public sealed class OrganizationRequestCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class OrganizationResponseCollection;
    [Obsolete(NamesOnly.Why, true)] public class PSqlConnectionContext;
    [Obsolete(NamesOnly.Why, true)] public class PreferredSolution;
    [Obsolete(NamesOnly.Why, true)] public sealed class PreferredSolutionDetails;
    [Obsolete(NamesOnly.Why, true)] public enum PresentInOrg { }
    [Obsolete(NamesOnly.Why, true)] public sealed class ProvisionLanguageForUserResult;
    [Obsolete(NamesOnly.Why, true)] public enum ProvisionLanguageForUserStatusType { }
    [Obsolete(NamesOnly.Why, true)] public sealed class QuickFindConfiguration;
    [Obsolete(NamesOnly.Why, true)] public sealed class QuickFindConfigurationCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class QuickFindResult;
    [Obsolete(NamesOnly.Why, true)] public sealed class QuickFindResultCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class RelationshipQueryCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class RelationshipSchemaNameAttribute;
    [Obsolete(NamesOnly.Why, true)] public sealed class RemoteExecutionContext;
    [Obsolete(NamesOnly.Why, true)] public sealed class RemoveDependencyResult;
    [Obsolete(NamesOnly.Why, true)] public enum RemoveDependencyStatus { }
    [Obsolete(NamesOnly.Why, true)] public sealed class RemovedOrDeletedItem;
    [Obsolete(NamesOnly.Why, true)] public enum ResultCode { }
    [Obsolete(NamesOnly.Why, true)] public sealed class SaveChangesException;
    [Obsolete(NamesOnly.Why, true)] public sealed class SaveChangesResult;
    [Obsolete(NamesOnly.Why, true)] public sealed class SaveChangesResultCollection;
    [Obsolete(NamesOnly.Why, true)] public class ScalarInputParameter;
    [Obsolete(NamesOnly.Why, true)] public abstract class SdkExceptionBase;
    [Obsolete(NamesOnly.Why, true)] public sealed class SelectColumn;
    [Obsolete(NamesOnly.Why, true)] public sealed class SelectColumnCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class ServiceEndpointFault;
    [Obsolete(NamesOnly.Why, true)] public sealed class ServicePlan;
    [Obsolete(NamesOnly.Why, true)] public enum ShareAccessRights { }
    [Obsolete(NamesOnly.Why, true)] public class SolutionComponentDetails;
    [Obsolete(NamesOnly.Why, true)] public class SolutionComponentOperationResult;
    [Obsolete(NamesOnly.Why, true)] public sealed class SolutionComponentOption;
    [Obsolete(NamesOnly.Why, true)] public class SolutionComponentReference;
    [Obsolete(NamesOnly.Why, true)] public class SolutionDetails;
    [Obsolete(NamesOnly.Why, true)] public sealed class SolutionInfo;
    [Obsolete(NamesOnly.Why, true)] public enum SolutionOperationMessageType { }
    [Obsolete(NamesOnly.Why, true)] public sealed class SolutionOperationResult;
    [Obsolete(NamesOnly.Why, true)] public enum SolutionOperationStatus { }
    [Obsolete(NamesOnly.Why, true)] public enum SolutionOperationType { }
    [Obsolete(NamesOnly.Why, true)] public sealed class SolutionParameters;
    [Obsolete(NamesOnly.Why, true)] public class SolutionValidationResult;
    [Obsolete(NamesOnly.Why, true)] public enum SolutionValidationResultType { }
    [Obsolete(NamesOnly.Why, true)] public enum SqlNameMappingOptions { }
    [Obsolete(NamesOnly.Why, true)] public sealed class StageSolutionResults;
    [Obsolete(NamesOnly.Why, true)] public enum StageSolutionStatus { }
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionData;
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionDeletedEntitiesData;
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionDeletedEntityData;
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionEntitiesMetadata;
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionEntityMetadata;
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionUpdatedEntitiesData;
    [Obsolete(NamesOnly.Why, true)] public sealed class SubscriptionUpdatedEntityData;
    [Obsolete(NamesOnly.Why, true)] public class SubstitutionResult;
    [Obsolete(NamesOnly.Why, true)] public enum SubstitutionStatus { }
    [Obsolete(NamesOnly.Why, true)] public sealed class SyncOfflineDataResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class SyncOfflineDataSchemaResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class SyncSubscriptionDataResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class SyncSubscriptionMetadataResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class TdsPowerBISqlRequest;
    [Obsolete(NamesOnly.Why, true)] public class TemplateSubstitutionStore;
    [Obsolete(NamesOnly.Why, true)] public sealed class TriggerDefinition;
    [Obsolete(NamesOnly.Why, true)] public sealed class TriggerDefinitionEventType;
    [Obsolete(NamesOnly.Why, true)] public sealed class TriggerDefinitions;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdatePointersRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdatedData;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdatedEntitiesData;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpgradeCurrencyTypeStatus;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpgradeCurrencyTypeTable;
    [Obsolete(NamesOnly.Why, true)] public class UpstreamEntityInputVersionInfo;
    [Obsolete(NamesOnly.Why, true)] public class UpstreamIncrementalEntityInfo;
    [Obsolete(NamesOnly.Why, true)] public class UpstreamIncrementalEntityTimestampInfo;
    [Obsolete(NamesOnly.Why, true)] public class UpstreamIncrementalEntityVersionInfo;
    [Obsolete(NamesOnly.Why, true)] public class UpstreamResultInput;
    [Obsolete(NamesOnly.Why, true)] public sealed class UserLicenseInfo;
    [Obsolete(NamesOnly.Why, true)] public sealed class UserName;
    [Obsolete(NamesOnly.Why, true)] public sealed class UserSearchFacet;
    [Obsolete(NamesOnly.Why, true)] public sealed class UserSearchFacetCollection;
    [Obsolete(NamesOnly.Why, true)] public sealed class UserSearchFacetResponseCollection;
    [Obsolete(NamesOnly.Why, true)] public class ValidateSolutionPrerequisitesResult;
    [Obsolete(NamesOnly.Why, true)] public enum ValidateSolutionStatus { }
}

namespace Microsoft.Xrm.Sdk.Extensions
{
    [Obsolete(NamesOnly.Why, true)] public static class ContextExtensions;
    [Obsolete(NamesOnly.Why, true)] public static class LinkEntityExtensions;
    [Obsolete(NamesOnly.Why, true)] public static class OrganizationServiceExtensions;
    [Obsolete(NamesOnly.Why, true)] public static class ServiceProviderExtensions;
}

namespace Microsoft.Xrm.Sdk.Messages
{
    [Obsolete(NamesOnly.Why, true)] public sealed class CanBeReferencedRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CanBeReferencedResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CanBeReferencingRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CanBeReferencingResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CanManyToManyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CanManyToManyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class ConvertDateAndTimeBehaviorRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class ConvertDateAndTimeBehaviorResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateAsyncJobToRevokeInheritedAccessRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateAsyncJobToRevokeInheritedAccessResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateAttributeRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateAttributeResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateCustomerRelationshipsRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateCustomerRelationshipsResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateEntityKeyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateEntityKeyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateEntityRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateEntityResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateManyToManyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateManyToManyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateMultipleRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateMultipleResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateOneToManyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateOneToManyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateOptionSetRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class CreateOptionSetResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteAttributeRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteAttributeResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteEntityKeyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteEntityKeyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteEntityRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteEntityResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteMultipleRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteOptionSetRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteOptionSetResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteOptionValueRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteOptionValueResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteRelationshipRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class DeleteRelationshipResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteAsyncRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteAsyncResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteMultipleRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteMultipleResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteTransactionRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class ExecuteTransactionResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class GetValidManyToManyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class GetValidManyToManyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class GetValidReferencedEntitiesRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class GetValidReferencedEntitiesResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class GetValidReferencingEntitiesRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class GetValidReferencingEntitiesResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class InsertOptionValueRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class InsertOptionValueResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class InsertStatusValueRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class InsertStatusValueResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class IsDataEncryptionActiveRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class IsDataEncryptionActiveResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class OrderOptionRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class OrderOptionResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class ReactivateEntityKeyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class ReactivateEntityKeyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAllEntitiesRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAllEntitiesResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAllManagedPropertiesRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAllManagedPropertiesResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAllOptionSetsRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAllOptionSetsResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAttributeRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveAttributeResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveDataEncryptionKeyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveDataEncryptionKeyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveEntityChangesRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveEntityChangesResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveEntityKeyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveEntityKeyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveEntityRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveEntityResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveManagedPropertyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveManagedPropertyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveMetadataChangesRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveMetadataChangesResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveOptionSetRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveOptionSetResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveRelationshipRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveRelationshipResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveTimestampRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class RetrieveTimestampResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class SetDataEncryptionKeyRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class SetDataEncryptionKeyResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateAttributeRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateAttributeResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateEntityRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateEntityResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateMultipleRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateMultipleResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateOptionSetRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateOptionSetResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateOptionValueRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateOptionValueResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateRelationshipRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateRelationshipResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateStateValueRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpdateStateValueResponse;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpsertMultipleRequest;
    [Obsolete(NamesOnly.Why, true)] public sealed class UpsertMultipleResponse;
}

namespace Microsoft.Xrm.Sdk.PluginTelemetry
{
    [Obsolete(NamesOnly.Why, true)] public class EventId;
    [Obsolete(NamesOnly.Why, true)] public interface ILogger;
    [Obsolete(NamesOnly.Why, true)] public enum LogLevel { }
}

namespace Microsoft.Xrm.Sdk.Query
{
    [Obsolete(NamesOnly.Why, true)] public class AttributeDescriptionMinimal;
    [Obsolete(NamesOnly.Why, true)] public class EntityDescriptionMinimal;
    [Obsolete(NamesOnly.Why, true)] public interface IQueryExpressionVisitor;
    [Obsolete(NamesOnly.Why, true)] public enum InfoCode { }
    [Obsolete(NamesOnly.Why, true)] public class MetadataDescriptionsMinimal;
    [Obsolete(NamesOnly.Why, true)] public abstract class QueryExpressionVisitorBase;
    [Obsolete(NamesOnly.Why, true)] public enum SeverityLevel { }
    [Obsolete(NamesOnly.Why, true)] public sealed class ValidateFetchXmlExpressionResult;
    [Obsolete(NamesOnly.Why, true)] public class ValidatorIssue;
    [Obsolete(NamesOnly.Why, true)] public enum XrmAggregateType { }
    [Obsolete(NamesOnly.Why, true)] public sealed class XrmAttributeExpression;
    [Obsolete(NamesOnly.Why, true)] public enum XrmDateTimeGrouping { }
}
