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

    private readonly HashSet<string> _seenLogs = [];

    /// <summary>Rows of which somebody has said that they may lose licences, with how many they keep then.</summary>
    private readonly Dictionary<string, int> _letGo = [];

    /// <summary>Provider accounts whose sync was switched: whoever does that means what follows from it.</summary>
    private readonly HashSet<string> _switched = [];

    private readonly List<(DateTime At, int Licences)> _wentUnasked = [];

    /// <summary>Whether another past than the one that was seen here is in place.</summary>
    private bool _isOfAnotherPast;

    private bool _isNothingAsked;
    private bool _isAllAsked;

    /// <summary>Customers that are synchronised by themselves have a limit and a day of their own.</summary>
    private bool _isSyncedByCustomer;

    private bool HappenWithHeld(Happening what, byte which)
    {
        switch (what)
        {
            case Happening.NeverAsked:
                _isNothingAsked = true;
                _tenant.ChangeConnector(_connector, ("pax8_holdpercent", 100));
                break;
            case Happening.AlwaysAsked:
                _tenant.ChangeConnector(_connector, ("pax8_holdpercent", 0), ("pax8_holdnumber", 0));
                // A sync that runs may have decided already.
                if (_tenant.Rows("pax8_syncjob", "pax8_lockkey").Exists(job => job.Contains("pax8_lockkey"))) break;
                (_isNothingAsked, _isAllAsked) = (false, true);
                break;
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
            if (api == "pax8_ApplyHeld") LetGo(HeldRows());
            Ask(api, "pax8_syncjob", job);
        }
    }

    private void AnswerOne(string api, byte which)
    {
        var held = HeldRows();
        if (held.Count == 0) return;
        var one = held[which % held.Count];
        if (api == "pax8_ApplyHeldValue") LetGo([one]);
        Ask(api, "pax8_subscription", one);
    }

    /// <summary>People say yes to all that is held, also to what somebody had discarded.</summary>
    private void ApplyAll()
    {
        Answer("pax8_ApplyHeld", WaitingJobs());
        _tenant.Settle();
        CheckNothingIsTakenAwayUnasked();
        LetGo(HeldRows());
        foreach (var row in HeldRows()) Ask("pax8_ApplyHeldValue", "pax8_subscription", row);
        _tenant.Settle();
        CheckNothingIsTakenAwayUnasked();
    }

    /// <summary>Somebody says yes to what is held of these rows: they may come down to that, and no further.</summary>
    private void LetGo(List<Guid> rows)
    {
        foreach (var row in _tenant.Rows("pax8_subscription", "pax8_held", "pax8_heldquantity").Where(row => rows.Contains(row.Id)))
            _letGo[row.Id.ToString()] = row.Number("pax8_held") == 0 ? row.GetAttributeValue<int>("pax8_heldquantity") : 0;
    }

    /// <summary>
    /// No row loses licences because Pax8 has fewer, none, no such subscription or another customer's, above the limit at once or within a day, but
    /// where somebody has let those of this row go. Asks the database itself, since looking is nothing that happens.
    /// </summary>
    private void CheckNothingIsTakenAwayUnasked()
    {
        var fresh = _database.Read(connection => connection.Query(
                "SELECT pax8_licensechangelogid, pax8_subscriptionid, pax8_quantity, pax8_toquantity FROM pax8_licensechangelog "
                + "WHERE pax8_reason = 'Changed in Pax8' OR pax8_reason LIKE 'Moved in Pax8%' ORDER BY pax8_number",
                reader => (Id: reader.GetString(0), Row: reader.GetString(1), Licences: reader.GetInt32(2), To: reader.GetInt32(3))))
            .Where(log => _seenLogs.Add(log.Id)).ToList();
        if (fresh.Count == 0) return;
        var rows = _ledger.Rows().ToDictionary(row => row.Id, StringComparer.OrdinalIgnoreCase);
        var unasked = 0;
        var said = new List<string>();
        foreach (var ofRow in fresh.GroupBy(log => log.Row))
        {
            // What somebody ordered and Pax8 never had is not lost to it; it waits, or is asked about, by itself.
            var lost = -ofRow.Sum(log => log.Licences) - Math.Max(0, _ledger.OpenLogs(ofRow.Key).Sum(log => log.Delta));
            if (lost <= 0 || _isOfAnotherPast || _isNothingAsked || IsLetGo(rows[ofRow.Key], ofRow.Last().To)) continue;
            unasked += lost;
            said.Add($"{rows[ofRow.Key].Pax8Id}: {lost} to {ofRow.Last().To}");
        }
        if (unasked == 0) return;
        var limit = _isAllAsked ? 0 : Math.Max(Unasked, (rows.Values.Sum(row => row.Here.Quantity) + unasked) / Unasked);
        if (_isSyncedByCustomer) limit *= 2;
        Assert.True(unasked <= limit, string.Create(CultureInfo.InvariantCulture, $"{unasked} licences were taken away at once, and nobody was asked ({string.Join(", ", said)})."));
        var now = _time.GetUtcNow().UtcDateTime;
        _wentUnasked.Add((now, unasked));
        var ofTheDay = _wentUnasked.Where(one => one.At > now.AddHours(-23)).Sum(one => one.Licences);
        Assert.True(_isSyncedByCustomer || ofTheDay <= limit, string.Create(CultureInfo.InvariantCulture, $"{ofTheDay} licences were taken away within a day, and nobody was asked."));
    }

    private bool IsSwitched(string company) => _database.Read(connection => connection.Query(
        "SELECT pax8_provideraccountid FROM pax8_provideraccount WHERE pax8_providerspecificid = $0", reader => reader.GetString(0), company)).Exists(_switched.Contains);

    private bool IsLetGo(SubscriptionLedger.Row row, int quantity)
    {
        if (_switched.Contains(row.ProviderAccount) || (row.MovedTo is { } company && IsSwitched(company)) || _ledger.IsSettledForPax8(row) || (quantity == 0 && _ledger.IsEndAskedFor(row.Id)) || _ledger.IsOurs(row.Pax8Id, quantity)) return true;
        return _letGo.Remove(row.Id, out var kept) && quantity >= kept;
    }
}
