using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Benchmarks.Platform;

namespace Pax8Dataverse.Benchmarks.Measures;

/// <summary>How time and memory of an unchanged sync grow with the number of rows.</summary>
internal static class Growth
{
    public static void Print(IReadOnlyList<int> sizes, int rounds)
    {
        PrintCompanies(sizes, rounds);
        PrintMatching([.. sizes.Where(size => size <= 100_000)]);
        PrintSubscriptions(sizes, rounds);
    }

    /// <summary>The execution that decides which accounts companies belong to, with as many accounts as companies, none of which is mapped.</summary>
    private static void PrintMatching(IReadOnlyList<int> sizes)
    {
        var table = new TextTable("Companies, accounts", "peak where none fits, KB", "peak where each fits one, KB", "mapped");
        foreach (var companies in sizes)
        {
            var (pages, _) = RecordPages.OfCompanies(companies);
            using var without = new BenchSync(copies: true);
            without.AddAccounts(companies);
            using var with = new BenchSync(copies: true);
            with.AddAccountsOf(pages);
            var (none, all) = (PeakOfReader(without, pages), PeakOfReader(with, pages));
            var mapped = with.Rows.Table("pax8_provideraccount").Values.Count(row => row.Contains("pax8_accountid"));
            table.Add(Figures.Number(companies), Figures.Number(none / 1024.0), Figures.Number(all / 1024.0), Figures.Number(mapped));
        }
        table.Print("Growth: first sync of companies, deciding which accounts they belong to");
    }

    /// <summary>Live bytes that the execution adds at most which reads the accounts, by a forced collection at each of its requests.</summary>
    private static long PeakOfReader(BenchSync sync, RecordPages pages)
    {
        // The plan, a batch for each five pages, and behind them the end.
        var end = ((pages.Bodies.Count + 4) / 5) + 1;
        long before = 0, peak = 0;
        var current = -1;
        sync.Before = number =>
        {
            current = number;
            if (number == end) before = Live();
        };
        sync.Rows.Answering = () =>
        {
            if (current == end) peak = Math.Max(peak, Live() - before);
        };
        sync.Run(pages);
        return peak;
    }

    private static void PrintSubscriptions(IReadOnlyList<int> sizes, int rounds)
    {
        var table = new TextTable("Rows", "CPU µs/row", "of the row above", "bytes/row", "of bare (CPU)", "Dataverse reads", "bookkeeping writes");
        double above = 0;
        foreach (var subscriptions in sizes)
        {
            var (pages, _, companies) = RecordPages.OfSubscriptions(subscriptions);
            using var sync = PerRow.Subscribed(companies, pages);
            var (ours, bare) = Measure(sync, pages, rounds);
            table.Add(Figures.Number(subscriptions),
                Figures.Number(ours.MicrosecondsPerRow, 2), above == 0 ? "" : Figures.Ratio(ours.MicrosecondsPerRow, above), Figures.Number(ours.BytesPerRow),
                Figures.Ratio(ours.MicrosecondsPerRow, bare.MicrosecondsPerRow), Figures.Number(sync.Rows.Reads), Figures.Number(Bookkeeping(sync)));
            above = ours.MicrosecondsPerRow;
        }
        table.Print($"Growth: unchanged sync of subscriptions, median of {rounds} rounds");
    }

    private static int Bookkeeping(BenchSync sync) => sync.Rows.Writes.GetValueOrDefault("pax8_syncjob") + sync.Rows.Writes.GetValueOrDefault("pax8_syncbatch");

    private static (Figures Ours, Figures Bare) Measure(BenchSync sync, RecordPages pages, int rounds)
    {
        var ours = new Figures(pages.Records);
        var bare = new Figures(pages.Records);
        for (var round = -2; round < rounds; round++)
        {
            var bareUsed = PerRow.Quietly(() => BareReading.Run(pages));
            var used = PerRow.Quietly(() => sync.Run(pages));
            if (round < 0) continue;
            ours.Add(used);
            bare.Add(bareUsed);
        }
        return (ours, bare);
    }

    private static void PrintCompanies(IReadOnlyList<int> sizes, int rounds)
    {
        var table = new TextTable("Rows", "CPU µs/row", "of the row above", "bytes/row", "of bare (CPU)", "Dataverse reads", "bookkeeping writes", "peak of plan, KB", "peak of a batch, KB", "peak of the closing batch, KB");
        double above = 0;
        foreach (var companies in sizes)
        {
            var (pages, _) = RecordPages.OfCompanies(companies);
            using var sync = new BenchSync();
            sync.Run(pages);
            sync.MapAll();
            var (ours, bare) = Measure(sync, pages, rounds);
            var writes = Bookkeeping(sync);
            var reads = sync.Rows.Reads;
            var peaks = Peaks(pages);
            table.Add(Figures.Number(companies),
                Figures.Number(ours.MicrosecondsPerRow, 2), above == 0 ? "" : Figures.Ratio(ours.MicrosecondsPerRow, above), Figures.Number(ours.BytesPerRow),
                Figures.Ratio(ours.MicrosecondsPerRow, bare.MicrosecondsPerRow), Figures.Number(reads), Figures.Number(writes),
                Figures.Number(peaks.Plan / 1024.0), Figures.Number(peaks.First / 1024.0), Figures.Number(peaks.Last / 1024.0));
            above = ours.MicrosecondsPerRow;
        }
        table.Print($"Growth: unchanged sync of companies, all mapped, median of {rounds} rounds");
    }

    /// <summary>
    /// Live bytes that an execution adds at most, by a forced collection at every request it sends to Dataverse: of the plan, of
    /// the first batch and of the last, which closes the job. The others do what the first does.
    /// </summary>
    private static (long Plan, long First, long Last) Peaks(RecordPages pages)
    {
        using var sync = new BenchSync(copies: true);
        sync.Run(pages);
        sync.MapAll();
        var last = (pages.Bodies.Count + 4) / 5;
        var peaks = new Dictionary<int, long>();
        long before = 0;
        var current = -1;
        sync.Before = number =>
        {
            current = number == 0 || number == 1 || number == last ? number : -1;
            if (current < 0) return;
            peaks[current] = 0;
            before = Live();
        };
        sync.Rows.Answering = () =>
        {
            if (current >= 0) peaks[current] = Math.Max(peaks[current], Live() - before);
        };
        sync.Run(pages);
        return (peaks[0], peaks[1], peaks[last]);
    }

    private static long Live()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
