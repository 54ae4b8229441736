using System.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The form on which an administrator sets the integration up, as the set-up guide describes it.</summary>
public sealed class FormTests
{
    private static readonly string[] Captions =
    [
        "Name", "Environment", "Endpoint URL", "Application ID", "Application Secret", "Country Code", "Currency Code",
        "Self Service Allowed", "Bill on behalf of enabled", "Order approval required",
    ];

    [Fact]
    public void The_settings_stand_in_the_documented_order_under_the_documented_captions()
    {
        Form form = Repository.Solution.Forms.Single(found => found.TableFolder == "pax8_Connector");
        Table table = Repository.Solution.Table("pax8_connector")!;
        var fields = form.Element.Descendants("section").Single(section => section.Attr("name") == "section_settings").Descendants("control").ToList();

        Assert.Equal(Captions, fields.Select(field => field.Parent!.Label("labels")));
        Assert.Equal(Captions, fields.Select(field => table.Column(field.Attr("datafieldname"))!.Element.Label("displaynames")));
    }

    [Fact]
    public void A_field_carries_the_label_of_its_column() =>
        Assert.Empty(
            from form in Repository.Solution.Forms
            let table = Repository.Solution.Tables.Single(found => found.SchemaName == form.TableFolder)
            from control in form.Controls
            where control.Attr("datafieldname").Length > 0
            let label = control.Parent!.Label("labels")
            let column = table.Column(control.Attr("datafieldname"))!.Element.Label("displaynames")
            where label != column
            select $"{form.File}: '{control.Attr("datafieldname")}' is labelled '{label}' and its column '{column}'; write the same.");
}
