using System.Collections.Generic;

namespace Pax8Dataverse.Registration;

/// <summary>Stages of the event pipeline. Source: learn.microsoft.com/power-apps/developer/data-platform/event-framework.</summary>
public static class Stage
{
    /// <summary>Before the main operation, inside its transaction.</summary>
    public const int PreOperation = 20;
    /// <summary>After the main operation; synchronous steps still inside its transaction, asynchronous ones after it.</summary>
    public const int PostOperation = 40;
}

/// <summary>A step as it must be registered in Solution/src/SdkMessageProcessingSteps; a test compares the two.</summary>
public sealed class StepDeclaration
{
    internal StepDeclaration(string name, string message, string table)
    {
        Name = name;
        Message = message;
        Table = table;
    }

    /// <summary><c>Class: Message of table</c>.</summary>
    public string Name { get; }
    /// <summary>Create, Update or Delete.</summary>
    public string Message { get; }
    /// <summary>Logical name.</summary>
    public string Table { get; }
    /// <summary>20 or 40, see <see cref="Registration.Stage"/>.</summary>
    public int Stage { get; internal set; }
    /// <summary>True for mode 1: runs after the transaction, as a system job.</summary>
    public bool Asynchronous { get; internal set; }
    /// <summary>True for every asynchronous step, so that succeeded system jobs do not pile up.</summary>
    public bool AsyncAutoDelete => Asynchronous;
    /// <summary>Order among steps of the same stage.</summary>
    public int Rank { get; } = 1;
    /// <summary>Columns that wake an Update step; empty for Create.</summary>
    public IReadOnlyList<string> FilteringColumns { get; internal set; } = [];
    /// <summary>Images the step asks for.</summary>
    public IReadOnlyList<ImageDeclaration> Images { get; internal set; } = [];
}

/// <summary>An image of the row. Type 0 is before, 1 after the operation.</summary>
public sealed class ImageDeclaration
{
    internal ImageDeclaration(string alias, int type, IReadOnlyList<string> columns)
    {
        Alias = alias;
        Type = type;
        Columns = columns;
    }

    /// <summary>Key in PreEntityImages or PostEntityImages.</summary>
    public string Alias { get; }
    /// <summary>0 pre, 1 post.</summary>
    public int Type { get; }
    /// <summary>Logical names; never a secured column.</summary>
    public IReadOnlyList<string> Columns { get; }
}

/// <summary>Numbers of custom API parameter types. Source: learn.microsoft.com/power-apps/developer/data-platform/custom-api-tables.</summary>
public static class ParameterType
{
    /// <summary>true or false.</summary>
    public const int Boolean = 0;
    /// <summary>A moment, in UTC.</summary>
    public const int DateTime = 1;
    /// <summary>32 bits.</summary>
    public const int Integer = 7;
    /// <summary>Text.</summary>
    public const int String = 10;
    /// <summary>A row's id.</summary>
    public const int Guid = 12;
}

/// <summary>A request parameter or response property of a custom API.</summary>
public sealed class ParameterDeclaration
{
    internal ParameterDeclaration(string uniqueName, int type, bool optional)
    {
        UniqueName = uniqueName;
        Type = type;
        Optional = optional;
    }

    /// <summary>Name in InputParameters or OutputParameters.</summary>
    public string UniqueName { get; }
    /// <summary>See <see cref="ParameterType"/>.</summary>
    public int Type { get; }
    /// <summary>False for response properties.</summary>
    public bool Optional { get; }
    /// <summary>Table of an Entity or EntityReference parameter; none here has one.</summary>
    public string? Table { get; }
}

/// <summary>A custom API as it must stand in Solution/src/customapis; a test compares the two.</summary>
public sealed class CustomApiDeclaration
{
    internal CustomApiDeclaration(string uniqueName, string boundTable)
    {
        UniqueName = uniqueName;
        BoundTable = boundTable;
    }

    /// <summary>Message name, with the publisher's prefix.</summary>
    public string UniqueName { get; }
    /// <summary>1: bound to one row, which arrives as Target.</summary>
    public int Binding { get; } = 1;
    /// <summary>Logical name of the table it is bound to.</summary>
    public string? BoundTable { get; }
    /// <summary>Always an action: each of them changes something.</summary>
    public bool IsFunction { get; }
    /// <summary>Documented for everybody.</summary>
    public bool IsPrivate { get; }
    /// <summary>Privilege the caller needs; the door at which is decided who may start it.</summary>
    public string? ExecutePrivilege { get; internal set; }
    /// <summary>What the caller passes besides Target.</summary>
    public IReadOnlyList<ParameterDeclaration> RequestParameters { get; internal set; } = [];
    /// <summary>What the caller gets.</summary>
    public IReadOnlyList<ParameterDeclaration> ResponseProperties { get; internal set; } = [];
}
