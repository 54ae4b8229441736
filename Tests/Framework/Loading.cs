using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Xrm.Sdk;

namespace Pax8Dataverse.Tests.Framework;

/// <summary>Whether everything in the plug-in assembly can be loaded, constructed and compiled, used or not.</summary>
internal static class Loading
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>By its name only: reading a typed name here would already need everything that the type needs.</summary>
    private static readonly Lazy<Assembly> Plugins = new(() => Assembly.Load("Pax8Dataverse.Plugins"));

    /// <summary>Loads what the assemblies of the folder refer to, each by the identity that it is compiled against.</summary>
    public static string References()
    {
        var folder = AppDomain.CurrentDomain.BaseDirectory;
        var missing = new List<string>();
        var loaded = 0;
        foreach (var name in new[] { "Pax8Dataverse.Plugins", "Newtonsoft.Json" })
        {
            foreach (var reference in Assembly.Load(name).GetReferencedAssemblies())
            {
                try
                {
                    Assembly.Load(reference);
                    loaded++;
                }
                catch (FileNotFoundException)
                {
                    missing.Add($"{reference.Name} {reference.Version}, which {name} refers to, is neither in {folder} nor on this runtime");
                }
            }
        }
        return missing.Count == 0 ? $"{loaded} were loaded" : throw new InvalidOperationException(string.Join("; ", missing) + ".");
    }

    /// <summary>Runs every static constructor.</summary>
    public static string StaticConstructors() => ForEach(Plugins.Value.GetTypes().Select(Closed), type => RuntimeHelpers.RunClassConstructor(type.TypeHandle), type => type.FullName!);

    /// <summary>Constructs every plug-in, as the platform does before it calls one.</summary>
    public static string PlugIns() =>
        ForEach(Plugins.Value.GetTypes().Where(type => typeof(IPlugin).IsAssignableFrom(type) && !type.IsAbstract), type => Activator.CreateInstance(type), type => type.FullName!);

    /// <summary>Has every method and constructor compiled, as its first call would.</summary>
    public static string Methods()
    {
        var methods =
            from type in Plugins.Value.GetTypes().Select(Closed)
            from method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared))
                // A delegate's methods are the runtime's own.
            where !method.IsAbstract && (method.GetMethodImplementationFlags() & MethodImplAttributes.CodeTypeMask) == MethodImplAttributes.IL
            select Closed(method);
        return ForEach(methods, Compile, method => $"{method.DeclaringType!.FullName}::{method.Name}");
    }

    private static void Compile(MethodBase method)
    {
        var arguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments().Select(argument => argument.TypeHandle).ToArray() : null;
        RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
        method.MethodHandle.GetFunctionPointer();
    }

    private static string ForEach<T>(IEnumerable<T> all, Action<T> action, Func<T, string> name)
    {
        var failures = new List<string>();
        var done = 0;
        foreach (var one in all)
        {
            try
            {
                action(one);
                done++;
            }
            catch (Exception exception)
            {
                failures.Add($"{name(one)} ({exception.GetBaseException().Message})");
            }
        }
        if (done + failures.Count == 0) throw new InvalidOperationException("There was nothing to look at, so this looks wrongly.");
        return failures.Count == 0 ? $"{done}" : throw new InvalidOperationException($"{failures.Count} of {done + failures.Count}: {string.Join("; ", failures)}.");
    }

    private static Type Closed(Type type) => type.ContainsGenericParameters ? type.MakeGenericType(Fitting(type.GetGenericArguments())) : type;

    private static MethodBase Closed(MethodBase method) =>
        method is MethodInfo { IsGenericMethodDefinition: true } open ? open.MakeGenericMethod(Fitting(open.GetGenericArguments())) : method;

    private static Type[] Fitting(Type[] parameters) =>
        parameters.Select(parameter => (parameter.GenericParameterAttributes & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0 ? typeof(int)
            : parameter.GetGenericParameterConstraints().FirstOrDefault() ?? typeof(object)).ToArray();
}
