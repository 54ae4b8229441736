using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>
/// Everything the simulated Pax8 holds, and the changes that people make in Pax8's own portal. Thread-safe; every read
/// returns a snapshot. An observer who wants to know whether both sides agree compares with
/// <see cref="Companies"/> that have an id (<see cref="Pax8Company.Id"/> not empty).
/// </summary>
public sealed partial class Pax8State
{
    private readonly Table<Pax8Company> companies = new(company => company.Id);
    private readonly SeededRandom ids;
    private readonly TimeProvider time;
    private readonly int seed;

    internal Pax8State(int seed, TimeProvider time)
    {
        this.seed = seed;
        this.time = time;
        ids = new SeededRandom(seed, "ids");
    }

    /// <summary>One lock for the world and the simulator that serves it.</summary>
    internal object Gate { get; } = new();

    /// <summary>All companies that Pax8 lists, in its order; vanished ones are not among them.</summary>
    public IReadOnlyList<Pax8Company> Companies
    {
        get { lock (Gate) return companies.Listed; }
    }

    /// <summary>A company that the API answers by id, or null.</summary>
    public Pax8Company? FindCompany(string id)
    {
        lock (Gate)
            return companies.Find(id);
    }

    /// <summary>Adds a company at the end of the list, or before the row at <paramref name="at"/>.</summary>
    /// <param name="name">Any text of any length.</param>
    /// <param name="configure">Changes the complete, Active company that would be added; give its Id "" to list a row without id.</param>
    /// <param name="at">Position in the list; null for the end.</param>
    public Pax8Company AddCompany(string name, Func<Pax8Company, Pax8Company>? configure = null, int? at = null)
    {
        lock (Gate)
        {
            var company = new Pax8Company
            {
                Id = ids.Uuid(),
                Name = name,
                Address = new Pax8Address { Street = "5500 S Quebec St", City = "Greenwood Village", StateOrProvince = "CO", PostalCode = "80111", Country = "US" },
                Phone = "555-555-5555",
                Website = "https://www.example.com",
                BillOnBehalfOfEnabled = false,
                SelfServiceAllowed = false,
                OrderApprovalRequired = false,
                UpdatedDate = Pax8Dates.Microseconds(time.GetUtcNow()),
            };
            company = configure?.Invoke(company) ?? company;
            companies.Insert(company, at);
            return company;
        }
    }

    /// <summary>Changes a company as an edit in the portal does; its updatedDate becomes now unless the change sets it.</summary>
    /// <exception cref="KeyNotFoundException">No such company is listed.</exception>
    public Pax8Company ChangeCompany(string id, Func<Pax8Company, Pax8Company> change)
    {
        lock (Gate)
        {
            var before = companies.Get(id);
            var after = change(before);
            if (after.UpdatedDate == before.UpdatedDate)
                after = after with { UpdatedDate = Pax8Dates.Microseconds(time.GetUtcNow()) };
            pastCompanies.Note(id, before, time.GetUtcNow());
            companies.Replace(after);
            return after;
        }
    }

    /// <summary>Gives a company another name.</summary>
    public Pax8Company RenameCompany(string id, string name) => ChangeCompany(id, company => company with { Name = name });

    /// <summary>Sets the status: Active, Inactive, Deleted, or a text that no document knows.</summary>
    public Pax8Company SetCompanyStatus(string id, string status) => ChangeCompany(id, company => company with { Status = status });

    /// <summary>From now on the company is not listed and answers 404 by id.</summary>
    public void VanishCompany(string id)
    {
        lock (Gate)
            companies.Vanish(id);
    }

    /// <summary>A vanished company is listed again, at its old place.</summary>
    public void ReturnCompany(string id)
    {
        lock (Gate)
            companies.Return(id);
    }

    /// <summary>Moves a company to another place in the list, which shifts the rows between: what an unstable order looks like to somebody who pages.</summary>
    public void MoveCompany(string id, int to)
    {
        lock (Gate)
            companies.Move(id, to);
    }

    internal void Seed(IEnumerable<Pax8Company> rows)
    {
        foreach (var row in rows)
            companies.Insert(row, null);
    }

    internal string NewId() => ids.Uuid();

    internal DateTimeOffset Now => time.GetUtcNow();

    internal IReadOnlyList<Pax8Company> ListedCompanies => companies.Listed;

    internal int CompaniesVersion => companies.Version;

    /// <summary>Companies that the API does not show take their names all the same; those of Deleted ones are assumed to be free.</summary>
    internal bool CompanyNameIsTaken(string name, string exceptId) =>
        companies.All.Any(company => company.Id != exceptId && company.Status != "Deleted"
            && string.Equals(company.Name, name, StringComparison.OrdinalIgnoreCase));
}
