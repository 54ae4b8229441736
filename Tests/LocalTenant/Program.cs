using System.CommandLine;
using System.Threading.Tasks;
using Pax8Dataverse.LocalTenant.CommandLine;

namespace Pax8Dataverse.LocalTenant;

internal static class Program
{
    private static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("A Dataverse with the Pax8 provider integration and a Pax8 to go with it, on this machine alone.")
        {
            DemoCommand.Create(),
            Pax8Command.Create(),
            FormatCommand.Create(),
        };
        WebCommand.AddTo(root);
        return root.Parse(arguments).InvokeAsync();
    }
}
