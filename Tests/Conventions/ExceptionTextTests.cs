using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using DataverseEmulator;
using Microsoft.Xrm.Sdk;
using Mono.Cecil;
using Pax8Dataverse.Registration;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>
/// The platform's exceptions say by ToString neither message nor stack, and ours carry them as causes, so no exception becomes
/// text that way.
/// </summary>
public sealed class ExceptionTextTests
{
    [Fact]
    public void No_exception_becomes_text_by_its_ToString_in_the_plug_ins() =>
        AssertNone(Repository.Plugins, "Trace ExceptionText.Of(exception), or say its Message, instead of handing the exception to");

    [Fact]
    public void No_exception_becomes_text_by_its_ToString_in_the_local_Dataverse()
    {
        using var tenant = ModuleDefinition.ReadModule(typeof(LocalDataverse).Assembly.Location);

        AssertNone(tenant, "Write type, message and stack yourself instead of handing the exception to", type => type.FullName.Contains("DataverseEmulator.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_way_to_make_text_of_an_exception_is_noticed()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Ways).Assembly.Location);

        var ways = module.GetType(typeof(Ways).FullName!.Replace('+', '/')).Methods.Where(method => !method.IsConstructor)
            .ToLookup(method => ExceptionsAsObjects.In(method).Any(), method => method.Name);

        Assert.Equal(["ByCall", "ByConcatenation", "ByFormat", "ByInterpolation", "ByTrace", "ByWriting", "OfACause", "OfOneOfTwo"], ways[true].Order(StringComparer.Ordinal));
        Assert.Equal(["AsACause", "ByItsMessage", "Kept", "Thrown"], ways[false].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_text_of_an_exception_names_type_message_and_place_of_it_and_of_every_cause()
    {
        var fault = new FaultException<OrganizationServiceFault>(new OrganizationServiceFault { ErrorCode = unchecked((int)0x80040217) }, new FaultReason("No such row."));
        var exception = Assert.Throws<InvalidPluginExecutionException>(new Action(() => throw new InvalidPluginExecutionException("No.", fault)));

        var text = ExceptionText.Of(exception);

        Assert.StartsWith("Microsoft.Xrm.Sdk.InvalidPluginExecutionException: No.\n", text, StringComparison.Ordinal);
        Assert.Contains(nameof(The_text_of_an_exception_names_type_message_and_place_of_it_and_of_every_cause), text, StringComparison.Ordinal);
        Assert.Contains("\ncaused by System.ServiceModel.FaultException`1", text, StringComparison.Ordinal);
        Assert.EndsWith(" 0x80040217: No such row.", text, StringComparison.Ordinal);
    }

    private static void AssertNone(ModuleDefinition module, string whatToDo, Func<TypeDefinition, bool>? among = null)
    {
        var found =
            from type in module.GetTypes()
            where among?.Invoke(type) != false
            // What the compiler adds to a record that has a cause among its members; a record's text is for a debugger.
            from method in type.Methods.Where(method => method.Name != "PrintMembers")
            from called in ExceptionsAsObjects.In(method)
            select $"{called} in {type.FullName}::{method.Name}";

        Assert.True(!found.Any(), $"{whatToDo} {string.Join("; ", found)}.");
    }

    private static class Ways
    {
        public static string ByCall(InvalidPluginExecutionException exception) => exception.ToString();

        public static string ByInterpolation(Exception exception) => $"It failed: {exception}";

        public static string ByConcatenation(Exception exception) => "It failed: " + exception;

        public static string ByFormat(Exception exception) => string.Format("It failed: {0}, {1}", exception, 7);

        public static void ByTrace(ITracingService trace, Action action)
        {
            try
            {
                action();
            }
            catch (InvalidOperationException exception)
            {
                trace.Trace("{0} {1}", 7, exception);
            }
        }

        public static void ByWriting(Exception exception) => Console.Error.WriteLine(exception);

        public static string? OfACause(Exception exception) => exception.InnerException?.ToString();

        public static string OfOneOfTwo(bool first, Exception one, Exception other) => $"It failed: {(first ? one : other)}";

        public static string ByItsMessage(Exception exception) => $"It failed: {exception.Message} ({exception.GetType()}).";

        public static Exception AsACause(Exception exception) => new InvalidPluginExecutionException("It failed.", exception);

        public static void Kept(List<Exception> exceptions, Exception exception) => exceptions.Add(exception);

        public static void Thrown(Exception? exception)
        {
            if (exception is InvalidPluginExecutionException { Status: OperationStatus.Retry } retry) throw retry;
            throw exception ?? new InvalidOperationException("None.");
        }
    }
}
