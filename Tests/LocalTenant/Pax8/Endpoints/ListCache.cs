using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>The last filtered and sorted list, so that somebody who pages through many rows does not have them sorted for every page.</summary>
internal sealed class ListCache<T>
{
    private int version = -1;
    private string key = "";
    private IReadOnlyList<T> rows = [];

    public IReadOnlyList<T> Get(int currentVersion, string wanted, Func<IReadOnlyList<T>> make)
    {
        if (version != currentVersion || key != wanted)
        {
            rows = make();
            (version, key) = (currentVersion, wanted);
        }

        return rows;
    }
}
