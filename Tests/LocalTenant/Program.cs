namespace Pax8Dataverse.LocalTenant;

internal static class Program
{
    private static int Main() => 0;
}
