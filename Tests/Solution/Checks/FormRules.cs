using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Pax8Dataverse.Tests.Solution.Checks;

/// <summary>Fields on forms exist and have the control of their type; subgrids show a view and a relationship that exist.</summary>
public sealed class FormsShowWhatExists : ISolutionRule
{
    private const string Subgrid = "E7A81278-8635-4D9E-8D4D-59480B391C5B";

    private const string Page = "9FDF5F91-88B1-47F4-AD53-C11EFC01A01D";

    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["nvarchar"] = "4273EDBD-AC1D-40D3-9FB2-095C621B552D",
        ["nvarchar url"] = "71716B6C-711E-476C-8AB8-5D11542BFB47",
        ["nvarchar email"] = "ADA2203E-B4CD-49BE-9DDF-234642B43B52",
        ["ntext"] = "E0DECE4B-6FC8-4A8F-A065-082708572369",
        ["int"] = "C6D124CA-7EDA-4A60-AEA9-7FB8D318B68F",
        ["decimal"] = "C3EFE0C3-0EC6-42BE-8349-CBD9079DFD8E",
        ["money"] = "533B9E00-756B-4312-95A0-DC888637AC78",
        ["datetime"] = "5B773807-9FB2-42DB-97C3-7A91EFF8ADFF",
        ["bit"] = "67FAC785-CD58-4F9F-ABB3-4B7DDC6ED5ED",
        ["picklist"] = "3EF39988-22BB-4F0B-BBBE-64B5A3748AEE",
        ["lookup"] = "270BD3DB-D9AF-4782-9025-509E298DEC0A",
        ["owner"] = "270BD3DB-D9AF-4782-9025-509E298DEC0A",
        ["status"] = "5D68B988-0661-4DB2-BC3E-17598AD3BE6C",
    };

    /// <summary>Ids of the classes of controls, the same in every environment.</summary>
    public static IEnumerable<string> ControlClasses => Classes.Values.Append(Subgrid).Append(Page);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Form form in solution.Forms)
        {
            if (solution.Tables.FirstOrDefault(table => table.SchemaName == form.TableFolder) is not { } table)
            {
                yield return new Finding(form.File, form.Element, $"lies in the folder of '{form.TableFolder}', which is no table of this solution.");
                continue;
            }

            foreach (Finding finding in form.Controls.SelectMany(control =>
                control.Attr("indicationOfSubgrid") == "true" ? Grid(solution, form, table, control) : IsPage(control) ? WebResource(solution, form, control) : Field(form, table, control)))
            {
                yield return finding;
            }

            foreach (var group in form.Controls.GroupBy(control => control.Attr("id")).Where(group => group.Count() > 1))
            {
                yield return new Finding(form.File, group.Last(), $"has {group.Count()} controls with the id '{group.Key}'; scripts find controls by it, so it is unique on a form.");
            }

            foreach (XElement cell in form.Element.Descendants("cell").Where(cell => cell.Element("control") is not null && cell.Label("labels").Length == 0))
            {
                yield return new Finding(form.File, cell, $"the cell of '{cell.Element("control")!.Attr("id")}' has no English label.");
            }
        }
    }

    private static bool IsPage(XElement control) => control.Attr("classid").Trim('{', '}').Equals(Page, StringComparison.OrdinalIgnoreCase);

    // The client API finds it by this name, and the packager looks at none of it.
    private static IEnumerable<Finding> WebResource(UnpackedSolution solution, Form form, XElement control)
    {
        string name = control.Element("parameters")?.Text("Url") ?? "";
        if (!name.EndsWith(".html", StringComparison.Ordinal) || !solution.Has("WebResources/" + name))
        {
            yield return new Finding(form.File, control, $"shows the page '{name}', which is no HTML web resource of this solution; correct Url.");
        }

        if (!control.Attr("id").StartsWith("WebResource_", StringComparison.Ordinal))
        {
            yield return new Finding(form.File, control, $"shows a page as '{control.Attr("id")}'; begin its id with WebResource_, as the form designer does.");
        }
    }

    private static IEnumerable<Finding> Field(Form form, Table table, XElement control)
    {
        string name = control.Attr("datafieldname");
        if (table.Column(name) is not { } column)
        {
            yield return new Finding(form.File, control, $"shows '{name}', which is no column of {table.LogicalName}; correct datafieldname or take the cell out.");
            yield break;
        }

        string kind = column.Type == "nvarchar" && column.Element.Text("Format") is "url" or "email" ? $"nvarchar {column.Element.Text("Format")}" : column.Type;
        string found = control.Attr("classid").Trim('{', '}');
        if (!Classes.TryGetValue(kind, out string? wanted) || !found.Equals(wanted, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(form.File, control, $"shows {name} ({kind}) with the control {{{found}}}; the control of that type is {{{wanted ?? "none: such a column does not belong on a form"}}}.");
        }
    }

    private static IEnumerable<Finding> Grid(UnpackedSolution solution, Form form, Table table, XElement control)
    {
        XElement parameters = control.Element("parameters") ?? new XElement("parameters");
        string target = parameters.Text("TargetEntityType");
        string id = control.Attr("id");
        if (!control.Attr("classid").Trim('{', '}').Equals(Subgrid, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Finding(form.File, control, $"subgrid {id}: its classid has to be {{{Subgrid}}}.");
        }

        foreach (string view in parameters.Text("ViewIds").List().Append(parameters.Text("ViewId")).Select(Guids.Bare).Distinct())
        {
            if (!solution.Views.Any(found => found.Id == view && solution.Table(target)?.SchemaName == found.TableFolder))
            {
                yield return new Finding(form.File, control, $"subgrid {id}: {{{view}}} is no view of {target}; correct ViewId and ViewIds.");
            }
        }

        if (!solution.Relationships.Any(body => body.Name == parameters.Text("RelationshipName") && body.Referenced == table.SchemaName && solution.Table(target)?.SchemaName == body.Referencing))
        {
            yield return new Finding(form.File, control, $"subgrid {id}: '{parameters.Text("RelationshipName")}' is no relationship from {table.LogicalName} to {target}.");
        }
    }
}

/// <summary>What the system keeps cannot be typed over: only the columns named here are editable on a form.</summary>
public sealed class FormsKeepTheSystemsColumnsReadOnly : ISolutionRule
{
    private static readonly Dictionary<string, string[]> Editable = new(StringComparer.Ordinal)
    {
        ["pax8_Connector"] =
        [
            "pax8_name", "pax8_environment", "pax8_endpointurl", "pax8_applicationid", "pax8_applicationsecret", "pax8_countrycode", "pax8_currencyid",
            "pax8_selfserviceallowed", "pax8_billonbehalfofenabled", "pax8_orderapprovalrequired", "pax8_newaccountsare", "pax8_automatch",
            "pax8_conflictpolicy", "pax8_writeback", "pax8_confirmfactor", "pax8_confirmlicences", "pax8_holdpercent", "pax8_holdnumber", "pax8_ordersneedapproval",
            "pax8_approveordersfrom", "pax8_keeppersonaldatadays", "ownerid",
        ],
        ["pax8_ProviderAccount"] = ["pax8_accountid", "pax8_syncstatus", "ownerid"],
        ["pax8_SyncJob"] = [],
        ["pax8_SyncBatch"] = [],
        ["pax8_SyncIssue"] = ["pax8_issuestatus", "ownerid"],
        ["pax8_Product"] = ["ownerid"],
        ["pax8_ProductPrice"] = ["ownerid"],
        ["pax8_Subscription"] =
        [
            "pax8_quantity", "pax8_price", "pax8_billingterm", "pax8_cancelon", "pax8_changereason", "pax8_changeeffectiveon", "ownerid",
        ],
        ["pax8_LicenseChangeLog"] = ["pax8_provisioningstatus", "ownerid"],
        ["pax8_SubscriptionDifference"] = ["ownerid"],
        ["pax8_Order"] = ["pax8_name", "pax8_provideraccountid", "ownerid"],
        ["pax8_OrderLine"] =
        [
            "pax8_orderid", "pax8_productid", "pax8_quantity", "pax8_billingterm", "pax8_commitmentid", "pax8_commitmentterm", "pax8_parentlineid",
            "pax8_parentsubscriptionid", "pax8_provisioningdetails", "ownerid",
        ],
        ["pax8_OrderApproval"] = [],
    };

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(UnpackedSolution solution)
    {
        foreach (Form form in solution.Forms)
        {
            if (!Editable.TryGetValue(form.TableFolder, out string[]? editable))
            {
                yield return new Finding(form.File, form.Element, $"belongs to {form.TableFolder}, of which FormsKeepTheSystemsColumnsReadOnly does not know what people may edit; add it there.");
                continue;
            }

            foreach (XElement control in form.Controls.Where(control => control.Attr("datafieldname").Length > 0 && control.Attr("disabled") != "true" && !editable.Contains(control.Attr("datafieldname"))))
            {
                yield return new Finding(form.File, control, $"lets people edit {control.Attr("datafieldname")}, which the system keeps; write disabled=\"true\".");
            }

            foreach (string column in editable.Where(column => !form.Controls.Any(control => control.Attr("datafieldname") == column && control.Attr("disabled") == "false")))
            {
                yield return new Finding(form.File, form.Element, $"has no editable field for {column}; people need one.");
            }
        }
    }
}
