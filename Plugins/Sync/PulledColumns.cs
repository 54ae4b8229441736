using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;

namespace Pax8Dataverse.Sync;

/// <summary>What it means that Pax8 leaves a member out. A value that was sent and cannot be read never means anything.</summary>
internal enum Absence
{
    /// <summary>There is none: Pax8 omits empty values.</summary>
    Empties,

    /// <summary>Nothing: the column stays as it is.</summary>
    SaysNothing,
}

/// <summary>The columns of a table that is pulled: to the line of a column belong the member it comes from and what its absence means.</summary>
/// <typeparam name="TRecord">A record as Pax8 sends it.</typeparam>
internal sealed class PulledColumns<TRecord> : TableColumns
    where TRecord : Pax8Record
{
    private readonly List<PulledColumn<TRecord>> _pulled = [];

    /// <summary>A text.</summary>
    /// <param name="member">As Pax8 names it; of an object in the record <c>address.city</c>; several, apart by blanks, where either may be unreadable.</param>
    /// <param name="name">Logical name of the column.</param>
    /// <param name="caption">As people read it.</param>
    /// <param name="length">The column's, in characters; what is longer is cut.</param>
    /// <param name="value">The value of a record.</param>
    /// <param name="absence">What null means.</param>
    /// <param name="says">Whether the record speaks of it at all; null for always.</param>
    /// <param name="isRequired">A row cannot be without it, so that a new one gets it however unreadable it is.</param>
    public Column Text(string member, string name, string caption, int length, Func<TRecord, string?> value, Absence absence = Absence.Empties, Func<TRecord, bool>? says = null, bool isRequired = false) =>
        Pull(Text(name, caption, length, ColumnOwner.Pax8, isRequired), column => new PulledText<TRecord>(column, member, absence, says, value));

    /// <inheritdoc cref="Text(string, string, string, int, Func{TRecord, string}, Absence, Func{TRecord, bool}, bool)"/>
    public Column Memo(string member, string name, string caption, int length, Func<TRecord, string?> value, Absence absence = Absence.Empties) =>
        Pull(Memo(name, caption, length, ColumnOwner.Pax8), column => new PulledText<TRecord>(column, member, absence, null, value));

    /// <inheritdoc cref="Text(string, string, string, int, Func{TRecord, string}, Absence, Func{TRecord, bool}, bool)"/>
    public Column YesNo(string member, string name, string caption, Func<TRecord, bool?> value, Absence absence = Absence.Empties) =>
        Pull(YesNo(name, caption, ColumnOwner.Pax8), column => new PulledFlag<TRecord>(column, member, absence, value));

    /// <inheritdoc cref="Text(string, string, string, int, Func{TRecord, string}, Absence, Func{TRecord, bool}, bool)"/>
    public Column WholeNumber(string member, string name, string caption, Func<TRecord, int?> value, Absence absence = Absence.Empties) =>
        Pull(WholeNumber(name, caption, ColumnOwner.Pax8), column => new PulledNumber<TRecord>(column, member, absence, value));

    /// <inheritdoc cref="Text(string, string, string, int, Func{TRecord, string}, Absence, Func{TRecord, bool}, bool)"/>
    public Column Decimal(string member, string name, string caption, Func<TRecord, decimal?> value, Absence absence = Absence.Empties) =>
        Pull(Decimal(name, caption, ColumnOwner.Pax8), column => new PulledAmount<TRecord>(column, member, absence, value));

    /// <inheritdoc cref="Text(string, string, string, int, Func{TRecord, string}, Absence, Func{TRecord, bool}, bool)"/>
    public Column Choice(string member, string name, string caption, Func<TRecord, int?> value, Absence absence = Absence.Empties) =>
        Pull(Choice(name, caption, ColumnOwner.Pax8), column => new PulledChoice<TRecord>(column, member, absence, value));

    /// <inheritdoc cref="Text(string, string, string, int, Func{TRecord, string}, Absence, Func{TRecord, bool}, bool)"/>
    public Column DateAndTime(string member, string name, string caption, Func<TRecord, DateTime?> value, Absence absence = Absence.Empties) =>
        Pull(DateAndTime(name, caption, ColumnOwner.Pax8), column => new PulledDate<TRecord>(column, member, absence, value));

    /// <summary>Takes what Pax8 has into a row, whatever is stored.</summary>
    /// <param name="cut">Takes captions and lengths of texts that were cut.</param>
    public void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        foreach (var column in _pulled)
            if (column.Says(record, isNew: true)) column.Fill(record, row, cut);
    }

    /// <summary>Takes what differs from the stored row into one; of a record without row what has a value.</summary>
    /// <param name="cut">Takes captions and lengths of texts that were cut; made where there is one.</param>
    public void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        foreach (var column in _pulled)
            if (column.Says(record, isNew: stored is null)) column.PutDifference(record, delta, stored, ref cut);
    }

    private Column Pull(Column column, Func<Column, PulledColumn<TRecord>> of)
    {
        _pulled.Add(of(column));
        return column;
    }
}

/// <summary>One column and the member of Pax8 that it comes from.</summary>
internal abstract class PulledColumn<TRecord>(Column column, string member, Absence absence, Func<TRecord, bool>? says)
    where TRecord : Pax8Record
{
    private readonly string[] _members = member.Split(' ');

    protected Column Column => column;

    protected bool LeavesAlone(bool isAbsent) => isAbsent && absence == Absence.SaysNothing;

    public abstract void Fill(TRecord record, Entity row, ICollection<string> cut);

    public abstract void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut);

    /// <summary>False where the record does not speak of it, or with a value that cannot be read.</summary>
    public bool Says(TRecord record, bool isNew)
    {
        if (says is not null && !says(record)) return false;
        if (record.Unreadable.Count == 0 || (isNew && column.IsRequired)) return true;
        foreach (var name in _members)
            if (record.IsUnreadable(name)) return false;
        return true;
    }
}

internal sealed class PulledText<TRecord>(Column column, string member, Absence absence, Func<TRecord, bool>? says, Func<TRecord, string?> value) : PulledColumn<TRecord>(column, member, absence, says)
    where TRecord : Pax8Record
{
    public override void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        var text = value(record);
        if (LeavesAlone(text is null)) return;
        row[Column] = text.ForColumn(Column);
        if (IsCut(text)) cut.Add(Column.Cut(text!));
    }

    public override void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        var text = value(record);
        if (LeavesAlone(text is null)) return;
        delta.PutText(Column, text.ForColumn(Column), stored);
        if (IsCut(text)) (cut ??= []).Add(Column.Cut(text!));
    }

    private bool IsCut(string? text) => text is not null && text.Length > Column.Length && text.Trim().Length > Column.Length;
}

internal sealed class PulledFlag<TRecord>(Column column, string member, Absence absence, Func<TRecord, bool?> value) : PulledColumn<TRecord>(column, member, absence, null)
    where TRecord : Pax8Record
{
    public override void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        var flag = value(record);
        if (!LeavesAlone(flag is null)) row[Column] = flag ?? false;
    }

    public override void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        var flag = value(record);
        if (!LeavesAlone(flag is null)) delta.PutFlag(Column, flag ?? false, stored);
    }
}

internal sealed class PulledNumber<TRecord>(Column column, string member, Absence absence, Func<TRecord, int?> value) : PulledColumn<TRecord>(column, member, absence, null)
    where TRecord : Pax8Record
{
    public override void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        var number = value(record);
        if (!LeavesAlone(number is null)) row[Column] = number;
    }

    public override void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        var number = value(record);
        if (!LeavesAlone(number is null) && number != stored?.GetAttributeValue<int?>(Column)) delta[Column] = number;
    }
}

internal sealed class PulledAmount<TRecord>(Column column, string member, Absence absence, Func<TRecord, decimal?> value) : PulledColumn<TRecord>(column, member, absence, null)
    where TRecord : Pax8Record
{
    public override void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        var amount = value(record);
        if (!LeavesAlone(amount is null)) row[Column] = amount;
    }

    public override void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        var amount = value(record);
        if (!LeavesAlone(amount is null) && amount != stored?.GetAttributeValue<decimal?>(Column)) delta[Column] = amount;
    }
}

internal sealed class PulledChoice<TRecord>(Column column, string member, Absence absence, Func<TRecord, int?> value) : PulledColumn<TRecord>(column, member, absence, null)
    where TRecord : Pax8Record
{
    public override void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        var choice = value(record);
        if (!LeavesAlone(choice is null)) row[Column] = choice is { } number ? new OptionSetValue(number) : null;
    }

    public override void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        var choice = value(record);
        if (choice is { } number) delta.PutChoice(Column, number, stored);
        else if (!LeavesAlone(isAbsent: true) && stored?.Choice(Column) is not null) delta[Column] = null;
    }
}

internal sealed class PulledDate<TRecord>(Column column, string member, Absence absence, Func<TRecord, DateTime?> value) : PulledColumn<TRecord>(column, member, absence, null)
    where TRecord : Pax8Record
{
    public override void Fill(TRecord record, Entity row, ICollection<string> cut)
    {
        var date = value(record).ForColumn();
        if (!LeavesAlone(date is null)) row[Column] = date;
    }

    public override void PutDifference(TRecord record, Entity delta, Entity? stored, ref List<string>? cut)
    {
        var date = value(record).ForColumn();
        if (date is { } utc) delta.PutDate(Column, utc, stored);
        else if (!LeavesAlone(isAbsent: true) && stored?.Date(Column) is not null) delta[Column] = null;
    }
}
