using System;
using System.IO;
using System.Threading.Tasks;
using DataverseEmulator.Metadata;

namespace Pax8Dataverse.LocalTenant.CommandLine;

/// <summary>What keeps a tenant from opening is a sentence on the error output and exit code 1, whatever the verb.</summary>
internal static class Refusals
{
    /// <summary>Runs a verb.</summary>
    /// <returns>The verb's exit code; 1 where the solution or its plug-in package does not fit, or the repository is not there.</returns>
    public static async Task<int> ToldAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception exception) when (exception is SolutionException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
