using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Shell;

/// <summary>The shell's own page, styles and scripts, which travel inside the assembly.</summary>
internal static class ShellFiles
{
    private const string Prefix = "shell/";

    private static readonly Dictionary<string, string> ContentTypes = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    // The path inside the resource's name has the separators of the machine that built the assembly.
    private static readonly Dictionary<string, string> Resources = typeof(ShellFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => name);

    /// <summary>The file of this path, such as app/shell.js, or null where there is none.</summary>
    public static (Stream Content, string Type)? Open(string path) =>
        Resources.TryGetValue(path, out var resource)
            ? (typeof(ShellFiles).Assembly.GetManifestResourceStream(resource)!, ContentTypes[Path.GetExtension(path)])
            : null;
}
