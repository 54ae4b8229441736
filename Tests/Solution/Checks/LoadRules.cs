using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>
/// Whoever loads a script loads what it uses as well: a command in its actions before the function it calls, a form among its
/// libraries, a page in its script elements. Dependencies of web resources are not relied on: that ribbons load them is doubted
/// (github.com/MicrosoftDocs/dynamics-365-customer-engagement/issues/145), so only forms and designers read them.
/// </summary>
public sealed partial class ScriptsComeWithWhatTheyUse : ISolutionRule
{
    private const string Folder = "WebResources/";
    private const string WebResource = "$webresource:";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        IReadOnlyDictionary<string, string[]> uses = Uses(solution);
        foreach ((string file, XElement ribbon) in solution.Documents("Entities/", "/RibbonDiff.xml"))
        {
            foreach (XElement actions in ribbon.Descendants("Actions"))
            {
                XElement[] calls = [.. actions.Elements("JavaScriptFunction")];
                for (int call = 0; call < calls.Length; call++)
                {
                    string[] loaded = [.. calls[..(call + 1)].Select(Library)];
                    string[] missing = calls[call].Attr("FunctionName") == "isNaN" ? [] : [.. Needed(uses, Library(calls[call])).Except(loaded)];
                    foreach (string script in missing)
                    {
                        yield return new Finding(file, calls[call], $"calls {calls[call].Attr("FunctionName")}, which uses {Name(script)}, and does not load that before; add <JavaScriptFunction FunctionName=\"isNaN\" Library=\"{WebResource}{Name(script)}\" /> above.");
                    }
                }
            }

            foreach (XElement rule in ribbon.Descendants("CustomRule"))
            {
                foreach (string script in Needed(uses, Library(rule)).Except([Library(rule)]))
                {
                    yield return new Finding(file, rule, $"asks {rule.Attr("FunctionName")}, which uses {Name(script)}; a rule loads its own library only, so let it use nothing else.");
                }
            }
        }

        foreach (Form form in solution.Forms)
        {
            XElement[] libraries = [.. form.Element.Descendants("Library")];
            string[] loaded = [.. libraries.Select(library => Folder + library.Attr("name"))];
            foreach (XElement library in libraries)
            {
                foreach (string script in Needed(uses, Folder + library.Attr("name")).Except(loaded))
                {
                    yield return new Finding(form.File, library, $"loads {library.Attr("name")}, which uses {Name(script)}, but not that; add <Library name=\"{Name(script)}\" …> to formLibraries.");
                }
            }
        }

        foreach (string page in solution.Paths.Where(path => path.StartsWith(Folder, StringComparison.Ordinal) && path.EndsWith(".html", StringComparison.Ordinal)))
        {
            string text = solution.Text(page);
            (string Script, int At)[] scripts = [.. Sources().Matches(text).Of(1).Select(found => (new Uri(new Uri("https://here/" + page), found.Text).AbsolutePath[1..], found.At))];
            foreach ((string loaded, int at) in scripts)
            {
                foreach (string script in Needed(uses, loaded).Except(scripts.Select(found => found.Script)))
                {
                    yield return new Finding(page, text, at, $"loads {Name(loaded)}, which uses {Name(script)}, but not that; add a script element for it.");
                }
            }
        }
    }

    private static string Library(XElement call) => call.Attr("Library") is var library && library.StartsWith(WebResource, StringComparison.Ordinal) ? Folder + library[WebResource.Length..] : library;

    private static string Name(string path) => path[Folder.Length..];

    // The scripts that each script uses, by the modules that they define (Pax8.Texts = (() => …) and that they name.
    private static Dictionary<string, string[]> Uses(UnpackedSolution solution)
    {
        (string File, string Text)[] scripts = [.. Scripts.Of(solution)];
        var homes = scripts.SelectMany(script => Defined().Matches(script.Text).Of(1).Select(module => (module.Text, script.File)))
            .GroupBy(found => found.Text).ToDictionary(group => group.Key, group => group.First().File);
        return scripts.ToDictionary(
            script => script.File,
            script => homes.Where(home => home.Value != script.File && Regex.IsMatch(script.Text, $@"\b{Regex.Escape(home.Key)}\.[a-z]")).Select(home => home.Value).ToArray());
    }

    private static HashSet<string> Needed(IReadOnlyDictionary<string, string[]> uses, string script)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { script };
        var left = new Queue<string>(needed);
        while (left.TryDequeue(out string? next))
        {
            foreach (string used in uses.GetValueOrDefault(next, []).Where(needed.Add))
            {
                left.Enqueue(used);
            }
        }

        return needed;
    }

    [GeneratedRegex(@"\n(Pax8(?:\.\w+)+) = \(")]
    private static partial Regex Defined();

    [GeneratedRegex("<script[^>]*\\ssrc=\"([^\"]*)\"")]
    private static partial Regex Sources();
}

/// <summary>
/// DependencyXml of a web resource and LanguageCode of texts: what is named is there. The form is that of an export, an escaped
/// Dependencies/Dependency/Library (seen).
/// </summary>
public sealed partial class WebResourcesDependOnWhatExists : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, XElement resource) in solution.WebResources)
        {
            if (resource.Element("DependencyXml") is { } dependencies)
            {
                foreach (string sentence in Dependencies(solution, dependencies.Value))
                {
                    yield return new Finding(file, dependencies, sentence);
                }
            }

            string language = Texts().Match(resource.Text("Name")) is { Success: true } texts ? texts.Groups[1].Value : "";
            if (resource.Text("LanguageCode") != language)
            {
                yield return new Finding(file, resource.Element("LanguageCode") ?? resource, $"has the LanguageCode '{resource.Text("LanguageCode")}'; texts have the one in their name, '{language}', other web resources none.");
            }
        }
    }

    private static IEnumerable<string> Dependencies(UnpackedSolution solution, string text)
    {
        XElement? root = null;
        string? error = null;
        try
        {
            root = XElement.Parse(text);
        }
        catch (XmlException exception)
        {
            error = exception.Message;
        }

        if (root?.Name != "Dependencies" || root.Elements().Any(dependency => dependency.Name != "Dependency" || dependency.Attr("componentType") is not ("WebResource" or "Attribute")))
        {
            yield return $"has a DependencyXml that is none: Dependencies with a Dependency of componentType WebResource or Attribute. {error}".TrimEnd();
            yield break;
        }

        foreach (XElement library in root.Elements("Dependency").Elements("Library"))
        {
            XElement? named = solution.WebResources.Select(found => found.Root).FirstOrDefault(found => found.Text("Name") == library.Attr("name"));
            if (named is null)
            {
                yield return $"depends on '{library.Attr("name")}', which is no web resource of this solution.";
            }
            else if (library.Attr("displayName") != named.Text("DisplayName") || library.Attr("languagecode") != named.Text("LanguageCode") || library.Attr("libraryUniqueId") != named.Text("WebResourceId"))
            {
                yield return $"depends on {library.Attr("name")} with another displayName, languagecode or libraryUniqueId than its DisplayName, LanguageCode and WebResourceId: {named.Text("DisplayName")}, {named.Text("LanguageCode")}, {named.Text("WebResourceId")}.";
            }
        }

        foreach (XElement attribute in root.Elements("Dependency").Elements("Attribute").Where(attribute => solution.Table(attribute.Attr("entityName"))?.Column(attribute.Attr("attributeName")) is null))
        {
            yield return $"depends on the column {attribute.Attr("entityName")}.{attribute.Attr("attributeName")}, which is not there.";
        }
    }

    [GeneratedRegex(@"\.(\d{4})\.resx$")]
    private static partial Regex Texts();
}
