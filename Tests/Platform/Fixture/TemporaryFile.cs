using System;
using System.IO;

namespace Pax8Dataverse.Tests.Platform.Fixture;

/// <summary>A place for a database file that is gone, with what SQLite puts beside it, when the test ends.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tenant-");

    public string Path => System.IO.Path.Combine(folder.FullName, "tenant.db");

    public void Dispose() => folder.Delete(recursive: true);
}
