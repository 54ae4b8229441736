using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>The Chromium, Chrome or Edge of this machine; nothing is downloaded.</summary>
internal static class MachineBrowser
{
    /// <summary>Names the browser where it lies elsewhere.</summary>
    public const string Variable = "CHROMIUM_PATH";

    public const string Missing =
        "The tests of the pages were not run: no Chromium, Chrome or Edge was found. Install one (Debian: apt-get install chromium), or set " + Variable + " to its program.";

    /// <summary>Whether the tests of pages are to run: a browser is here, or this is a build server, where its absence is a failure.</summary>
    public static bool IsExpected => Environment.GetEnvironmentVariable("CI") == "true" || Find() is not null;

    /// <summary>The path of its program, or null.</summary>
    public static string? Find() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? File.Exists(given) ? given : throw new FileNotFoundException($"{Variable} names {given}, which is not there.")
            : Candidates().FirstOrDefault(File.Exists);

    private static IEnumerable<string> Candidates()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return from root in new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData }
                   from program in new[] { @"Microsoft\Edge\Application\msedge.exe", @"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe" }
                   select Path.Combine(Environment.GetFolderPath(root), program);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
            return from name in new[] { "Google Chrome", "Chromium", "Microsoft Edge" }
                   select $"/Applications/{name}.app/Contents/MacOS/{name}";
        return from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
               from program in new[] { "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge" }
               select Path.Combine(folder, program);
    }
}
