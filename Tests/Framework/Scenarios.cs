using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.ConnectorCommands;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.LicenseChanges;
using Pax8Dataverse.Subscriptions;
using Pax8Dataverse.Sync;

namespace Pax8Dataverse.Tests.Framework;

/// <summary>The ways through the plug-ins that a tenant goes first. Names of columns and values of choices are literal on purpose: they are the tenant's.</summary>
internal static class Scenarios
{
    private const int First = 476500000;
    private const string CompanyId = "8b1b9a0e-9d3c-4b0f-8d27-0c2f8f1d5a01";
    private const string SubscriptionId = "8b1b9a0e-9d3c-4b0f-8d27-0c2f8f1d5a02";
    private const string ProductId = "8b1b9a0e-9d3c-4b0f-8d27-0c2f8f1d5a03";

    private const string Company = $$"""
        {"id":"{{CompanyId}}","name":"Adventure Works","address":{"street":"1 Main St","city":"Denver","stateOrProvince":"CO","postalCode":"80202","country":"US"},
        "phone":"555-0100","website":"https://adventure-works.example","externalId":null,"selfServiceAllowed":true,"billOnBehalfOfEnabled":false,
        "orderApprovalRequired":false,"status":"Active","updatedDate":"2026-01-31T08:30:00.000+0000"}
        """;

    private const string Subscription = $$"""
        {"id":"{{SubscriptionId}}","companyId":"{{CompanyId}}","productId":"{{ProductId}}","quantity":5,"startDate":"2026-01-01T00:00:00.000Z","endDate":null,
        "createdDate":"2026-01-01","billingStart":"2026-01-01","status":"Active","price":12.5,"billingTerm":"Monthly","commitment":{"id":"c","term":"1-Year","endDate":"2027-01-01"} }
        """;

    private const string Product = $$"""{"id":"{{ProductId}}","name":"Office","vendorName":"Contoso","sku":"C-1","vendorSku":"V-1","shortDescription":"Writes","requiresCommitment":false}""";

    public static string ConnectorCreated()
    {
        var target = NewConnector();

        Execution.OfStep(new ConnectorRulesOnCreatePlugin(), new Rows(), target);

        Same("https://api.pax8.com", target["pax8_endpointurl"]);
        Same(First, ((OptionSetValue)target["pax8_connectivitystatus"]).Value);
        return "completed";
    }

    public static string ConnectorChanged()
    {
        var before = NewConnector();
        before["pax8_companycount"] = 20;
        before["statecode"] = new OptionSetValue(0);
        before.Attributes.Remove("pax8_applicationsecret");
        var target = new Entity("pax8_connector", before.Id) { ["pax8_orderapprovalrequired"] = true };

        Execution.OfStep(new ConnectorRulesOnUpdatePlugin(), new Rows(), target, before);

        Same(null, target["pax8_companycount"]);
        return "to be verified again";
    }

    public static string ConnectorKeys()
    {
        var rows = new Rows();
        var connector = Connector(rows);

        Execution.OfStep(new ConnectorKeysOnCreatePlugin(), rows, rows[connector]);

        Same("Pax8", rows[connector]["pax8_namekey"]);
        Same(64, ((string)rows[connector]["pax8_activekey"]).Length);
        return "taken";
    }

    public static string ConnectorKeysLost()
    {
        var rows = new Rows { TakenKey = "pax8_activekey" };
        var connector = Connector(rows);

        return Refusal("Application ID is in use: another provider integration with the same Application ID and Endpoint URL became active at the same moment. Refresh the list, deactivate that one or enter a different Application ID, and save again.",
            () => Execution.OfStep(new ConnectorKeysOnCreatePlugin(), rows, rows[connector]));
    }

    public static string ConnectorRefused()
    {
        var rows = new Rows();
        rows.Add("pax8_connector", Value("pax8_name", "Pax8"));

        return Refusal("Name is taken: another provider integration is called Pax8. Enter a different name and save again.",
            () => Execution.OfStep(new ConnectorRulesOnCreatePlugin(), rows, NewConnector()));
    }

    public static string SubscriptionEdited()
    {
        var rows = new Rows();
        var subscription = AddSubscription(rows, Connector(rows));
        var target = new Entity("pax8_subscription", subscription) { ["pax8_quantity"] = 8, ["pax8_changereason"] = "New people" };

        Execution.OfStep(new SubscriptionRulesOnUpdatePlugin(), rows, target, rows[subscription]);

        var log = rows.Of("pax8_licensechangelog").Single();
        Same(3, log["pax8_quantity"]);
        Same(First, ((OptionSetValue)log["pax8_provisioningstatus"]).Value);
        Same("New people", log["pax8_reason"]);
        Same(true, log.Contains("pax8_queuedon"));
        return (string)log["pax8_name"];
    }

    public static string LicenseChangeQueuedAgain()
    {
        var rows = new Rows();
        var subscription = AddSubscription(rows, Connector(rows), syncState: First + 3);
        var log = rows.Add("pax8_licensechangelog", Value("pax8_subscriptionid", new EntityReference("pax8_subscription", subscription)), Value("pax8_provisioningstatus", new OptionSetValue(First + 2)), Value("pax8_attempts", 4));
        var target = new Entity("pax8_licensechangelog", log) { ["pax8_provisioningstatus"] = new OptionSetValue(First) };

        Execution.OfStep(new LicenseChangeRulesOnUpdatePlugin(), rows, target, rows[log]);

        Same(0, target["pax8_attempts"]);
        Same(true, target["pax8_queuedon"] is DateTime);
        Same(First + 1, ((OptionSetValue)rows[subscription]["pax8_syncstate"]).Value);
        return "its subscription waits to be sent";
    }

    public static string LicenseChangeRefused() =>
        Refusal("Licence change logs are written by the system. Change the subscription instead; its log follows by itself.",
            () => Execution.OfStep(new LicenseChangeRulesOnCreatePlugin(), new Rows(), new Entity("pax8_licensechangelog")));

    public static string SyncProviderAccounts()
    {
        var rows = new Rows();
        var connector = Connector(rows);
        var account = rows.Add("account", Value("name", "Adventure Works"), Value("websiteurl", "www.adventure-works.example"), Value("statecode", new OptionSetValue(0)));

        var job = Sync(rows, connector, kind: First, new Pax8Answers().OnList("GET /v1/companies", Company));

        var row = rows.Of("pax8_provideraccount").Single();
        Same("Adventure Works", row["pax8_name"]);
        Same(account, ((EntityReference)row["pax8_accountid"]).Id);
        return (string)job["pax8_message"];
    }

    public static string SyncSubscriptions()
    {
        var rows = new Rows();
        var connector = Connector(rows);
        rows.Add("pax8_provideraccount", Value("pax8_name", "Adventure Works"), Value("pax8_providerspecificid", CompanyId),
            Value("pax8_connectorid", new EntityReference("pax8_connector", connector)), Value("pax8_syncstatus", new OptionSetValue(First)));

        var job = Sync(rows, connector, kind: First + 1, new Pax8Answers().OnList("GET /v1/subscriptions", Subscription).On($"GET /v1/products/{ProductId}", Product));

        var row = rows.Of("pax8_subscription").Single();
        Same(5, row["pax8_quantity"]);
        Same(12.5m, row["pax8_price"]);
        Same(rows.Of("pax8_product").Single().Id, ((EntityReference)row["pax8_productid"]).Id);
        return (string)job["pax8_message"];
    }

    public static string VerifyConnectivity()
    {
        var rows = new Rows();
        var connector = Connector(rows);

        var execution = Execution.OfApi(new VerifyConnectivityApi(), rows, connector, new Pax8Answers().OnList("GET /v1/companies", Company));

        Same(true, execution.OutputParameters["Success"]);
        Same(1, rows[connector]["pax8_companycount"]);
        return (string)execution.OutputParameters["Message"];
    }

    public static string VerifyConnectivityRejected()
    {
        var rows = new Rows();
        var connector = Connector(rows);

        var execution = Execution.OfApi(new VerifyConnectivityApi(), rows, connector, new Pax8Answers().On("POST /v1/token", """{"error":"access_denied"}""", HttpStatusCode.Unauthorized));

        Same(false, execution.OutputParameters["Success"]);
        Same(execution.OutputParameters["Message"], rows[connector]["pax8_connectivitymessage"]);
        return (string)execution.OutputParameters["Message"];
    }

    /// <summary>Reads the one page of a job that is planned already, does what that leaves for the end, and closes the job.</summary>
    private static Entity Sync(Rows rows, Guid connector, int kind, Pax8Answers pax8)
    {
        var job = rows.Add("pax8_syncjob", Value("pax8_connectorid", new EntityReference("pax8_connector", connector)), Value("pax8_kind", new OptionSetValue(kind)),
            Value("pax8_jobstatus", new OptionSetValue(First + 1)), Value("pax8_phase", new OptionSetValue(First + 1)), Value("pax8_round", 1),
            Value("pax8_pagestotal", 1), Value("pax8_remotecount", 1));
        rows.Add("pax8_syncbatch", Value("pax8_syncjobid", new EntityReference("pax8_syncjob", job)), Value("pax8_batchkey", "1"), Value("pax8_work", new OptionSetValue(First)),
            Value("pax8_firstpage", 0), Value("pax8_lastpage", 0), Value("pax8_nextpage", 0));

        // The end of the job makes further batches.
        var done = new HashSet<Guid>();
        while (rows.Of("pax8_syncbatch").FirstOrDefault(one => !done.Contains(one.Id)) is { } batch)
        {
            done.Add(batch.Id);
            Execution.OfStep(new SyncBatchWorkPlugin(), rows, new Entity("pax8_syncbatch", batch.Id), pax8: pax8);
        }

        Same(First + 3, ((OptionSetValue)rows[job]["pax8_jobstatus"]).Value);
        Same(1, rows[job]["pax8_createdcount"]);
        Same(false, rows.Of("pax8_syncissue").Any());
        return rows[job];
    }

    private static Entity NewConnector() => new("pax8_connector", Guid.NewGuid())
    {
        ["pax8_name"] = "Pax8",
        ["pax8_environment"] = new OptionSetValue(First),
        ["pax8_endpointurl"] = "https://API.pax8.com/",
        ["pax8_applicationid"] = "framework",
        ["pax8_applicationsecret"] = "only here",
        ["pax8_countrycode"] = new OptionSetValue(840),
        ["pax8_currencyid"] = new EntityReference("transactioncurrency", Guid.NewGuid()),
    };

    private static Guid Connector(Rows rows) => rows.Add("pax8_connector", Value("pax8_name", "Pax8"), Value("pax8_environment", new OptionSetValue(First)),
        Value("pax8_endpointurl", "https://api.pax8.com"), Value("pax8_applicationid", Guid.NewGuid().ToString()), Value("pax8_applicationsecret", "only here"),
        Value("pax8_automatch", true), Value("statecode", new OptionSetValue(0)));

    private static Guid AddSubscription(Rows rows, Guid connector, int syncState = First)
    {
        var account = rows.Add("pax8_provideraccount", Value("pax8_syncstatus", new OptionSetValue(First)));
        return rows.Add("pax8_subscription", Value("pax8_name", "Office"), Value("pax8_quantity", 5), Value("pax8_basequantity", 5), Value("pax8_lastchangenumber", 1),
            Value("pax8_connectorid", new EntityReference("pax8_connector", connector)), Value("pax8_provideraccountid", new EntityReference("pax8_provideraccount", account)),
            Value("pax8_subscriptionstatus", new OptionSetValue(First)), Value("pax8_syncstate", new OptionSetValue(syncState)), Value("statecode", new OptionSetValue(0)));
    }

    private static KeyValuePair<string, object?> Value(string column, object? value) => new(column, value);

    private static string Refusal(string sentence, Action save)
    {
        try
        {
            save();
        }
        catch (InvalidPluginExecutionException refused)
        {
            Same(sentence, refused.Message);
            return refused.Message;
        }
        throw new InvalidOperationException("It was not refused.");
    }

    private static void Same(object? expected, object? actual)
    {
        if (!Equals(expected, actual)) throw new InvalidOperationException($"Expected {expected ?? "nothing"}, found {actual ?? "nothing"}.");
    }
}
