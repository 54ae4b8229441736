using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>
/// Holds the subscriptions of the simulator against the rows, value by value, and each row's licence change logs against its
/// quantity. Written anew on purpose, without the package's own map: a fault there must not hide itself here.
/// </summary>
internal sealed class SubscriptionCheck
{
    private static readonly string[] Statuses =
    [
        "Active", "Cancelled", "PendingManual", "PendingAutomated", "PendingCancel", "WaitingForDetails", "Trial", "Converted", "PendingActivation", "Activated",
    ];

    private static readonly string[] Terms = ["Monthly", "Annual", "2-Year", "3-Year", "One-Time", "Trial", "Activation"];

    private SubscriptionCheck(int remote, int local, IReadOnlyList<string> differences)
    {
        Remote = remote;
        Local = local;
        Differences = differences;
    }

    /// <summary>Subscriptions of enabled companies in Pax8.</summary>
    public int Remote { get; }

    /// <summary>How many of them are here.</summary>
    public int Local { get; }

    /// <summary>A sentence for each difference.</summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>Without the simulator there is nothing to look into, and only the licence change logs are held.</summary>
    public static SubscriptionCheck Of(Pax8Simulator? pax8, DemoStage stage, Guid connector)
    {
        var enabled = new QueryExpression("pax8_provideraccount") { ColumnSet = new ColumnSet("pax8_providerspecificid") };
        enabled.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        enabled.Criteria.AddCondition("pax8_syncstatus", ConditionOperator.Equal, 476500000);
        var companies = stage.All(enabled).Select(row => row.GetAttributeValue<string>("pax8_providerspecificid")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var there = (pax8?.State.ListedSubscriptions ?? []).Where(subscription => companies.Contains(subscription.CompanyId)).ToList();
        var here = new QueryExpression("pax8_subscription")
        {
            ColumnSet = new ColumnSet(
                "pax8_name", "pax8_providerspecificid", "pax8_quantity", "pax8_price", "pax8_billingterm", "pax8_subscriptionstatus", "pax8_syncstate", "pax8_goneinpax8",
                "pax8_currencycode", "pax8_commitmentterm", "pax8_startson", "pax8_endson", "pax8_productid", "pax8_parentsubscriptionid", "statecode"),
        };
        here.Criteria.AddCondition("pax8_connectorid", ConditionOperator.Equal, connector);
        var rows = stage.All(here).ToDictionary(row => row.GetAttributeValue<string>("pax8_providerspecificid"), StringComparer.OrdinalIgnoreCase);
        var differences = new List<string>();
        foreach (var subscription in there)
        {
            if (rows.TryGetValue(subscription.Id, out var row)) differences.AddRange(Values(subscription, row));
            else differences.Add($"{subscription.ProductName} ({subscription.Id}) is in Pax8 and not here.");
        }
        var known = there.Select(subscription => subscription.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (pax8 is not null)
            differences.AddRange(rows.Where(pair => !known.Contains(pair.Key) && !pair.Value.GetAttributeValue<bool>("pax8_goneinpax8"))
                .Select(pair => $"{pair.Value["pax8_name"]} ({pair.Key}) is here, not marked as gone, and not in Pax8."));
        differences.AddRange(WrongSums(rows.Values, stage));
        return new SubscriptionCheck(there.Count, rows.Keys.Count(known.Contains), differences);
    }

    private static IEnumerable<string> Values(Pax8Subscription there, Entity here)
    {
        var ended = there.Status is "Cancelled" or "Converted";
        if (here.GetAttributeValue<int>("pax8_quantity") != (ended ? 0 : there.Quantity))
            yield return Sentence(here, $"{here.GetAttributeValue<int>("pax8_quantity")} licences here, {there.Quantity} in Pax8 ({there.Status})");
        if ((here.GetAttributeValue<OptionSetValue>("statecode").Value == 1) != ended) yield return Sentence(here, $"its state is not that of {there.Status}");
        if (here.GetAttributeValue<decimal?>("pax8_price") != there.Price) yield return Sentence(here, $"price {here.GetAttributeValue<decimal?>("pax8_price")} here, {there.Price} in Pax8");
        if (Choice(here, "pax8_billingterm") != Option(Terms, there.BillingTerm)) yield return Sentence(here, $"billing term is not {there.BillingTerm}");
        if (Choice(here, "pax8_subscriptionstatus") != Option(Statuses, there.Status)) yield return Sentence(here, $"Pax8 Status is not {there.Status}");
        if (here.GetAttributeValue<string>("pax8_currencycode") != there.CurrencyCode) yield return Sentence(here, $"currency is not {there.CurrencyCode}");
        if (here.GetAttributeValue<string>("pax8_commitmentterm") != there.Commitment?.Term) yield return Sentence(here, $"commitment is not {there.Commitment?.Term}");
        if (!SameMoment(here, "pax8_startson", there.StartDate)) yield return Sentence(here, $"it starts on {here.GetAttributeValue<DateTime?>("pax8_startson"):u} here, on {there.StartDate} in Pax8");
        if (!SameMoment(here, "pax8_endson", there.EndDate)) yield return Sentence(here, $"it ends on {here.GetAttributeValue<DateTime?>("pax8_endson"):u} here, on {there.EndDate} in Pax8");
        if (!here.Contains("pax8_productid")) yield return Sentence(here, "it has no product");
        if (there.ParentSubscriptionId is not null && !here.Contains("pax8_parentsubscriptionid")) yield return Sentence(here, "it is not linked to its parent");
        if (Choice(here, "pax8_syncstate") != 476500000) yield return Sentence(here, $"Sync State is {here.FormattedValues["pax8_syncstate"]}");
    }

    private static IEnumerable<string> WrongSums(IEnumerable<Entity> rows, DemoStage stage)
    {
        var sums = stage.All(new QueryExpression("pax8_licensechangelog") { ColumnSet = new ColumnSet("pax8_subscriptionid", "pax8_quantity") })
            .GroupBy(log => log.GetAttributeValue<EntityReference>("pax8_subscriptionid").Id).ToDictionary(group => group.Key, group => group.Sum(log => log.GetAttributeValue<int>("pax8_quantity")));
        return rows.Where(row => sums.GetValueOrDefault(row.Id) != row.GetAttributeValue<int>("pax8_quantity"))
            .Select(row => Sentence(row, $"its licence change logs add up to {sums.GetValueOrDefault(row.Id)}, its quantity is {row["pax8_quantity"]}"));
    }

    /// <summary>Dataverse keeps no fractions of a second.</summary>
    private static bool SameMoment(Entity row, string column, string? text) => Pax8Dates.TryRead(text, out var moment)
        ? row.GetAttributeValue<DateTime?>(column) is { } here && here == moment.UtcDateTime.AddTicks(-(moment.UtcTicks % TimeSpan.TicksPerSecond))
        : !row.Contains(column);

    private static int? Choice(Entity row, string column) => row.GetAttributeValue<OptionSetValue>(column)?.Value;

    private static int Option(string[] words, string word) => 476500000 + (Array.IndexOf(words, word) is var index && index >= 0 ? index : words.Length);

    private static string Sentence(Entity row, string what) => $"{DemoStage.Short(row.GetAttributeValue<string>("pax8_name"))}: {what}.";
}
