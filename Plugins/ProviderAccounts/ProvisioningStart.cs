using System;
using System.Collections.Generic;
using System.Linq;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Outbox;
using Pax8Dataverse.Pax8;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.ProviderAccounts;

/// <summary>What the door of a provisioning answers.</summary>
/// <param name="Company">The company as it would be, or is to be, sent.</param>
/// <param name="Missing">What Pax8 requires and it lacks.</param>
/// <param name="People">The account's people, for a choice.</param>
/// <param name="Message">What was done, or not; empty for a preview.</param>
internal sealed record ProvisioningAnswer(NewCompany Company, IReadOnlyList<string> Missing, IReadOnlyList<NewContact> People, string Message)
{
    /// <summary>The row that is to become the company's; null where none was made.</summary>
    public Guid? ProviderAccountId { get; init; }

    public void ReturnIn(PluginExecution run)
    {
        run.Return("Message", Message);
        run.Return("Missing", string.Join("\n", Missing));
        run.Return("Details", NewCompanyJson.Details(Company));
        run.Return("People", NewCompanyJson.Contacts(People));
        if (ProviderAccountId is { } id) run.Return("ProviderAccountId", id);
    }
}

/// <summary>What callers ask for.</summary>
/// <param name="Details">JSON, see <see cref="NewCompanyJson"/>; null to take all from the account.</param>
/// <param name="IsPreview">Only says what would be sent and what is missing.</param>
internal sealed record ProvisioningOrder(string? Details, bool IsPreview);

/// <summary>
/// The door of a provisioning: puts together what is to be sent, says all that is missing, and records the intent. Never calls Pax8; the
/// asynchronous step does, once the row is committed.
/// </summary>
internal sealed class ProvisioningStart(ConnectorRows connectors, ProvisioningRows rows, ProvisionedCustomer customers)
{
    private const string Begun = "The company is created in Pax8 in the background; Provisioning on the provider account shows what becomes of it.";

    /// <summary>Of an account that has no company in the connector's Pax8 yet.</summary>
    /// <exception cref="RefusedException">Everything that keeps it from being sent, all missing values at once.</exception>
    public ProvisioningAnswer Provision(Guid accountId, Guid connectorId, ProvisioningOrder order)
    {
        var connector = connectors.Get(connectorId);
        var customer = customers.Read(accountId);
        if (rows.CompanyOf(connectorId, accountId) is { } there)
            throw new RefusedException($"This account has a company in the Pax8 of {connector.Name} already: it is mapped to the provider account {there}. Map that one to another account first, where it is a different customer.");
        var row = rows.FindOf(connectorId, accountId.ToString());
        if (row is not null) RefuseInFlight(row, wasNotCreated: false);
        var answer = Answer(customer.Company, customer.People, connector, order);
        if (order.IsPreview || RefuseOrStop(answer, connector)) return Stopped(answer, order, connector);
        if (row is not null) rows.Renew(row, answer.Company);
        return Queue(answer, row?.Id ?? rows.Create(answer.Company, accountId, connector));
    }

    /// <summary>Of a row whose company Pax8 refused, or that was not sent; where a person has to decide, only after he said that it was not created.</summary>
    /// <inheritdoc cref="Provision"/>
    public ProvisioningAnswer ProvisionAgain(Guid providerAccountId, bool wasNotCreated, ProvisioningOrder order)
    {
        var row = rows.Get(providerAccountId);
        if (row.Of is null) throw new RefusedException("Only a provider account whose company could not be created is provisioned again. This one is in Pax8, or was withdrawn; choose Provision Account on an account.");
        RefuseInFlight(row, wasNotCreated);
        var connector = connectors.Get(row.ConnectorId);
        IReadOnlyList<NewContact> people = row.AccountId is { } accountId ? customers.Read(accountId).People : [];
        var answer = Answer(row.Company, people, connector, order);
        if (order.IsPreview || RefuseOrStop(answer, connector)) return Stopped(answer, order, connector);
        rows.Renew(row, answer.Company);
        return Queue(answer, row.Id);
    }

    private static void RefuseInFlight(Provisioning row, bool wasNotCreated)
    {
        if (!row.IsInFlight) return;
        if (row.State != ProviderAccount.ProvisioningStates.NeedsReview)
            throw new RefusedException($"{row.Name} is being created in Pax8 already. Provisioning on its provider account shows what becomes of it.");
        if (!wasNotCreated)
            throw new RefusedException($"It is not known whether Pax8 created {row.Name}. Open its provider account and choose It was created or It was not created.");
    }

    private ProvisioningAnswer Answer(NewCompany known, IReadOnlyList<NewContact> people, ConnectorSettings connector, ProvisioningOrder order)
    {
        CompanyDetails? said = null;
        if (!string.IsNullOrWhiteSpace(order.Details) && (said = NewCompanyJson.ReadDetails(order.Details!, out var problem)) is null)
            throw new RefusedException($"Details cannot be read: {problem}. The administrator's guide shows what they look like.");
        var company = ProvisioningDraft.Of(known, people, said, connectors.DefaultsOf(connector.Id));
        return new ProvisioningAnswer(company, ProvisioningDraft.Missing(company), people, "");
    }

    /// <summary>True where nothing is to be sent though nothing is wrong: a test connector.</summary>
    private static bool RefuseOrStop(ProvisioningAnswer answer, ConnectorSettings connector)
    {
        if (answer.Missing.Count > 0) throw new RefusedException(ProvisioningSentences.Missing(answer.Missing));
        if (connector.IsSandbox) return true;
        if (connector.IsCopied) throw new RefusedException(ProvisioningSentences.NotSent(new Hold(HoldReasons.CopiedEnvironment, ""), connector));
        if (ProvisioningPush.HoldOf(connector) is { } hold) throw new RefusedException(hold);
        return false;
    }

    private static ProvisioningAnswer Stopped(ProvisioningAnswer answer, ProvisioningOrder order, ConnectorSettings connector) =>
        order.IsPreview ? answer : answer with { Message = ProvisioningSentences.Sandbox(connector) };

    private ProvisioningAnswer Queue(ProvisioningAnswer answer, Guid id)
    {
        rows.Queue(id);
        return answer with { ProviderAccountId = id, Message = Begun };
    }
}
