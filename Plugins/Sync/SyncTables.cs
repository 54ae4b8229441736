using Pax8Dataverse.Connectors;
using Pax8Dataverse.ProviderAccounts;
using Pax8Dataverse.Subscriptions;

namespace Pax8Dataverse.Sync;

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
