using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>An order that passed every check.</summary>
/// <remarks>
/// The statuses follow what was seen: provisioning details are refused with 400, a null message and the field's label (not its key)
/// in the details; a missing commitment term with 422; an unknown member with 400.
/// </remarks>
internal sealed record OrderRequest(string CompanyId, string? OrderedBy, string? OrderedByUserEmail, List<OrderLineRequest> Lines)
{
    private static readonly string[] Members =
        ["id", "companyId", "createdDate", "orderedBy", "orderedByUserId", "orderedByUserEmail", "isScheduled", "lineItems"];

    private static readonly string[] LineMembers =
    [
        "id", "productId", "commitmentTermId", "provisionStartDate", "lineItemNumber", "billingTerm", "parentSubscriptionId",
        "parentLineItemNumber", "quantity", "provisioningDetails",
    ];

    private static readonly string[] OrderedByValues = ["Pax8 Partner", "Customer", "Pax8"];

    public static OrderRequest Read(EndpointContext context)
    {
        var body = RequestBody.Read(context.Call, Members);
        var lines = body.Objects("lineItems", LineMembers) ?? [];
        var orderedBy = body.Choice("orderedBy", OrderedByValues);
        body.Require("companyId", "lineItems");
        var companyId = body.Text("companyId")!;
        var company = context.State.FindCompany(companyId) ?? throw Refusal.NotFound("Company", companyId);
        if (company.Status != "Active")
            throw Refusal.Unprocessable("Company is not active: " + companyId);
        if (lines.Count == 0)
            throw Refusal.UnprocessableWithDetails("lineItems: must not be empty");
        var read = lines.Select(line => ReadLine(line, context)).ToList();
        CheckReferences(read, context, companyId);
        return new OrderRequest(company.Id, orderedBy, body.Text("orderedByUserEmail"), read);
    }

    /// <summary>lineItemNumber is documented as required, yet the live API took an order without it.</summary>
    private static OrderLineRequest ReadLine(RequestBody line, EndpointContext context)
    {
        line.Require("productId", "quantity", "billingTerm");
        var productId = line.Text("productId")!;
        var product = context.State.FindProduct(productId) ?? throw Refusal.NotFound("Product", productId);
        var quantity = line.Number("quantity")!.Value;
        if (quantity <= 0 || quantity != decimal.Truncate(quantity))
            throw Refusal.UnprocessableWithDetails("quantity: must be a whole number greater than 0");
        var billingTerm = line.Choice("billingTerm", Terms.Billing)!;
        if (product.Prices.All(price => price.BillingTerm != billingTerm))
            throw Refusal.UnprocessableWithDetails($"billingTerm: {billingTerm} is not offered for this product");
        var start = line.Text("provisionStartDate");
        if (start is not null && (!Pax8Dates.TryRead(start, out var moment) || moment > context.Now))
            throw Refusal.UnprocessableWithDetails("provisionStartDate: scheduled orders are not supported");
        var commitment = Commitment(line.Text("commitmentTermId"), product, billingTerm);
        CheckProvisioning(line.Objects("provisioningDetails", Terms.ProvisioningMembers) ?? [], product);
        return new OrderLineRequest(
            product, quantity, billingTerm, commitment, start, line.Number("lineItemNumber"), line.Number("parentLineItemNumber"), line.Text("parentSubscriptionId"));
    }

    private static Pax8CommitmentTerm? Commitment(string? id, Pax8Product product, string billingTerm)
    {
        if (id is null)
            return product.RequiresCommitment == true ? throw Refusal.Unprocessable("A commitment term is required for this product") : null;
        var commitment = product.Commitments.FirstOrDefault(term => term.Id == id)
            ?? throw Refusal.Unprocessable("Commitment term is not offered for this product: " + id);
        return commitment.Months >= Terms.Months(billingTerm)
            ? commitment
            : throw Refusal.Unprocessable($"The commitment term {commitment.Term} is shorter than the billing term {billingTerm}");
    }

    private static void CheckProvisioning(IReadOnlyList<RequestBody> sent, Pax8Product product)
    {
        var problems = new List<string>();
        var given = new HashSet<string>();
        foreach (var detail in sent)
        {
            var key = detail.Text("key") ?? throw Refusal.InvalidField("key");
            var values = detail.Texts("values") ?? [];
            var field = product.ProvisioningFields.FirstOrDefault(known => known.Key == key);
            if (field is null)
                problems.Add($"{key}: This field is not known.");
            else if (field.PossibleValues is { } possible && values.Any(value => !possible.Contains(value)))
                problems.Add($"{field.Label}: Select a valid choice.");
            else if (values.Any(value => value.Length > 0))
                given.Add(key);
        }

        problems.AddRange(product.ProvisioningFields.Where(field => field.Required && !given.Contains(field.Key)).Select(field => $"{field.Label}: This field is required."));
        if (problems.Count > 0)
            throw Refusal.BadRequestWithDetails(["Errors with provisioningDetails", .. problems.Distinct()]);
    }

    private static void CheckReferences(List<OrderLineRequest> lines, EndpointContext context, string companyId)
    {
        if (lines.Where(line => line.Number is not null).GroupBy(line => line.Number).Any(group => group.Count() > 1))
            throw Refusal.UnprocessableWithDetails("lineItemNumber: must be unique within the order");
        foreach (var line in lines)
        {
            if (line.ParentLine is { } number && lines.All(other => other == line || other.Number != number))
                throw Refusal.UnprocessableWithDetails("parentLineItemNumber: no such line in this order");
            if (line.ParentSubscriptionId is { } parent && context.State.FindSubscription(parent)?.CompanyId != companyId)
                throw Refusal.NotFound("Subscription", parent);
        }
    }
}

/// <summary>A checked line. Number and ParentLine are null where left out.</summary>
internal sealed record OrderLineRequest(
    Pax8Product Product, decimal Quantity, string BillingTerm, Pax8CommitmentTerm? Commitment, string? ProvisionStartDate,
    decimal? Number, decimal? ParentLine, string? ParentSubscriptionId);
