using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using DataverseEmulator.Metadata;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The verb <c>format</c> writes the one form of the solution's XML and loses nothing.</summary>
public sealed class FormatTests : IDisposable
{
    private const string Step = "SdkMessageProcessingSteps/{0280be37-4d48-49eb-af19-afb1466550fa}.xml";
    private const string Api = "customapis/pax8_KeepPax8/customapi.xml";

    private readonly string _folder = Directory.CreateTempSubdirectory("pax8-format-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_written_otherwise_is_named_with_its_line_and_written_anew_and_the_others_are_left_alone()
    {
        Put(Step, Repository.Solution.Text(Step).Replace("\n  <Mode>", "\n\t<Mode>", StringComparison.Ordinal));
        Put(Api, "\uFEFF<?xml version=\"1.0\"?>\r\n" + Repository.Solution.Text(Api).Replace("\n", "\r\n", StringComparison.Ordinal));
        Put("Other/Solution.xml", Repository.Solution.Text("Other/Solution.xml"));

        var check = Run("--check");
        var untouched = Read(Step);
        var format = Run();

        Assert.Equal(1, check.Exit);
        Assert.Contains($"{Step}:9: is not in its one form", check.Output, StringComparison.Ordinal);
        Assert.Contains($"{Api}:1: is not in its one form", check.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Other/Solution.xml", check.Output, StringComparison.Ordinal);
        Assert.Contains("\t<Mode>", untouched, StringComparison.Ordinal);
        Assert.Equal(0, format.Exit);
        Assert.Contains("2 of 3 XML files were written anew.", format.Output, StringComparison.Ordinal);
        Assert.Equal(Repository.Solution.Text(Step), Read(Step));
        Assert.Equal(Repository.Solution.Text(Api), Read(Api));
        Assert.Equal(0, Run("--check").Exit);
    }

    [Fact]
    public void A_file_that_is_not_well_formed_is_named_with_its_line_and_left_as_it_is()
    {
        Put(Step, "<a>\n  <b>\n</a>\n");

        var format = Run();

        Assert.Equal(1, format.Exit);
        Assert.Contains($"{Step}:3: is not well-formed", format.Output, StringComparison.Ordinal);
        Assert.Equal("<a>\n  <b>\n</a>\n", Read(Step));
    }

    public static IEnumerable<object[]> Texts => new[]
    {
        "<a><b>two\nlines</b></a>", "<a><b>old&#xD;\nlines</b></a>", "<a b=\"two&#xA;lines, a&#x9;tab\"/>", "<a><!-- why --><b/></a>",
        "<a><b>&lt;escaped x=\"1\"/&gt; &amp;amp; ü \u2028</b></a>", "<a xmlns:x=\"urn:x\" x:y='\"'/>", "<a><![CDATA[<raw>]]></a>",
    }.Select(text => new object[] { text });

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_was_written_says_the_same_and_is_not_changed_again(string text)
    {
        var before = XDocument.Parse(text);

        var first = CanonicalXml.Write(before, Step);
        var after = XDocument.Load(new MemoryStream(first));

        Assert.True(XNode.DeepEquals(before.Root, after.Root), $"{before} became {after}");
        Assert.Equal(first, CanonicalXml.Write(after, Step));
    }

    private void Put(string path, string content)
    {
        string file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content, new UTF8Encoding(false));
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder, path));

    private (int Exit, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[typeof(SolutionFolder).Assembly.Location, "format", "--folder", _folder, .. arguments]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
