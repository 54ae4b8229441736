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

    /// <summary>Says which texts of a record were longer than their columns.</summary>
    /// <param name="record">For the words: <c>subscription 17</c>.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="cut">Captions and lengths; at least one.</param>
    /// <param name="isReadOnce">Whether no later sync reads the record again.</param>
    public static IssueDraft OfCutTexts(string record, string recordId, IEnumerable<string> cut, Guid? providerAccountId = null, Guid? subscriptionId = null, bool isReadOnce = false) => new()
    {
        Code = "cut",
        RecordId = recordId,
        What = $"Texts of {record} were too long and were cut.",
        Why = $"Pax8 sent more than the column holds: {string.Join(", ", cut)}.",
        WhatToDo = isReadOnce
            ? "Nothing needs to be done unless the text is a mistake in Pax8."
            : "Shorten the text in Pax8 if it is a mistake. The next sync then takes it over whole and closes this issue.",
        IsWarning = true,
        ProviderAccountId = providerAccountId,
        SubscriptionId = subscriptionId,
    };

    /// <summary>Says that Dataverse refused a row.</summary>
    /// <param name="row">For the words: <c>provider account of Contoso</c>.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="failure">The refusal.</param>
    public static IssueDraft OfRow(string row, string recordId, Exception failure, Guid? providerAccountId, Guid? subscriptionId = null) => new()
    {
        Code = "row",
        RecordId = recordId,
        What = $"The {row} could not be saved.",
        Why = Reason(failure),
        WhatToDo = "Put right what Dataverse says, such as a required column or a rule of another solution. The next sync tries again.",
        Retryable = true,
        ProviderAccountId = providerAccountId,
        SubscriptionId = subscriptionId,
    };

    /// <summary>Says that Pax8 gave no answer about a record that it does not list.</summary>
    /// <param name="kind">For the words: <c>company</c>.</param>
    /// <param name="name">Name of the row.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="failure">What came instead of an answer.</param>
    /// <param name="whatToDo">The remedy, as sentences.</param>
    public static IssueDraft OfNoAnswer(string kind, string name, string recordId, Pax8Exception failure, string whatToDo, Guid? providerAccountId, Guid? subscriptionId = null) => new()
    {
        Code = IssueCodes.OfNoAnswer(failure),
        RecordId = recordId,
        What = $"It is not known whether {name} still exists in Pax8.",
        Why = $"Pax8 does not list the {kind} any more, and gave no answer about it. {failure.Message}",
        WhatToDo = whatToDo,
        Retryable = true,
        Question = IssueCodes.QuestionOfNoAnswer(failure),
        ProviderAccountId = providerAccountId,
        SubscriptionId = subscriptionId,
    };

    /// <summary>What fits into an issue's reason.</summary>
    private const int MostValues = 12;
}
