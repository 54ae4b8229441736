using System;
using Pax8Dataverse.Benchmarks.Platform;

namespace Pax8Dataverse.Benchmarks.Measures;

/// <summary>Processor time and allocated bytes of the package's own work per row, next to bare reading of the same pages.</summary>
internal static class PerRow
{
    private const int WarmUps = 5;

    public static void Print(int records, int rounds)
    {
        PrintCompanies(records, rounds);
        PrintSubscriptions(records, rounds);
    }

    private static void PrintCompanies(int companies, int rounds)
    {
        var (pages, changed) = RecordPages.OfCompanies(companies);
        using var mapped = Mapped(pages);
        using var changing = Mapped(pages);
        using var unmapped = new BenchSync();
        using var first = new BenchSync();
        unmapped.AddAccounts(companies);
        unmapped.Run(pages);
        var isChanged = false;
        Print($"The package's own work per row, {Figures.Number(companies)} companies", pages, rounds,
        [
            new("unchanged, all mapped", mapped, () => mapped.Run(pages), new(companies), new(companies)),
            new("1 % changed, all mapped", changing, () => changing.Run((isChanged = !isChanged) ? changed : pages), new(companies), new(companies)),
            new($"unchanged, none mapped, {Figures.Number(companies)} accounts", unmapped, () => unmapped.Run(pages), new(companies), new(companies)),
            new("first, no accounts", first, () => First(first, pages), new(companies), new(companies)),
        ]);
    }

    private static void PrintSubscriptions(int subscriptions, int rounds)
    {
        var (pages, changed, companies) = RecordPages.OfSubscriptions(subscriptions);
        using var same = Subscribed(companies, pages);
        using var changing = Subscribed(companies, pages);
        using var first = new BenchSync(BenchSync.Subscriptions);
        var isChanged = false;
        Print($"The package's own work per row, {Figures.Number(subscriptions)} subscriptions", pages, rounds,
        [
            new("unchanged", same, () => same.Run(pages), new(subscriptions), new(subscriptions)),
            new("1 % changed", changing, () => changing.Run((isChanged = !isChanged) ? changed : pages), new(subscriptions), new(subscriptions)),
            new("first", first, () => First(first, companies, pages), new(subscriptions), new(subscriptions)),
        ]);
    }

    private static void Print(string title, RecordPages pages, int rounds, Measure[] measures)
    {
        var bareFigures = new Figures(pages.Records);
        // Rounds take turns, so that whatever else goes on meets all measures alike.
        for (var round = -WarmUps; round < rounds; round++)
        {
            var bare = Quietly(() => BareReading.Run(pages));
            if (round >= 0) bareFigures.Add(bare);
            foreach (var measure in measures)
            {
                var used = Quietly(measure.Run);
                if (round < 0) continue;
                measure.Ours.Add(used);
                measure.Platform.Add(measure.Sync.OfPlatform);
            }
        }
        var table = new TextTable("Sync", "CPU µs/row", "of bare", "bytes/row", "of bare", "(rows in memory: µs/row)");
        table.Add("bare JsonSerializer", Figures.Number(bareFigures.MicrosecondsPerRow, 2), "1.00x", Figures.Number(bareFigures.BytesPerRow), "1.00x", "");
        foreach (var (name, _, _, ours, platform) in measures)
            table.Add(name,
                Figures.Number(ours.MicrosecondsPerRow, 2), Figures.Ratio(ours.MicrosecondsPerRow, bareFigures.MicrosecondsPerRow),
                Figures.Number(ours.BytesPerRow), Figures.Ratio(ours.BytesPerRow, bareFigures.BytesPerRow),
                Figures.Number(platform.MicrosecondsPerRow, 2));
        table.Print($"{title}, median of {rounds} rounds");
    }

    /// <summary>After a first sync of subscriptions.</summary>
    internal static BenchSync Subscribed(RecordPages companies, RecordPages pages)
    {
        var sync = new BenchSync(BenchSync.Subscriptions);
        First(sync, companies, pages);
        return sync;
    }

    private static ThreadWork First(BenchSync sync, RecordPages companies, RecordPages pages)
    {
        sync.Empty();
        sync.AddProviderAccounts(companies);
        return sync.Run(pages);
    }

    private static BenchSync Mapped(RecordPages pages)
    {
        var sync = new BenchSync();
        sync.Run(pages);
        sync.MapAll();
        return sync;
    }

    private static ThreadWork First(BenchSync sync, RecordPages pages)
    {
        sync.Empty();
        return sync.Run(pages);
    }

    /// <summary>Each round pays for its own garbage only.</summary>
    internal static ThreadWork Quietly(Func<ThreadWork> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return run();
    }

    private sealed record Measure(string Name, BenchSync Sync, Func<ThreadWork> Run, Figures Ours, Figures Platform);
}
