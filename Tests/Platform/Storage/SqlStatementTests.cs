using DataverseEmulator.Storage;
using Xunit;

namespace Pax8Dataverse.Tests.Platform.Storage;

public sealed class SqlStatementTests
{
    [Fact]
    public void An_empty_text_is_bound_as_a_text_and_not_as_no_value()
    {
        using var connection = new DatabaseConnection("Data Source=:memory:", []);

        Assert.Equal("text", connection.Scalar("SELECT typeof($0)", ""));
    }
}
