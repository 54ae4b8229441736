using System.Linq;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The solution as it lies in the repository keeps every rule. A failure lists file, line and sentence.</summary>
public sealed class SolutionTests
{
    [Fact]
    public void Every_xml_file_is_well_formed() => Holds<XmlIsWellFormed>();

    [Fact]
    public void Every_xml_file_is_written_in_the_one_canonical_form() => Holds<XmlIsCanonical>();

    [Fact]
    public void Files_that_are_copied_into_the_zip_have_no_declaration_and_no_comment() => Holds<PlainFilesHaveNoDeclarationAndNoComment>();

    [Fact]
    public void Nothing_but_solution_files_lies_in_the_packed_tree() => Holds<NothingStrayIsPacked>();

    [Fact]
    public void Root_components_and_files_agree_both_ways() => Holds<RootComponentsMatchTheFiles>();

    [Fact]
    public void Customizations_has_every_list_element_in_the_order_of_an_export() => Holds<CustomizationsHasEveryListElement>();

    [Fact]
    public void Every_language_of_a_label_is_listed() => Holds<LanguagesAreListed>();

    [Fact]
    public void Every_id_is_random_and_used_once() => Holds<IdsAreRandomAndUnique>();

    [Fact]
    public void Every_file_is_named_after_what_it_holds() => Holds<FilesAreNamedAfterWhatTheyHold>();

    [Fact]
    public void Solution_and_plugin_package_carry_one_version() => Holds<VersionsAgree>();

    [Fact]
    public void Solution_and_publisher_have_their_names_and_prefixes() => Holds<SolutionManifestIsOurs>();

    [Fact]
    public void Tables_are_named_by_the_rules_and_have_the_platforms_columns() => Holds<TablesAreNamedByTheRules>();

    [Fact]
    public void Every_column_has_names_that_agree_a_label_a_description_and_a_length() => Holds<ColumnsAreWellDescribed>();

    [Fact]
    public void Alternate_keys_keep_the_limits_of_the_platform() => Holds<KeysKeepTheLimits>();

    [Fact]
    public void Every_table_has_a_main_form_the_five_kinds_of_views_an_icon_and_a_ribbon() => Holds<EveryTableHasItsPages>();

    [Fact]
    public void Choices_carry_the_publishers_prefix_but_for_the_countries() => Holds<ChoicesCarryThePrefix>();

    [Fact]
    public void The_index_of_relationships_names_exactly_the_bodies() => Holds<RelationshipIndexMatchesTheBodies>();

    [Fact]
    public void Every_lookup_has_a_relationship_and_every_relationship_a_lookup() => Holds<LookupsAndRelationshipsMatch>();

    [Fact]
    public void No_table_is_the_child_of_two_cascading_relationships() => Holds<CascadesKeepTheLimits>();

    [Fact]
    public void Forms_show_columns_views_and_relationships_that_exist() => Holds<FormsShowWhatExists>();

    [Fact]
    public void Forms_let_people_edit_only_what_the_system_does_not_keep() => Holds<FormsKeepTheSystemsColumnsReadOnly>();

    [Fact]
    public void Views_query_and_show_columns_that_exist() => Holds<ViewsShowWhatExists>();

    [Fact]
    public void Steps_run_at_stages_filters_and_images_that_exist() => Holds<StepsAreSound>();

    [Fact]
    public void Custom_apis_are_bound_described_and_guarded() => Holds<CustomApisAreSound>();

    [Fact]
    public void The_plugin_package_agrees_with_itself() => Holds<PluginPackageIsSound>();

    [Fact]
    public void Roles_name_privileges_that_exist() => Holds<RolesNamePrivilegesThatExist>();

    [Fact]
    public void A_secured_column_has_a_profile_and_is_copied_nowhere() => Holds<SecuredColumnsStaySecret>();

    [Fact]
    public void Every_web_resource_has_its_content_and_a_file_name_of_its_own() => Holds<WebResourcesAreComplete>();

    [Fact]
    public void Drawings_consist_of_shapes_only() => Holds<DrawingsArePlain>();

    [Fact]
    public void Commands_lead_to_functions_rules_and_labels_that_exist() => Holds<CommandsLeadToWhatExists>();

    [Fact]
    public void Scripts_name_tables_columns_custom_apis_and_views_that_exist() => Holds<ScriptsNameWhatExists>();

    [Fact]
    public void Scripts_of_forms_fit_their_forms() => Holds<FormScriptsFitTheirForms>();

    [Fact]
    public void Every_text_of_a_script_is_there_in_both_languages() => Holds<TextsAreThereInBothLanguages>();

    [Fact]
    public void Pages_run_only_their_own_files_and_scripts_set_only_text() => Holds<PagesRunOnlyTheirOwnFiles>();

    [Fact]
    public void Every_file_has_the_table_or_the_custom_api_to_which_it_belongs() => Holds<PartsHaveTheirWhole>();

    [Fact]
    public void An_app_and_its_site_map_name_what_exists_and_whoever_has_the_app_may_read_its_tables() => Holds<AppsShowWhatExists>();

    [Fact]
    public void An_environment_with_only_the_base_platform_takes_the_solution() => Holds<OnlyTheBasePlatformIsNeeded>();

    [Fact]
    public void No_secret_no_person_and_no_id_or_address_of_an_environment_is_inside() => Holds<NothingOfAnEnvironmentIsInside>();

    [Fact]
    public void Web_resources_depend_on_web_resources_and_columns_that_exist() => Holds<WebResourcesDependOnWhatExists>();

    [Fact]
    public void Commands_forms_and_pages_load_every_script_that_their_scripts_use() => Holds<ScriptsComeWithWhatTheyUse>();

    private static void Holds<TRule>()
        where TRule : ISolutionRule, new()
    {
        Finding[] findings = [.. new TRule().Check(Repository.Solution)];
        Assert.True(findings.Length == 0, "\n" + string.Join("\n", findings.Select(finding => finding.ToString())));
    }
}
