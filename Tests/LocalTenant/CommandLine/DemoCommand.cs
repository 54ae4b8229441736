using System;
using System.CommandLine;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.Demo;
using Pax8Dataverse.LocalTenant.Pax8;
using Spectre.Console;

namespace Pax8Dataverse.LocalTenant.CommandLine;

/// <summary><c>demo</c>: the main job without a browser; exit code 0 only if both sides agree at the end.</summary>
internal static class DemoCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of the story." };
    private static readonly Option<int?> Companies = new("--companies") { Description = "Number of generated companies; the official examples without it." };
    private static readonly Option<int?> Subscriptions = new("--subscriptions") { Description = "Number of generated subscriptions; those of the official examples without it, or none beside generated companies." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Decides everything that is drawn by chance.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Latency = new("--latency") { Description = "Milliseconds each answer of Pax8 takes." };
    private static readonly Option<int> RowLatency = new("--row-latency") { Description = "Milliseconds each written row takes." };
    private static readonly Option<string> Faults = new("--faults") { Description = "What goes wrong: none, flaky (errors, resets), ratelimited (429), hostile (all of it, odd bodies), lying (answers that are not true), writes (changes that fail before or after they took effect) or duplicating (POSTs executed twice).", DefaultValueFactory = _ => "none" };
    private static readonly Option<bool> Simulated = new("--simulated") { Description = "Virtual clock and an order decided by the seed, instead of real time." };
    private static readonly Option<Uri?> Pax8 = new("--pax8")
    {
        Description = "Another Pax8: a mock server, or the real one.",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) ? address : null,
    };
    private static readonly Option<string?> ApplicationId = new("--application-id") { Description = "Application ID for --pax8." };
    private static readonly Option<string?> SecretVariable = new("--application-secret-env") { Description = "Environment variable that holds the Application Secret for --pax8." };
    private static readonly Option<bool> AllowWrites = new("--allow-writes") { Description = "Let calls that change something go out to --pax8." };

    public static Command Create()
    {
        Faults.AcceptOnlyFromAmong(FaultProfiles.Names);
        var command = new Command("demo", "Create a connector, verify it, synchronise, and compare both sides.")
        {
            Json, Companies, Subscriptions, Seed, Latency, RowLatency, Faults, Simulated, Pax8, ApplicationId, SecretVariable, AllowWrites,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Companies) is < 0) result.AddError("--companies must not be negative.");
            if (result.GetValue(Subscriptions) is < 0) result.AddError("--subscriptions must not be negative.");
            if (result.GetValue(Latency) < 0 || result.GetValue(RowLatency) < 0) result.AddError("--latency and --row-latency are milliseconds and must not be negative.");
            if (result.GetResult(Pax8) is null) return;
            if (result.GetValue(Pax8) is null) result.AddError("--pax8 must be an address such as https://api.pax8.com.");
            if (result.GetValue(ApplicationId) is null || result.GetValue(SecretVariable) is null)
                result.AddError("--pax8 needs --application-id and --application-secret-env.");
            if (result.GetValue(Simulated)) result.AddError("--simulated has no clock for another Pax8; leave one of the two out.");
        });
        command.SetAction((result, _) => Refusals.ToldAsync(() => RunAsync(result)));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments)
    {
        var json = arguments.GetValue(Json);
        var hostile = arguments.GetValue(Faults) == "hostile";
        if (!TryForeign(arguments, out var foreign)) return 1;
        await using var tenant = await Tenant.StartAsync(new TenantOptions
        {
            Simulated = arguments.GetValue(Simulated),
            Seed = arguments.GetValue(Seed),
            Companies = arguments.GetValue(Companies),
            Subscriptions = arguments.GetValue(Subscriptions),
            Latency = TimeSpan.FromMilliseconds(arguments.GetValue(Latency)),
            RowLatency = TimeSpan.FromMilliseconds(arguments.GetValue(RowLatency)),
            Faults = FaultProfiles.Named(arguments.GetValue(Faults)!, arguments.GetValue(Seed)),
            NastyNames = hostile,
            Foreign = foreign,
        });
        // Sentences are for reading, and a pipe has no width.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 200);
        var report = await new DemoRun(tenant, json ? new NoVoice() : new ConsoleVoice(AnsiConsole.Console)).RunAsync();
        if (json) Console.WriteLine(report.ToJson());
        else
        {
            AnsiConsole.WriteLine(report.Ok
                ? $"Both sides agree. {report.Seconds:0.0} seconds; the longest single execution took {report.LongestExecutionSeconds:0.0} of the platform's 120."
                : $"{report.Problems.Count} problems, see above.");
        }
        return report.Ok ? 0 : 1;
    }

    private static bool TryForeign(ParseResult arguments, out ForeignPax8? foreign)
    {
        foreign = null;
        if (arguments.GetValue(Pax8) is not { } address) return true;
        var variable = arguments.GetValue(SecretVariable)!;
        var secret = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(secret))
        {
            Console.Error.WriteLine($"The environment variable {variable} is empty. Put the Application Secret into it and run again.");
            return false;
        }
        foreign = new ForeignPax8(address, arguments.GetValue(ApplicationId)!, secret, arguments.GetValue(AllowWrites));
        return true;
    }
}
