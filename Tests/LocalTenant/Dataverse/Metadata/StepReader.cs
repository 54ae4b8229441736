using System;
using System.Collections.Generic;
using System.Linq;

namespace DataverseEmulator.Metadata;

/// <summary>
/// The steps, SdkMessageProcessingSteps/{id}.xml, with their images. What may stand together:
/// learn.microsoft.com/power-apps/developer/data-platform/event-framework (stages, asynchronous steps only after the
/// operation) and …/understand-the-data-context (no image before a create, none after a delete).
/// </summary>
internal sealed class StepReader(SolutionFiles folder, IReadOnlyDictionary<string, TableDefinition> tables, PluginTypes types, RootComponents roots)
{
    private const int BeforeValidation = 10, BeforeOperation = 20, AfterOperation = 40;
    private const string Folder = "SdkMessageProcessingSteps";

    // The ids are the same in every environment.
    private static readonly Dictionary<Guid, string> Messages = new()
    {
        [new("9ebdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Create",
        [new("20bebb1b-ea3e-db11-86a7-000a3a5473e8")] = "Update",
        [new("a1bdbb1b-ea3e-db11-86a7-000a3a5473e8")] = "Delete",
    };

    private static readonly string[] Known =
    [
        "SdkMessageId", "PluginTypeExportKey", "PrimaryEntity", "AsyncAutoDelete", "Description", "FilteringAttributes", "InvocationSource", "Mode",
        "Rank", "EventHandlerTypeCode", "Stage", "IsCustomizable", "IsHidden", "SupportedDeployment", "IntroducedVersion", "SdkMessageProcessingStepImages",
    ];

    private static readonly string[] KnownOfImage =
        ["SdkMessageProcessingStepImageId", "Attributes", "EntityAlias", "ImageType", "MessagePropertyName", "IsCustomizable"];

    public IReadOnlyList<StepDefinition> Read() => folder.Files(Folder, ".xml").Select(Step).ToArray();

    private StepDefinition Step(string file)
    {
        var part = folder.Load(file, "SdkMessageProcessingStep");
        part.AllowOnly(Known);
        var idText = part.RequiredAttribute("SdkMessageProcessingStepId");
        var id = folder.Claim(part, part.ParseId(idText));
        if (file != $"{Folder}/{idText}.xml")
            throw part.Refuse($"the step's id is {idText}, its file is named otherwise.");
        roots.Present(RootComponents.Step, id);
        var messageId = part.ParseId(part.RequiredText("SdkMessageId"));
        if (!Messages.TryGetValue(messageId, out var message))
            throw part.Refuse($"the local tenant does not know the message {messageId}; it knows {string.Join(", ", Messages.Values)}.");
        if (part.Number("EventHandlerTypeCode") is var handler && handler != 4602)
            throw part.Refuse($"the local tenant does not support event handlers of type {handler}; plug-in types are 4602.");
        var tableName = part.RequiredText("PrimaryEntity");
        if (!tables.TryGetValue(tableName, out var table))
            throw part.Refuse($"the step is for the table {tableName}, which there is not.");
        var key = part.RequiredText("PluginTypeExportKey");
        var step = new StepDefinition
        {
            Id = id,
            Name = part.RequiredAttribute("Name"),
            Message = message,
            Table = tableName,
            Stage = part.Number("Stage"),
            Asynchronous = part.Flag("Mode"),
            AsyncAutoDelete = part.Flag("AsyncAutoDelete"),
            Rank = part.Number("Rank"),
            FilteringColumns = Columns(part, "FilteringAttributes", table),
            Images = part.Child("SdkMessageProcessingStepImages")?.Children().Select(i => Image(i, table)).ToArray() ?? [],
            PluginType = types.Find(part, key),
            PluginTypeExportKey = key,
        };
        Check(part, step);
        return step;
    }

    private static void Check(XmlPart part, StepDefinition step)
    {
        if (step.Stage is not (BeforeValidation or BeforeOperation or AfterOperation))
            throw part.Refuse($"no step can be registered in stage {step.Stage}; the stages are 10, 20 and 40.");
        if (step.Asynchronous && step.Stage != AfterOperation)
            throw part.Refuse($"an asynchronous step runs in stage 40, not in {step.Stage}.");
        if (step.AsyncAutoDelete && !step.Asynchronous)
            throw part.Refuse("AsyncAutoDelete is for asynchronous steps.");
        if (step.Rank < 1)
            throw part.Refuse($"the rank {step.Rank} is below 1.");
        if (step.FilteringColumns.Count > 0 && step.Message != "Update")
            throw part.Refuse($"filtering columns are for Update, not for {step.Message}.");
        if (step.Images.GroupBy(i => i.Alias).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw part.Refuse($"two images have the alias {twice.Key}.");
        foreach (var image in step.Images)
            Check(part, step, image);
    }

    private static void Check(XmlPart part, StepDefinition step, StepImageDefinition image)
    {
        if (step.Message == "Create" && image.Type != ImageType.Post)
            throw part.Refuse($"the image {image.Alias} is of the row before its creation, when there is none.");
        if (step.Message == "Delete" && image.Type != ImageType.Pre)
            throw part.Refuse($"the image {image.Alias} is of the row after its deletion, when there is none.");
        if (image.Type != ImageType.Pre && step.Stage != AfterOperation)
            throw part.Refuse($"the image {image.Alias} is of the row after the operation, the step runs before it.");
        var property = step.Message == "Create" ? "Id" : "Target";
        if (image.MessagePropertyName != property)
            throw part.Refuse($"the image {image.Alias} has the MessagePropertyName {image.MessagePropertyName}; that of {step.Message} is {property}.");
    }

    private StepImageDefinition Image(XmlPart part, TableDefinition table)
    {
        if (part.Name != "SdkMessageProcessingStepImage")
            throw part.Refuse($"{part.Name} is no image.");
        part.AllowOnly(KnownOfImage);
        var type = (ImageType)part.Number("ImageType");
        if (!Enum.IsDefined(type))
            throw part.Refuse($"ImageType {(int)type} is unknown.");
        return new StepImageDefinition(folder.Claim(part, part.ParseId(part.RequiredText("SdkMessageProcessingStepImageId"))),
            part.RequiredText("EntityAlias"), type, part.RequiredText("MessagePropertyName"), Columns(part, "Attributes", table));
    }

    private static string[] Columns(XmlPart part, string element, TableDefinition table)
    {
        var names = part.Text(element)?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        foreach (var name in names)
            if (!table.Columns.ContainsKey(name))
                throw part.Refuse($"{element} names the column {name}, which the table {table.LogicalName} does not have.");
        return names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw part.Refuse($"{element} names the column {twice.Key} twice.")
            : names;
    }
}
