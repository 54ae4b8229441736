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

        state.Seed(OfficialExamples.Products);
        var catalogue = Catalogue.Make(options.Seed);
        state.Seed(catalogue);
        state.Seed(Marketplace.Make(options.Seed));

        if (options.Companies is null && options.Subscriptions is null)
            state.Seed(OfficialExamples.Subscriptions, OfficialExamples.History);
        else if (options.Subscriptions is { } subscriptions)
            state.Seed(GeneratedSubscriptions.Make(options.Seed, subscriptions, state.ListedCompanies, catalogue, state.Now), []);

        if (options.Orders is { } orders)
            state.Seed(GeneratedOrders.Make(options.Seed, orders, state.ListedCompanies, catalogue, state.ListedSubscriptions, state.Now));
        else if (options.Companies is null)
            state.Seed(OfficialExamples.Orders);
    }
}
