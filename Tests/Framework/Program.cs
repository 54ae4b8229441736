using System;
using System.Collections.Generic;

namespace Pax8Dataverse.Tests.Framework;

/// <summary>
/// Loads the plug-in assembly that lies beside it and runs it as the platform does. Prints <c>ok NAME: WHAT</c> or
/// <c>failed NAME: WHY</c> for each scenario; exit code 0 only if all went well.
/// </summary>
internal static class Program
{
    private static int Main()
    {
        var failed = 0;
        foreach (var scenario in All())
        {
            try
            {
                Console.WriteLine($"ok {scenario.Key}: {scenario.Value()}");
            }
            catch (Exception exception)
            {
                failed++;
                Console.WriteLine($"failed {scenario.Key}: {Why(exception)}");
            }
        }
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Delegates of methods, so that none is compiled before its turn and one that cannot be fails alone.</summary>
    private static IEnumerable<KeyValuePair<string, Func<string>>> All()
    {
        yield return new("references", Loading.References);
        yield return new("static constructors", Loading.StaticConstructors);
        yield return new("plug-ins", Loading.PlugIns);
        yield return new("methods", Loading.Methods);
        yield return new("connector created", Scenarios.ConnectorCreated);
        yield return new("connector changed", Scenarios.ConnectorChanged);
        yield return new("connector keys", Scenarios.ConnectorKeys);
        yield return new("connector keys lost", Scenarios.ConnectorKeysLost);
        yield return new("connector refused", Scenarios.ConnectorRefused);
        yield return new("subscription edited", Scenarios.SubscriptionEdited);
        yield return new("licence change log queued again", Scenarios.LicenseChangeQueuedAgain);
        yield return new("licence change log refused", Scenarios.LicenseChangeRefused);
        yield return new("Sync Provider Accounts", Scenarios.SyncProviderAccounts);
        yield return new("Sync Subscriptions", Scenarios.SyncSubscriptions);
        yield return new("Verify Connectivity", Scenarios.VerifyConnectivity);
        yield return new("Verify Connectivity, rejected", Scenarios.VerifyConnectivityRejected);
    }

    private static string Why(Exception exception)
    {
        var text = "";
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException) text += $"{cause.GetType().Name}: {cause.Message} ";
        return text.Replace("\r", "").Replace("\n", " ").Trim();
    }
}
