using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What was decided of a provider account.</summary>
/// <param name="Id">The row.</param>
/// <param name="IsUnchanged">Whether its page counted it as unchanged.</param>
/// <param name="Accounts">The account it belongs to, several candidates, or none.</param>
internal sealed record MatchDecision(Guid Id, bool IsUnchanged, IReadOnlyList<Guid> Accounts);

/// <summary>
/// A share of what was decided, as kept on its batch: a line for each provider account, with <c>=</c> in front where its page counted it as unchanged,
/// and its accounts behind it; <c>*</c> for those of the line before.
/// </summary>
internal sealed class MatchShare
{
    /// <summary>
    /// Provider accounts of a share: a write each, and what other solutions do in it, which fits into an execution also where that takes a tenth of
    /// a second.
    /// </summary>
    private const int Most = 500;

    /// <summary>Characters of a large text; a decision adds 33,000 at most.</summary>
    private const int LargeText = 400_000;

    private const char Unchanged = '=';
    private const char Same = '*';

    private readonly StringBuilder _text = new();
    private IReadOnlyList<Guid>? _last;
    private int _count;

    public bool IsFull => _count >= Most || _text.Length > LargeText;

    public bool IsEmpty => _count == 0;

    public void Add(MatchDecision decision)
    {
        if (_count++ > 0) _text.Append('\n');
        if (decision.IsUnchanged) _text.Append(Unchanged);
        Append(decision.Id);
        if (_last is not null && _last.SequenceEqual(decision.Accounts)) _text.Append(' ').Append(Same);
        else foreach (var account in decision.Accounts) Append(account);
        _last = decision.Accounts;

        void Append(Guid id)
        {
            if (_text.Length > 0 && _text[_text.Length - 1] is not ('\n' or Unchanged)) _text.Append(' ');
            _text.Append(id.ToString("N", CultureInfo.InvariantCulture));
        }
    }

    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    public static List<MatchDecision> Parse(string text)
    {
        var decisions = new List<MatchDecision>();
        foreach (var line in text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.TrimStart(Unchanged).Split(' ');
            var accounts = words.Length == 2 && words[1][0] == Same ? decisions[decisions.Count - 1].Accounts : words.Skip(1).Select(Id).ToList();
            decisions.Add(new MatchDecision(Id(words[0]), line[0] == Unchanged, accounts));
        }
        return decisions;
    }

    public override string ToString() => _text.ToString();

    private static Guid Id(string word) => Guid.ParseExact(word, "N");
}
