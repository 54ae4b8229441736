using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Pax8Dataverse.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Unit.Pax8;

public sealed class RetryTests
{
    private static readonly Dictionary<string, Func<HttpResponseMessage>> Passing = new()
    {
        ["429"] = Answers.Status(429),
        ["408"] = Answers.Status(408),
        ["500"] = Answers.Status(500),
        ["502 with a web page"] = Answers.Html(502),
        ["503"] = Answers.Status(503),
        ["504"] = Answers.Status(504),
        ["time-out"] = Answers.TimeOut,
        ["host unknown"] = Answers.HostUnknown,
        ["refused"] = Answers.ConnectionRefused,
        ["reset"] = Answers.Reset,
        ["ended early"] = Answers.EndedEarly,
        ["truncated"] = Answers.TruncatedPage,
        ["web page"] = Answers.Html(200),
        ["empty"] = Answers.Status(200),
    };

    public static TheoryData<string> PassingNames => new(Passing.Keys);

    [Theory]
    [MemberData(nameof(PassingNames))]
    public void Fails_once_then_succeeds(string failure)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Passing[failure], Answers.OneCompany));

        var page = scene.Client.ListCompanies(0, 200);

        Assert.Equal("Contoso", Assert.Single(page.Records).Name);
        Assert.Equal(2, scene.Network.Calls);
        Assert.Equal(1, scene.Network.TokenRequests);
        if (failure == "429") Assert.InRange(Assert.Single(scene.Wait.Delays), 30, 60);
        else Assert.Equal([2.0], scene.Wait.Delays);
    }

    public static TheoryData<string> FailingNames => new(Passing.Keys.Where(name => name != "429"));

    [Theory]
    [MemberData(nameof(FailingNames))]
    public void Always_fails_is_told_after_four_attempts(string failure)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Passing[failure]));

        scene.Fails();

        Assert.Equal(4, scene.Network.Calls);
        Assert.Equal([2.0, 4.0, 8.0], scene.Wait.Delays);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    [InlineData(301)]
    public void A_refusal_is_not_repeated(int status)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(status)));

        scene.Fails();

        Assert.Equal(1, scene.Network.Calls);
        Assert.Empty(scene.Wait.Delays);
    }

    [Fact]
    public void Less_patience_means_fewer_attempts()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(500)), patience: new Patience(2, TimeSpan.FromSeconds(13)));

        scene.Fails();

        Assert.Equal(2, scene.Network.Calls);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("Sun, 01 Mar 2026 12:00:09 GMT", 9)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0)]
    public void Retry_after_is_honoured_in_both_forms_and_ignored_where_it_is_none(string header, double waited)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.RetryAfter(429, header), Answers.OneCompany));

        scene.Client.ListCompanies(0, 200);

        Assert.Equal([waited], scene.Wait.Delays);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    public void Retry_after_that_is_none_is_ignored(string header)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.RetryAfter(429, header), Answers.OneCompany));

        scene.Client.ListCompanies(0, 200);

        Assert.InRange(Assert.Single(scene.Wait.Delays), 30, 60);
    }

    [Fact]
    public void Pax8s_limit_is_waited_for_past_its_window_and_is_no_attempt()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(429)));

        var error = scene.Fails();

        Assert.True(error.WasNotTried);
        Assert.InRange(scene.Wait.Delays.Sum(), 60, 100);
        Assert.All(scene.Wait.Delays, pause => Assert.True(pause >= 10));
    }

    [Fact]
    public void A_limit_that_says_now_for_ever_is_asked_once_a_second()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.RetryAfter(429, "0")));

        var error = scene.Fails();

        Assert.True(error.WasNotTried);
        Assert.InRange(scene.Network.Calls, 90, 101);
    }

    [Fact]
    public void Two_requests_that_meet_the_limit_at_the_same_moment_do_not_come_back_together()
    {
        using var one = new Scene(new ScriptedNetwork().Answer(Answers.Status(429)));
        using var other = new Scene(new ScriptedNetwork().Answer(Answers.Status(429)));

        Assert.ThrowsAny<Exception>(() => one.Client.ListCompanies(0, 200));
        Assert.ThrowsAny<Exception>(() => other.Client.ListCompanies(1, 200));

        Assert.NotEqual(one.Wait.Delays[0], other.Wait.Delays[0]);
    }

    [Fact]
    public void Whoever_waits_at_a_form_reads_of_the_limit_at_once()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(429)), patience: new Patience(1, TimeSpan.FromSeconds(13)));

        scene.Fails();

        Assert.Empty(scene.Wait.Delays);
    }

    [Fact]
    public void A_busy_server_that_names_a_time_is_waited_for()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.RetryAfter(503, "5")));

        var error = scene.Fails();

        Assert.Equal((Pax8Error.WaitUntil, VirtualWait.Start.AddSeconds(20)), (error.Kind, error.RetryAt));
        Assert.Equal([5.0, 5.0, 5.0], scene.Wait.Delays);
    }

    [Fact]
    public void A_wait_past_the_deadline_is_not_begun_and_its_end_is_told()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.RetryAfter(429, "3600")));

        var error = scene.Fails();

        Assert.Equal((Pax8Error.WaitUntil, VirtualWait.Start.AddHours(1)), (error.Kind, error.RetryAt));
        Assert.Contains("2026-03-01 13:00:00 UTC", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, scene.Network.Calls);
        Assert.Empty(scene.Wait.Delays);
    }

    [Fact]
    public void An_outage_at_the_end_of_the_time_tells_when_to_ask_again()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Status(500)), new VirtualWait(TimeSpan.FromSeconds(5)));

        var error = scene.Fails();

        Assert.Equal((Pax8Error.Unreachable, VirtualWait.Start.AddSeconds(6)), (error.Kind, error.RetryAt));
        Assert.Equal(2, scene.Network.Calls);
    }

    [Fact]
    public void Nothing_is_sent_without_time_for_an_answer()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.OneCompany), new VirtualWait(TimeSpan.FromMilliseconds(900)));

        var error = scene.Fails();

        Assert.Equal(Pax8Error.WaitUntil, error.Kind);
        Assert.Empty(scene.Network.Requests);
    }

    [Fact]
    public void A_post_is_sent_only_with_its_full_time_before_the_deadline()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Json(200, "{}")), new VirtualWait(TimeSpan.FromSeconds(19)));

        var error = scene.Fails("POST");

        Assert.Equal(Pax8Error.WaitUntil, error.Kind);
        Assert.Equal(0, scene.Network.Calls);
    }

    [Property(MaxTest = 300)]
    public Property The_deadline_is_never_passed_by_waiting()
    {
        var scripts = Gen.ListOf(Gen.OneOf(
            Gen.Elements(Passing.Keys.ToArray()).Select(name => Passing[name]),
            Gen.Choose(0, 90).Select(seconds => Answers.RetryAfter(429, seconds.ToString(CultureInfo.InvariantCulture))))).Where(list => list.Count > 0);
        var cases = from script in scripts from budget in Gen.Choose(0, 60) from latency in Gen.Choose(0, 3) select (script, budget, latency);
        return Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            VirtualWait wait = new(TimeSpan.FromSeconds(drawn.budget));
            var network = new ScriptedNetwork { OnRequest = () => wait.Pass(TimeSpan.FromSeconds(drawn.latency)) }.Answer([.. drawn.script]);
            using var scene = new Scene(network, wait);

            var error = scene.Fails();

            // Four attempts, and at Pax8's limit one call a second after the first pause.
            Assert.True(network.Calls <= 6 + drawn.budget);
            Assert.True(error.RetryAt is null || error.RetryAt >= VirtualWait.Start);
            // The last answer may come after the deadline by its own latency, nothing else may.
            Assert.True(wait.Remaining >= -TimeSpan.FromSeconds(drawn.latency));
        });
    }

    public static TheoryData<string> NamesWithoutSuccess => new(Passing.Keys.Except(["truncated", "web page", "empty"]));

    [Theory]
    [MemberData(nameof(NamesWithoutSuccess))]
    public void A_post_that_may_have_arrived_is_never_sent_again(string failure)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Passing[failure], Answers.Json(200, "{}")));
        var surelyNotDone = failure is "429" or "host unknown" or "refused";

        var error = Record.Exception(() => scene.Send("POST"));

        Assert.Equal(surelyNotDone ? 2 : 1, scene.Network.Calls);
        if (surelyNotDone) Assert.Null(error);
        else Assert.Equal(Pax8Error.Unclear, Assert.IsType<Pax8Exception>(error).Kind);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    public void A_lost_answer_leaves_a_change_unclear_and_says_to_look(string method)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.TimeOut));

        var error = scene.Fails(method);

        Assert.Equal((Pax8Error.Unclear, UnreachableReason.TimedOut), (error.Kind, error.Reason));
        Assert.Equal(
            "Pax8 was asked to change the thing, and it is not known whether it did: api.pax8.example did not answer in time. Look in Pax8 for the result before you send it again.",
            error.Message);
        Assert.Equal(1, scene.Network.Calls);
    }

    [Fact]
    public void A_change_whose_answer_cannot_be_read_is_unclear()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Html(200)));

        var error = Assert.Throws<Pax8Exception>(() => scene.Send("POST", CompanyReader.ReadOne));

        Assert.Equal((Pax8Error.Unclear, 1), (error.Kind, scene.Network.Calls));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public void What_is_absolute_is_repeated(string method)
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.Reset, Answers.Status(500), Answers.Status(204)));

        Assert.Equal("", scene.Send(method));

        Assert.Equal(3, scene.Network.Calls);
        Assert.All(scene.Network.Requests.Where(request => request.Path != "/v1/token"), request => Assert.Equal(method, request.Method));
    }

    [Fact]
    public void A_repeated_delete_that_finds_nothing_has_done_its_work()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.TimeOut, Answers.Json(404, """{"type":"NOT_FOUND","message":"Thing Not Found: t-1"}""")));

        Assert.Equal("", scene.Send("DELETE"));

        Assert.Equal(2, scene.Network.Calls);
    }

    [Fact]
    public void A_404_that_is_not_in_Pax8s_words_ends_no_repeated_delete()
    {
        using var scene = new Scene(new ScriptedNetwork().Answer(Answers.TimeOut, Answers.Json(404, """{"message":"no Route matched with those values"}""")));

        Assert.Equal(Pax8Error.NotFoundUnproven, scene.Fails("DELETE").Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_delete_that_surely_did_not_arrive_before_and_finds_nothing_says_so(bool afterARateLimit)
    {
        var network = new ScriptedNetwork();
        if (afterARateLimit) network.Answer(Answers.Status(429));
        using var scene = new Scene(network.Answer(Answers.Json(404, """{"type":"NOT_FOUND","message":"Thing Not Found: t-1"}""")));

        Assert.Equal(Pax8Error.NotFound, scene.Fails("DELETE").Kind);
    }
}
