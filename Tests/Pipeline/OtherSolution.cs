using System;
using System.Collections.Generic;
using System.Linq;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;

namespace Pax8Dataverse.Tests.Pipeline;

/// <summary>What other solutions and administrators add to a tenant: plug-ins beside the package's own, and narrower columns.</summary>
internal static class OtherSolution
{
    /// <summary>
    /// Registers a synchronous step behind each write of a table, in its transaction. It gets the target, so only the columns
    /// that are written; an exception rolls the write back.
    /// </summary>
    public static TenantOptions Behind(this TenantOptions options, string message, string table, Action<Entity> look) =>
        options.Beside(40, message, table, (context, _) => look((Entity)context.InputParameters["Target"]));

    /// <summary>The same for one that writes as whoever made the write, as a real-time workflow does.</summary>
    public static TenantOptions Behind(this TenantOptions options, string message, string table, Action<Entity, IOrganizationService> act) =>
        options.Beside(40, message, table, (context, service) => act((Entity)context.InputParameters["Target"], service), asCaller: true);

    /// <summary>The same, with everything that the platform hands to such a step.</summary>
    public static TenantOptions BehindWithContext(this TenantOptions options, string message, string table, Action<IPluginExecutionContext> look) =>
        options.Beside(40, message, table, (context, _) => look(context));

    /// <summary>
    /// Registers a synchronous step that runs behind the package's own before each write of a table. What it does as the
    /// system user is done in the write's transaction; what it does through the tenant is somebody else's, committed before the write.
    /// </summary>
    public static TenantOptions Before(this TenantOptions options, string message, string table, Action<Entity, IOrganizationService> act) =>
        options.Beside(20, message, table, (context, service) => act((Entity)context.InputParameters["Target"], service));

    private static TenantOptions Beside(this TenantOptions options, int stage, string message, string table, Action<IPluginExecutionContext, IOrganizationService> act, bool asCaller = false)
    {
        var type = $"OtherSolution.{message}Of{table}At{stage}";
        var before = options.OtherPlugins;
        return options with
        {
            Metadata = options.Metadata! with
            {
                Steps = [.. options.Metadata.Steps, new StepDefinition
                {
                    Id = new Guid(options.Metadata.Steps.Count, 0, 0, new byte[8]), Name = type, Message = message, Table = table, Stage = stage,
                    Asynchronous = false, AsyncAutoDelete = false, Rank = 100, FilteringColumns = [], Images = [], PluginType = type, PluginTypeExportKey = type,
                }],
            },
            OtherPlugins = name => name == type ? new Acting(act, asCaller) : before?.Invoke(name),
        };
    }

    /// <summary>The targets of all updates of a table, as they come; also from several threads.</summary>
    public static TenantOptions Noting(this TenantOptions options, string table, ICollection<Entity> updates) =>
        options.Behind("Update", table, target => { lock (updates) updates.Add(target); });

    /// <summary>An administrator made a text column shorter than the solution has it.</summary>
    public static TenantOptions Shortening(this TenantOptions options, string table, string column, int length)
    {
        var definition = options.Metadata!.Tables[table];
        var columns = definition.Columns.ToDictionary();
        columns[column] = columns[column] with { MaxLength = length };
        var tables = options.Metadata.Tables.ToDictionary();
        tables[table] = definition with { Columns = columns };
        return options with { Metadata = options.Metadata with { Tables = tables } };
    }

    private sealed class Acting(Action<IPluginExecutionContext, IOrganizationService> act, bool asCaller) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider)
        {
            var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext))!;
            var factory = (IOrganizationServiceFactory)serviceProvider.GetService(typeof(IOrganizationServiceFactory))!;
            act(context, factory.CreateOrganizationService(asCaller ? Guid.Empty : null));
        }
    }
}
