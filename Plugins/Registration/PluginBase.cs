using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Registration;

/// <summary>
/// Base of every plug-in and custom API. A class declares in its constructor when it runs, and the same declaration
/// dispatches: what is not declared cannot run, and a test holds the declaration against Solution/.
/// The instance is cached by the platform and called concurrently, so it holds nothing but its declaration.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/develop-iplugin-implementations-stateless.
/// </summary>
public abstract class PluginBase : IPlugin
{
    private readonly List<Registered> _registered = [];

    /// <summary>The steps this class is registered for.</summary>
    public IReadOnlyList<StepDeclaration> Steps => _registered.Where(one => one.Step is not null).Select(one => one.Step!).ToList();

    /// <summary>The custom API this class implements, or null.</summary>
    public CustomApiDeclaration? CustomApi => _registered.Select(one => one.CustomApi).FirstOrDefault(api => api is not null);

    /// <summary>Declares a step on the creation of a row.</summary>
    protected StepBuilder OnCreate(string table) => new(this, "Create", table, []);

    /// <summary>Declares a step on the change of one of the columns.</summary>
    protected StepBuilder OnUpdate(string table, params string[] filteringColumns) => new(this, "Update", table, filteringColumns);

    /// <summary>Declares a step on the deletion of a row.</summary>
    protected StepBuilder OnDelete(string table) => new(this, "Delete", table, []);

    /// <summary>Declares the main operation of a custom API bound to a row of the table.</summary>
    protected CustomApiBuilder Implements(string uniqueName, string boundTable) => new(this, uniqueName, boundTable);

    internal void Register(StepDeclaration step, Action<PluginExecution> action) => _registered.Add(new(step, null, action));

    internal void Register(CustomApiDeclaration api, Action<PluginExecution> action) => _registered.Add(new(null, api, action));

    /// <summary>
    /// Runs what is declared for this message, stage and table.
    /// Only InvalidPluginExecutionException leaves it: with a sentence for the user, with status Retry where the asynchronous
    /// service shall run the job again, or with a reference id where something unexpected happened.
    /// </summary>
    /// <param name="serviceProvider">The platform's services; see design of the seams in Plugins/docs/data-flow.md.</param>
    public void Execute(IServiceProvider serviceProvider)
    {
        var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext));
        var trace = (ITracingService)serviceProvider.GetService(typeof(ITracingService));
        var registered = _registered.FirstOrDefault(one => one.Covers(context))
            ?? throw new InvalidPluginExecutionException(
                $"{GetType().Name} is registered for {context.MessageName} of {context.PrimaryEntityName}, which it does not handle. Import the solution again; it brings the right registration.");
        try
        {
            using var app = new Composition(serviceProvider, trace);
            registered.Action(new PluginExecution(context, app));
        }
        catch (RefusedException refused)
        {
            throw new InvalidPluginExecutionException(refused.Message);
        }
        catch (RetryLaterException later)
        {
            throw new InvalidPluginExecutionException(OperationStatus.Retry, later.Message);
        }
        catch (Pax8Exception pax8)
        {
            throw new InvalidPluginExecutionException(pax8.Message);
        }
        catch (RowException row)
        {
            trace.Trace("row: {0}", ExceptionText.Of(row));
            throw new InvalidPluginExecutionException(Sentence(row), row);
        }
        catch (InvalidPluginExecutionException)
        {
            throw;
        }
        catch (Exception unexpected)
        {
            var reference = context.CorrelationId.ToString("N", CultureInfo.InvariantCulture).Substring(0, 8);
            trace.Trace("unexpected: reference={0} {1}", reference, ExceptionText.Of(unexpected));
            throw new InvalidPluginExecutionException(
                $"Something unexpected happened in {GetType().Name}. Nothing more was done. Try again, and tell your administrator the reference {reference} if it happens again.",
                unexpected);
        }
    }

    private static string Sentence(RowException row) => row switch
    {
        RowChangedException => "Somebody else changed this record at the same moment, so nothing was saved. Refresh and try again.",
        RowExistsException => "Somebody else saved the same record at the same moment, so nothing was saved twice. Refresh to see it.",
        StepRefusedException step => step.Message,
        RowDeniedException => "Your roles do not let you change this record. Ask an administrator for the right to write it, and try again.",
        RowMissingException => "A record this needs no longer exists. Refresh and try again.",
        RowRefusedException { IsOfPlugin: true } => row.Message,
        _ => $"Dataverse refused a change: {row.Message.TrimEnd('.', ' ')}. Put that right and try again.",
    };

    private sealed class Registered(StepDeclaration? step, CustomApiDeclaration? customApi, Action<PluginExecution> action)
    {
        public StepDeclaration? Step { get; } = step;
        public CustomApiDeclaration? CustomApi { get; } = customApi;
        public Action<PluginExecution> Action { get; } = action;

        public bool Covers(IPluginExecutionContext context) =>
            Step is null
                ? CustomApi!.UniqueName == context.MessageName
                : Step.Message == context.MessageName && Step.Stage == context.Stage && Step.Table == context.PrimaryEntityName
                    && Step.Asynchronous == (context.Mode == 1);
    }
}
