using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>
/// Finds where a method makes text of an exception, or hands it on as an object to something that might: <c>ToString</c>,
/// interpolation, concatenation, formatted lines. Follows the types on the evaluation stack once from top to bottom, which
/// ECMA-335 III 1.7.5 promises to be enough.
/// </summary>
internal static class ExceptionsAsObjects
{
    /// <summary>Names of the methods called with an exception in such a place.</summary>
    public static IEnumerable<string> In(MethodDefinition method)
    {
        if (!method.HasBody) yield break;
        var stack = new List<TypeReference?>();
        var atTargets = new Dictionary<Instruction, List<TypeReference?>>();
        var handlers = method.Body.ExceptionHandlers
            .SelectMany(handler => new[] { handler.HandlerStart, handler.FilterStart }.Where(start => start is not null).Select(start => (start, handler.CatchType)))
            .ToDictionary(pair => pair.start!, pair => pair.CatchType);
        var reachable = true;
        foreach (var instruction in method.Body.Instructions)
        {
            if (handlers.TryGetValue(instruction, out var caught)) stack = [caught];
            else if (atTargets.TryGetValue(instruction, out var known) && !reachable) stack = [.. known];
            else if (!reachable) stack = [];
            if (TextMadeBy(instruction, stack) is { } found) yield return found;
            Step(method, instruction, stack);
            foreach (var target in Targets(instruction)) atTargets.TryAdd(target, [.. stack]);
            reachable = instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw);
        }
    }

    private static string? TextMadeBy(Instruction instruction, List<TypeReference?> stack)
    {
        if (instruction.OpCode.Code == Code.Stelem_Ref) return IsException(stack[^1]) ? "an array of objects" : null;
        if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt or Code.Newobj) || instruction.Operand is not MethodReference called) return null;
        var first = stack.Count - called.Parameters.Count;
        if (called is { Name: "ToString", HasThis: true } && IsException(stack[first - 1])) return called.FullName;
        return called.Parameters.Where((parameter, index) => IsException(stack[first + index]) && TakesAnything(called, parameter.ParameterType)).Any() ? called.FullName : null;
    }

    private static bool TakesAnything(MethodReference called, TypeReference parameter) =>
        parameter.MetadataType == MetadataType.Object
        || (parameter is GenericParameter && called.DeclaringType.FullName == "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler");

    /// <summary>By name, since not every assembly in question lies where it could be read: all exceptions are called so.</summary>
    private static bool IsException(TypeReference? type) => type is not null && type.Name.Split('`')[0].EndsWith("Exception", StringComparison.Ordinal);

    private static void Step(MethodDefinition method, Instruction instruction, List<TypeReference?> stack)
    {
        var top = stack.Count > 0 ? stack[^1] : null;
        var pops = Pops(method, instruction, stack.Count);
        stack.RemoveRange(stack.Count - pops, pops);
        if (instruction.OpCode.Code == Code.Dup)
        {
            stack.AddRange([top, top]);
            return;
        }
        for (var pushed = Pushes(instruction); pushed > 0; pushed--) stack.Add(Pushed(method, instruction));
    }

    private static int Pops(MethodDefinition method, Instruction instruction, int depth)
    {
        switch (instruction.OpCode.StackBehaviourPop)
        {
            case StackBehaviour.Pop0: return 0;
            case StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref: return 1;
            case StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
                or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi:
                return 2;
            case StackBehaviour.Popi_popi_popi or StackBehaviour.Popref_popi_popi or StackBehaviour.Popref_popi_popi8 or StackBehaviour.Popref_popi_popr4
                or StackBehaviour.Popref_popi_popr8 or StackBehaviour.Popref_popi_popref:
                return 3;
            case StackBehaviour.PopAll: return depth;
            default:
                if (instruction.OpCode.Code == Code.Ret) return IsVoid(method.ReturnType) ? 0 : 1;
                var called = (IMethodSignature)instruction.Operand;
                return called.Parameters.Count + (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0) + (instruction.OpCode.Code == Code.Calli ? 1 : 0);
        }
    }

    private static int Pushes(Instruction instruction) => instruction.OpCode.StackBehaviourPush switch
    {
        StackBehaviour.Push0 => 0,
        StackBehaviour.Push1_push1 => 2,
        StackBehaviour.Varpush => IsVoid(((IMethodSignature)instruction.Operand).ReturnType) ? 0 : 1,
        _ => 1,
    };

    /// <summary>An init accessor returns void with a modifier.</summary>
    private static bool IsVoid(TypeReference type) => (type is IModifierType modified ? modified.ElementType : type).MetadataType == MetadataType.Void;

    private static TypeReference? Pushed(MethodDefinition method, Instruction instruction) => instruction.OpCode.Code switch
    {
        Code.Newobj => ((MethodReference)instruction.Operand).DeclaringType,
        Code.Call or Code.Callvirt => ((MethodReference)instruction.Operand).ReturnType,
        Code.Ldfld or Code.Ldsfld => ((FieldReference)instruction.Operand).FieldType,
        Code.Isinst or Code.Castclass or Code.Unbox_Any => (TypeReference)instruction.Operand,
        Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)instruction.Operand).VariableType,
        Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3 => method.Body.Variables[instruction.OpCode.Code - Code.Ldloc_0].VariableType,
        Code.Ldarg or Code.Ldarg_S => ((ParameterDefinition)instruction.Operand).ParameterType,
        Code.Ldarg_0 or Code.Ldarg_1 or Code.Ldarg_2 or Code.Ldarg_3 => Argument(method, instruction.OpCode.Code - Code.Ldarg_0),
        _ => null,
    };

    private static TypeReference Argument(MethodDefinition method, int index) =>
        !method.HasThis ? method.Parameters[index].ParameterType : index == 0 ? method.DeclaringType : method.Parameters[index - 1].ParameterType;

    private static IEnumerable<Instruction> Targets(Instruction instruction) => instruction.Operand switch
    {
        Instruction one => [one],
        Instruction[] many => many,
        _ => [],
    };
}
