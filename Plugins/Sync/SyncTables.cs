using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Sync;

/// <summary>One run of a sync. Its lock key is unique while it is open: one open job per connector and kind.</summary>
internal static class SyncJob
{
    public const string Table = "pax8_syncjob";
    public const string SchemaName = "pax8_SyncJob";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_syncjobid", "Sync Job");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 200, isRequired: true);
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider", isRequired: true);
    public static readonly Column Kind = Columns.Choice("pax8_kind", "Kind", isRequired: true);
    public static readonly Column Status = Columns.Choice("pax8_jobstatus", "Status");
    public static readonly Column Phase = Columns.Choice("pax8_phase", "Phase");
    public static readonly Column Round = Columns.WholeNumber("pax8_round", "Reading");
    public static readonly Column LockKey = Columns.Text("pax8_lockkey", "Lock key", 100);
    public static readonly Column PagesTotal = Columns.WholeNumber("pax8_pagestotal", "Pages in total");
    public static readonly Column PagesDone = Columns.WholeNumber("pax8_pagesdone", "Pages done");
    public static readonly Column PageSize = Columns.WholeNumber("pax8_pagesize", "Records per page");
    public static readonly Column RemoteCount = Columns.WholeNumber("pax8_remotecount", "Records in Pax8");
    public static readonly Column Created = Columns.WholeNumber("pax8_createdcount", "Created");
    public static readonly Column Updated = Columns.WholeNumber("pax8_updatedcount", "Updated");
    public static readonly Column Unchanged = Columns.WholeNumber("pax8_unchangedcount", "Unchanged");
    public static readonly Column Failed = Columns.WholeNumber("pax8_failedcount", "Failed");
    public static readonly Column Skipped = Columns.WholeNumber("pax8_skippedcount", "Skipped");
    public static readonly Column Differences = Columns.WholeNumber("pax8_differencecount", "Differences");
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account", target: "pax8_provideraccount");
    public static readonly Column Attempts = Columns.WholeNumber("pax8_attempts", "Attempts");
    public static readonly Column StartedOn = Columns.DateAndTime("pax8_startedon", "Started On");
    public static readonly Column ProgressOn = Columns.DateAndTime("pax8_progresson", "Last progress");
    public static readonly Column FinishedOn = Columns.DateAndTime("pax8_finishedon", "Finished On");
    public static readonly Column Message = Columns.Memo("pax8_message", "Result", 2000);
    public static readonly Column PreviousOn = Columns.DateAndTime("pax8_previouson", "Previous Sync On");
    public static readonly Column Held = Columns.WholeNumber("pax8_heldcount", "Held");
    public static readonly Column HeldLicences = Columns.WholeNumber("pax8_heldlicences", "Held Licences");
    public static readonly Column Applied = Columns.WholeNumber("pax8_appliedcount", "Applied");
    public static readonly Column AppliedLicences = Columns.WholeNumber("pax8_appliedlicences", "Applied Licences");
    public static readonly Column Decision = Columns.Choice("pax8_decision", "Decision");
    public static readonly Column DecidedOn = Columns.DateAndTime("pax8_decidedon", "Decided On");
    public static readonly Column DecidedBy = Columns.Lookup("pax8_decidedbyid", "Decided By", target: "systemuser");

    /// <summary>What a person said to what the job held. Null where nobody was asked, or nobody has answered.</summary>
    public static class Decisions
    {
        public const int Apply = 476500000;
        public const int Discard = 476500001;
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
        public const int WaitingForConfirmation = 476500008;
    }

    public static class Phases
    {
        public const int Planning = 476500000;
        public const int Reading = 476500001;
        public const int Checking = 476500002;

        /// <summary>All is read; what would be taken away is counted, and shared out where it may be applied.</summary>
        public const int Deciding = 476500003;
        public const int Applying = 476500004;

        /// <summary>All is read, and what was decided of the rows left for the end is shared out to be written.</summary>
        public const int Finishing = 476500005;
    }
}

/// <summary>A share of a job that one execution can do: a range of pages, the check for vanished rows, or the plan itself.</summary>
internal static class SyncBatch
{
    public const string Table = "pax8_syncbatch";

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_syncbatchid", "Sync Batch");
    public static readonly Column Name = Columns.Text("pax8_name", "Name", 200, isRequired: true);
    public static readonly Column Job = Columns.Lookup("pax8_syncjobid", "Sync Job", isRequired: true);
    public static readonly Column Key = Columns.Text("pax8_batchkey", "Batch key", 100);
    public static readonly Column Work = Columns.Choice("pax8_work", "Work");
    public static readonly Column FirstPage = Columns.WholeNumber("pax8_firstpage", "First page");
    public static readonly Column LastPage = Columns.WholeNumber("pax8_lastpage", "Last page");
    public static readonly Column NextPage = Columns.WholeNumber("pax8_nextpage", "Next page");
    public static readonly Column Hop = Columns.WholeNumber("pax8_hop", "Hop");
    public static readonly Column Attempts = Columns.WholeNumber("pax8_attempts", "Attempts");
    public static readonly Column Status = Columns.Choice("pax8_batchstatus", "Status");
    public static readonly Column Created = Columns.WholeNumber("pax8_createdcount", "Created");
    public static readonly Column Updated = Columns.WholeNumber("pax8_updatedcount", "Updated");
    public static readonly Column Unchanged = Columns.WholeNumber("pax8_unchangedcount", "Unchanged");
    public static readonly Column Failed = Columns.WholeNumber("pax8_failedcount", "Failed");
    public static readonly Column Skipped = Columns.WholeNumber("pax8_skippedcount", "Skipped");
    public static readonly Column FailedPages = Columns.WholeNumber("pax8_failedpages", "Failed pages");
    public static readonly Column RemoteCount = Columns.WholeNumber("pax8_remotecount", "Records in Pax8");
    public static readonly Column ListedCount = Columns.WholeNumber("pax8_listedcount", "Records listed");
    public static readonly Column ReadsToEnd = Columns.YesNo("pax8_readstoend", "Reads to the end");
    public static readonly Column SeenIds = Columns.Memo("pax8_seenids", "Ids seen", 1048576);
    public static readonly Column LeftRows = Columns.Memo("pax8_leftrows", "Rows left", 1048576);
    public static readonly Column ProgressOn = Columns.DateAndTime("pax8_progresson", "Last progress");
    public static readonly Column Message = Columns.Memo("pax8_message", "Result", 2000);

    public static class Works
    {
        public const int Pages = 476500000;
        public const int Check = 476500001;
        public const int Plan = 476500002;
        public const int Apply = 476500003;
        public const int Finish = 476500004;
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

    public static readonly TableColumns Columns = new();

    public static readonly Column Id = Columns.Key("pax8_syncissueid", "Sync Issue");
    public static readonly Column Name = Columns.Text("pax8_name", "What happened", 300, isRequired: true);
    public static readonly Column Reason = Columns.Memo("pax8_reason", "Why", 4000);
    public static readonly Column WhatToDo = Columns.Memo("pax8_whattodo", "What to do", 2000);
    public static readonly Column Retryable = Columns.YesNo("pax8_retryable", "Will be tried again");
    public static readonly Column Severity = Columns.Choice("pax8_severity", "Severity");
    public static readonly Column Status = Columns.Choice("pax8_issuestatus", "Status", ColumnOwner.People);
    public static readonly Column RecordId = Columns.Text("pax8_recordid", "Pax8 id", 100);
    public static readonly Column Key = Columns.Text("pax8_issuekey", "Issue key", 100);
    public static readonly Column Kind = Columns.Choice("pax8_kind", "Kind");
    public static readonly Column Connector = Columns.Lookup("pax8_connectorid", "Provider");
    public static readonly Column Job = Columns.Lookup("pax8_syncjobid", "Sync Job", ColumnOwner.Belonging);
    public static readonly Column ProviderAccount = Columns.Lookup("pax8_provideraccountid", "Provider Account", ColumnOwner.Belonging, target: "pax8_provideraccount");
    public static readonly Column Subscription = Columns.Lookup("pax8_subscriptionid", "Subscription", ColumnOwner.Belonging, target: "pax8_subscription");
    public static readonly Column ResolvedOn = Columns.DateAndTime("pax8_resolvedon", "Resolved On");
    public static readonly Column Question = Columns.Choice("pax8_question", "Question");

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
