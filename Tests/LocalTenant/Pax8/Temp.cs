using System; using System.Collections.Generic; using System.Net.Http; using System.Threading.Tasks;
namespace Pax8Dataverse.LocalTenant.Pax8;
public sealed class Pax8Server : IAsyncDisposable { public static Task<Pax8Server> StartAsync(Pax8Simulator s, int? httpPort = null) => throw new NotSupportedException(); public Uri HttpAddress => null!; public ValueTask DisposeAsync() => default; }
public static class LoopbackNetwork { public static HttpMessageHandler To(string h, Pax8Server s) => null!; }
public static class FaultProfiles { public static IFaultPlan? Named(string n, int seed) => null; }
