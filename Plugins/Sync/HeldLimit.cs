using System;
using System.Globalization;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Execution;

namespace Pax8Dataverse.Sync;

/// <summary>What becomes of what a job holds.</summary>
/// <param name="Stake">What would be lost.</param>
/// <param name="IsAsked">Whether a person is asked; else it is applied.</param>
internal sealed record HeldVerdict(HeldStake Stake, bool IsAsked);

/// <summary>
/// Decides whether what Pax8 would take away is so much that a person is asked: more rows, or licences, than the connector's number and
/// its part of all that a sync is about. What was applied unasked within a day counts as well, so that many small steps are one.
/// </summary>
internal sealed class HeldLimit(SyncJobRows jobs, IClock clock)
{
    private const int Everything = 100;

    /// <summary>Record of the issue that nobody has answered for long.</summary>
    public const string Record = "held";

    /// <summary>How long a question waits before an issue tells of it.</summary>
    private static readonly TimeSpan LongestUntold = TimeSpan.FromDays(7);

    /// <summary>Null where nothing is held that is to be decided.</summary>
    public HeldVerdict? Judge(SyncJobState job, ConnectorSettings connector, IHeldBack held)
    {
        if (!held.IsAny(job.ConnectorId)) return null;
        var all = held.StakeOf(job.ConnectorId, null);
        if (all.Rows == 0) return null;
        if (IsTooMuch(all, null)) return new HeldVerdict(all, IsAsked: true);
        if (job.ProviderAccountId is not { } only) return new HeldVerdict(all, IsAsked: false);
        var ofAccount = held.StakeOf(job.ConnectorId, only);
        if (ofAccount.Rows == 0) return null;
        return IsTooMuch(ofAccount, only) ? new HeldVerdict(all, IsAsked: true) : new HeldVerdict(ofAccount, IsAsked: false);

        bool IsTooMuch(HeldStake stake, Guid? account)
        {
            var before = jobs.AppliedSince(job.ConnectorId, job.Kind, clock.UtcNow.AddDays(-1), account);
            var rows = stake.Rows + before.Rows;
            var licences = stake.Licences + before.Licences;
            if (connector.HoldPercent >= Everything || (rows <= connector.HoldNumber && licences <= connector.HoldNumber)) return false;
            var scope = held.ScopeOf(job.ConnectorId, account);
            return IsAbove(rows, scope.Rows) || IsAbove(licences, scope.Licences);
        }

        bool IsAbove(long lost, long of) => lost > connector.HoldNumber && lost * Everything > of * connector.HoldPercent;
    }

    /// <summary>The issue that nobody has answered for more than a week; null before.</summary>
    public IssueDraft? Overdue(HeldVerdict? verdict, string rowsName) => verdict is not { IsAsked: true, Stake: { OldestOn: { } oldest } stake } || oldest >= clock.UtcNow - LongestUntold
        ? null
        : new IssueDraft
        {
            Code = Record,
            RecordId = Record,
            What = string.Format(CultureInfo.InvariantCulture, "{0:N0} {1} have been held since {2:yyyy-MM-dd}, and nobody has answered.", stake.Rows, rowsName, oldest),
            Why = string.Format(CultureInfo.InvariantCulture, "Pax8 would take away {0:N0} licences, and a sync asked before it took them over. Until somebody answers, they stay here and are billed.", stake.Licences),
            WhatToDo = "Open the sync job that waits for confirmation and choose Apply where Pax8 is right, or Discard where it is not; both can be chosen for single ones, too.",
            IsWarning = true,
        };

    /// <summary>What is at stake, for the person who is asked.</summary>
    public static string Question(HeldStake stake, string rowsName) => string.Format(
        CultureInfo.InvariantCulture,
        "Pax8 would take something away from {0:N0} of the {1}, of {2}: {3}{4}. Nothing of that was taken over yet; all else was. Look at what is held, then choose Apply or Discard.",
        stake.Rows, rowsName, Counted(stake.Customers, "customer"), Counted(stake.Licences, "licence"), stake.PerMonth.Length == 0 ? "" : $", {stake.PerMonth} a month");

    private static string Counted(long number, string what) => string.Format(CultureInfo.InvariantCulture, number == 1 ? "{0:N0} {1}" : "{0:N0} {1}s", number, what);
}
