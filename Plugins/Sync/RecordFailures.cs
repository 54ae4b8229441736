using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Sync;

/// <summary>What goes wrong with one record stays with that record: its issue says so, and the others go on.</summary>
internal static class RecordFailures
{
    /// <summary>False for what concerns the whole run: Pax8 that does not answer, and an execution that is to be repeated.</summary>
    public static bool IsOfRecord(Exception failure) => failure is not (Pax8Exception or RetryLaterException);

    /// <summary>For an issue: Dataverse's own words, or that nobody foresaw it.</summary>
    public static string Reason(Exception failure) =>
        failure is RowException ? failure.Message : $"Something happened that was not foreseen. It says: {failure.Message}";

    /// <summary>Says which optional values of a record could not be taken over.</summary>
    /// <param name="code">See <see cref="IssueCodes"/>.</param>
    /// <param name="record">For the words: <c>subscription 17</c>.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="values">At least one.</param>
    public static IssueDraft OfValues(string code, string record, string recordId, IReadOnlyList<UnreadableValue> values, Guid? providerAccountId, Guid? subscriptionId = null) => new()
    {
        Code = code,
        RecordId = recordId,
        What = $"Some values of the {record} could not be taken over.",
        Why = $"Pax8 sent what cannot be kept here: {string.Join("; ", values.Take(MostValues))}{(values.Count > MostValues ? FormattableString.Invariant($"; and {values.Count - MostValues} more") : "")}.",
        WhatToDo = "These values were left as they were here, and everything else was taken over. Put them right in Pax8, or ask Pax8 support about them. The sync that finds them in order takes them over and closes this issue.",
        IsWarning = true,
        ProviderAccountId = providerAccountId,
        SubscriptionId = subscriptionId,
    };

    /// <summary>What fits into an issue's reason.</summary>
    private const int MostValues = 12;
}
