using System.Runtime.InteropServices;

namespace DataverseEmulator.Storage;

/// <summary>
/// The few functions of SQLite that a statement calls for each value and each row. They are called on the bare pointer: the
/// library's own way counts references and looks parameters up by name at each of them.
/// Source: sqlite.org/c3ref/funclist.html
/// </summary>
internal static unsafe partial class NativeSqlite
{
    public const int Ok = 0, Busy = 5, Locked = 6, Row = 100, Done = 101;
    public const int Integer = 1, Float = 2, Text = 3, Blob = 4, Null = 5;

    /// <summary>The value is copied before the call returns.</summary>
    public const nint Transient = -1;

    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes")]
    public static partial int Changes(nint connection);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    public static partial int BindText(nint statement, int place, byte* text, int bytes, nint ownership);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_collation_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateCollation(
        nint connection, string name, int encoding, nint state, delegate* unmanaged<nint, int, byte*, int, byte*, int> compare, nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_update_hook")]
    public static partial nint UpdateHook(nint connection, delegate* unmanaged<nint, int, byte*, byte*, long, void> changed, nint state);

    // What follows does next to nothing and calls nobody back, so the runtime may skip what it does around a call.
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    public static partial int ClearBindings(nint statement);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    public static partial int BindInteger(nint statement, int place, long value);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double")]
    public static partial int BindFloat(nint statement, int place, double value);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    public static partial int ColumnType(nint statement, int column);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    public static partial long ColumnInteger(nint statement, int column);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
    public static partial double ColumnFloat(nint statement, int column);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    public static partial byte* ColumnText(nint statement, int column);

    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    public static partial int ColumnBytes(nint statement, int column);
}
