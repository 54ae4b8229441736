using System;
using System.Linq;
using Pax8Dataverse.Benchmarks.Measures;
using Pax8Dataverse.Benchmarks.Platform;

var quick = args.Contains("--quick");
var all = !args.Any(arg => arg is "--rows" or "--growth" or "--tenant" or "--large");
if (args.FirstOrDefault(arg => arg is not ("--quick" or "--rows" or "--growth" or "--tenant" or "--large")) is { } unknown)
{
    Console.Error.WriteLine($"{unknown} is not known. Use --quick for small sizes, and --rows, --growth, --tenant or --large for one part only.");
    return 1;
}
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}{(ThreadWork.IsProcessorTime ? "" : "; wall time, for want of a thread's processor time")}");
if (all || args.Contains("--rows")) PerRow.Print(records: quick ? 2_000 : 10_000, rounds: quick ? 5 : 15);
if (all || args.Contains("--growth")) Growth.Print(quick ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000], rounds: quick ? 3 : 5);
if (all || args.Contains("--tenant"))
{
    await WholeTenant.PrintCountsAsync(quick ? 1_000 : 10_000);
    await WholeTenant.PrintSubscriptionCountsAsync(quick ? 1_000 : 10_000);
    await WholeTenant.PrintPushAsync();
    await WholeTenant.PrintTimesAsync(quick ? [1_000] : [1_000, 10_000, 50_000]);
}
if (all || args.Contains("--large"))
{
    await SimulatedSync.PrintWorkAsync(quick ? [1_000, 10_000] : [1_000, 10_000, 100_000]);
    foreach (var saysRetryAfter in new[] { true, false }) await SimulatedSync.PrintAsync(quick ? 10_000 : 1_000_000, saysRetryAfter);
}
return 0;
