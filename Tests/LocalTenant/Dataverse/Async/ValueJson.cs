using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Async;

/// <summary>Values of the SDK as JSON: an array of a type letter and the value, so that every type comes back as it was.</summary>
internal static class ValueJson
{
    public static JsonObject Write<T>(IEnumerable<KeyValuePair<string, T>> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            json[name] = Write(value);
        }

        return json;
    }

    public static ParameterCollection Fill(ParameterCollection values, JsonNode? json)
    {
        if (json is JsonObject named)
        {
            foreach (var (name, value) in named)
            {
                values[name] = Read(value);
            }
        }

        return values;
    }

    public static JsonNode? Write(object? value) => value switch
    {
        null => null,
        string text => new JsonArray("s", text),
        bool flag => new JsonArray("b", flag),
        int number => new JsonArray("i", number),
        long number => new JsonArray("l", number),
        double number => new JsonArray("f", number.ToString("R", CultureInfo.InvariantCulture)),
        decimal number => new JsonArray("d", number.ToString(CultureInfo.InvariantCulture)),
        Guid id => new JsonArray("g", id),
        DateTime date => new JsonArray("t", date.Ticks, (int)date.Kind),
        OptionSetValue option => new JsonArray("o", option.Value),
        Money money => new JsonArray("m", money.Value.ToString(CultureInfo.InvariantCulture)),
        ConcurrencyBehavior behavior => new JsonArray("c", (int)behavior),
        EntityReference reference => new JsonArray("r", reference.LogicalName, reference.Id, reference.Name, reference.RowVersion, Write(reference.KeyAttributes)),
        Entity entity => new JsonArray("e", entity.LogicalName, entity.Id, entity.RowVersion, Write(entity.Attributes), Write(entity.KeyAttributes)),
        EntityCollection rows => new JsonArray(["n", rows.EntityName, .. rows.Entities.Select(Write)]),
        string[] texts => new JsonArray(["a", .. texts.Select(text => (JsonNode?)text)]),
        _ => throw Faults.NotSupported($"a value of type {value.GetType()} in the context of an asynchronous step"),
    };

    public static object? Read(JsonNode? json)
    {
        if (json is not JsonArray parts)
        {
            return null;
        }

        return parts[0]!.GetValue<string>() switch
        {
            "s" => parts[1]!.GetValue<string>(),
            "b" => parts[1]!.GetValue<bool>(),
            "i" => parts[1]!.GetValue<int>(),
            "l" => parts[1]!.GetValue<long>(),
            "f" => double.Parse(parts[1]!.GetValue<string>(), CultureInfo.InvariantCulture),
            "d" => decimal.Parse(parts[1]!.GetValue<string>(), CultureInfo.InvariantCulture),
            "g" => parts[1]!.GetValue<Guid>(),
            "t" => new DateTime(parts[1]!.GetValue<long>(), (DateTimeKind)parts[2]!.GetValue<int>()),
            "o" => new OptionSetValue(parts[1]!.GetValue<int>()),
            "m" => new Money(decimal.Parse(parts[1]!.GetValue<string>(), CultureInfo.InvariantCulture)),
            "c" => (ConcurrencyBehavior)parts[1]!.GetValue<int>(),
            "r" => Reference(parts),
            "e" => Row(parts),
            "n" => Rows(parts),
            "a" => parts.Skip(1).Select(text => text!.GetValue<string>()).ToArray(),
            var unknown => throw new InvalidOperationException($"The stored context has a value of the unknown kind {unknown}."),
        };
    }

    private static EntityReference Reference(JsonArray parts)
    {
        var reference = new EntityReference(parts[1]!.GetValue<string>(), parts[2]!.GetValue<Guid>())
        {
            Name = parts[3]?.GetValue<string>(),
            RowVersion = parts[4]?.GetValue<string>(),
        };
        foreach (var (name, value) in parts[5]!.AsObject())
        {
            reference.KeyAttributes[name] = Read(value);
        }

        return reference;
    }

    private static Entity Row(JsonArray parts)
    {
        var entity = new Entity(parts[1]!.GetValue<string>(), parts[2]!.GetValue<Guid>()) { RowVersion = parts[3]?.GetValue<string>() };
        foreach (var (name, value) in parts[4]!.AsObject())
        {
            entity[name] = Read(value);
        }

        foreach (var (name, value) in parts[5]!.AsObject())
        {
            entity.KeyAttributes[name] = Read(value);
        }

        return entity;
    }

    private static EntityCollection Rows(JsonArray parts)
    {
        var rows = new EntityCollection { EntityName = parts[1]?.GetValue<string>() };
        rows.Entities.AddRange(parts.Skip(2).Select(row => (Entity)Read(row)!));
        return rows;
    }
}
