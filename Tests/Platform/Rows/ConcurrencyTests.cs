using System;
using DataverseEmulator;
using DataverseEmulator.Metadata;
using DataverseEmulator.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Pax8Dataverse.Tests.Platform.Fixture;
using Xunit;
using static Pax8Dataverse.Tests.Platform.Fixture.Expect;
using static Pax8Dataverse.Tests.Platform.Fixture.FixtureTables;

namespace Pax8Dataverse.Tests.Platform.Rows;

/// <summary>Source: learn.microsoft.com/power-apps/developer/data-platform/optimistic-concurrency</summary>
public sealed class ConcurrencyTests
{
    [Fact]
    public void A_row_is_updated_only_while_it_has_the_version_that_was_read()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));
        var version = tenant.Admin().Read(Shelf, id).RowVersion;

        Update(tenant, id, version);

        Fault(ErrorCodes.ConcurrencyVersionMismatch, () => Update(tenant, id, version));
        Update(tenant, id, tenant.Admin().Read(Shelf, id).RowVersion);
    }

    [Fact]
    public void A_version_that_is_asked_for_must_be_given()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));

        Fault(ErrorCodes.ConcurrencyVersionNotProvided, () => Update(tenant, id, null));
    }

    [Fact]
    public void A_delete_may_ask_for_the_version_too()
    {
        using var tenant = new World().Open();
        var id = tenant.Admin().Create(Row(Shelf));
        var version = tenant.Admin().Read(Shelf, id).RowVersion;
        tenant.Admin().Update(Row(Shelf, id, ("x_count", 1)));

        Fault(ErrorCodes.ConcurrencyVersionMismatch, () => tenant.Admin().Execute(new DeleteRequest
        {
            Target = new EntityReference(Shelf, id) { RowVersion = version },
            ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches,
        }));
    }

    private static void Update(LocalDataverse tenant, Guid id, string? version)
    {
        var row = Row(Shelf, id, ("x_count", 1));
        row.RowVersion = version;
        tenant.Admin().Execute(new UpdateRequest { Target = row, ConcurrencyBehavior = ConcurrencyBehavior.IfRowVersionMatches });
    }
}
