namespace Pax8Dataverse.Dataverse;

// Logical names of tables and columns and the values of their choices, each written once. A test holds every one of them
// against Solution/. Values start at the publisher's option value prefix 47650.

/// <summary>The provider integration: how to reach Pax8 and what a sync may do.</summary>
internal static class Connector
{
    public const string Table = "pax8_connector";
    public const string SchemaName = "pax8_Connector";
    public const string Id = "pax8_connectorid";
    public const string Name = "pax8_name";
    public const string Environment = "pax8_environment";
    public const string EndpointUrl = "pax8_endpointurl";
    public const string ApplicationId = "pax8_applicationid";
    public const string ApplicationSecret = "pax8_applicationsecret";
    public const string SecretStored = "pax8_secretstored";
    public const string CountryCode = "pax8_countrycode";
    public const string Currency = "pax8_currencyid";
    public const string SelfServiceAllowed = "pax8_selfserviceallowed";
    public const string BillOnBehalfOfEnabled = "pax8_billonbehalfofenabled";
    public const string OrderApprovalRequired = "pax8_orderapprovalrequired";
    public const string NewAccountsAre = "pax8_newaccountsare";
    public const string AutoMatch = "pax8_automatch";
    public const string ConnectivityStatus = "pax8_connectivitystatus";
    public const string ConnectivityVerifiedOn = "pax8_connectivityverifiedon";
    public const string ConnectivityMessage = "pax8_connectivitymessage";
    public const string CompanyCount = "pax8_companycount";
    public const string NameKey = "pax8_namekey";
    public const string ActiveKey = "pax8_activekey";
    public const string ConflictPolicy = "pax8_conflictpolicy";
    public const string WriteBack = "pax8_writeback";
    public const string ConfirmFactor = "pax8_confirmfactor";
    public const string ConfirmLicences = "pax8_confirmlicences";
    public const string PartnerState = "pax8_partnerstate";
    public const string PartnerMessage = "pax8_partnermessage";
    public const string Home = "pax8_home";
    public const string HomeOrganizationId = "pax8_homeorganizationid";
    public const string HomeEnvironmentId = "pax8_homeenvironmentid";
    public const string RestoredOn = "pax8_restoredon";
    public const string TakesOverFrom = "pax8_takesoverfrom";

    public static class Environments
    {
        public const int Production = 476500000;
        public const int Sandbox = 476500001;
    }

    public static class NewAccounts
    {
        public const int DisabledUntilReviewed = 476500000;
        public const int Enabled = 476500001;
    }

    public static class ConflictPolicies
    {
        public const int Ask = 476500000;
        public const int Pax8Wins = 476500001;
        public const int Work365Wins = 476500002;
    }

    public static class Connectivity
    {
        public const int NotVerified = 476500000;
        public const int Connected = 476500001;
        public const int Failed = 476500002;
    }

    /// <summary>Whose Pax8 the credentials open, as far as the rows here tell. Rows from before there was the column have none: not verified.</summary>
    public static class PartnerStates
    {
        public const int NotVerified = 476500000;
        public const int SamePartner = 476500001;
        public const int OtherPartner = 476500002;
        public const int Accepted = 476500003;
    }

    /// <summary>Whether the credentials were entered in this environment. Rows from before there was the column have none: as if they were.</summary>
    public static class Homes
    {
        public const int ThisEnvironment = 476500000;
        public const int CopiedReadOnly = 476500001;
    }
}

/// <summary>A Pax8 company as this tenant knows it, mapped to an account by people or by an exact match.</summary>
internal static class ProviderAccount
{
    public const string Table = "pax8_provideraccount";
    public const string Id = "pax8_provideraccountid";
    public const string Name = "pax8_name";
    public const string ProviderSpecificId = "pax8_providerspecificid";
    public const string Connector = "pax8_connectorid";
    public const string Account = "pax8_accountid";
    public const string CompanyStatus = "pax8_companystatus";
    public const string CompanyStatusText = "pax8_companystatustext";
    public const string SyncStatus = "pax8_syncstatus";
    public const string MatchStatus = "pax8_matchstatus";
    public const string MatchCandidates = "pax8_matchcandidates";
    public const string MatchReason = "pax8_matchreason";
    public const string Follow = "pax8_follow";
    public const string Street = "pax8_street";
    public const string Street2 = "pax8_street2";
    public const string City = "pax8_city";
    public const string StateOrProvince = "pax8_stateorprovince";
    public const string PostalCode = "pax8_postalcode";
    public const string Country = "pax8_country";
    public const string Phone = "pax8_phone";
    public const string Website = "pax8_website";
    public const string ExternalId = "pax8_externalid";
    public const string SelfServiceAllowed = "pax8_selfserviceallowed";
    public const string BillOnBehalfOfEnabled = "pax8_billonbehalfofenabled";
    public const string OrderApprovalRequired = "pax8_orderapprovalrequired";
    public const string UpdatedInPax8 = "pax8_pax8updatedon";

    public static class CompanyStatuses
    {
        public const int Active = 476500000;
        public const int Inactive = 476500001;
        public const int Deleted = 476500002;
        public const int Other = 476500003;
    }

    public static class SyncStatuses
    {
        public const int Enabled = 476500000;
        public const int Disabled = 476500001;
    }

    public static class MatchStatuses
    {
        public const int Unmapped = 476500000;
        public const int Mapped = 476500001;
        public const int Ambiguous = 476500002;
    }
}

/// <summary>One run of a sync. Its lock key is unique while it is open: one open job per connector and kind.</summary>
internal static class SyncJob
{
    public const string Table = "pax8_syncjob";
    public const string SchemaName = "pax8_SyncJob";
    public const string Id = "pax8_syncjobid";
    public const string Name = "pax8_name";
    public const string Connector = "pax8_connectorid";
    public const string Kind = "pax8_kind";
    public const string Status = "pax8_jobstatus";
    public const string Phase = "pax8_phase";
    public const string Round = "pax8_round";
    public const string LockKey = "pax8_lockkey";
    public const string PagesTotal = "pax8_pagestotal";
    public const string PagesDone = "pax8_pagesdone";
    public const string PageSize = "pax8_pagesize";
    public const string RemoteCount = "pax8_remotecount";
    public const string Created = "pax8_createdcount";
    public const string Updated = "pax8_updatedcount";
    public const string Unchanged = "pax8_unchangedcount";
    public const string Failed = "pax8_failedcount";
    public const string Skipped = "pax8_skippedcount";
    public const string Differences = "pax8_differencecount";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Attempts = "pax8_attempts";
    public const string StartedOn = "pax8_startedon";
    public const string ProgressOn = "pax8_progresson";
    public const string FinishedOn = "pax8_finishedon";
    public const string Message = "pax8_message";

    public static class Kinds
    {
        public const int ProviderAccounts = 476500000;
        public const int Subscriptions = 476500001;
        public const int CompareSubscriptions = 476500002;
    }

    public static class Statuses
    {
        public const int Waiting = 476500000;
        public const int InProgress = 476500001;
        public const int Paused = 476500002;
        public const int Succeeded = 476500003;
        public const int CompletedWithIssues = 476500004;
        public const int Failed = 476500005;
        public const int Cancelled = 476500006;
        public const int OtherPartner = 476500007;
    }

    public static class Phases
    {
        public const int Planning = 476500000;
        public const int Reading = 476500001;
        public const int Checking = 476500002;
    }
}

/// <summary>A share of a job that one execution can do: a range of pages, the check for vanished rows, or the plan itself.</summary>
internal static class SyncBatch
{
    public const string Table = "pax8_syncbatch";
    public const string Id = "pax8_syncbatchid";
    public const string Name = "pax8_name";
    public const string Job = "pax8_syncjobid";
    public const string Key = "pax8_batchkey";
    public const string Work = "pax8_work";
    public const string FirstPage = "pax8_firstpage";
    public const string LastPage = "pax8_lastpage";
    public const string NextPage = "pax8_nextpage";
    public const string Hop = "pax8_hop";
    public const string Attempts = "pax8_attempts";
    public const string Status = "pax8_batchstatus";
    public const string Created = "pax8_createdcount";
    public const string Updated = "pax8_updatedcount";
    public const string Unchanged = "pax8_unchangedcount";
    public const string Failed = "pax8_failedcount";
    public const string Skipped = "pax8_skippedcount";
    public const string FailedPages = "pax8_failedpages";
    public const string RemoteCount = "pax8_remotecount";
    public const string ListedCount = "pax8_listedcount";
    public const string ReadsToEnd = "pax8_readstoend";
    public const string SeenIds = "pax8_seenids";
    public const string ProgressOn = "pax8_progresson";
    public const string Message = "pax8_message";

    public static class Works
    {
        public const int Pages = 476500000;
        public const int Check = 476500001;
        public const int Plan = 476500002;
    }

    public static class Statuses
    {
        public const int Waiting = 476500000;
        public const int InProgress = 476500001;
        public const int HandedOver = 476500002;
        public const int Succeeded = 476500003;
        public const int Failed = 476500004;
        public const int Paused = 476500005;
        public const int Cancelled = 476500006;
    }
}

/// <summary>Something a person should know: what happened, why, what to do, and whether it is tried again.</summary>
internal static class SyncIssue
{
    public const string Table = "pax8_syncissue";
    public const string Id = "pax8_syncissueid";
    public const string Name = "pax8_name";
    public const string Reason = "pax8_reason";
    public const string WhatToDo = "pax8_whattodo";
    public const string Retryable = "pax8_retryable";
    public const string Severity = "pax8_severity";
    public const string Status = "pax8_issuestatus";
    public const string RecordId = "pax8_recordid";
    public const string Key = "pax8_issuekey";
    public const string Kind = "pax8_kind";
    public const string Connector = "pax8_connectorid";
    public const string Job = "pax8_syncjobid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Subscription = "pax8_subscriptionid";
    public const string ResolvedOn = "pax8_resolvedon";
    public const string Question = "pax8_question";

    /// <summary>What only a person can answer, by a command on the issue; most issues ask nothing.</summary>
    public static class Questions
    {
        public const int IsItGone = 476500000;
    }

    public static class Severities
    {
        public const int Error = 476500000;
        public const int Warning = 476500001;
    }

    public static class Statuses
    {
        public const int Open = 476500000;
        public const int Resolved = 476500001;
    }
}

/// <summary>A product of Pax8's catalogue, one row for all connectors, made on first sight of its id.</summary>
internal static class Product
{
    public const string Table = "pax8_product";
    public const string SchemaName = "pax8_Product";
    public const string Id = "pax8_productid";
    public const string Name = "pax8_name";
    public const string Pax8ProductId = "pax8_pax8productid";
    public const string VendorName = "pax8_vendorname";
    public const string Sku = "pax8_sku";
    public const string VendorSku = "pax8_vendorsku";
    public const string ShortDescription = "pax8_shortdescription";
    public const string RequiresCommitment = "pax8_requirescommitment";
}

/// <summary>
/// A Pax8 subscription as this tenant knows it. Quantity, price, billing term and the end of it go both ways; the agreed columns
/// hold what both sides had when they last agreed.
/// </summary>
internal static class Subscription
{
    public const string Table = "pax8_subscription";
    public const string SchemaName = "pax8_Subscription";
    public const string Id = "pax8_subscriptionid";
    public const string Name = "pax8_name";
    public const string ProviderSpecificId = "pax8_providerspecificid";
    public const string VendorSubscriptionId = "pax8_vendorsubscriptionid";
    public const string VendorSku = "pax8_vendorsku";
    public const string Connector = "pax8_connectorid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Account = "pax8_accountid";
    public const string Product = "pax8_productid";
    public const string Parent = "pax8_parentsubscriptionid";
    public const string ParentSpecificId = "pax8_parentspecificid";
    public const string Quantity = "pax8_quantity";
    public const string Price = "pax8_price";
    public const string PartnerCost = "pax8_partnercost";
    public const string CurrencyCode = "pax8_currencycode";
    public const string BillingTerm = "pax8_billingterm";
    public const string BillingTermText = "pax8_billingtermtext";
    public const string CommitmentTerm = "pax8_commitmentterm";
    public const string CommitmentId = "pax8_commitmentid";
    public const string CommitmentEndsOn = "pax8_commitmentendson";
    public const string StartsOn = "pax8_startson";
    public const string EndsOn = "pax8_endson";
    public const string BillingStartsOn = "pax8_billingstartson";
    public const string CreatedInPax8 = "pax8_pax8createdon";
    public const string UpdatedInPax8 = "pax8_pax8updatedon";
    public const string Status = "pax8_subscriptionstatus";
    public const string StatusText = "pax8_subscriptionstatustext";
    public const string GoneInPax8 = "pax8_goneinpax8";
    public const string AgreedQuantity = "pax8_basequantity";
    public const string AgreedPrice = "pax8_baseprice";
    public const string AgreedBillingTerm = "pax8_basebillingterm";
    public const string AgreedStatus = "pax8_basestatus";
    public const string AgreedCancelOn = "pax8_basecancelon";
    public const string SyncState = "pax8_syncstate";
    public const string ConflictQuantity = "pax8_conflictquantity";
    public const string ConflictPrice = "pax8_conflictprice";
    public const string ConflictBillingTerm = "pax8_conflictbillingterm";
    public const string ConflictStatus = "pax8_conflictstatus";
    public const string ConflictOn = "pax8_conflicton";
    public const string LastError = "pax8_lasterror";
    public const string ChangeReason = "pax8_changereason";
    public const string ChangeEffectiveOn = "pax8_changeeffectiveon";
    public const string CancelOn = "pax8_cancelon";
    public const string LastChangeNumber = "pax8_lastchangenumber";
    public const string SendingUntil = "pax8_sendinguntil";
    public const string TransactionMark = "pax8_transactionmark";
    public const string MovedTo = "pax8_movedto";
    public const string ChangeRequestedBy = "pax8_changerequestedby";

    /// <summary>The documented terms but those whose name starts with a digit; <c>2-Year</c> and <c>3-Year</c> lie between.</summary>
    public static class BillingTerms
    {
        public const int Monthly = 476500000;
        public const int Annual = 476500001;
        public const int OneTime = 476500004;
        public const int Trial = 476500005;
        public const int Activation = 476500006;
        public const int Other = 476500007;
    }

    public static class Statuses
    {
        public const int Active = 476500000;
        public const int Cancelled = 476500001;
        public const int PendingManual = 476500002;
        public const int PendingAutomated = 476500003;
        public const int PendingCancel = 476500004;
        public const int WaitingForDetails = 476500005;
        public const int Trial = 476500006;
        public const int Converted = 476500007;
        public const int PendingActivation = 476500008;
        public const int Activated = 476500009;
        public const int Other = 476500010;
    }

    public static class SyncStates
    {
        public const int InSync = 476500000;
        public const int WaitingToBeSent = 476500001;
        public const int Conflict = 476500002;
        public const int Failed = 476500003;
        public const int NotSynced = 476500004;
        public const int MovedAway = 476500005;
    }
}

/// <summary>
/// One change of a subscription's licences, price or term: the delta of the quantity and what became of it in Pax8. Its quantities
/// add up to the subscription's quantity at any time. Work 365's word is licence change log, LCL.
/// </summary>
internal static class LicenseChangeLog
{
    public const string Table = "pax8_licensechangelog";
    public const string SchemaName = "pax8_LicenseChangeLog";
    public const string Id = "pax8_licensechangelogid";
    public const string Name = "pax8_name";
    public const string Number = "pax8_number";
    public const string Subscription = "pax8_subscriptionid";
    public const string Connector = "pax8_connectorid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Account = "pax8_accountid";
    public const string RequestedBy = "pax8_requestedbyid";
    public const string Quantity = "pax8_quantity";
    public const string FromQuantity = "pax8_fromquantity";
    public const string ToQuantity = "pax8_toquantity";
    public const string FromPrice = "pax8_fromprice";
    public const string ToPrice = "pax8_toprice";
    public const string FromBillingTerm = "pax8_frombillingterm";
    public const string ToBillingTerm = "pax8_tobillingterm";
    public const string ChangeType = "pax8_changetype";
    public const string ProvisioningStatus = "pax8_provisioningstatus";
    public const string Reason = "pax8_reason";
    public const string EffectiveOn = "pax8_effectiveon";
    public const string ProvisionedOn = "pax8_provisionedon";
    public const string Message = "pax8_message";
    public const string Attempts = "pax8_attempts";
    public const string QueuedOn = "pax8_queuedon";
    public const string Withdrawn = "pax8_withdrawn";
    public const string Waits = "pax8_waits";
    public const string TakenOn = "pax8_takenon";
    public const string WaitsFor = "pax8_waitsfor";
    public const string ConnectionFailure = "pax8_connectionfailure";
    public const string ConfirmedBy = "pax8_confirmedbyid";
    public const string ConfirmedOn = "pax8_confirmedon";

    /// <summary>Why a change that is awaiting provisioning is not sent now; none is sent by itself. Rows from before there was the column have none.</summary>
    public static class WaitsForReasons
    {
        public const int Confirmation = 476500000;
        public const int EarlierChange = 476500001;
        public const int EffectiveDate = 476500002;
        public const int WriteBack = 476500003;
        public const int Inactive = 476500004;
        public const int SyncDisabled = 476500005;
        public const int CopiedEnvironment = 476500006;
        public const int NotShownYet = 476500007;
    }

    /// <summary>
    /// What of the provider integration kept a change from Pax8. A failed change that has none has failed for itself, or before there
    /// was the column; one awaiting provisioning that has one goes first, and the others follow its success.
    /// </summary>
    public static class ConnectionFailures
    {
        public const int Credentials = 476500000;
        public const int MissingRight = 476500001;
        public const int NoAnswer = 476500002;
    }

    public static class ChangeTypes
    {
        public const int Update = 476500000;
        public const int Deactivate = 476500001;
        public const int Activate = 476500002;
    }

    public static class ProvisioningStatuses
    {
        public const int AwaitingProvisioning = 476500000;
        public const int Provisioned = 476500001;
        public const int FailedProvisioning = 476500002;
        public const int NotApplicable = 476500003;
    }
}

/// <summary>A row of a drift report: one subscription that is not the same here and in Pax8, and in what.</summary>
internal static class SubscriptionDifference
{
    public const string Table = "pax8_subscriptiondifference";
    public const string SchemaName = "pax8_SubscriptionDifference";
    public const string Id = "pax8_subscriptiondifferenceid";
    public const string Name = "pax8_name";
    public const string Key = "pax8_differencekey";
    public const string Job = "pax8_syncjobid";
    public const string Connector = "pax8_connectorid";
    public const string ProviderAccount = "pax8_provideraccountid";
    public const string Subscription = "pax8_subscriptionid";
    public const string ProviderSpecificId = "pax8_providerspecificid";
    public const string Kind = "pax8_kind";
    public const string Here = "pax8_here";
    public const string There = "pax8_there";
    public const string AmountPerMonth = "pax8_amountpermonth";
    public const string CurrencyCode = "pax8_currencycode";

    public static class Kinds
    {
        public const int MissingHere = 476500000;
        public const int MissingInPax8 = 476500001;
        public const int QuantityDiffers = 476500002;
        public const int PriceDiffers = 476500003;
        public const int BillingTermDiffers = 476500004;
        public const int StatusDiffers = 476500005;
        public const int ChangeLogsDoNotAddUp = 476500006;
        public const int CompanyDiffers = 476500007;
        public const int ProductDiffers = 476500008;
        public const int ParentDiffers = 476500009;
        public const int CancellationDiffers = 476500010;
    }
}

/// <summary>The platform's account table, as far as matching reads it.</summary>
internal static class Account
{
    public const string Table = "account";
    public const string Id = "accountid";
    public const string Name = "name";
    public const string AccountNumber = "accountnumber";
    public const string Website = "websiteurl";
    public const string Country = "address1_country";
    public const string Master = "masterid";
}

/// <summary>Columns every table of the platform has.</summary>
internal static class Common
{
    public const string Owner = "ownerid";
    public const string CreatedOn = "createdon";
    public const string State = "statecode";
    public const string StatusReason = "statuscode";
    public const int StateActive = 0;
    public const int StateInactive = 1;
    public const int StatusActive = 1;
    public const int StatusInactive = 2;
}
