using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.LocalTenant;
using Pax8Dataverse.LocalTenant.Pax8;
using Xunit;

namespace Pax8Dataverse.Tests.Pipeline.ProviderAccounts;

/// <summary>Which account a company is mapped to: exact strategies in a fixed order, never a guess, never over a person's choice.</summary>
public sealed class AccountMatchTests
{
    private const int Unmapped = 0, Mapped = 1, Ambiguous = 2;

    private static readonly Pax8Address Denver = new() { Street = "1 Main St", City = "Denver", Country = "US" };

    [Fact]
    public void An_account_number_or_id_as_external_id_maps()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var byNumber = tenant.Account("One", ("accountnumber", "C-77"));
        var byId = tenant.Account("Two");
        var first = tenant.Company("First", company => company with { ExternalId = " c-77 " });
        var second = tenant.Company("Second", company => company with { ExternalId = byId.ToString().ToUpperInvariant() });

        tenant.Sync(connector);

        tenant.AssertMapped(first, byNumber, "External Id");
        tenant.AssertMapped(second, byId, "External Id");
    }

    [Theory]
    [InlineData("https://www.contoso.com/en", "contoso.com")]
    [InlineData("HTTP://Contoso.com", "https://contoso.com/about?x=1")]
    [InlineData("www.contoso.com.", "contoso.com:8080")]
    [InlineData("münchen.example", "xn--mnchen-3ya.example")]
    public void The_same_domain_maps_however_the_address_is_written(string ofCompany, string ofAccount)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Account("Somebody", ("websiteurl", ofAccount));
        var company = tenant.Company("Contoso", one => one with { Website = ofCompany });

        tenant.Sync(connector);

        tenant.AssertMapped(company, account, "Website");
    }

    [Theory]
    [InlineData("contoso.com", "shop.contoso.com")]
    [InlineData("contoso.com", "contoso.co")]
    [InlineData("contoso", "contoso")]
    [InlineData("127.0.0.1", "http://127.0.0.1/")]
    [InlineData("http://", "http://")]
    public void Domains_that_only_look_alike_or_are_none_do_not_map(string ofCompany, string ofAccount)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.Account("Somebody", ("websiteurl", ofAccount));
        var company = tenant.Company("Contoso", one => one with { Website = ofCompany });

        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Unmapped);
    }

    [Theory]
    [InlineData("Contoso, Ltd.", "US", "CONTOSO LTD", "United States")]
    [InlineData("Šťastný & Co", "CZ", "šťastný  co", "CZE")]
    [InlineData("北京 公司", "CN", "北京 公司", "China")]
    public void The_same_name_in_the_same_country_maps(string ofCompany, string country, string ofAccount, string countryOfAccount)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Account(ofAccount, ("address1_country", countryOfAccount));
        var company = tenant.Company(ofCompany, one => one with { Address = Denver with { Country = country } });

        tenant.Sync(connector);

        tenant.AssertMapped(company, account, "Name and country");
    }

    [Theory]
    [InlineData("Contoso", "US", "Contoso", "Canada")]
    [InlineData("Contoso", "US", "Contoso", null)]
    [InlineData("Contoso", null, "Contoso", "US")]
    [InlineData("Contoso", "US", "Contoso Europe", "US")]
    [InlineData("Contoso", "Atlantis", "Contoso", "Atlantis")]
    [InlineData("!!!", "US", "???", "US")]
    public void A_name_that_is_part_of_another_or_whose_country_is_not_surely_the_same_does_not_map(
        string ofCompany, string? country, string ofAccount, string? countryOfAccount)
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.Account(ofAccount, ("address1_country", countryOfAccount));
        var company = tenant.Company(ofCompany, one => one with { Address = Denver with { Country = country } });

        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Unmapped);
    }

    [Fact]
    public void What_another_integration_maps_the_same_Pax8_id_to_comes_before_everything_else()
    {
        var (tenant, first) = Given.TenantWithCompanies(0);
        var chosen = tenant.Account("Chosen");
        tenant.Account("By number", ("accountnumber", "C-77"));
        var company = tenant.Company("Contoso", one => one with { ExternalId = "C-77" });
        tenant.Sync(first);
        tenant.Map(company, chosen);
        tenant.Deactivate(first);
        var second = tenant.CreateConnector("Second");
        // A version before read companies for each integration anew.
        tenant.Dataverse.ServiceInside(tenant.Dataverse.SystemUserId).Execute(new Microsoft.Xrm.Sdk.Messages.CreateRequest
        {
            Target = Refusing.Row("pax8_provideraccount", Guid.Empty, [("pax8_name", company.Name), ("pax8_providerspecificid", company.Id), ("pax8_connectorid", new EntityReference("pax8_connector", second))]),
            ["tag"] = "pax8-own-write",
        });

        tenant.Sync(second);

        var row = tenant.Rows("pax8_provideraccount", "pax8_accountid", "pax8_matchreason", "pax8_connectorid")
            .Single(one => one.GetAttributeValue<EntityReference>("pax8_connectorid").Id == second);
        Assert.Equal(chosen, row.GetAttributeValue<EntityReference>("pax8_accountid").Id);
        Assert.Equal("Pax8 id, mapped before", row.Text("pax8_matchreason"));
    }

    [Fact]
    public void The_first_strategy_that_finds_anything_decides_even_if_it_finds_two()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.Account("North", ("accountnumber", "N-1"), ("websiteurl", "contoso.com"));
        tenant.Account("South", ("accountnumber", "S-1"), ("websiteurl", "www.contoso.com"));
        tenant.Account("East", ("websiteurl", "contoso.com"));
        tenant.Account("Contoso", ("address1_country", "US"));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com", Address = Denver });

        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Ambiguous);
        var row = tenant.ProviderAccounts()[company.Id];
        Assert.Equal("East; North (N-1); South (S-1)", row.Text("pax8_matchcandidates"));
        Assert.Equal("Website", row.Text("pax8_matchreason"));
        tenant.ResetCounts();
        tenant.Sync(connector);
        Assert.Equal(0, tenant.AccountWrites());
    }

    [Fact]
    public void Once_one_of_two_candidates_is_gone_the_next_sync_maps_the_other()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var north = tenant.Account("North", ("websiteurl", "contoso.com"));
        var south = tenant.Account("South", ("websiteurl", "contoso.com"));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com" });
        tenant.Sync(connector);
        tenant.Administrator.Update(Refusing.Row("account", south, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))));

        tenant.Sync(connector);

        tenant.AssertMapped(company, north, "Website");
        Assert.False(tenant.ProviderAccounts()[company.Id].Contains("pax8_matchcandidates"));
    }

    [Fact]
    public void An_inactive_account_is_no_candidate()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var account = tenant.Account("Contoso", ("websiteurl", "contoso.com"));
        tenant.Administrator.Update(Refusing.Row("account", account, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2))));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com" });

        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Unmapped);
    }

    [Fact]
    public void Without_automatic_matching_nothing_is_mapped()
    {
        var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_automatch"] = false);
        tenant.Account("Contoso", ("websiteurl", "contoso.com"));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com" });

        tenant.Sync(connector);
        tenant.AssertNotMapped(company, Unmapped);

        tenant.ChangeConnector(connector, ("pax8_automatch", true));
        tenant.Sync(connector);
        Assert.Equal(Mapped, tenant.ProviderAccounts()[company.Id].Number("pax8_matchstatus"));
    }

    [Fact]
    public void A_company_deleted_in_Pax8_is_not_mapped()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        tenant.Account("Contoso", ("websiteurl", "contoso.com"));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com", Status = "Deleted" });

        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Unmapped);
    }

    [Fact]
    public void An_account_that_a_person_chose_stays_whatever_matches_better()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var fitting = tenant.Account("Contoso", ("websiteurl", "contoso.com"), ("accountnumber", "C-77"));
        var chosen = tenant.Account("Chosen");
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com" });
        tenant.Sync(connector);
        tenant.AssertMapped(company, fitting, "Website");
        tenant.Map(company, chosen);

        tenant.Pax8!.State.ChangeCompany(company.Id, one => one with { ExternalId = "C-77" });
        tenant.Sync(connector);

        tenant.AssertMapped(company, chosen, "Chosen by a person");
    }

    [Fact]
    public void A_mapping_that_a_person_took_away_stays_away_until_a_person_chooses()
    {
        var (tenant, connector) = Given.TenantWithCompanies(0);
        var fitting = tenant.Account("Contoso", ("websiteurl", "contoso.com"));
        var company = tenant.Company("Contoso", one => one with { Website = "contoso.com" });
        tenant.Sync(connector);
        tenant.Map(company, null);

        tenant.Pax8!.State.RenameCompany(company.Id, "Contoso II");
        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Unmapped);
        Assert.Equal("Left unmapped by a person", tenant.ProviderAccounts()[company.Id].Text("pax8_matchreason"));
        tenant.Map(company, fitting);
        tenant.AssertMapped(company, fitting, "Chosen by a person");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Once_the_mapped_account_is_deleted_the_row_is_unmapped(bool automatch)
    {
        var tenant = Given.Tenant();
        var connector = tenant.CreateConnector("Pax8", row => row["pax8_automatch"] = automatch);
        var account = tenant.Account("Chosen");
        var company = tenant.Company("Contoso");
        tenant.Sync(connector);
        tenant.Map(company, account);
        tenant.Administrator.Delete("account", account);

        tenant.Sync(connector);

        tenant.AssertNotMapped(company, Unmapped);
        Assert.False(tenant.ProviderAccounts()[company.Id].Contains("pax8_matchreason"));
    }

    [Fact]
    public void No_sync_creates_or_changes_an_account()
    {
        var (tenant, connector) = Given.TenantWithCompanies(50);
        tenant.Account("Contoso", ("websiteurl", "contoso.com"));
        tenant.Company("Contoso", one => one with { Website = "contoso.com" });
        tenant.ResetCounts();

        tenant.Sync(connector);

        Assert.Equal(0, tenant.Writes("account"));
        Assert.Single(tenant.Rows("account", "name"));
    }
}
