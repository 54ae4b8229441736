using System;
using System.IO;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>A place for a database file, which is removed with all that SQLite puts beside it.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tenant").FullName;

    public string Path => System.IO.Path.Combine(_folder, "rows.sqlite");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
