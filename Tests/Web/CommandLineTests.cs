using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace Pax8Dataverse.Tests.Web;

/// <summary>The program without a verb, as somebody starts it from a clone.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public async Task The_tenant_prints_its_address_and_what_to_do_first_and_answers_there()
    {
        using var program = Start("--port", "0");
        try
        {
            var address = await LineWithAsync(program.StandardOutput, "http://127.0.0.1:");
            using var http = new HttpClient { BaseAddress = new Uri(address[address.IndexOf("http", StringComparison.Ordinal)..].Trim()) };

            Assert.Contains("Administrator", await http.GetStringAsync("shell/app"), StringComparison.Ordinal);
            Assert.Contains("Adventure Works", await http.GetStringAsync("api/data/v9.2/accounts?$select=name"), StringComparison.Ordinal);
            Assert.NotEmpty(await http.GetStringAsync("main.aspx"));
            await LineWithAsync(program.StandardOutput, "Application Secret");
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task What_was_entered_is_still_there_when_the_tenant_is_started_again_with_its_database()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".db");
        try
        {
            var users = new string[2];
            for (var run = 0; run < 2; run++)
            {
                using var program = Start("--port", "0", "--database", file);
                try
                {
                    var address = await LineWithAsync(program.StandardOutput, "http://127.0.0.1:");
                    using var http = new HttpClient { BaseAddress = new Uri(address[address.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
                    users[run] = await http.GetStringAsync("api/data/v9.2/systemusers?$select=fullname&$orderby=fullname");
                    Assert.Equal("6", await http.GetStringAsync("api/data/v9.2/accounts/$count"));
                    Assert.Equal(run.ToString(CultureInfo.InvariantCulture), await http.GetStringAsync("api/data/v9.2/contacts/$count"));
                    using var contact = new StringContent("""{"lastname":"Kept"}""", Encoding.UTF8, "application/json");
                    (await http.PostAsync(new Uri("api/data/v9.2/contacts", UriKind.Relative), contact)).EnsureSuccessStatusCode();
                }
                finally
                {
                    program.Kill(entireProcessTree: true);
                    await program.WaitForExitAsync();
                }
            }
            Assert.Equal(users[0][users[0].IndexOf("value", StringComparison.Ordinal)..], users[1][users[1].IndexOf("value", StringComparison.Ordinal)..]);
        }
        finally
        {
            foreach (var left in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*")) File.Delete(left);
        }
    }

    [Theory]
    [InlineData("--port is a number", "--port", "70000")]
    [InlineData("does not exist", "--database", "no/such/folder/tenant.db")]
    [InlineData("--companies must not be negative", "--companies", "-1")]
    public async Task Options_that_make_no_sense_are_refused_with_a_sentence(string sentence, params string[] arguments)
    {
        var (exitCode, error) = await RunAsync(arguments);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (exitCode, error) = await RunAsync("--port", ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));

        Assert.Equal(1, exitCode);
        Assert.Contains("--port", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_and_left_alone()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, new string('x', 5000));
        try
        {
            var (exitCode, error) = await RunAsync("--port", "0", "--database", file);

            Assert.Equal(1, exitCode);
            Assert.Contains("--database", error, StringComparison.Ordinal);
            Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData()]
    [InlineData("demo")]
    [InlineData("demo", "--json", "--simulated")]
    public async Task A_plug_in_package_that_is_missing_or_another_one_is_told_with_the_command_that_mends_it(params string[] verb)
    {
        var copy = CopyOfTheProgram();
        try
        {
            var package = Path.Combine(copy, "pax8_Pax8Dataverse.nupkg");
            File.WriteAllText(package, "another file");
            var (otherCode, other) = await RunInAsync(copy, verb);
            File.Delete(package);
            var (missingCode, missing) = await RunInAsync(copy, verb);

            Assert.Equal((1, 1), (otherCode, missingCode));
            Assert.Matches(@"^\S+pax8_Pax8Dataverse\.nupkg: the plug-in package cannot be read\. [^\n]+ Run `dotnet build -c (Debug|Release)` in the repository\.\s*$", other);
            Assert.Matches(@"^\S+pax8_Pax8Dataverse\.nupkg: the plug-in package is missing\. Run `dotnet build -c (Debug|Release)` in the repository\.\s*$", missing);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public async Task The_Pax8_simulator_alone_needs_no_plug_in_package()
    {
        var copy = CopyOfTheProgram();
        try
        {
            File.Delete(Path.Combine(copy, "pax8_Pax8Dataverse.nupkg"));
            using var program = StartIn(copy, ["pax8", "--port", "0"]);

            await LineWithAsync(program.StandardOutput, "Pax8 simulator at http://127.0.0.1:");

            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    /// <summary>Beside the original, since the program looks for the repository above itself.</summary>
    private static string CopyOfTheProgram()
    {
        var copy = Path.Combine(AppContext.BaseDirectory, "..", Guid.NewGuid().ToString());
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return copy;
    }

    private static Task<(int ExitCode, string Error)> RunAsync(params string[] arguments) => RunInAsync(AppContext.BaseDirectory, arguments);

    private static async Task<(int ExitCode, string Error)> RunInAsync(string folder, string[] arguments)
    {
        using var program = StartIn(folder, arguments);
        var error = program.StandardError.ReadToEndAsync();
        await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, await error);
    }

    private static Process Start(params string[] arguments) => StartIn(AppContext.BaseDirectory, arguments);

    private static Process StartIn(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(folder, "Pax8Dataverse.LocalTenant.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<string> LineWithAsync(StreamReader output, string text)
    {
        while (await output.ReadLineAsync() is { } line)
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        throw new Xunit.Sdk.XunitException($"The program ended before it printed a line with '{text}'.");
    }
}
