using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Dataverse;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;
using static Pax8Dataverse.Dataverse.QueryBuilding;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>An account and its people, as they fill a company that is to be made.</summary>
/// <param name="Company">The account's own values; country as it stands there.</param>
/// <param name="People">Its primary contact first.</param>
internal sealed record CustomerDraft(NewCompany Company, IReadOnlyList<NewContact> People);

/// <summary>Reads an account and its contacts in the name of whoever asks, whose privileges decide what he sees of them.</summary>
internal sealed class ProvisionedCustomer(CallerRows rows)
{
    /// <summary>More people than this are no choice any more; whoever is not among them is typed.</summary>
    private const int MostPeople = 50;

    private static readonly string[] PersonColumns = [Contact.FirstName, Contact.LastName, Contact.Email, Contact.Phone, Contact.MobilePhone];

    /// <summary>Throws <see cref="RefusedException"/> where the account is inactive, or not to be read.</summary>
    public CustomerDraft Read(Guid accountId)
    {
        Entity account;
        try
        {
            account = rows.Get(
                Account.Table, accountId, Account.Name, Account.Website, Account.Phone, Account.Street, Account.Street2, Account.Street3, Account.City, Account.StateOrProvince,
                Account.PostalCode, Account.Country, Account.PrimaryContact, Common.State);
        }
        catch (RowDeniedException)
        {
            throw new RefusedException("Your roles do not let you read this account, so it cannot be provisioned. Ask an administrator for the right to read it, and try again.");
        }
        if (!account.IsActive()) throw new RefusedException($"{account.Text(Account.Name)} is inactive, so it is not provisioned. Activate the account and try again.");
        var lines = new[] { account.Text(Account.Street2), account.Text(Account.Street3) }.Where(line => !string.IsNullOrWhiteSpace(line));
        var company = new NewCompany
        {
            Name = account.Text(Account.Name),
            Address = new Address
            {
                Street = account.Text(Account.Street),
                Street2 = string.Join(", ", lines),
                City = account.Text(Account.City),
                StateOrProvince = account.Text(Account.StateOrProvince),
                PostalCode = account.Text(Account.PostalCode),
                Country = account.Text(Account.Country),
            },
            Phone = account.Text(Account.Phone),
            Website = account.Text(Account.Website),
        };
        return new CustomerDraft(company, PeopleOf(accountId, account.Lookup(Account.PrimaryContact)));
    }

    /// <summary>People whom the caller may not see are none.</summary>
    private List<NewContact> PeopleOf(Guid accountId, Guid? primary)
    {
        var people = new List<NewContact>();
        try
        {
            if (primary is { } id) people.Add(Person(rows.Get(Contact.Table, id, PersonColumns)));
            var query = From(Contact.Table, PersonColumns).Where(Contact.Company, accountId).Where(Common.State, Common.StateActive).OrderedBy(Contact.LastName).OrderedBy(Contact.FirstName);
            people.AddRange(rows.Top(query, MostPeople).Where(row => row.Id != primary).Select(Person));
        }
        catch (RowException failure) when (failure is RowDeniedException or RowMissingException)
        {
            // What could be read is what is offered; the rest is typed.
        }
        return people;
    }

    private static NewContact Person(Entity row) => new()
    {
        FirstName = row.Text(Contact.FirstName),
        LastName = row.Text(Contact.LastName),
        Email = row.Text(Contact.Email),
        Phone = row.Text(Contact.Phone) ?? row.Text(Contact.MobilePhone),
    };
}
