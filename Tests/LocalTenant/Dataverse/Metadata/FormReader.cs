using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>The forms of a table: FormXml/&lt;type&gt;/{formid}.xml.</summary>
internal static class FormReader
{
    private static readonly Dictionary<string, FormType> Types = new()
    {
        ["main"] = FormType.Main,
        ["quickCreate"] = FormType.QuickCreate,
        ["quick"] = FormType.QuickView,
        ["card"] = FormType.Card,
    };

    public static IReadOnlyList<FormDefinition> Read(SolutionFiles folder, string tablePath)
    {
        var forms = new List<FormDefinition>();
        foreach (var typeFolder in folder.Folders(tablePath + "/FormXml"))
        {
            var typeName = typeFolder[(typeFolder.LastIndexOf('/') + 1)..];
            foreach (var file in folder.Files(typeFolder, ".xml"))
            {
                var part = folder.Load(file, "forms");
                if (!Types.TryGetValue(typeName, out var type))
                    throw part.Refuse($"the local tenant does not know forms of type {typeName}.");
                part.AllowOnly(["systemform"]);
                forms.Add(Form(folder, part.RequiredChild("systemform"), type, file));
            }
        }
        return forms;
    }

    private static FormDefinition Form(SolutionFiles folder, XmlPart part, FormType type, string file)
    {
        part.AllowOnly(["formid", "IntroducedVersion", "FormPresentation", "FormActivationState", "form", "IsCustomizable", "CanBeDeleted", "LocalizedNames", "Descriptions"]);
        var idText = part.RequiredText("formid");
        var id = folder.Claim(part, part.ParseId(idText));
        if (!file.EndsWith($"/{idText}.xml", System.StringComparison.Ordinal))
            throw part.Refuse($"the form's id is {idText}, its file is named otherwise.");
        var form = part.RequiredChild("form");
        foreach (var element in form.Descendants("tab").Concat(form.Descendants("section")).Concat(form.Descendants("cell")))
            folder.Claim(element, element.ParseId(element.RequiredAttribute("id")));
        return new FormDefinition(id, type, part.Label("LocalizedNames", "LocalizedName") ?? throw part.Refuse("the form has no name in language 1033."),
            form.Element.ToString(SaveOptions.None));
    }
}
