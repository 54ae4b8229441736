using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The platform tells a violated alternate key by its display name, to people.</summary>
public sealed class KeyNameTests
{
    [Fact]
    public void Keys_say_what_there_can_be_only_one_of()
    {
        var named = (
            from file in Directory.GetFiles(Path.Combine(Repository.Packed, "Entities"), "Entity.xml", SearchOption.AllDirectories)
            from key in XElement.Load(file).Descendants("EntityKey")
            select (Key: key.Element("LogicalName")!.Value, Name: key.Element("displaynames")!.Element("displayname")!.Attribute("description")!.Value)).ToList();

        var wrong = named.Where(key => key.Name.EndsWith("key", StringComparison.OrdinalIgnoreCase) || !key.Name.Contains(' ', StringComparison.Ordinal)).Select(key => $"{key.Key} is called \"{key.Name}\"");

        Assert.True(named.Count >= 10, "Hardly any key was found, so this test sees wrongly.");
        Assert.True(!wrong.Any(), $"People read this name where a value is taken; let it say of what there can be only one: {string.Join(", ", wrong)}.");
    }

    [Fact]
    public void No_column_that_people_fill_in_is_the_key_of_a_connector() =>
        Assert.Equal(
            ["pax8_activekey", "pax8_namekey"],
            XElement.Load(Path.Combine(Repository.Packed, "Entities", "pax8_Connector", "Entity.xml")).Descendants("EntityKeyAttributes").Elements().Select(column => column.Value).Order(StringComparer.Ordinal));
}
