using System;
using System.Collections.Generic;
using Pax8Dataverse.LocalTenant.Pax8;

namespace Pax8Dataverse.Tests.Pipeline.Orders;

/// <summary>A share of all calls goes wrong, at every endpoint and in any way; the same call never three times in a row.</summary>
internal sealed class OrderFaults(int seed, double share) : IFaultPlan
{
    private const int MostInARow = 2;

    private static readonly Func<Fault>[] OfReads =
    [
        () => Fault.ServerError(500), () => Fault.ServerError(502), () => Fault.ServerError(503, TimeSpan.FromSeconds(1)), () => Fault.RequestTimeout(),
        () => Fault.Reset(), () => Fault.NeverAnswers(), Fault.ConnectionRefused, () => Fault.Truncated(), Fault.CutJson,
        () => Fault.TooManyRequests(), () => Fault.TooManyRequests(TimeSpan.FromSeconds(2)), Fault.TokenExpired,
        () => Fault.HtmlPage(200), () => Fault.HtmlPage(403), () => Fault.HtmlPage(502), Fault.NullInsteadOfAbsent, Fault.OddDates, Fault.MissingToken,
    ];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _inARow = [];

    public Fault? Next(Pax8Call call, int number)
    {
        var key = call.Method + " " + call.Path + "?" + call.QueryText;
        var before = _inARow.GetValueOrDefault(key);
        if (before >= MostInARow || _random.NextDouble() >= share)
        {
            _inARow[key] = 0;
            return null;
        }
        _inARow[key] = before + 1;
        return call.Method == "GET" || call.Endpoint == Observing.TokenCall
            ? OfReads[_random.Next(OfReads.Length)]()
            : WriteFaults.Named(WriteFaults.Names[_random.Next(WriteFaults.Names.Count)]);
    }
}
