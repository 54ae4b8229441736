using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using DataverseEmulator.Storage;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The row as it was before or is after the operation, cut to each step's image: the columns it names, without those the
/// executing user may not read. No image before a create, none after a delete.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#entity-images
/// </summary>
internal sealed class StepImages
{
    private readonly TableDefinition table;
    private readonly Entity row;

    private StepImages(TableDefinition table, Entity row)
    {
        this.table = table;
        this.row = row;
    }

    /// <summary>One read for all steps of the stage and those after it; null when none of them has such an image.</summary>
    public static StepImages? Read(Engine engine, RowOperation operation, StepDefinition[] steps, ImageType type,
        OperationTransaction? transaction, int stage)
    {
        if ((type == ImageType.Pre && operation.Message == "Create") || (type == ImageType.Post && operation.Message == "Delete"))
        {
            return null;
        }

        var columns = Columns(steps.Where(step => stage == 10 ? step.Stage == 10 : step.Stage >= stage), type, operation.Table);
        if (columns is null)
        {
            return null;
        }

        var rows = engine.Rows[operation.Table.LogicalName];
        Entity? Find(DatabaseConnection connection) => rows.Read(connection, operation.RowId, columns);
        var row = transaction is null ? engine.Database.Read(Find) : transaction.Read(Find);
        if (row is null)
        {
            throw Faults.RowNotFound(operation.Table.LogicalName, operation.RowId);
        }

        engine.Access.HideColumns(operation.Caller.UserId, operation.Table, row);
        return new StepImages(operation.Table, row);
    }

    public EntityImageCollection Of(StepDefinition? step, ImageType type)
    {
        var images = new EntityImageCollection();
        foreach (var image in step?.Images.Where(image => Has(image, type)) ?? [])
        {
            var cut = new Entity(row.LogicalName, row.Id);
            foreach (var pair in row.Attributes)
            {
                if (image.Columns.Count == 0 || image.Columns.Contains(pair.Key) || pair.Key == table.PrimaryKey)
                {
                    cut[pair.Key] = EntityCopy.Value(pair.Value);
                }
            }

            images[image.Alias] = cut;
        }

        return images;
    }

    private static HashSet<string>? Columns(IEnumerable<StepDefinition> steps, ImageType type, TableDefinition table)
    {
        var images = steps.SelectMany(step => step.Images).Where(image => Has(image, type)).ToList();
        if (images.Count == 0)
        {
            return null;
        }

        return images.Any(image => image.Columns.Count == 0)
            ? [.. table.Columns.Keys]
            : [.. images.SelectMany(image => image.Columns)];
    }

    private static bool Has(StepImageDefinition image, ImageType type) => image.Type == type || image.Type == ImageType.Both;
}
