using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.Dataverse;

/// <summary>The columns of one table, collected as their lines are read; complete before anybody sees them.</summary>
internal class TableColumns
{
    private readonly List<Column> _all = [];

    public IReadOnlyList<Column> All => _all;

    public Column Key(string name, string caption) => Add(name, ColumnType.Key, caption, ColumnOwner.None);

    public Column Text(string name, string caption, int length, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.Text, caption, owner, isRequired, length);

    public Column Memo(string name, string caption, int length, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.Memo, caption, owner, isRequired, length);

    public Column WholeNumber(string name, string caption, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.WholeNumber, caption, owner, isRequired);

    public Column Decimal(string name, string caption, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.Decimal, caption, owner, isRequired);

    public Column YesNo(string name, string caption, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.YesNo, caption, owner, isRequired);

    public Column Choice(string name, string caption, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.Choice, caption, owner, isRequired);

    public Column Lookup(string name, string caption, ColumnOwner owner = ColumnOwner.System, bool isRequired = false, string? target = null) => Add(name, ColumnType.Lookup, caption, owner, isRequired, target: target);

    public Column DateAndTime(string name, string caption, ColumnOwner owner = ColumnOwner.System, bool isRequired = false) => Add(name, ColumnType.DateAndTime, caption, owner, isRequired);

    /// <summary>Logical names of the columns that hold somebody's word.</summary>
    public string[] OwnedBy(ColumnOwner owner) => [.. _all.Where(column => column.Owner == owner).Select(column => column.Name)];

    /// <summary>What people read for a column of this table.</summary>
    public string CaptionOf(string name) => _all.Single(column => column.Name == name).Caption;

    private Column Add(string name, ColumnType type, string caption, ColumnOwner owner, bool isRequired = false, int length = 0, string? target = null)
    {
        var column = new Column(name, type, caption, owner, length, isRequired, target);
        _all.Add(column);
        return column;
    }
}
