using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>Choices: the global ones in OptionSets/, the local ones inside their columns.</summary>
internal static class ChoiceReader
{
    private static readonly string[] Known =
        ["OptionSetType", "IsGlobal", "IntroducedVersion", "IsCustomizable", "ExternalTypeName", "displaynames", "Descriptions", "options", "states", "statuses"];

    public static IReadOnlyDictionary<string, ChoiceDefinition> ReadGlobal(SolutionFiles folder)
    {
        var choices = new Dictionary<string, ChoiceDefinition>();
        foreach (var file in folder.Files("OptionSets", ".xml"))
        {
            var part = folder.Load(file, "optionset");
            var choice = Read(part, "picklist");
            if (file != $"OptionSets/{choice.Name}.xml")
                throw part.Refuse($"the choice is named {choice.Name}, the file is not.");
            if (!part.Flag("IsGlobal"))
                throw part.Refuse("a choice in OptionSets has IsGlobal 1.");
            choices.Add(choice.Name, choice);
        }
        return choices;
    }

    /// <summary>A choice of the given type: picklist, bit, state or status.</summary>
    public static ChoiceDefinition Read(XmlPart part, string type)
    {
        part.AllowOnly(Known);
        if (part.RequiredText("OptionSetType") is var actual && actual != type)
            throw part.Refuse($"the choice has OptionSetType {actual}, the column wants {type}.");
        var options = type switch
        {
            "state" => part.RequiredChild("states").Children("state").Select(o => Option(o) with { DefaultStatus = o.NumberAttribute("defaultstatus") }),
            "status" => part.RequiredChild("statuses").Children("status").Select(o => Option(o) with { State = o.NumberAttribute("state") }),
            _ => part.RequiredChild("options").Children("option").Select(Option),
        };
        var choice = new ChoiceDefinition(part.RequiredAttribute("Name"), options.ToArray());
        if (choice.Options.Count == 0)
            throw part.Refuse($"the choice {choice.Name} has no options.");
        if (choice.Options.GroupBy(o => o.Value).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw part.Refuse($"the choice {choice.Name} has the value {twice.Key} twice.");
        return choice;
    }

    private static OptionDefinition Option(XmlPart option)
    {
        var value = option.NumberAttribute("value");
        return new OptionDefinition(value, option.Label("labels", "label") ?? throw option.Refuse($"the option {value} has no label in language 1033."));
    }
}
