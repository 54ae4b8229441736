using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DataverseEmulator.Storage;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>Cancellations on a date: what is here, what is there and what both sides agreed on, by their days.</summary>
internal sealed partial class SubscriptionLedger
{
    private static string? DayThere(Pax8Subscription subscription) =>
        subscription.Status == "PendingCancel" && Pax8Dates.TryRead(subscription.EndDate, out var end) ? Day(end.UtcDateTime) : null;

    private static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? DayOf(string? stored) => stored?[..10];

    private (string? Here, string? Agreed) DaysOf(string row) => database.Read(connection => connection.Query(
        "SELECT pax8_subscriptionid, pax8_cancelon, pax8_basecancelon FROM pax8_subscription",
        reader => (Id: reader.GetString(0), Here: DayOf(Text(reader, 1)), Agreed: DayOf(Text(reader, 2))))).Where(one => one.Id == row).Select(one => (one.Here, one.Agreed)).Single();

    private DateTime? ConfirmedOn(string log) => database.Read(connection => connection.Query(
        "SELECT pax8_licensechangelogid, pax8_confirmedon FROM pax8_licensechangelog", reader => (Id: reader.GetString(0), On: Text(reader, 1)))).Single(one => one.Id == log).On is { } on
        ? DateTime.Parse(on, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
        : null;

    private void AssertAskedForCancel(Pax8Call call, string id, Log change)
    {
        var date = call.Query.TryGetValue("cancelDate", out var text) ? Pax8Dates.TryRead(text, out var read) ? read.UtcDateTime : DateTime.MinValue : (DateTime?)null;
        Assert.True(change.Ends || change.Schedules, $"{id} is cancelled for change {change.Number}, which does not say so.");
        if (change.Schedules && date is null)
            Assert.True(ConfirmedOn(change.Id) >= change.EffectiveOn, $"{id} is cancelled at once for change {change.Number}, which says {change.EffectiveOn:yyyy-MM-dd}; nobody has confirmed that since.");
        else
            Assert.Equal(change.Schedules ? change.EffectiveOn : null, date);
        Assert.Contains((id, change.Schedules ? "cancel later" : "cancel"), _asked);
    }

    /// <summary>
    /// What is replaced in Pax8 is the date that both sides agree on, and it was so already when the person asked for another, or came there
    /// by a change made here, or may be replaced by a decision. Before both sides have agreed on it, it is not replaced at all.
    /// </summary>
    private void AssertNoDateOverwritten(string id, Facets old, Log change, Row row)
    {
        if (old.EndsOn is null || _liedAbout.Contains(id)) return;
        Assert.True(old.EndsOn == DaysOf(row.Id).Agreed, $"{id} was to end on {old.EndsOn} in Pax8 when change {change.Number} replaced it; both sides had agreed on {DaysOf(row.Id).Agreed ?? "none"}.");
        var ours = _logs.Values.Any(log => log.Subscription == change.Subscription && log is { ByPerson: true, Schedules: true } && log.Number != change.Number && Day(log.EffectiveOn!.Value) == old.EndsOn);
        Assert.True(
            old.EndsOn == _logs[change.Id].DayAgreedThen || ours || Decided(forPax8: false, id, _logs[change.Id].MadeAt),
            $"{id} was to end on {old.EndsOn} in Pax8 when change {change.Number} replaced it; whoever made the change knew {_logs[change.Id].DayAgreedThen ?? "none"}, and nobody decided for Work 365.");
    }

    /// <summary>What is here is what both sides agree on, which is what Pax8 has, with what waits on top.</summary>
    private void CheckDaysAtRest(Row row, Facets there, List<Log> open)
    {
        if (there.Ended || _liedAbout.Contains(row.Pax8Id)) return;
        var (here, agreed) = DaysOf(row.Id);
        Assert.True(agreed == there.EndsOn, $"{row.Pax8Id} is agreed to end on {agreed ?? "none"}, and Pax8 has {there.EndsOn ?? "none"}.");
        var expected = open.LastOrDefault(log => log.Schedules) is { } last ? Day(last.EffectiveOn!.Value) : agreed;
        Assert.True(here == expected, $"{row.Pax8Id} is to end on {here ?? "none"} here, and that should be {expected ?? "none"}.");
    }
}
