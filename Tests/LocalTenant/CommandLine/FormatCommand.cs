using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using DataverseEmulator.Metadata;

namespace Pax8Dataverse.LocalTenant.CommandLine;

/// <summary><c>format</c>: writes the XML of Solution/src in its one form, or with <c>--check</c> says which file is not in it.</summary>
internal static class FormatCommand
{
    private static readonly Option<bool> Check = new("--check") { Description = "Change nothing; exit with 1 where a file is not in its form." };
    private static readonly Option<DirectoryInfo?> Folder = new("--folder") { Description = "Another unpacked solution; Solution/src of this repository without it." };

    public static Command Create()
    {
        var command = new Command("format", "Write the solution's XML in its one form.") { Check, Folder };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken stopped)
    {
        var root = arguments.GetValue(Folder)?.FullName ?? SolutionFolder.Find();
        if (!Directory.Exists(root))
        {
            await Console.Error.WriteLineAsync($"There is no folder {root}. Name an unpacked solution with --folder.");
            return 1;
        }
        var check = arguments.GetValue(Check);
        int files = 0, different = 0, unreadable = 0;
        foreach (var file in Directory.EnumerateFiles(root, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            files++;
            var path = Path.GetRelativePath(root, file).Replace('\\', '/');
            var found = await File.ReadAllBytesAsync(file, stopped);
            byte[] wanted;
            try
            {
                using var stream = new MemoryStream(found);
                wanted = CanonicalXml.Write(XDocument.Load(stream), path);
            }
            catch (XmlException problem)
            {
                unreadable++;
                await Console.Error.WriteLineAsync($"{path}:{problem.LineNumber}: is not well-formed: {problem.Message} It was left as it is.");
                continue;
            }
            if (found.AsSpan().SequenceEqual(wanted)) continue;
            different++;
            if (!check) await File.WriteAllBytesAsync(file, wanted, stopped);
            Console.WriteLine($"{path}:{FirstDifference(found, wanted)}: {(check ? "is not in its one form from here on." : "was written anew from here on.")}");
        }
        Console.WriteLine((different, check) switch
        {
            (0, _) => $"{files - unreadable} of {files} XML files are in their form.",
            (_, false) => $"{different} of {files} XML files were written anew.",
            (_, true) => $"{different} of {files} XML files are not in their form. Run: dotnet run --project Tests/LocalTenant -- format",
        });
        return unreadable > 0 || (check && different > 0) ? 1 : 0;
    }

    private static int FirstDifference(byte[] found, byte[] wanted) =>
        1 + Encoding.UTF8.GetString(found).Split('\n').Zip(Encoding.UTF8.GetString(wanted).Split('\n')).TakeWhile(lines => lines.First == lines.Second).Count();
}
