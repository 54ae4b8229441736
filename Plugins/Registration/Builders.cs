using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Registration;

/// <summary>Completes the declaration of a step.</summary>
public sealed class StepBuilder
{
    private readonly PluginBase _plugin;
    private readonly StepDeclaration _step;

    internal StepBuilder(PluginBase plugin, string message, string table, IReadOnlyList<string> filteringColumns)
    {
        _plugin = plugin;
        _step = new StepDeclaration($"{plugin.GetType().Name}: {message} of {table}", message, table) { FilteringColumns = filteringColumns };
    }

    /// <summary>Asks for the row as it was, in named columns, under the alias <c>before</c>.</summary>
    public StepBuilder WithBefore(params string[] columns)
    {
        _step.Images = [new ImageDeclaration(PluginExecution.BeforeAlias, 0, columns)];
        return this;
    }

    /// <summary>Runs in the operation's transaction, before the row is written; can change or refuse it.</summary>
    internal void BeforeTheWrite(Action<PluginExecution> action) => Register(Stage.PreOperation, asynchronous: false, action);

    /// <summary>Runs in the operation's transaction, after the row is written.</summary>
    internal void AfterTheWrite(Action<PluginExecution> action) => Register(Stage.PostOperation, asynchronous: false, action);

    /// <summary>Runs as a system job after the transaction, at least once.</summary>
    internal void Later(Action<PluginExecution> action) => Register(Stage.PostOperation, asynchronous: true, action);

    private void Register(int stage, bool asynchronous, Action<PluginExecution> action)
    {
        _step.Stage = stage;
        _step.Asynchronous = asynchronous;
        _plugin.Register(_step, action);
    }
}

/// <summary>Completes the declaration of a custom API.</summary>
public sealed class CustomApiBuilder
{
    private readonly PluginBase _plugin;
    private readonly CustomApiDeclaration _api;

    internal CustomApiBuilder(PluginBase plugin, string uniqueName, string boundTable)
    {
        _plugin = plugin;
        _api = new CustomApiDeclaration(uniqueName, boundTable);
    }

    /// <summary>The privilege that opens the door, such as <c>prvCreatepax8_SyncJob</c>.</summary>
    public CustomApiBuilder For(string executePrivilege)
    {
        _api.ExecutePrivilege = executePrivilege;
        return this;
    }

    /// <summary>Declares a request parameter that the caller must pass; types as in <see cref="ParameterType"/>.</summary>
    public CustomApiBuilder Takes(string uniqueName, int type)
    {
        _api.RequestParameters = [.. _api.RequestParameters, new ParameterDeclaration(uniqueName, type, optional: false)];
        return this;
    }

    /// <summary>Declares a request parameter that the caller may leave out; types as in <see cref="ParameterType"/>.</summary>
    public CustomApiBuilder MayTake(string uniqueName, int type)
    {
        _api.RequestParameters = [.. _api.RequestParameters, new ParameterDeclaration(uniqueName, type, optional: true)];
        return this;
    }

    /// <summary>Declares a response property; types as in <see cref="ParameterType"/>.</summary>
    public CustomApiBuilder Returns(string uniqueName, int type)
    {
        _api.ResponseProperties = [.. _api.ResponseProperties, new ParameterDeclaration(uniqueName, type, optional: false)];
        return this;
    }

    internal void Do(Action<PluginExecution> action) => _plugin.Register(_api, action);
}
