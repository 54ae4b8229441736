using System;
using System.Collections.Generic;
using System.Globalization;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Pax8's partner API as a function from call to answer: no socket, no thread, no clock of its own, no chance beside the seed.
/// Thread-safe. Below /v1: token, companies, contacts, products, orders, subscriptions, as the patched partner document and the
/// authentication document describe them, with what third parties have seen of the live API. Put
/// <see cref="SimulatedNetwork"/> in front of it to reach it by HttpClient in process, or <see cref="Pax8Server"/> over sockets.
/// </summary>
public sealed class Pax8Simulator
{
    private const int LogLimit = 200_000;
    private readonly Tokens tokens;
    private readonly RateLimit rateLimit;
    private readonly Queue<Pax8LogEntry> log = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> arrivals = new(StringComparer.Ordinal);
    private string applicationSecret;
    private int number;

    /// <summary>Makes a simulator and seeds its world.</summary>
    public Pax8Simulator(Pax8SimulatorOptions options)
    {
        Options = options;
        Faults = options.Faults;
        Habits = options.Habits;
        ReadOnlyKey = options.ReadOnlyKey;
        State = new Pax8State(options.Seed, options.TimeProvider);
        Forbidden = new HashSet<string>(options.Forbidden, StringComparer.Ordinal);
        applicationSecret = options.ApplicationSecret;
        tokens = new Tokens(options.Seed);
        rateLimit = new RateLimit(options.RequestsPerMinute);
        World.Seed(State, options);
    }

    /// <summary>What it was started with.</summary>
    public Pax8SimulatorOptions Options { get; }

    /// <summary>The companies, contacts, products, subscriptions and orders, and the ways to change them as Pax8's portal does.</summary>
    public Pax8State State { get; }

    /// <summary>What goes wrong; may be exchanged between calls.</summary>
    public IFaultPlan? Faults { get; set; }

    /// <summary>What it does where nobody knows what Pax8 does; may be exchanged between calls.</summary>
    public Pax8Habits Habits { get; set; }

    /// <summary>Whether every write answers 403 while reading works; may be changed between calls.</summary>
    public bool ReadOnlyKey { get; set; }

    /// <summary>Endpoints that answer 403, written <c>GET /companies</c>; may be changed between calls.</summary>
    public ISet<string> Forbidden { get; }

    /// <summary>Called before every call, before its faults and outside the lock: the place to change the state while somebody pages.</summary>
    public Action<Pax8Call>? BeforeCall { get; set; }

    /// <summary>Called with every call and its answer, faulted ones included (<see cref="Pax8Answer.Fault"/> tells), outside the lock.</summary>
    public Action<Pax8Call, Pax8Answer>? Observer { get; set; }

    /// <summary>Every call, oldest first; the last 200,000 of them. A snapshot.</summary>
    public IReadOnlyList<Pax8LogEntry> Log
    {
        get { lock (State.Gate) return log.ToArray(); }
    }

    /// <summary>How many calls went to an endpoint since the start or the last <see cref="ClearLog"/>, written <c>GET /companies</c>.</summary>
    public int Count(string endpoint)
    {
        lock (State.Gate)
            return counts.GetValueOrDefault(endpoint);
    }

    /// <summary>
    /// How often a request of an endpoint came to Pax8 since the start or the last <see cref="ClearLog"/>, written <c>POST /orders</c>,
    /// whatever became of it there. Not counted is what a fault kept from it; what the network delivers twice counts twice.
    /// </summary>
    public int Arrived(string endpoint)
    {
        lock (State.Gate)
            return arrivals.GetValueOrDefault(endpoint);
    }

    /// <summary>Calls per endpoint since the start or the last <see cref="ClearLog"/>. A snapshot.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get { lock (State.Gate) return new SortedDictionary<string, int>(counts, StringComparer.Ordinal); }
    }

    /// <summary>Method and template of everything that is served, the token included: <c>GET /companies/{companyId}</c>.</summary>
    public static IReadOnlyList<string> Endpoints => ["POST " + TokenEndpoint.Template, .. RouteTable.Endpoints];

    /// <summary>Forgets the log and its counts; the world and the fault plan go on.</summary>
    public void ClearLog()
    {
        lock (State.Gate)
        {
            log.Clear();
            counts.Clear();
            arrivals.Clear();
        }
    }

    /// <summary>No token given out so far is valid any more.</summary>
    public void RevokeTokens()
    {
        lock (State.Gate)
            tokens.ExpireAll();
    }

    /// <summary>From now on only the new secret gets a token; tokens given out stay valid.</summary>
    public void ChangeSecret(string secret)
    {
        lock (State.Gate)
            applicationSecret = secret;
    }

    /// <summary>Answers one call. Never throws for what a caller sends.</summary>
    public Pax8Answer Handle(Pax8Call call)
    {
        var isToken = call is { Method: "POST", Path: "/v1" + TokenEndpoint.Template };
        var route = RouteTable.Find(call, out var ids);
        call = call with { Template = isToken ? TokenEndpoint.Template : route?.Template ?? "" };
        BeforeCall?.Invoke(call);
        Pax8Answer answer;
        lock (State.Gate)
        {
            number++;
            var now = Options.TimeProvider.GetUtcNow();
            State.Settle();
            var fault = Faults?.Next(call, number);
            var deliveries = fault is null ? 1 : fault.Deliveries;
            if (fault?.Told is { } lie)
                answer = Lied(lie, call, now) with { Fault = fault };
            else
                answer = Deliver(deliveries, () => Serve(call, route, ids, State, now));
            if (fault is { Told: null })
                answer = FaultedAnswers.Make(fault, call, answer, now, Expire);
            answer = answer with { Latency = answer.Latency + Options.Latency };
            Record(call, answer, now, deliveries);
        }

        Observer?.Invoke(call, answer);
        return answer;

        void Expire()
        {
            tokens.Expire(Tokens.Of(call));
        }
    }

    /// <summary>The answer to the last delivery; none where nothing was delivered.</summary>
    private static Pax8Answer Deliver(int times, Func<Pax8Answer> serve)
    {
        var answer = new Pax8Answer { Status = 0 };
        for (var delivery = 0; delivery < times; delivery++)
            answer = serve();
        return answer;
    }

    private Pax8Answer Lied(Lie lie, Pax8Call call, DateTimeOffset now)
    {
        return lie.Tell(new LiedCall(call, Answer, State, Options));

        Pax8Answer Answer(Pax8Call other, Pax8State world)
        {
            var route = RouteTable.Find(other, out var ids);
            return Serve(other, route, ids, world, now);
        }
    }

    private Pax8Answer Serve(Pax8Call call, Route? route, IReadOnlyDictionary<string, string> ids, Pax8State state, DateTimeOffset now)
    {
        try
        {
            if (!rateLimit.Pass(now, out var wait))
                return TooMany(call, wait);
            if (call.Template == TokenEndpoint.Template)
                return TokenEndpoint.Post(call, Options.ApplicationId, applicationSecret, tokens, now);
            if (!tokens.IsValid(Tokens.Of(call), now))
                return Refusal.Unauthorized();
            if (route is null)
                throw Refusal.NoSuchRoute();
            if (Forbidden.Contains(call.Endpoint))
                throw Refusal.Forbidden("Access denied");
            if (ReadOnlyKey && route.Writes)
                throw Refusal.Forbidden("The API key may not write");
            return route.Endpoint(new EndpointContext(call, ids, state, Options, Habits));
        }
        catch (Refusal refusal)
        {
            return refusal.ToAnswer(call);
        }
    }

    private Pax8Answer TooMany(Pax8Call call, TimeSpan wait)
    {
        var answer = Refusal.TooMany().ToAnswer(call);
        if (!Options.SendRetryAfter)
            return answer;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return answer with { Headers = new Dictionary<string, string> { ["Retry-After"] = seconds } };
    }

    private void Record(Pax8Call call, Pax8Answer answer, DateTimeOffset now, int deliveries)
    {
        var seen = answer.Transport is TransportFault.Reset or TransportFault.NeverAnswers or TransportFault.Refused ? 0 : answer.Status;
        log.Enqueue(new Pax8LogEntry(number, now, call.Method, call.Path, call.QueryText, call.Template, seen, answer.Fault?.Kind) { Deliveries = deliveries });
        if (log.Count > LogLimit)
            log.Dequeue();
        counts[call.Endpoint] = counts.GetValueOrDefault(call.Endpoint) + 1;
        arrivals[call.Endpoint] = arrivals.GetValueOrDefault(call.Endpoint) + deliveries;
    }
}
