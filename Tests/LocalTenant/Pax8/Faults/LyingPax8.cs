using System;
using System.Collections.Generic;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Lies drawn from a seed, at random places and repeatedly: a lie once told may be told again to the next calls of the same
/// endpoint, a few times. Token requests and calls that create nothing and change nothing are lied to alike; no lie changes
/// anything in Pax8 by itself.
/// </summary>
public sealed class LyingPax8(int seed, int records, double share) : IFaultPlan
{
    private const int MostTries = 4;
    private const int MostRepeats = 3;

    // Whole lists, then records in them, then what is asked for by id: about as often as they are likely to be met.
    private static readonly Func<Random, int, Lie>[] Drawn =
    [
        (random, records) => Lies.TotalIs(random.Next(3) * records / 2),
        (random, records) => Lies.TotalOff(-1 - random.Next(records)),
        (random, records) => Lies.TotalOff(1 + random.Next(2 * records)),
        (random, records) => Lies.ShorterPages(1 + random.Next(records), says: true),
        (random, records) => Lies.ShorterPages(1 + random.Next(records), says: false),
        (random, records) => Lies.RowsLeftOut(1 + random.Next(records / 2)),
        (random, records) => Lies.PageRepeated(says: random.Next(2) == 0),
        (random, records) => Lies.PageNumberOff(random.Next(2) == 0 ? -1 : 1),
        (random, records) => Lies.PastEndRefused(new[] { 400, 404, 422 }[random.Next(3)]),
        (_, _) => Lies.OtherCompaniesToo(),
        (random, records) => Lies.OtherPartner(random.Next(100), random.Next(3) * records, random.Next(2 * records), random.Next(2) == 0 ? 404 : 403),
        (random, records) => Lies.Late(TimeSpan.FromMinutes(1 + random.Next(30))),
        (random, records) => Lies.NumberAnywhere(Any(random, Lies.StrangeNumbers), random.Next()),
        (random, records) => Lies.Number(Any(random, ["quantity", "price", "partnerCost"]), Any(random, Lies.StrangeNumbers), random.Next()),
        (random, records) => Lies.TokenLifetime(Any(random, Lies.StrangeNumbers)),
        (random, records) => Lies.LongId(Any(random, ["id", "productId", "parentSubscriptionId", "companyId"]), 101 + random.Next(900), random.Next()),
        (random, records) => Lies.MarkedId(Any(random, ["id", "productId", "parentSubscriptionId", "companyId"]), Any(random, ["-", "?"]), random.Next()),
        (random, records) => Lies.WrongKindOfSubscription(random.Next(), random.Next()),
        (random, records) => Lies.WrongKindOfCompany(random.Next(), random.Next()),
        (random, records) => Lies.Value(Any(random, ["status", "name", "quantity", "companyId", "billingTerm", "price"]), "null", random.Next()),
        (_, _) => Lies.CommitmentEndBeside(),
        (random, records) => Lies.Status(Any(random, Lies.StatusWords), random.Next()),
        (random, records) => Lies.ActiveThoughEnded(random.Next()),
        (random, records) => Lies.Value(Any(random, ["startDate", "endDate", "createdDate", "updatedDate", "billingStart"]), "\"" + Any(random, Lies.EarlyDates) + "\"", random.Next()),
        (random, records) => Lies.AnotherRecord(random.Next()),
        (_, _) => Lies.GatewayNotFound(),
        (_, _) => Lies.EmptyNotFound(),
        (_, _) => Lies.HtmlNotFound(),
        (_, _) => Lies.NotFoundOfAnother(),
        (_, _) => Lies.NotFoundAsErrors(),
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, (Lie Lie, int Left)> _going = [];

    /// <summary>How many calls were lied to.</summary>
    public int Told { get; private set; }

    /// <inheritdoc />
    public Fault? Next(Pax8Call call, int number)
    {
        var fault = Draw(call);
        if (fault is not null) Told++;
        return fault;
    }

    private Fault? Draw(Pax8Call call)
    {
        if (_going.Remove(call.Endpoint, out var going) && going.Left > 0)
        {
            _going[call.Endpoint] = going with { Left = going.Left - 1 };
            return going.Lie.Fits(call) ? Fault.Lie(going.Lie) : null;
        }
        if (_random.NextDouble() >= share) return null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var lie = Any(_random, records);
            if (!lie.Fits(call)) continue;
            _going[call.Endpoint] = (lie, _random.Next(MostRepeats + 1));
            return Fault.Lie(lie);
        }
        return null;
    }

    /// <summary>Any lie at all.</summary>
    public static Lie Any(Random random, int records) => Drawn[random.Next(Drawn.Length)](random, records);

    private static string Any(Random random, IReadOnlyList<string> words) => words[random.Next(words.Count)];
}
