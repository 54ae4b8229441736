using System;
using System.Net.Http;

namespace Pax8Dataverse.Pax8;

internal sealed partial class Pax8Client
{
    /// <summary>
    /// <c>POST /companies</c>: makes a company and its contacts in one call, and returns it. NEVER REPEATED: Pax8 has no idempotency key, so
    /// whatever leaves open whether it was made ends as <see cref="Pax8Error.Unclear"/>, an answer that shows another company among it.
    /// Source: partner endpoints, <c>POST /companies</c>.
    /// </summary>
    /// <param name="company">Complete, with an external id.</param>
    public Company CreateCompany(NewCompany company)
    {
        Company ReadCreated(Body body)
        {
            var created = CompanyReader.ReadOne(body);
            return created.ExternalId is null || IsSame(created.ExternalId, company.ExternalId!) ? created : throw new UnreadableBodyException($"another company ({Pax8Json.Shorten(created.Id, 50)})");
        }

        return gate.Send(new Pax8Request(HttpMethod.Post, "/v1/companies", "create the company") { Json = NewCompanyJson.Body(company) }, ReadCreated);
    }
}
