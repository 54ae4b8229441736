using System;
using System.CommandLine;
using System.Threading;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.CommandLine;

/// <summary><c>pax8</c>: the simulator alone, over plain HTTP on loopback, until Ctrl+C.</summary>
internal static class Pax8Command
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1.", DefaultValueFactory = _ => 5081 };
    private static readonly Option<int?> Companies = new("--companies") { Description = "Number of generated companies; the official examples without it." };
    private static readonly Option<int?> Subscriptions = new("--subscriptions") { Description = "Number of generated subscriptions." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Decides everything that is drawn by chance.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Faults = new("--faults") { Description = "What goes wrong: none, flaky (errors, resets), ratelimited (429), hostile (all of it, odd bodies), lying (answers that are not true), writes (changes that fail before or after they took effect) or duplicating (POSTs executed twice).", DefaultValueFactory = _ => "none" };

    public static Command Create()
    {
        Faults.AcceptOnlyFromAmong(FaultProfiles.Names);
        var command = new Command("pax8", "Run the Pax8 simulator alone.") { Port, Companies, Subscriptions, Seed, Faults };
        command.SetAction((arguments, stopped) => Refusals.ToldAsync(() => RunAsync(arguments, stopped)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stopped)
    {
        var options = new Pax8SimulatorOptions
        {
            Seed = arguments.GetValue(Seed),
            Companies = arguments.GetValue(Companies),
            Subscriptions = arguments.GetValue(Subscriptions),
            Faults = FaultProfiles.Named(arguments.GetValue(Faults)!, arguments.GetValue(Seed)),
        };
        await using var server = await Pax8Server.StartAsync(new Pax8Simulator(options), httpPort: arguments.GetValue(Port));
        Console.WriteLine($"Pax8 simulator at {server.HttpAddress}, Application ID {options.ApplicationId}, Application Secret {options.ApplicationSecret}.");
        Console.WriteLine("POST /v1/token gives a token; GET /v1/companies lists companies. Ctrl+C stops it.");
        try
        {
            await Task.Delay(Timeout.Infinite, stopped);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: the way it is meant to end.
        }
        return 0;
    }
}
