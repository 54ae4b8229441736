using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DataverseEmulator.Storage;
using Microsoft.Data.Sqlite;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.LocalTenant.CommandLine;

/// <summary>Without a verb: the tenant with its pages in a browser, until Ctrl+C.</summary>
internal static class WebCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Port on 127.0.0.1; 0 for any free one.", DefaultValueFactory = _ => 5080 };
    private static readonly Option<int?> Companies = new("--companies") { Description = "Number of generated companies; the official examples without it." };
    private static readonly Option<int?> Subscriptions = new("--subscriptions") { Description = "Number of generated subscriptions." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Decides everything that is drawn by chance.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Latency = new("--latency") { Description = "Milliseconds each answer of Pax8 takes." };
    private static readonly Option<int> RowLatency = new("--row-latency") { Description = "Milliseconds each written row takes." };
    private static readonly Option<string> Faults = new("--faults") { Description = "What goes wrong: none, flaky (errors, resets), ratelimited (429), hostile (all of it, odd bodies), lying (answers that are not true), writes (changes that fail before or after they took effect) or duplicating (POSTs executed twice).", DefaultValueFactory = _ => "none" };
    private static readonly Option<FileInfo?> Database = new("--database") { Description = "File that keeps the rows; memory without it. Pax8's own data start anew each time." };

    public static void AddTo(RootCommand root)
    {
        Faults.AcceptOnlyFromAmong(FaultProfiles.Names);
        foreach (var option in new Option[] { Port, Companies, Subscriptions, Seed, Latency, RowLatency, Faults, Database }) root.Add(option);
        root.Validators.Add(result =>
        {
            if (result.GetValue(Port) is < 0 or > ushort.MaxValue) result.AddError("--port is a number from 0 to 65535.");
            if (result.GetValue(Companies) is < 0) result.AddError("--companies must not be negative.");
            if (result.GetValue(Subscriptions) is < 0) result.AddError("--subscriptions must not be negative.");
            if (result.GetValue(Database) is { Directory.Exists: false } file) result.AddError($"--database: the folder {file.DirectoryName} does not exist.");
            if (result.GetValue(Latency) < 0 || result.GetValue(RowLatency) < 0) result.AddError("--latency and --row-latency are milliseconds and must not be negative.");
        });
        root.SetAction((arguments, stopped) => Refusals.ToldAsync(() => RunAsync(arguments, stopped)));
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stopped)
    {
        try
        {
            using var database = arguments.GetValue(Database) is { } file ? TenantDatabase.File(file.FullName) : TenantDatabase.InMemory();
            await ServeAsync(arguments, database, stopped);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C: the way it is meant to end.
        }
        catch (SqliteException exception)
        {
            return await FailAsync($"{arguments.GetValue(Database)} cannot be used as database: {exception.Message} Name another file with --database.");
        }
        catch (Exception exception) when (exception.GetBaseException() is SocketException)
        {
            return await FailAsync($"{exception.Message} Stop what listens there, or name another port with --port; --port 0 takes any free one.");
        }
        return 0;
    }

    private static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }

    private static async Task ServeAsync(ParseResult arguments, TenantDatabase database, CancellationToken stopped)
    {
        var pax8 = new Pax8Simulator(SimulatorOptions(arguments));
        await using var tenant = await Tenant.StartAsync(new TenantOptions
        {
            Seed = arguments.GetValue(Seed),
            RowLatency = TimeSpan.FromMilliseconds(arguments.GetValue(RowLatency)),
            Pax8 = pax8,
            Database = database,
        });
        SampleAccounts.Add(tenant);
        await using var server = await TenantWebServer.StartAsync(tenant, arguments.GetValue(Port));
        Say(server, pax8.Options);
        await Task.Delay(Timeout.Infinite, stopped);
    }

    // The secret stays the same from start to start, so that connectors in a database file go on working.
    private static Pax8SimulatorOptions SimulatorOptions(ParseResult arguments) => new()
    {
        Seed = arguments.GetValue(Seed),
        Companies = arguments.GetValue(Companies),
        Subscriptions = arguments.GetValue(Subscriptions),
        Latency = TimeSpan.FromMilliseconds(arguments.GetValue(Latency)),
        NastyNames = arguments.GetValue(Faults) == "hostile",
        Faults = FaultProfiles.Named(arguments.GetValue(Faults)!, arguments.GetValue(Seed)),
    };

    private static void Say(TenantWebServer server, Pax8SimulatorOptions pax8)
    {
        Console.WriteLine($"The local tenant is at {server.Address}");
        Console.WriteLine($"Open it in a browser as {server.Users[0].Name}; {string.Join(" and ", server.Users.Skip(1).Select(user => user.Name))} can be switched to there.");
        Console.WriteLine("First: Admin Hub > Configuration > Integrations > Pax8 > Create, with");
        Console.WriteLine($"  Endpoint URL        https://{Tenant.Pax8Host}");
        Console.WriteLine($"  Application ID      {pax8.ApplicationId}");
        Console.WriteLine($"  Application Secret  {pax8.ApplicationSecret}");
        Console.WriteLine("then Verify Connectivity and Sync Provider Accounts from its menu. Ctrl+C ends the tenant.");
    }
}
