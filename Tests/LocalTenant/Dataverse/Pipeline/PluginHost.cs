using System;
using System.Collections.Concurrent;
using System.Reflection;
using DataverseEmulator.Metadata;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// One instance of a plug-in type per step or custom API, made at its first execution, kept and called by several threads
/// at once. Source: learn.microsoft.com/power-apps/developer/data-platform/best-practices/business-logic/develop-iplugin-implementations-stateless
/// </summary>
public sealed class PluginHost(Func<string, object> create)
{
    private readonly ConcurrentDictionary<Guid, Lazy<IPlugin>> bySteps = new();
    private readonly ConcurrentDictionary<string, Lazy<IPlugin>> byApis = new(StringComparer.Ordinal);

    public IPlugin Of(StepDefinition step) =>
        bySteps.GetOrAdd(step.Id, static (_, the) => new Lazy<IPlugin>(() => the.host.Make(the.step.PluginType)), (host: this, step)).Value;

    public IPlugin Of(CustomApiDefinition api) =>
        byApis.GetOrAdd(api.UniqueName, static (_, the) => new Lazy<IPlugin>(() => the.host.Make(the.api.PluginType)), (host: this, api)).Value;

    /// <summary>Types of an assembly by full name, made by their parameterless constructor.</summary>
    public static Func<string, object> From(Assembly assembly) => name =>
        Activator.CreateInstance(assembly.GetType(name)
            ?? throw new InvalidOperationException($"The plug-in type {name} is not in {assembly.GetName().Name}."))!;

    private IPlugin Make(string type) => create(type) as IPlugin
        ?? throw new InvalidOperationException($"The plug-in type {type} does not implement IPlugin.");
}
