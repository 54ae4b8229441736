using System;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>A plug-in whose work a test writes down where it registers it.</summary>
internal sealed class FixturePlugin(Action<Execution> work) : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => work(new Execution(serviceProvider));
}

/// <summary>One execution of a plug-in, with the platform's services as plug-ins fetch them.</summary>
internal sealed class Execution(IServiceProvider services)
{
    public IServiceProvider Services => services;

    public IPluginExecutionContext Context => (IPluginExecutionContext)services.GetService(typeof(IPluginExecutionContext))!;

    /// <summary>Calls as SYSTEM.</summary>
    public IOrganizationService System => Factory.CreateOrganizationService(null);

    /// <summary>Calls as the user of the context.</summary>
    public IOrganizationService User => Factory.CreateOrganizationService(Guid.Empty);

    public IOrganizationServiceFactory Factory => (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!;

    public Entity Target => (Entity)Context.InputParameters["Target"];

    public void Trace(string text) => ((ITracingService)services.GetService(typeof(ITracingService))!).Trace(text);
}
