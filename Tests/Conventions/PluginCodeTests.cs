using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>Boundaries inside the plug-in assembly that the compiler cannot hold, and the rules of the platform's solution checker.</summary>
public sealed class PluginCodeTests
{
    private static readonly IReadOnlyList<TypeDefinition> Types = Repository.Plugins.GetTypes().Where(type => type.Namespace.StartsWith("Pax8Dataverse", StringComparison.Ordinal) || IsNestedInOurs(type)).ToList();

    /// <summary>What the composition hands out: the services that plug-ins call.</summary>
    private static readonly HashSet<TypeReference> HandedOut =
        Types.Single(type => type.FullName == "Pax8Dataverse.Composition").Methods.Where(method => !method.IsConstructor).Select(method => method.ReturnType).ToHashSet();

    [Fact]
    public void The_assembly_references_only_the_framework_the_SDK_and_Newtonsoft_Json()
    {
        var strangers = Repository.Plugins.AssemblyReferences.Select(reference => reference.Name)
            .Where(name => name is not ("mscorlib" or "System" or "System.Core" or "System.Net.Http" or "System.ServiceModel" or "Microsoft.Xrm.Sdk" or "Newtonsoft.Json"));

        AssertNone(strangers, "The platform has none of these assemblies; do without them");
    }

    [Fact]
    public void The_Pax8_client_never_sees_the_SDK() =>
        AssertNone(
            Types.Where(type => Root(type).Namespace == "Pax8Dataverse.Pax8").Where(type => Used(type).Any(used => Scope(used) == "Microsoft.Xrm.Sdk")).Select(type => type.FullName),
            "Plugins/Pax8 knows HTTP and JSON only; move what needs the SDK out of");

    /// <summary>
    /// Rooms from the top down: each imports those below it and none above. Two of one line know each other: an edit of a subscription
    /// makes a licence change, and one that was sent changes the subscription.
    /// </summary>
    private static readonly string[][] Rooms =
    [
        ["ConnectorCommands"],
        ["DriftReport"],
        ["Orders"],
        ["Subscriptions", "LicenseChanges"],
        ["ProviderAccounts"],
        ["Products"],
        ["Sync"],
        ["Outbox"],
        ["Connectors"],
        ["Execution"],
        ["Registration"],
        ["Dataverse"],
        ["Pax8"],
    ];

    [Fact]
    public void Rooms_import_only_the_rooms_below_them() =>
        AssertNone(
            from type in Types
            let room = RoomOf(type)
            where room is not null
            from used in Used(type)
            let other = RoomOf(used.Resolve() ?? used.GetElementType().Resolve())
            where other is not null && other != room && (LevelOf(other) < LevelOf(room) || (LevelOf(other) == LevelOf(room) && Rooms[LevelOf(room)].Length < 2))
            select $"{room} imports {other} ({type.Name} uses {used.Name})",
            "A room imports only those below it, see PluginCodeTests.Rooms; turn these round, with an interface where the lower one has to call");

    /// <summary>Constants of another room are in the assembly as values; what a file imports tells of them.</summary>
    [Fact]
    public void No_file_imports_a_room_above_its_own() =>
        AssertNone(
            from room in Rooms.SelectMany(line => line)
            from file in Directory.GetFiles(Path.Combine(Repository.Root, "Plugins", room), "*.cs")
            from line in File.ReadLines(file)
            where line.StartsWith("using Pax8Dataverse.", StringComparison.Ordinal)
            let other = line["using Pax8Dataverse.".Length..].Split(';', '.')[0]
            where LevelOf(other) < LevelOf(room)
            select $"{Path.GetFileName(file)} of {room} imports {other}",
            "A room imports only those below it, see PluginCodeTests.Rooms; take these out");

    /// <summary>Its tables may link to rows of kinds; what people read of them comes from the kind.</summary>
    [Fact]
    public void The_engine_of_syncs_says_no_word_of_a_kind() =>
        AssertNone(
            from file in Directory.GetFiles(Path.Combine(Repository.Root, "Plugins", "Sync"), "*.cs")
            where Path.GetFileName(file) != "SyncTables.cs"
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            from text in line.Split('"').Where((_, index) => index % 2 == 1)
            where new[] { "compan", "subscription", "provider account", "product" }.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            select $"{Path.GetFileName(file)} says “{text}”",
            "What a kind is called, its SyncKind and its source say; take the word out");

    [Fact]
    public void Every_folder_is_a_room_that_has_its_place()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "Plugins")).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "docs")).Order(StringComparer.Ordinal);

        Assert.Equal(Rooms.SelectMany(line => line).Order(StringComparer.Ordinal), folders);
    }

    private static int LevelOf(string room) => Array.FindIndex(Rooms, line => line.Contains(room)) is var level && level >= 0 ? level : throw new InvalidOperationException($"{room} has no place among the rooms.");

    [Fact]
    public void Only_the_dispatch_of_plug_ins_names_the_composition() =>
        AssertNone(
            Types.Where(type => Root(type) is { FullName: not ("Pax8Dataverse.Composition" or "Pax8Dataverse.Registration.PluginBase" or "Pax8Dataverse.Registration.PluginExecution") } && !IsPlugin(Root(type)))
                .Where(type => Used(type).Any(used => used.FullName == "Pax8Dataverse.Composition")).Select(type => Root(type).FullName),
            "The composition sees all rooms, so whoever names it does; hand what is needed in");

    /// <summary>Null for what is no room of ours: the composition, which sees all, and other assemblies.</summary>
    private static string? RoomOf(TypeDefinition? type) =>
        type is not null && type.Module == Repository.Plugins && Root(type).Namespace is { } name && name.StartsWith("Pax8Dataverse.", StringComparison.Ordinal) ? name["Pax8Dataverse.".Length..] : null;

    [Fact]
    public void Only_the_gate_sends_requests() =>
        AssertNone(
            Users("System.Net.Http.HttpClient").Where(type => type != "Pax8Dataverse.Pax8.Pax8Gate"),
            "Every request passes Pax8Gate; take HttpClient out of");

    [Fact]
    public void Only_the_rows_touch_the_organization_service() =>
        AssertNone(
            // CallerRows writes as a person and without our mark, which TenantRows puts on everything.
            Users("Microsoft.Xrm.Sdk.IOrganizationService").Where(type => type is not ("Pax8Dataverse.Dataverse.TenantRows" or "Pax8Dataverse.Dataverse.CallerRows" or "Pax8Dataverse.Composition")),
            "Rows are reached through TenantRows, or CallerRows in a caller's name; take IOrganizationService out of");

    [Fact]
    public void Newtonsoft_Json_stays_inside_the_client() =>
        AssertNone(
            Types.Where(type => Root(type).Namespace != "Pax8Dataverse.Pax8").Where(type => Used(type).Any(used => Scope(used) == "Newtonsoft.Json")).Select(type => type.FullName),
            "JSON is read in Plugins/Pax8; take Newtonsoft.Json out of");

    [Fact]
    public void Plug_ins_are_public_sealed_and_without_state()
    {
        var plugins = Types.Where(type => !type.IsAbstract && IsPlugin(type)).ToList();
        var fields = plugins.SelectMany(type => type.Fields).Concat(Types.Where(type => type.IsAbstract && IsPlugin(type)).SelectMany(type => type.Fields.Where(field => !field.IsInitOnly)));

        AssertNone(plugins.Where(type => !type.IsPublic || !type.IsSealed).Select(type => type.FullName), "The platform creates plug-ins by name and caches them; make them public and sealed");
        AssertNone(fields.Where(field => !field.IsStatic).Select(field => field.FullName), "A cached plug-in is called concurrently; take these fields out, in the base class make them readonly");
        Assert.True(plugins.Count >= 11, $"Only {plugins.Count} plug-ins were found, so this test sees wrongly.");
    }

    [Fact]
    public void Nothing_static_changes_but_the_token_cache() =>
        AssertNone(
            from type in Types
            where Root(type).FullName != "Pax8Dataverse.Pax8.TokenCache" && !IsCompilerMade(type)
            from field in type.Fields
                // Fields like <>9__0 hold the compiler's cached lambdas; a property's or an event's field is ours, whoever wrote it.
            where field is { IsStatic: true, IsInitOnly: false, IsLiteral: false } && !field.Name.StartsWith("<>", StringComparison.Ordinal)
            select field.FullName,
            "Static state is shared by all users of the process; make these readonly or move them");

    [Fact]
    public void No_threads_no_batch_requests_no_all_columns_no_wall_clock()
    {
        var forbidden = new Dictionary<string, string>
        {
            ["System.Threading.Thread"] = "starting or sleeping threads",
            ["System.Threading.ThreadPool"] = "threads of the pool",
            ["System.Threading.Timer"] = "timers",
            ["System.Threading.Tasks.Parallel"] = "parallel work",
            ["System.Threading.Tasks.TaskFactory"] = "tasks beside the execution",
            ["System.Net.WebClient"] = "WebClient",
            ["System.Console"] = "the console",
            ["Microsoft.Xrm.Sdk.Messages.ExecuteMultipleRequest"] = "batch requests",
            ["Microsoft.Xrm.Sdk.Messages.ExecuteTransactionRequest"] = "batch requests",
            ["Microsoft.Xrm.Sdk.Messages.CreateMultipleRequest"] = "batch requests",
            ["Microsoft.Xrm.Sdk.Messages.UpdateMultipleRequest"] = "batch requests",
            ["Microsoft.Xrm.Sdk.Messages.UpsertMultipleRequest"] = "batch requests",
        };

        AssertNone(forbidden.SelectMany(pair => Users(pair.Key).Select(type => $"{type} ({pair.Value})")), "Not for plug-ins");
        AssertNone(Callers("System.Threading.Tasks.Task", "Run"), "Plug-ins start no tasks; call directly in");
        AssertNone(Callers("System.DateTime", "get_Now"), "Local time differs from server to server; ask the clock in");
        AssertNone(Callers("System.DateTime", "get_UtcNow").Where(caller => !caller.Contains("SystemClock", StringComparison.Ordinal)), "Time comes from IClock; ask it in");
        AssertNone(
            from call in Calls()
            where call.Target.DeclaringType.FullName == "Microsoft.Xrm.Sdk.Query.ColumnSet" && call.Target.Name == ".ctor"
                && call.Target.Parameters is [{ ParameterType.FullName: "System.Boolean" }]
            select call.Caller,
            "Name the columns in");
    }

    [Fact]
    public void Only_the_composition_constructs_services()
    {
        var services = Types.Where(type => type.DeclaringType is null && IsService(type)).Select(type => type.FullName).ToHashSet();

        var constructed =
            from call in Calls()
            where call.Target.Name == ".ctor" && services.Contains(call.Target.DeclaringType.FullName)
            where !call.Caller.StartsWith("Pax8Dataverse.Composition::", StringComparison.Ordinal)
            select $"{call.Target.DeclaringType.Name} in {call.Caller}";

        AssertNone(constructed, "Construct these in Composition");
        Assert.True(services.Count >= 30, "Hardly any service was found, so this test sees wrongly.");
    }

    [Fact]
    public void Folders_are_namespaces()
    {
        var plugins = Path.Combine(Repository.Root, "Plugins");
        var wrong =
            from file in Directory.GetFiles(plugins, "*.cs", SearchOption.AllDirectories)
            let folder = Path.GetRelativePath(plugins, Path.GetDirectoryName(file)!)
            where !folder.StartsWith("obj", StringComparison.Ordinal) && !folder.StartsWith("bin", StringComparison.Ordinal)
            // Types that the compiler looks for by name lie in the compiler's namespace.
            where Path.GetFileName(file) != "LanguageSupport.cs"
            let expected = folder == "." ? "namespace Pax8Dataverse;" : $"namespace Pax8Dataverse.{folder};"
            where !File.ReadLines(file).Contains(expected)
            select $"{Path.GetFileName(file)} should say {expected}";

        AssertNone(wrong, "A reader finds a type by its folder");
    }

    private static bool IsService(TypeDefinition type) =>
        type.Name is "Pax8Gate" or "Pax8Client" or "Pax8Access"
        || (type is { IsSealed: true, IsAbstract: false } && type.Name.EndsWith("Rows", StringComparison.Ordinal))
        || HandedOut.Contains(type);

    private static void AssertNone(IEnumerable<string> offenders, string whatToDo)
    {
        var all = offenders.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{whatToDo}: {string.Join(", ", all)}.");
    }

    private static bool IsPlugin(TypeDefinition type) =>
        type.Interfaces.Any(contract => contract.InterfaceType.FullName == "Microsoft.Xrm.Sdk.IPlugin")
        || (type.BaseType is TypeDefinition parent && IsPlugin(parent));

    private static bool IsNestedInOurs(TypeDefinition type) => type.DeclaringType is not null && Root(type).Namespace.StartsWith("Pax8Dataverse", StringComparison.Ordinal);

    private static TypeDefinition Root(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static bool IsCompilerMade(ICustomAttributeProvider member) =>
        member.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "CompilerGeneratedAttribute");

    private static IEnumerable<string> Users(string fullName) => Types.Where(type => Used(type).Any(used => used.FullName == fullName)).Select(type => Root(type).FullName);

    private static IEnumerable<string> Callers(string type, string method) =>
        Calls().Where(call => call.Target.DeclaringType.FullName == type && call.Target.Name == method).Select(call => call.Caller);

    private static IEnumerable<(string Caller, MethodReference Target)> Calls() =>
        from type in Types
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn && instruction.Operand is MethodReference
        select ($"{Root(type).FullName}::{method.Name}", (MethodReference)instruction.Operand);

    private static string Scope(TypeReference type) => type.GetElementType().Scope?.Name ?? "";

    /// <summary>Types in fields, signatures, locals, instructions and attributes, each with what it is made of.</summary>
    private static IEnumerable<TypeReference> Used(TypeDefinition type) => Named(type).SelectMany(Parts);

    private static IEnumerable<TypeReference> Named(TypeDefinition type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (var contract in type.Interfaces) yield return contract.InterfaceType;
        foreach (var attribute in type.CustomAttributes) yield return attribute.AttributeType;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var used in type.Methods.SelectMany(Named)) yield return used;
    }

    private static IEnumerable<TypeReference> Named(MethodDefinition method)
    {
        yield return method.ReturnType;
        foreach (var attribute in method.CustomAttributes) yield return attribute.AttributeType;
        foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
        if (!method.HasBody) yield break;
        foreach (var local in method.Body.Variables) yield return local.VariableType;
        foreach (var handler in method.Body.ExceptionHandlers.Where(handler => handler.CatchType is not null)) yield return handler.CatchType;
        foreach (var instruction in method.Body.Instructions)
        {
            switch (instruction.Operand)
            {
                case MethodReference called:
                    yield return called.DeclaringType;
                    if (called is GenericInstanceMethod generic) foreach (var argument in generic.GenericArguments) yield return argument;
                    break;
                case FieldReference field: yield return field.DeclaringType; break;
                case TypeReference used: yield return used; break;
            }
        }
    }

    /// <summary>A list of rows is both: a list, and rows.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };
}
