using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Steps that the platform runs as meant: known message, table and stage, columns that exist, images where there are any.</summary>
public sealed class StepsAreSound : ISolutionRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Finding finding in solution.Steps.SelectMany(step => Shape(step).Concat(Place(solution, step)).Concat(Filter(solution, step)).Concat(Images(solution, step))))
        {
            yield return finding;
        }

        foreach (var group in solution.Steps.GroupBy(step => (step.Element.Text("PluginTypeExportKey"), step.Message, step.Table, step.Stage)).Where(group => group.Count() > 1))
        {
            yield return new Finding(group.Last().File, 1, $"registers the same plug-in for the same message, table and stage as {group.First().File}, so it would run twice; delete one.");
        }
    }

    private static IEnumerable<Finding> Place(UnpackedSolution solution, PluginStep step)
    {
        if (!Platform.Messages.Values.Contains(step.Message))
        {
            yield return new Finding(step.File, step.Element.Element("SdkMessageId") ?? step.Element, $"has the SdkMessageId {step.Message}, which is not known in Platform.Messages.");
        }

        if (solution.Table(step.Table) is null && !Platform.Tables.ContainsKey(step.Table))
        {
            yield return new Finding(step.File, step.Element.Element("PrimaryEntity") ?? step.Element, $"listens to '{step.Table}', which is no table of this solution and none of Platform.Tables (logical name, lower case).");
        }

        if (step.Stage is not (10 or 20 or 40) || (step.Asynchronous && step.Stage != 40))
        {
            yield return new Finding(step.File, step.Element.Element("Stage") ?? step.Element, $"runs at stage {step.Stage}; a step runs at 10, 20 or 40, an asynchronous one only at 40.");
        }

        if (step.Asynchronous != (step.Element.Text("AsyncAutoDelete") == "1"))
        {
            yield return new Finding(step.File, step.Element.Element("AsyncAutoDelete") ?? step.Element, "has Mode and AsyncAutoDelete that do not fit: an asynchronous step deletes its finished jobs (1), or the job table grows without end; a synchronous one has 0.");
        }

        if (step.Element.Text("PluginTypeExportKey") is not { Length: 64 } key || !key.All(char.IsAsciiHexDigit) || key.Any(char.IsAsciiLetterLower))
        {
            yield return new Finding(step.File, step.Element.Element("PluginTypeExportKey") ?? step.Element, "has no PluginTypeExportKey of 64 digits 0-9, A-F; it is the SHA-256 of package, assembly and type name.");
        }

        string name = step.Element.Attr("Name");
        if (!name.EndsWith($": {step.Message} of {step.Table}", StringComparison.Ordinal))
        {
            yield return new Finding(step.File, step.Element, $"is named '{name}'; name it '<class>: {step.Message} of {step.Table}'.");
        }

        (string Element, string Wanted)[] constants = [("InvocationSource", "1"), ("EventHandlerTypeCode", "4602"), ("Rank", "1"), ("SupportedDeployment", "0"), ("IsHidden", "0"), ("IsCustomizable", "1")];
        foreach ((string element, string wanted) in constants.Where(constant => step.Element.Text(constant.Element) != constant.Wanted))
        {
            yield return new Finding(step.File, step.Element.Element(element) ?? step.Element, $"has {element} '{step.Element.Text(element)}'; for a step of a plug-in package it is {wanted}{(element == "IsCustomizable" ? ", or nobody could enable a step that arrives disabled" : "")}.");
        }
    }

    // The order in which an export writes them; IsCustomizable 1 as there, so that an administrator can switch a step off and on.
    private static readonly string[] Order =
    [
        "SdkMessageId", "PluginTypeExportKey", "PrimaryEntity", "AsyncAutoDelete", "Description", "FilteringAttributes", "InvocationSource", "Mode", "Rank",
        "EventHandlerTypeCode", "Stage", "IsCustomizable", "IsHidden", "SupportedDeployment", "IntroducedVersion", "SdkMessageProcessingStepImages",
    ];

    private static readonly string[] OrderOfImage = ["SdkMessageProcessingStepImageId", "Attributes", "EntityAlias", "ImageType", "MessagePropertyName", "IsCustomizable"];

    private static IEnumerable<Finding> Shape(PluginStep step) =>
    [
        .. Shape(step.File, step.Element, [.. Order.Where(name => name != "Description" || step.Element.Element(name) is not null)]),
        .. step.Images.SelectMany(image => Shape(step.File, image, OrderOfImage)),
    ];

    private static IEnumerable<Finding> Shape(string file, XElement element, string[] order)
    {
        string[] children = [.. element.Elements().Select(child => child.Name.LocalName)];
        if (!children.SequenceEqual(order))
        {
            string first = order.Where((name, place) => place >= children.Length || children[place] != name).FirstOrDefault(children[^1]);
            yield return new Finding(file, element, $"has in {element.Name.LocalName} other elements than an export, or in another order, from {first} on: {string.Join(", ", order)}.");
        }
    }

    private static IEnumerable<Finding> Filter(UnpackedSolution solution, PluginStep step)
    {
        if (step.Message == "Update" && step.Filter.Count == 0)
        {
            yield return new Finding(step.File, step.Element.Element("FilteringAttributes") ?? step.Element, "runs on every update, also when nothing it cares for has changed; name the columns in FilteringAttributes.");
        }

        if (step.Message != "Update" && step.Filter.Count > 0)
        {
            yield return new Finding(step.File, step.Element.Element("FilteringAttributes") ?? step.Element, $"has FilteringAttributes, which have no effect on {step.Message}; leave the element empty.");
        }

        foreach (string column in step.Filter.Where(column => solution.Table(step.Table) is { } table ? table.Column(column) is null : !Platform.SystemColumns.Contains(column)))
        {
            yield return new Finding(step.File, step.Element.Element("FilteringAttributes") ?? step.Element, $"filters on '{column}', which is no column of {step.Table}.");
        }

        foreach (var group in step.Filter.GroupBy(column => column).Where(group => group.Count() > 1))
        {
            yield return new Finding(step.File, step.Element.Element("FilteringAttributes") ?? step.Element, $"names {group.Key} twice in FilteringAttributes.");
        }
    }

    private static IEnumerable<Finding> Images(UnpackedSolution solution, PluginStep step)
    {
        foreach (XElement image in step.Images)
        {
            string alias = image.Text("EntityAlias");
            int type = image.Number("ImageType");
            if (type is not (0 or 1 or 2) || alias.Length == 0 || image.Attr("Name") != alias)
            {
                yield return new Finding(step.File, image, $"image '{alias}': it has a Name equal to its EntityAlias, and ImageType 0 (pre), 1 (post) or 2 (both).");
            }

            if (step.Message == "Create" && type != 1)
            {
                yield return new Finding(step.File, image, $"image '{alias}': there is no row before a Create, so no pre-image; delete it.");
            }

            if (step.Stage != 40 && type != 0)
            {
                yield return new Finding(step.File, image, $"image '{alias}': a post-image exists only at stage 40.");
            }

            if (image.Text("IsCustomizable") != "1")
            {
                yield return new Finding(step.File, image, $"image '{alias}': IsCustomizable is 1, as in exports of steps that are.");
            }

            string property = step.Message == "Create" ? "Id" : "Target";
            if (image.Text("MessagePropertyName") != property)
            {
                yield return new Finding(step.File, image, $"image '{alias}': MessagePropertyName is {property} for {step.Message}.");
            }

            IReadOnlyList<string> columns = image.Text("Attributes").List();
            if (columns.Count == 0)
            {
                yield return new Finding(step.File, image, $"image '{alias}': names no columns and would copy all of them; name those that the plug-in reads.");
            }

            foreach (string column in columns.Where(column => solution.Table(step.Table)?.Column(column) is null))
            {
                yield return new Finding(step.File, image, $"image '{alias}': '{column}' is no column of {step.Table}.");
            }
        }
    }
}
