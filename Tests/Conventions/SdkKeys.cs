using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace Pax8Dataverse.Tests.Conventions;

/// <summary>Members as one comparable text: <c>Void Add(!0, !1)</c>, <c>String get_Name()</c>, <c>Void .ctor(String)</c>, <c>Retry=2</c>.</summary>
internal static class SdkKeys
{
    /// <summary>What a type shows to everybody.</summary>
    public static IEnumerable<string> PublicMembers(TypeDefinition type) =>
        type.IsEnum
            ? type.Fields.Where(field => field.IsLiteral).Select(field => $"{field.Name}={field.Constant}")
            : type.Methods.Where(method => method.IsPublic).Select(Of).Concat(type.Fields.Where(field => field.IsPublic).Select(field => $"{Short(field.FieldType)} {field.Name}"));

    /// <summary>A method, an accessor or a constructor; type parameters by position.</summary>
    public static string Of(MethodReference method) =>
        $"{Short(method.ReturnType)} {method.Name}({string.Join(", ", method.Parameters.Select(parameter => Short(parameter.ParameterType)))})";

    /// <summary>A type without namespace.</summary>
    public static string Short(TypeReference type) => type switch
    {
        GenericParameter parameter => (parameter.Type == GenericParameterType.Type ? "!" : "!!") + parameter.Position,
        ByReferenceType reference => "ref " + Short(reference.ElementType),
        ArrayType array => Short(array.ElementType) + "[]",
        GenericInstanceType generic => $"{WithoutArity(generic.Name)}<{string.Join(",", generic.GenericArguments.Select(Short))}>",
        _ => WithoutArity(type.Name),
    };

    private static string WithoutArity(string name)
    {
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : name[..tick];
    }
}
