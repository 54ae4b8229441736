using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>The views of a table: SavedQueries/{id}.xml.</summary>
internal static class ViewReader
{
    // 0 public, 1 advanced find, 2 associated, 4 quick find, 64 lookup.
    private static readonly int[] QueryTypes = [0, 1, 2, 4, 64];

    private static readonly string[] Known =
    [
        "IsCustomizable", "CanBeDeleted", "isquickfindquery", "isprivate", "isdefault", "savedqueryid", "layoutxml", "querytype", "fetchxml",
        "IntroducedVersion", "LocalizedNames", "Descriptions", "statecode", "statuscode",
    ];

    public static IReadOnlyList<ViewDefinition> Read(SolutionFiles folder, string tablePath)
    {
        var views = new List<ViewDefinition>();
        foreach (var file in folder.Files(tablePath + "/SavedQueries", ".xml"))
        {
            var part = folder.Load(file, "savedqueries");
            part.AllowOnly(["savedquery"]);
            views.Add(View(folder, part.RequiredChild("savedquery"), file));
        }
        foreach (var type in QueryTypes)
            if (views.Count(v => v.QueryType == type && v.IsDefault) > 1)
                throw new SolutionException(tablePath + "/SavedQueries", $"more than one view of type {type} is the default.");
        return views;
    }

    private static ViewDefinition View(SolutionFiles folder, XmlPart part, string file)
    {
        part.AllowOnly(Known);
        var idText = part.RequiredText("savedqueryid");
        var id = folder.Claim(part, part.ParseId(idText));
        if (!file.EndsWith($"/{idText}.xml", StringComparison.Ordinal))
            throw part.Refuse($"the view's id is {idText}, its file is named otherwise.");
        var type = part.Number("querytype");
        if (!QueryTypes.Contains(type))
            throw part.Refuse($"the local tenant does not know views of type {type}.");
        return new ViewDefinition(id, part.Label("LocalizedNames", "LocalizedName") ?? throw part.Refuse("the view has no name in language 1033."),
            type, part.Flag("isdefault"), part.RequiredChild("fetchxml").RequiredChild("fetch").Element.ToString(SaveOptions.None),
            part.RequiredChild("layoutxml").RequiredChild("grid").Element.ToString(SaveOptions.None));
    }
}
