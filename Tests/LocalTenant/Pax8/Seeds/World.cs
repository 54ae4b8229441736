namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>What a simulator holds when it starts.</summary>
internal static class World
{
    public static void Seed(Pax8State state, Pax8SimulatorOptions options)
    {
        if (options.Companies is { } count)
            state.Seed(GeneratedCompanies.Make(options.Seed, count));
        else
            state.Seed(OfficialExamples.Companies);
        if (options.NastyNames)
            state.Seed(NastyCompanies.Make(options.Seed));
    }
}
