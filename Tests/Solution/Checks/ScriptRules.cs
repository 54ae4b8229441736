using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>The scripts of the solution and what is written in them.</summary>
public static partial class Scripts
{
    /// <summary>All of them.</summary>
    public static IEnumerable<(string File, string Text)> Of(UnpackedSolution solution) =>
        solution.Paths.Where(path => path.StartsWith("WebResources/", StringComparison.Ordinal) && path.EndsWith(".js", StringComparison.Ordinal)).Select(path => (path, solution.Text(path)));

    /// <summary>Whether the script makes a function of that dotted name: its module is assigned and hands the function out.</summary>
    public static bool Offers(string script, string function)
    {
        int dot = function.LastIndexOf('.');
        string returned = Handed().Matches(script).LastOrDefault()?.Groups[1].Value ?? "";
        return dot > 0 && script.Contains($"\n{function[..dot]} = (", StringComparison.Ordinal) && Regex.IsMatch(returned, $@"(^|,)\s*{Regex.Escape(function[(dot + 1)..])}\s*(,|:|$)");
    }

    /// <summary>What a group of each match holds and where it begins, each text once.</summary>
    public static IEnumerable<(string Text, int At)> Of(this MatchCollection matches, int group) =>
        matches.Select(match => match.Groups[group]).DistinctBy(found => found.Value).Select(found => (found.Value, found.Index));

    [GeneratedRegex(@"\n  return \{([^}]*)\};\n\}\)\(\);")]
    private static partial Regex Handed();
}

/// <summary>Tables, columns, custom APIs and views that scripts name exist: a script learns of a wrong name only when somebody clicks.</summary>
public sealed partial class ScriptsNameWhatExists : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        HashSet<string> names = [.. solution.Tables.SelectMany(table => table.Columns.Select(column => column.LogicalName).Append(table.LogicalName))];
        HashSet<string> apis = [.. solution.CustomApis.Select(api => api.Root.Attr("uniquename"))];
        HashSet<string> lookups = [.. solution.Relationships.Select(relationship => relationship.Attribute)];
        HashSet<string> views = [.. solution.Views.Select(view => view.Id)];
        foreach ((string file, string text) in Scripts.Of(solution))
        {
            foreach ((string name, int at) in Names().Matches(text).Of(1).Where(found => !names.Contains(found.Text)))
            {
                yield return new Finding(file, text, at, $"names '{name}', which is neither a table nor a column of this solution.");
            }

            foreach ((string api, int at) in Apis().Matches(text).Of(1).Where(found => !apis.Contains(found.Text)))
            {
                yield return new Finding(file, text, at, $"calls '{api}', which is no custom API of this solution.");
            }

            foreach ((string lookup, int at) in Binds().Matches(text).Of(1).Where(found => !lookups.Contains(found.Text)))
            {
                yield return new Finding(file, text, at, $"binds '{lookup}', which is the schema name of no lookup.");
            }

            foreach ((string view, int at) in Ids().Matches(text).Of(0).Where(found => !views.Contains(found.Text)))
            {
                yield return new Finding(file, text, at, $"leads to the view {view}, which is not there.");
            }
        }
    }

    [GeneratedRegex(@"(pax8_(?!connectorid_value)[a-z0-9]+?)(?=_value\b|\b(?!/))", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"'(pax8_[A-Z]\w+)'")]
    private static partial Regex Apis();

    [GeneratedRegex(@"'(pax8_[A-Z]\w+)@odata\.bind'")]
    private static partial Regex Binds();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}

/// <summary>Scripts of a form are loaded by it, have the functions that its events call, and use only columns that it shows.</summary>
public sealed partial class FormScriptsFitTheirForms : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Form form in solution.Forms)
        {
            string[] libraries = [.. form.Element.Descendants("Library").Select(library => library.Attr("name"))];
            foreach (string library in libraries.Where(library => !solution.Has("WebResources/" + library)))
            {
                yield return new Finding(form.File, form.Element.Descendants("Library").First(found => found.Attr("name") == library), $"loads '{library}', which is no web resource.");
            }

            foreach (XElement handler in form.Element.Descendants("Handler"))
            {
                string library = "WebResources/" + handler.Attr("libraryName");
                if (!libraries.Contains(handler.Attr("libraryName")))
                {
                    yield return new Finding(form.File, handler, $"an event calls {handler.Attr("functionName")} of {handler.Attr("libraryName")}, which is not among the form's libraries.");
                }
                else if (solution.Has(library) && !Scripts.Offers(solution.Text(library), handler.Attr("functionName")))
                {
                    yield return new Finding(form.File, handler, $"an event calls {handler.Attr("functionName")}, which {handler.Attr("libraryName")} does not have.");
                }
            }

            HashSet<string> shown = [.. form.Controls.Select(control => control.Attr("datafieldname"))];
            foreach (XElement onChange in form.Element.Descendants("event").Where(found => found.Attribute("attribute") is not null && !shown.Contains(found.Attr("attribute"))))
            {
                yield return new Finding(form.File, onChange, $"listens to changes of {onChange.Attr("attribute")}, which it does not show.");
            }

            foreach (string column in libraries.Where(library => library.EndsWith(".form.js", StringComparison.Ordinal) && solution.Has("WebResources/" + library))
                .SelectMany(library => Columns().Matches(solution.Text("WebResources/" + library)).Select(match => match.Value)).Distinct().Where(column => !shown.Contains(column)))
            {
                yield return new Finding(form.File, form.Element, $"its script uses {column}, which the form does not show; a script reaches only columns of the form.");
            }
        }
    }

    [GeneratedRegex("pax8_[a-z0-9]+(?=')")]
    private static partial Regex Columns();
}

/// <summary>What scripts and pages say, as common/texts.js has it: key, English, German.</summary>
public static partial class ScriptTexts
{
    /// <summary>The script that holds them.</summary>
    public const string File = "WebResources/pax8_/common/texts.js";

    /// <summary>English and German by key, in the order of the file.</summary>
    public static Dictionary<string, (string English, string German)> Of(UnpackedSolution solution) =>
        Entry().Matches(solution.Text(File)).ToDictionary(match => match.Groups[1].Value, match => (Plain(match.Groups[2].Value), Plain(match.Groups[3].Value)));

    /// <summary>The keys, also of texts that are not written as they should be.</summary>
    public static IEnumerable<string> Keys(UnpackedSolution solution) => Key().Matches(solution.Text(File)).Select(match => match.Groups[1].Value);

    /// <summary>Where the text of a key begins in the file.</summary>
    public static int PlaceOf(string file, string key) => file.IndexOf($"    {key}: {{", StringComparison.Ordinal);

    private static string Plain(string literal) => Escape().Replace(literal, match => match.Groups[1].Value == "n" ? "\n" : match.Groups[1].Value);

    [GeneratedRegex(@"^    (\w+): \{\n      en: '((?:[^'\\\n]|\\.)+)',\n      de: '((?:[^'\\\n]|\\.)+)',\n    \},$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^    (\w+): \{$", RegexOptions.Multiline)]
    private static partial Regex Key();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}

/// <summary>
/// Every text that a script asks for is there in both languages, none is there that nobody asks for, and no script uses the
/// platform's own lookup, which throws where the user's language has no texts.
/// Source: learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getresourcestring
/// </summary>
public sealed partial class TextsAreThereInBothLanguages : ISolutionRule
{
    private const string Platform = "Utility.getResourceString(";

    // A script appends these to a key, by number of rows and by what the text is for.
    private static readonly string[] Endings = ["", "One", "Question", "Questions", "Text"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        Dictionary<string, (string English, string German)> texts = ScriptTexts.Of(solution);
        string held = solution.Text(ScriptTexts.File);
        foreach (string key in ScriptTexts.Keys(solution).Where(key => !texts.ContainsKey(key)))
        {
            yield return new Finding(ScriptTexts.File, held, ScriptTexts.PlaceOf(held, key), $"the text '{key}' is not written as one line 'en' and one line 'de', both in single quotes.");
        }

        foreach ((string key, (string english, string german)) in texts.Where(text => !Places(text.Value.English).SetEquals(Places(text.Value.German))))
        {
            yield return new Finding(ScriptTexts.File, held, ScriptTexts.PlaceOf(held, key), $"the text '{key}' has other places for values in German ('{german}') than in English ('{english}').");
        }

        HashSet<string> words = [.. Scripts.Of(solution).Where(script => script.File != ScriptTexts.File).SelectMany(script => Quoted().Matches(script.Text).Select(match => match.Groups[1].Value))];
        foreach ((string file, string text) in Scripts.Of(solution))
        {
            foreach ((string key, int at) in Asked().Matches(text).Of(1).Where(found => !texts.ContainsKey(found.Text)))
            {
                yield return new Finding(file, text, at, $"asks for the text '{key}', which {ScriptTexts.File} does not have.");
            }

            if (text.Contains(Platform, StringComparison.Ordinal))
            {
                yield return new Finding(file, text, text.IndexOf(Platform, StringComparison.Ordinal), $"calls {Platform}), which throws where the user's language has no file of texts; use Pax8.Texts.get.");
            }
        }

        foreach (string key in texts.Keys.Where(key => !Endings.Any(ending => key.EndsWith(ending, StringComparison.Ordinal) && words.Contains(key[..^ending.Length]))))
        {
            yield return new Finding(ScriptTexts.File, held, ScriptTexts.PlaceOf(held, key), $"the text '{key}' is used by no script; delete it.");
        }
    }

    private static HashSet<string> Places(string text) => [.. Value().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"'(\w+)'|`\$\{\w+\}\w+`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:\bTexts\.|(?<![\w.]))get\('(\w+)'")]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Value();
}

/// <summary>
/// Nothing that comes from data can become markup or code: scripts set text, pages bring their scripts and styles as files, and
/// files that they name exist.
/// </summary>
public sealed partial class PagesRunOnlyTheirOwnFiles : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach ((string file, string text) in Scripts.Of(solution))
        {
            foreach ((string found, int at) in Dangerous().Matches(text).Of(0))
            {
                yield return new Finding(file, text, at, $"contains '{found}', with which data could become markup or code; set textContent, and append elements.");
            }
        }

        foreach (string file in solution.Paths.Where(path => path.StartsWith("WebResources/", StringComparison.Ordinal) && path.EndsWith(".html", StringComparison.Ordinal)))
        {
            string text = solution.Text(file);
            foreach ((string found, int at) in Inline().Matches(text).Of(0))
            {
                yield return new Finding(file, text, at, $"contains '{found.Trim()}'; scripts, styles and handlers of a page lie in files of their own.");
            }

            foreach ((string reference, int at) in References().Matches(text).Of(1).Where(found => !solution.Has(Resolve(file, found.Text))))
            {
                yield return new Finding(file, text, at, $"names '{reference}', which is no web resource.");
            }
        }

        foreach (string file in solution.Paths.Where(path => path.StartsWith("WebResources/", StringComparison.Ordinal) && path.EndsWith(".css", StringComparison.Ordinal)))
        {
            string text = solution.Text(file);
            foreach ((string reference, int at) in Urls().Matches(text).Of(1).Where(found => !solution.Has(Resolve(file, found.Text))))
            {
                yield return new Finding(file, text, at, $"names '{reference}', which is no web resource.");
            }
        }
    }

    private static string Resolve(string file, string reference) =>
        Uri.TryCreate(new Uri("https://here/" + file), reference, out Uri? address) && address.Host == "here" ? address.AbsolutePath[1..] : reference;

    [GeneratedRegex(@"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\.write|eval\(|new Function\b|srcdoc)|javascript:|setAttribute\('on")]
    private static partial Regex Dangerous();

    [GeneratedRegex(@"\son\w+\s*=|\sstyle\s*=|<style\b|<script(?![^>]*\ssrc=)[^>]*>|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex("\\s(?:src|href)=\"([^\"]*)\"")]
    private static partial Regex References();

    [GeneratedRegex(@"url\(([^)]*)\)")]
    private static partial Regex Urls();
}
