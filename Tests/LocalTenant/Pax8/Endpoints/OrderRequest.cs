using System;
using System.Collections.Generic;
using System.Linq;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>An order that passed every check.</summary>
/// <remarks>
/// The statuses follow what was seen: provisioning details are refused with 400, a null message and the field's label (not its key)
/// in the details; a missing commitment term with 422; an unknown member with 400. Assumed are those of a wrong commitment term (400), of
/// one that is too short and of a missing parent (422).
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
        var company = context.State.FindCompany(companyId) ?? throw Unknown(context, "Company", companyId);
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
        var product = context.State.FindProduct(productId) ?? throw Unknown(context, "Product", productId);
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
        var answers = CheckProvisioning(line.Objects("provisioningDetails", Terms.ProvisioningMembers) ?? [], product);
        return new OrderLineRequest(
            product, quantity, billingTerm, commitment, start, LineNumber(line, "lineItemNumber"), LineNumber(line, "parentLineItemNumber"), line.Text("parentSubscriptionId"), answers);
    }

    /// <summary>Counts from 1.</summary>
    private static int? LineNumber(RequestBody line, string member)
    {
        if (line.Number(member) is not { } number)
            return null;
        return number >= 1 && number <= int.MaxValue && number == decimal.Truncate(number) ? (int)number : throw Refusal.InvalidField(member);
    }

    private static Refusal Unknown(EndpointContext context, string what, string id) =>
        Refusal.WithStatus(context.Habits.UnknownReferenceStatus, $"{what} Not Found: {id}");

    private static Pax8CommitmentTerm? Commitment(string? id, Pax8Product product, string billingTerm)
    {
        if (id is null)
            return product.RequiresCommitment == true ? throw Refusal.Unprocessable("A commitment term is required for this product") : null;
        var commitment = product.Commitments.FirstOrDefault(term => term.Id == id)
            ?? throw Refusal.InvalidField("commitmentTermId");
        if (commitment.Months < Terms.Months(billingTerm))
            throw Refusal.Unprocessable($"The commitment term {commitment.Term} is shorter than the billing term {billingTerm}");
        return product.Prices.Any(price => price.BillingTerm == billingTerm && price.CommitmentTerm == commitment.Term)
            ? commitment
            : throw Refusal.UnprocessableWithDetails($"billingTerm: {billingTerm} is not offered with the commitment term {commitment.Term}");
    }

    /// <summary>That only one value may be given where not several can be chosen is assumed.</summary>
    private static Dictionary<string, IReadOnlyList<string>> CheckProvisioning(IReadOnlyList<RequestBody> sent, Pax8Product product)
    {
        var problems = new List<string>();
        var given = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var detail in sent)
        {
            var key = detail.Text("key") ?? throw Refusal.InvalidField("key");
            var values = detail.Texts("values") ?? [];
            var field = product.ProvisioningFields.FirstOrDefault(known => known.Key == key);
            if (field is null)
                problems.Add($"{key}: This field is not known.");
            else if (field.PossibleValues is { } possible && values.Any(value => !possible.Contains(value)))
                problems.Add($"{field.Label}: Select a valid choice.");
            else if (values.Count > 1 && field.ValueType != "Multi-Value")
                problems.Add($"{field.Label}: Give one value only.");
            else if (values.Any(value => value.Length > 0))
                given[key] = values;
        }

        problems.AddRange(product.ProvisioningFields.Where(field => field.Required && !given.ContainsKey(field.Key)).Select(field => $"{field.Label}: This field is required."));
        return problems.Count == 0 ? given : throw Refusal.BadRequestWithDetails(["Errors with provisioningDetails", .. problems.Distinct()]);
    }

    private static void CheckReferences(List<OrderLineRequest> lines, EndpointContext context, string companyId)
    {
        if (lines.Where(line => line.Number is not null).GroupBy(line => line.Number).Any(group => group.Count() > 1))
            throw Refusal.UnprocessableWithDetails("lineItemNumber: must be unique within the order");
        foreach (var line in lines)
            CheckParent(line, ParentProduct(line, lines, context, companyId));
    }

    /// <summary>The product of the line or the subscription that the line shall belong to; null where it names none.</summary>
    private static string? ParentProduct(OrderLineRequest line, List<OrderLineRequest> lines, EndpointContext context, string companyId)
    {
        if (line.ParentLine is { } number)
            return lines.Find(other => other != line && other.Number == number)?.Product.Id ?? throw Refusal.UnprocessableWithDetails("parentLineItemNumber: no such line in this order");
        if (line.ParentSubscriptionId is not { } id)
            return null;
        var parent = context.State.FindSubscription(id);
        if (parent?.CompanyId != companyId)
            throw Unknown(context, "Subscription", id);
        return parent.Status == "Cancelled" ? throw Refusal.UnprocessableWithDetails("parentSubscriptionId: the subscription is cancelled") : parent.ProductId;
    }

    private static void CheckParent(OrderLineRequest line, string? parentProduct)
    {
        if (line.Product.Requires.Count == 0)
            return;
        if (parentProduct is null)
            throw Refusal.UnprocessableWithDetails($"{line.Product.Name} requires another product: parentSubscriptionId or parentLineItemNumber is required");
        if (!line.Product.Requires.Contains(parentProduct, StringComparer.OrdinalIgnoreCase))
            throw Refusal.UnprocessableWithDetails($"{line.Product.Name} does not belong to that product");
    }
}

/// <summary>A checked line. Number and ParentLine are null where left out.</summary>
internal sealed record OrderLineRequest(
    Pax8Product Product, decimal Quantity, string BillingTerm, Pax8CommitmentTerm? Commitment, string? ProvisionStartDate,
    int? Number, int? ParentLine, string? ParentSubscriptionId, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers);
