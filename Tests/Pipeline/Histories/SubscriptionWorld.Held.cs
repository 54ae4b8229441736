using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.Histories;

/// <summary>What Pax8 takes away of many at once, and what people say to it.</summary>
internal sealed partial class SubscriptionWorld
{
    /// <summary>Up to so many licences, or this part of all, go unasked; every subscription here has more at the beginning.</summary>
    private const int Unasked = 10;

    private readonly HashSet<string> _takenAway = [];

    /// <summary>Whether something has let licences go without their being asked about: an answer, a setting, the sync of a customer switched, another environment's past.</summary>
    private bool _isTakingAwayLetGo;

    private bool HappenWithHeld(Happening what, byte which)
    {
        switch (what)
        {
            case Happening.NeverAsked:
                _isTakingAwayLetGo = true;
                _tenant.ChangeConnector(_connector, ("pax8_holdpercent", 100));
                break;
            case Happening.AlwaysAsked: _tenant.ChangeConnector(_connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0)); break;
            case Happening.MassErrorThere: MassError(which); break;
            case Happening.ApplyHeld: Answer("pax8_ApplyHeld", WaitingJobs()); break;
            case Happening.DiscardHeld: Answer("pax8_DiscardHeld", WaitingJobs()); break;
            case Happening.ApplyHeldOne: AnswerOne("pax8_ApplyHeldValue", which); break;
            case Happening.DiscardHeldOne: AnswerOne("pax8_DiscardHeldValue", which); break;
            default: return false;
        }
        return true;
    }

    /// <summary>Something goes wrong in Pax8: of all subscriptions but one each ends, shrinks or vanishes.</summary>
    private void MassError(byte which)
    {
        foreach (var (one, at) in _pax8.State.Subscriptions.Skip(1).Select((one, at) => (one, at)).ToList())
        {
            var what = ((which + at) % 3) switch { 0 => Happening.CancelThere, 1 => Happening.VanishThere, _ => Happening.ShrinkThere };
            if (what == Happening.ShrinkThere)
            {
                if (one is { Status: "Active", Quantity: > 1 }) _pax8.State.ChangeQuantity(one.Id, Math.Max(1, decimal.Floor(one.Quantity / 4)));
                _ledger.NoteThere(one.Id, byPeople: true);
            }
            else
            {
                HappenThere(what, (byte)_pax8.State.Subscriptions.ToList().FindIndex(still => still.Id == one.Id));
            }
        }
    }

    private List<Guid> WaitingJobs() => _tenant.Rows("pax8_syncjob", "pax8_jobstatus")
        .Where(row => row.Number("pax8_jobstatus") == Acting.WaitingForConfirmation - Refusing.Option(0).Value).Select(row => row.Id).ToList();

    private List<Guid> HeldRows() => _tenant.Rows("pax8_subscription", "pax8_held").Where(row => row.Contains("pax8_held")).Select(row => row.Id).OrderBy(id => id).ToList();

    private void Answer(string api, List<Guid> jobs)
    {
        foreach (var job in jobs)
        {
            _isTakingAwayLetGo |= api == "pax8_ApplyHeld";
            Ask(api, "pax8_syncjob", job);
        }
    }

    private void AnswerOne(string api, byte which)
    {
        var held = HeldRows();
        if (held.Count == 0) return;
        _isTakingAwayLetGo |= api == "pax8_ApplyHeldValue";
        Ask(api, "pax8_subscription", held[which % held.Count]);
    }

    /// <summary>People say yes to all that is held, also to what somebody had discarded.</summary>
    private void ApplyAll()
    {
        _isTakingAwayLetGo = true;
        Answer("pax8_ApplyHeld", WaitingJobs());
        _tenant.Settle();
        foreach (var row in HeldRows()) Ask("pax8_ApplyHeldValue", "pax8_subscription", row);
        _tenant.Settle();
    }

    /// <summary>
    /// No row loses licences because Pax8 shows fewer, above the limit, unless somebody has let them go. Asks the database itself, since looking is
    /// nothing that happens.
    /// </summary>
    private void CheckNothingIsTakenAwayUnasked()
    {
        var fresh = _database.Read(connection => connection.Query(
                "SELECT pax8_licensechangelogid, -pax8_quantity FROM pax8_licensechangelog WHERE pax8_quantity < 0 AND pax8_reason = 'Changed in Pax8'",
                reader => (Id: reader.GetString(0), Licences: reader.GetInt32(1))))
            .Where(log => _takenAway.Add(log.Id)).Select(log => log.Licences).ToList();
        if (_isTakingAwayLetGo || fresh.Count == 0) return;
        var all = _ledger.Rows().Sum(row => row.Here.Quantity) + fresh.Sum();
        Assert.True(fresh.Sum() <= Math.Max(Unasked, all / Unasked), string.Create(CultureInfo.InvariantCulture, $"{fresh.Sum()} licences were taken away at once, and nobody was asked."));
    }
}
