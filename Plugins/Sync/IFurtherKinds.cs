using System.Collections.Generic;
using Pax8Dataverse.Dataverse;

namespace Pax8Dataverse.Sync;

/// <summary>Kinds that whoever runs this code brings along, as a service beside the platform's; the platform brings none.</summary>
internal interface IFurtherKinds
{
    IEnumerable<SyncKind> Of(TenantRows rows);
}
